// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "base/units.h"
#include "compare/comparison_p.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace danas::compare {
namespace {

constexpr std::size_t kBandPoints = 400;

void requireArms(const std::vector<Arm>& arms)
{
    if (arms.size() < 2)
        throw Error("A comparison needs at least two arms: name two or more runs.");
    std::set<std::pair<std::filesystem::path, std::int64_t>> seen;
    for (const Arm& arm : arms) {
        if (arm.runs.empty())
            throw Error(fmt::format("The arm \"{}\" has no runs: give it at least one, or leave it out.", arm.name));
        for (const auto& run : arm.runs) {
            if (!seen.insert({ run->project, run->record.id }).second)
                throw Error(fmt::format("Run {} is named twice: a run can be compared only with others.", run->label));
        }
    }
}

/// Places where any of the curves changes, from where all have begun to where the first one ends; at most kBandPoints of them.
template <typename Place> std::vector<double> bandPlaces(const std::vector<RunResult>& runs, Place place)
{
    double end = place(runs.front().growth.back());
    for (const RunResult& run : runs)
        end = std::min(end, place(run.growth.back()));
    std::set<double> all { end };
    for (const RunResult& run : runs) {
        for (const auto& point : run.growth) {
            if (place(point) <= end)
                all.insert(place(point));
        }
    }
    std::vector<double> places(all.begin(), all.end());
    if (places.size() <= kBandPoints)
        return places;
    std::vector<double> thinned;
    for (std::size_t i = 0; i < kBandPoints; ++i)
        thinned.push_back(places[i * (places.size() - 1) / (kBandPoints - 1)]);
    return thinned;
}

template <typename Place, typename At> std::vector<BandPoint> band(const std::vector<RunResult>& runs, Place place, At at)
{
    if (std::any_of(runs.begin(), runs.end(), [](const RunResult& run) { return run.growth.empty(); }))
        return {};
    std::vector<BandPoint> points;
    for (const double x : bandPlaces(runs, place)) {
        std::vector<double> values;
        for (const RunResult& run : runs)
            values.push_back(at(run.growth, x));
        points.push_back({ x, spreadOf(values) });
    }
    return points;
}

std::vector<DataShare> dataOnFronts(const std::vector<RunResult>& runs, search::Objective metric)
{
    std::map<data::DataConfig, DataShare> shares;
    for (const RunResult& run : runs) {
        std::set<data::DataConfig> seen;
        for (const search::Evaluation& evaluation : run.front) {
            DataShare& share = shares[evaluation.data];
            if (share.points == 0 || evaluation.value(metric) > share.best.value(metric))
                share.best = evaluation;
            share.data = evaluation.data;
            ++share.points;
            share.runs += seen.insert(evaluation.data).second ? 1 : 0;
        }
    }
    std::vector<DataShare> sorted;
    for (auto& [data, share] : shares)
        sorted.push_back(std::move(share));
    std::stable_sort(sorted.begin(), sorted.end(), [](const DataShare& a, const DataShare& b) { return a.points > b.points; });
    return sorted;
}

constexpr std::array<std::string_view, 7> kQuantityNames { "hypervolume", "hypervolume_at_equal_evaluations", "hypervolume_at_equal_seconds",
    "reach_share", "smallest_near_best", "best_in_tier", "hypervolume_in_tier" };

std::optional<search::EvaluatorKind> evaluatorOf(const Arm& arm)
{
    const search::EvaluatorKind first = arm.runs.front()->record.spec.evaluator;
    const bool all = std::all_of(arm.runs.begin(), arm.runs.end(), [first](const auto& run) { return run->record.spec.evaluator == first; });
    return all ? std::optional(first) : std::nullopt;
}

} // namespace

