// SPDX-License-Identifier: GPL-3.0-or-later
// How small a system may be that is nearly as good as the best: what the 2023 paper compares (REFERENCE.md section 2).
#include "base/units.h"
#include "compare/comparison_p.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace danas::compare {
namespace {

std::string parametersText(const Spread& spread)
{
    return formatGrouped(static_cast<std::uint64_t>(std::llround(spread.median)));
}

/// "79", "7.9"
std::string timesText(double times)
{
    return fmt::format("{:.{}f}", times, times < 9.95 ? 1 : 0);
}

} // namespace

std::optional<search::Evaluation> smallestNearBest(const Comparison& basis, const StoredRun& run)
{
    const auto counts = [&basis](const search::Evaluation& one) { return one.feasible() && basis.limits.fits(one.cost); };
    double best = 0.0;
    for (const auto& one : run.evaluations) {
        if (counts(one))
            best = std::max(best, one.value(basis.metric));
    }
    const search::Evaluation* smallest = nullptr;
    const auto size = [&basis](const search::Evaluation& one) { return std::tuple(one.cost.parameters, -one.value(basis.metric)); };
    for (const auto& one : run.evaluations) {
        if (counts(one) && one.value(basis.metric) >= kNearBest * best && (smallest == nullptr || size(one) < size(*smallest)))
            smallest = &one;
    }
    return smallest == nullptr ? std::nullopt : std::optional(*smallest);
}

Spread sizeRatio(const std::vector<const ScoredRun*>& first, const std::vector<const ScoredRun*>& second, bool paired)
{
    std::vector<double> ratios;
    for (std::size_t i = 0; i < first.size(); ++i) {
        for (std::size_t k = 0; k < second.size(); ++k) {
            const auto& a = first[i]->result.smallest;
            const auto& b = second[k]->result.smallest;
            if ((!paired || i == k) && a && b)
                ratios.push_back(static_cast<double>(b->cost.parameters) / static_cast<double>(a->cost.parameters));
        }
    }
    return spreadOf(ratios);
}

std::string sizeText(const Comparison& comparison, const PairResult& pair)
{
    const Finding* size = pair.find(Quantity::SmallestNearBest);
    if (size == nullptr || pair.sizeRatio.count == 0)
        return {};
    const bool fewer = pair.sizeRatio.median >= 1.0; // the first has
    const auto times = [fewer](double ratio) { return timesText(fewer ? ratio : 1.0 / ratio); };
    std::string text = fmt::format("Within {:.0f}\u202f% of its run's best {}, the smallest system of {} has {} parameters, of {} {}: {} times {}",
        100.0 * (1.0 - kNearBest), search::objectiveName(comparison.metric), comparison.arms[pair.first].name, parametersText(size->firstSpread),
        comparison.arms[pair.second].name, parametersText(size->secondSpread), times(pair.sizeRatio.median), fewer ? "fewer" : "more");
    if (pair.sizeRatio.count > 1)
        text += fmt::format(" ({} to {} over {} {}; medians)", times(fewer ? pair.sizeRatio.least : pair.sizeRatio.most),
            times(fewer ? pair.sizeRatio.most : pair.sizeRatio.least), pair.sizeRatio.count, pair.paired ? "seeds" : "pairs of runs");
    return text + '.';
}

} // namespace danas::compare
