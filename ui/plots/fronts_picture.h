// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparison.h"
#include "ui/models/candidate_ref.h"
#include "ui/plots/candidate_cloud.h"

#include <QPointF>

#include <vector>

namespace danas::ui {

/// What an arm looks like over two quantities.
struct ArmPicture {
    std::vector<CloudPoint> all;   ///< of all runs, one after the other; hollow: over the common limits
    std::vector<int> firstOfRun;   ///< index into `all`, by run
    std::vector<CloudPoint> front; ///< of each run's own front over the two quantities
    std::vector<int> frontIndex;   ///< of those, into `all`; run by run, by rising x
    /// What the arm reaches at each cost, as steps that hold until the next: the median of its runs and the quartiles, from
    /// where all runs have something. One run: its front.
    std::vector<QPointF> median, low, high;

    [[nodiscard]] CandidateRef refOf(std::size_t arm, int index) const;
    [[nodiscard]] int indexOf(const CandidateRef& ref) const; ///< -1: no such candidate
};

/// `x` is a cost. Only systems within `limits`, and feasible in their run, are on a front. For a background thread.
[[nodiscard]] std::vector<ArmPicture> picturesOf(
    const std::vector<compare::Arm>& arms, const cost::Budget& limits, search::Objective y, search::Objective x);

/// The tightest of the runs' limits.
[[nodiscard]] cost::Budget commonLimits(const std::vector<compare::Arm>& arms);

} // namespace danas::ui
