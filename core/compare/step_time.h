// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/control.h"
#include "search/evaluator.h"

#include <memory>

namespace danas::compare {

/// What measuring needs, prepared once for all arms.
struct MeasuredData {
    std::shared_ptr<const data::Dataset> dataset;
    std::shared_ptr<const data::SampleSource> cache;
};

/// Seconds that one step of this spec's supernet training takes here: the mean over some tens of steps of every supernet, the
/// first fifth left out, in which kernels are chosen. @throws Stopped, Error
[[nodiscard]] double measureStepSeconds(
    const search::RunSpec& spec, const MeasuredData& data, const search::EvaluatorFactory& factory, RunControl& control);

} // namespace danas::compare