void sumUp(const Comparison& basis, ArmResult& result)
{
    std::vector<double> volumes;
    for (const RunResult& run : result.runs) {
        if (run.hypervolume)
            volumes.push_back(*run.hypervolume);
    }
    result.hypervolume = spreadOf(volumes);
    result.data = dataOnFronts(result.runs, basis.metric);
    result.overEvaluations = band(
        result.runs, [](const search::FrontPoint& point) { return static_cast<double>(point.evaluations); },
        [](const auto& growth, double x) { return atEvaluations(growth, static_cast<int>(x)); });
    if (std::all_of(result.runs.begin(), result.runs.end(), [](const RunResult& run) { return run.seconds.has_value(); }))
        result.overSeconds = band(result.runs, [](const search::FrontPoint& point) { return point.at; }, atSeconds);
}

Comparison compare(const std::vector<Arm>& given, const Options& options)
{
    requireArms(given);
    const std::vector<Arm> arms = options.fineTuned ? withFineTuned(given) : given;
    Comparison comparison;
    comparison.fineTuned = options.fineTuned;
    layBasis(comparison, arms, options);
    comparison.remarks = remarksOn(comparison, arms);
    const auto mind = std::find_if(comparison.remarks.begin(), comparison.remarks.end(), [](const Remark& remark) { return remark.grade == Grade::Mind; });
    comparison.remarks.insert(mind, options.remarks.begin(), options.remarks.end());
    comparison.comparable = comparison.remarks.empty() || comparison.remarks.front().grade != Grade::NotComparable;

    std::vector<std::vector<ScoredRun>> scored(arms.size());
    for (std::size_t i = 0; i < arms.size(); ++i) {
        ArmResult result;
        result.name = arms[i].name;
        result.evaluator = evaluatorOf(arms[i]);
        for (const auto& run : arms[i].runs) {
            scored[i].push_back(scoreRun(comparison, *run));
            result.runs.push_back(scored[i].back().result);
        }
        sumUp(comparison, result);
        comparison.arms.push_back(std::move(result));
    }
    for (std::size_t first = 0; comparison.comparable && first < arms.size(); ++first) {
        for (std::size_t second = first + 1; second < arms.size(); ++second) {
            comparison.pairs.push_back(comparePair(comparison, scored, first, second));
            comparison.pairs.back().verdict = pairVerdict(comparison, comparison.pairs.back());
        }
    }
    comparison.verdict = verdictOf(comparison);
    return comparison;
}

std::string quantityName(Quantity quantity)
{
    return std::string(kQuantityNames[static_cast<std::size_t>(quantity)]);
}

std::string findingLabel(const Comparison& comparison, const Finding& finding)
{
    const auto tier = [&] { return comparison.tiers[finding.tier].label(); };
    switch (finding.quantity) {
    case Quantity::Hypervolume:
        return "Hypervolume at the end";
    case Quantity::HypervolumeAtEqualEvaluations:
        return fmt::format("Hypervolume after {} candidates each", comparison.equalEvaluations);
    case Quantity::HypervolumeAtEqualSeconds:
        return fmt::format("Hypervolume after {} each", formatDuration(comparison.equalSeconds.value_or(0.0)));
    case Quantity::ReachShare:
        return "Time to the other's final hypervolume, as a share of the other's time";
    case Quantity::SmallestNearBest:
        return fmt::format("Parameters of the smallest system within {:.0f}\u202f% of its run's best {}", 100.0 * (1.0 - kNearBest), search::objectiveName(comparison.metric));
    case Quantity::BestInTier:
        return fmt::format("Best {} within {}", search::objectiveName(comparison.metric), tier());
    case Quantity::HypervolumeInTier:
        return fmt::format("Hypervolume within {}", tier());
    }
    return {};
}

std::string findingValue(const Finding& finding, double value)
{
    if (finding.quantity == Quantity::ReachShare)
        return shareOfTimeText(value);
    if (finding.quantity == Quantity::SmallestNearBest)
        return parametersText(value);
    return finding.quantity == Quantity::BestInTier ? formatPercent(value) : fmt::format("{:.4f}", value);
}

} // namespace danas::compare
