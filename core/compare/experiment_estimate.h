// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/experiment.h"
#include "store/project.h"

#include <cstddef>
#include <optional>

namespace danas::compare {

/// Seconds that earlier runs took for a piece of work; absent where there was none.
struct Pace {
    std::optional<double> supernetStep;      ///< a step of the supernet's training
    std::optional<double> supernetCandidate; ///< scoring a candidate with its weights
    std::optional<double> scratchStep;       ///< a training step of a candidate by itself
};
/// From the last run of the project that shows each. @throws Error
[[nodiscard]] Pace paceOf(const store::Project& project);

/// About how many seconds the run of this arm under this budget takes, data and finalise phase apart; the first budget trains the
/// supernet that the others share. Absent where the pace is not known.
[[nodiscard]] std::optional<double> expectedSeconds(const ExperimentSpec& spec, std::size_t arm, std::size_t tier, const Pace& pace = {});
/// The sum over all runs.
[[nodiscard]] std::optional<double> expectedSeconds(const ExperimentSpec& spec, const Pace& pace);

} // namespace danas::compare
