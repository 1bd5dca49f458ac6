// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/evaluator.h"

#include <memory>

namespace danas::learn {

/// Trains every candidate by itself, as spec.scratch says (LibTorch inside). @throws Error, e.g. CUDA asked for where there
/// is none
[[nodiscard]] std::unique_ptr<search::Evaluator> makeScratchEvaluator(search::EvaluatorInput input);

} // namespace danas::learn
