// SPDX-License-Identifier: GPL-3.0-or-later
// How small a system may be that is nearly as good as the best; at like accuracy that is what the 2023 paper compares (REFERENCE.md section 2).
#include "base/units.h"
#include "compare/comparison_p.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace danas::compare {

std::vector<SizeStep> sizeSteps(const Comparison& basis, const StoredRun& run)
{
    std::vector<SizeStep> all, steps;
    for (std::size_t i = 0; i < run.evaluations.size(); ++i) {
        const search::Evaluation& one = run.evaluations[i];
        if (counts(one, basis.limits))
            all.push_back({ one.cost.parameters, one.value(basis.metric), i });
    }
    std::stable_sort(all.begin(), all.end(),
        [](const SizeStep& a, const SizeStep& b) { return std::tuple(a.parameters, -a.metric) < std::tuple(b.parameters, -b.metric); });
    for (const SizeStep& one : all) {
        if (steps.empty() || one.metric > steps.back().metric)
            steps.push_back(one);
    }
    return steps;
}

const SizeStep& smallestWith(const std::vector<SizeStep>& steps, double metric)
{
    return *std::find_if(steps.begin(), steps.end(), [metric](const SizeStep& step) { return step.metric >= metric; });
}

SizeComparison compareSizes(const std::vector<const ScoredRun*>& first, const std::vector<const ScoredRun*>& second, bool paired)
{
    std::vector<double> sizes, others, ratios;
    for (std::size_t i = 0; i < first.size(); ++i) {
        for (std::size_t k = 0; k < second.size(); ++k) {
            const auto& a = first[i]->sizes;
            const auto& b = second[k]->sizes;
            if ((paired && i != k) || a.empty() || b.empty())
                continue;
            const double wanted = kNearBest * std::min(a.back().metric, b.back().metric);
            sizes.push_back(static_cast<double>(smallestWith(a, wanted).parameters));
            others.push_back(static_cast<double>(smallestWith(b, wanted).parameters));
            ratios.push_back(others.back() / sizes.back());
        }
    }
    return { spreadOf(sizes), spreadOf(others), spreadOf(ratios) };
}

std::string parametersText(double parameters)
{
    return formatGrouped(static_cast<std::uint64_t>(std::llround(parameters)));
}

std::string timesText(double times)
{
    return fmt::format("{:.{}f}", times, times < 9.95 ? 1 : 0);
}

std::string sizeText(const Comparison& comparison, const PairResult& pair)
{
    const SizeComparison& sizes = pair.sizes;
    if (sizes.ratio.count == 0)
        return {};
    const bool fewer = sizes.ratio.median >= 1.0; // the first has
    const auto times = [fewer](double ratio) { return timesText(fewer ? ratio : 1.0 / ratio); };
    std::string text = fmt::format("At like {} ({:.0f}\u202f% below the lower one of the two bests), the smallest system of {} has {} parameters, of {} {}: {} times {}",
        search::objectiveName(comparison.metric), 100.0 * (1.0 - kNearBest), comparison.arms[pair.first].name, parametersText(sizes.first.median),
        comparison.arms[pair.second].name, parametersText(sizes.second.median), times(sizes.ratio.median), fewer ? "fewer" : "more");
    if (sizes.ratio.count > 1)
        text += fmt::format(" ({} to {} over {} {}; medians)", times(fewer ? sizes.ratio.least : sizes.ratio.most),
            times(fewer ? sizes.ratio.most : sizes.ratio.least), sizes.ratio.count, pair.paired ? "seeds" : "pairs of runs");
    return text + '.';
}

} // namespace danas::compare
