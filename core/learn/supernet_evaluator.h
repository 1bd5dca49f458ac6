// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/evaluator.h"

#include <memory>
#include <string>
#include <vector>

namespace danas::learn {

/// The supernet evaluator of a run (LibTorch inside). @throws Error, e.g. CUDA asked for where there is none
[[nodiscard]] std::unique_ptr<search::Evaluator> makeSupernetEvaluator(search::EvaluatorInput input);

/// What LibTorch can compute on here, for `danas devices`.
struct ComputeDevice {
    std::string id; ///< "cpu", "cuda"
    std::string name;
};
[[nodiscard]] std::vector<ComputeDevice> computeDevices();
[[nodiscard]] std::string libraryVersion(); ///< "LibTorch 1.13.1, OpenBLAS"

} // namespace danas::learn
