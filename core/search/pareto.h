// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/evaluation.h"

#include <span>
#include <vector>

namespace danas::search {

/// a is nowhere worse and somewhere better than b. All values are losses (smaller is better), equally many, finite.
[[nodiscard]] bool dominates(std::span<const double> a, std::span<const double> b);

/// Feasible beats infeasible, less violation beats more, else Pareto dominance (Deb et al. 2002, definition 1).
[[nodiscard]] bool constrainedDominates(std::span<const double> a, double violationA, std::span<const double> b, double violationB);

/// Fast non-dominated sorting under constraint domination: front number of each point, 0 = best. O(m n^2).
[[nodiscard]] std::vector<int> nonDominatedRanks(const std::vector<std::vector<double>>& points, std::span<const double> violations);

/// Crowding distance (Deb et al. 2002) of each point of one front; ends are infinite; an objective in which all are equal
/// adds nothing (no division by zero).
[[nodiscard]] std::vector<double> crowdingDistances(const std::vector<std::vector<double>>& front);

/// The volume dominated by the points and bounded by the reference point (all losses). Exact: for 2 and 3 objectives
/// in O(n log n), by WFG recursion for more. Points that are not better than the reference everywhere count nothing.
[[nodiscard]] double hypervolume(std::vector<std::vector<double>> points, std::span<const double> reference);

/// The non-dominated feasible evaluations of a run. Ties (equal losses, other genes) are kept: the person may prefer either.
class ParetoArchive {
public:
    explicit ParetoArchive(std::vector<Objective> objectives);

    struct Delta {
        bool accepted = false;
        std::vector<int> evicted; ///< ids that left the front
    };
    /// O(front x objectives). Infeasible evaluations are never accepted.
    Delta insert(const Evaluation& evaluation);

    struct Member {
        int id = 0;
        std::vector<double> losses;
    };
    [[nodiscard]] const std::vector<Member>& members() const { return m_members; } ///< in order of the first objective's loss
    [[nodiscard]] const std::vector<Objective>& objectives() const { return m_objectives; }
    /// Share of the box between the origin and the reference that the front dominates, in [0, 1]. `reference` as losses.
    [[nodiscard]] double hypervolume(std::span<const double> reference) const;

private:
    std::vector<Objective> m_objectives;
    std::vector<Member> m_members;
};

/// Ids of the feasible evaluations that no other one dominates, ascending. What a ParetoArchive fed with them would hold.
[[nodiscard]] std::vector<int> frontOf(std::span<const Evaluation> evaluations, const std::vector<Objective>& objectives);

} // namespace danas::search
