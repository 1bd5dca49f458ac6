// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cost/cost.h"
#include "search/metrics.h"
#include "space/search_space.h"

#include <string>
#include <vector>

namespace danas::search {

/// One scored candidate: the unit that is stored, shown and archived. Plain values, copied between threads.
struct Evaluation {
    int id = 0;             ///< 0, 1, 2, ... in the order of evaluation, unique in its run
    space::Genes genes;     ///< canonical
    data::DataConfig data;  ///< decoded from the genes
    cost::Cost cost;
    double violation = 0.0; ///< of the run's budget; 0 = feasible
    ConfusionMatrix confusion; ///< on the validation split
    std::string origin;     ///< how the strategy made it: "random", "smallest", "mutation", "crossover"
    int generation = 0;
    double seconds = 0.0;   ///< time it took to score
    double at = 0.0;        ///< seconds of running time since the run's search began (pauses and stops not counted)

    [[nodiscard]] bool feasible() const { return violation == 0.0; }
    /// The plain value: a fraction for metrics; bytes, MACs, ms or uJ for costs, not a number where unknown.
    [[nodiscard]] double value(Objective objective) const;
    /// Folded so that smaller is better: 1 - metric, or the cost.
    [[nodiscard]] double loss(Objective objective) const;
};
[[nodiscard]] std::vector<double> losses(const Evaluation& evaluation, const std::vector<Objective>& objectives);

} // namespace danas::search
