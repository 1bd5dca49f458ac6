// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparison.h"
#include "compare/experiment.h"
#include "store/project.h"

#include <optional>
#include <string>
#include <vector>

namespace danas::compare {

/// The arms of an experiment under one of its budgets.
struct TierComparison {
    cost::Budget tier;
    std::optional<Comparison> comparison; ///< absent while fewer than two arms have a run
    int missing = 0;                      ///< planned runs that were not begun or scored nothing; they are in no figure
};

/// What an experiment has shown so far, budget by budget. @throws Error
[[nodiscard]] std::vector<TierComparison> compareExperiment(const store::Project& project, const store::ExperimentRecord& record);
/// Spec, runs with what they are of, and the comparisons, as one document.
[[nodiscard]] Json experimentJson(
    const store::Project& project, const store::ExperimentRecord& record, const std::vector<TierComparison>& tiers);

} // namespace danas::compare
