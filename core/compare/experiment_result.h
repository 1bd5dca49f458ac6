// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparison.h"
#include "compare/experiment.h"
#include "store/project.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace danas::compare {

/// What a stored experiment says. @throws Error
[[nodiscard]] ExperimentSpec experimentOf(const store::Project& project, const store::ExperimentRecord& record);

/// The runs of one arm under one budget that have scored something, in the order of the seeds.
struct ArmRuns {
    std::string name;
    std::vector<std::int64_t> runs;
};

/// What an experiment has under one of its budgets.
struct TierRuns {
    cost::Budget tier;
    std::vector<ArmRuns> arms;   ///< all of the experiment, also those without a run
    int missing = 0;             ///< planned runs that were not begun or scored nothing; they are in no figure
    std::vector<Remark> remarks; ///< which these are, and why
};
/// Budget by budget. `runs` are those of the experiment's project.
[[nodiscard]] std::vector<TierRuns> tierRuns(
    const ExperimentSpec& spec, const store::ExperimentRecord& record, const std::vector<store::RunRecord>& runs);
/// How the arms under one of its budgets are to be compared.
[[nodiscard]] Options tierOptions(const ExperimentSpec& spec, const TierRuns& tier);

/// How far an experiment is.
struct ExperimentState {
    std::int64_t id = 0;
    std::string name;
    std::size_t done = 0, failed = 0, total = 0; ///< runs

    [[nodiscard]] bool finished() const { return done == total; }
};
/// Oldest first. @throws Error
[[nodiscard]] std::vector<ExperimentState> experimentStates(const store::Project& project);

/// The arms of an experiment under one of its budgets.
struct TierComparison {
    cost::Budget tier;
    std::optional<Comparison> comparison; ///< absent while fewer than two arms have a run
    int missing = 0;                      ///< as TierRuns::missing
};

/// What an experiment has shown so far, budget by budget. @throws Error
[[nodiscard]] std::vector<TierComparison> compareExperiment(const store::Project& project, const store::ExperimentRecord& record);
/// Spec, runs with what they are of, and the comparisons, as one document.
[[nodiscard]] Json experimentJson(
    const store::Project& project, const store::ExperimentRecord& record, const std::vector<TierComparison>& tiers);

} // namespace danas::compare
