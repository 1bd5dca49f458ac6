// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/evaluation.h"
#include "search/finalised.h"

#include <span>
#include <vector>

namespace danas::search {

struct Finalist {
    int id = 0;
    FinalReason reason = FinalReason::Picked;

    bool operator==(const Finalist&) const = default;
};

/// Which members of a run's front (all within its budget) are finalised by themselves, the most wanted first, at most
/// `count`. Seen in the plane of the first metric and the first cost of `objectives` (accuracy and RAM where there is none),
/// both scaled to 0..1 over the front:
///   1. the best metric, of equals the cheapest;
///   2. the knee: the highest above the straight line from the cheapest member to the best one;
///   3. the cheapest whose metric is within three points of the best;
///   4. then, again and again, the member farthest from all chosen so far.
/// A member that was chosen already is passed over. Metrics are those of the search, so nothing here has seen the test split.
[[nodiscard]] std::vector<Finalist> finalists(std::span<const Evaluation> front, const std::vector<Objective>& objectives, int count);

} // namespace danas::search
