// SPDX-License-Identifier: GPL-3.0-or-later
// What all runs of a comparison are measured by: objectives, limits, reference point, board tiers and horizon.
#include "compare/comparison_p.h"

#include "base/units.h"

#include <fmt/format.h>

#include <algorithm>

namespace danas::compare {
namespace {

using search::Objective;

/// Common to all runs, in the order of the first. Without a common metric nothing is common; without a common cost the RAM,
/// which every run knows, makes the second axis.
std::vector<Objective> commonObjectives(const std::vector<const StoredRun*>& runs)
{
    std::vector<Objective> common = runs.front()->record.spec.objectives;
    for (const StoredRun* run : runs) {
        const auto& own = run->record.spec.objectives;
        std::erase_if(common, [&own](Objective objective) { return std::find(own.begin(), own.end(), objective) == own.end(); });
    }
    if (std::none_of(common.begin(), common.end(), search::isMetric))
        return {};
    if (std::all_of(common.begin(), common.end(), search::isMetric))
        common.push_back(Objective::Ram);
    return common;
}

cost::Budget tightest(const std::vector<const StoredRun*>& runs)
{
    cost::Budget limits;
    const auto tighten = [](auto& limit, const auto& other) {
        if (other && (!limit || *other < *limit))
            limit = other;
    };
    for (const StoredRun* run : runs) {
        const cost::Budget& own = run->record.spec.budget;
        tighten(limits.ramBytes, own.ramBytes);
        tighten(limits.flashBytes, own.flashBytes);
        tighten(limits.macs, own.macs);
        tighten(limits.latencyMs, own.latencyMs);
        tighten(limits.energyUj, own.energyUj);
    }
    // A limit on a cost that some run does not know would leave that run without any system.
    const auto allKnow = [&runs](Objective objective) {
        return std::all_of(runs.begin(), runs.end(), [objective](const StoredRun* run) { return search::known(run->record.spec, objective); });
    };
    if (!allKnow(Objective::Latency))
        limits.latencyMs.reset();
    if (!allKnow(Objective::Energy))
        limits.energyUj.reset();
    return limits;
}

std::vector<double> commonReference(const Comparison& basis, const std::vector<const StoredRun*>& runs)
{
    std::vector<double> reference(basis.objectives.size(), 0.0);
    for (const StoredRun* run : runs) {
        search::RunSpec spec = run->record.spec;
        spec.objectives = basis.objectives;
        spec.budget = basis.limits;
        const auto own = search::referencePoint(spec, std::max(2, static_cast<int>(run->record.classes.size())));
        std::transform(own.begin(), own.end(), reference.begin(), reference.begin(), [](double a, double b) { return std::max(a, b); });
    }
    return reference;
}

std::vector<Tier> defaultTiers(const cost::Budget& limits)
{
    constexpr std::int64_t kKib = 1024;
    std::vector<Tier> tiers;
    for (const std::int64_t ram : { 64 * kKib, 128 * kKib, 256 * kKib }) {
        if (!limits.ramBytes || ram < *limits.ramBytes)
            tiers.push_back({ ram, 4 * ram });
    }
    if (limits.ramBytes)
        tiers.push_back({ *limits.ramBytes, limits.flashBytes });
    return tiers;
}

/// As the specs say it: all runs had the same limit of time, or none had one and all the same number of candidates.
std::optional<Equal> equalityOf(const std::vector<const StoredRun*>& runs)
{
    const search::SearchSpec& first = runs.front()->record.spec.search;
    const auto all = [&runs](auto same) { return std::all_of(runs.begin(), runs.end(), [&](const StoredRun* run) { return same(run->record.spec.search); }); };
    if (!all([&](const search::SearchSpec& own) { return own.seconds == first.seconds; }))
        return std::nullopt;
    if (first.seconds)
        return Equal::Time;
    return all([&](const search::SearchSpec& own) { return own.evaluations == first.evaluations; }) ? std::optional(Equal::Evaluations) : std::nullopt;
}

} // namespace

std::string Tier::label() const
{
    return flashBytes ? fmt::format("{} RAM and {} flash", formatBytes(ramBytes), formatBytes(*flashBytes)) : formatBytes(ramBytes) + " RAM";
}

std::string stateOf(const StoredRun& run)
{
    if (run.record.state == store::RunState::Running && !run.live)
        return "interrupted";
    return std::string(store::runStateName(run.record.state));
}

std::optional<double> secondsOf(const StoredRun& run)
{
    if (!run.secondsBefore || run.evaluations.empty())
        return std::nullopt;
    return *run.secondsBefore + run.evaluations.back().at;
}

std::vector<const StoredRun*> allRuns(const std::vector<Arm>& arms)
{
    std::vector<const StoredRun*> runs;
    for (const Arm& arm : arms) {
        for (const auto& run : arm.runs)
            runs.push_back(run.get());
    }
    return runs;
}

void layBasis(Comparison& comparison, const std::vector<Arm>& arms, const Options& options)
{
    const auto runs = allRuns(arms);
    comparison.objectives = commonObjectives(runs);
    const auto metric = std::find_if(comparison.objectives.begin(), comparison.objectives.end(), search::isMetric);
    comparison.metric = metric == comparison.objectives.end() ? Objective::Accuracy : *metric;
    comparison.limits = tightest(runs);
    comparison.reference = commonReference(comparison, runs);
    comparison.tiers = options.tiers.empty() ? defaultTiers(comparison.limits) : options.tiers;

    comparison.equal = options.equal ? options.equal : equalityOf(runs);
    bool timed = true;
    std::optional<int> fewest;
    std::optional<double> shortest;
    for (const StoredRun* run : runs) {
        if (run->evaluations.empty())
            continue;
        const int count = static_cast<int>(run->evaluations.size());
        fewest = std::min(fewest.value_or(count), count);
        const auto seconds = secondsOf(*run);
        timed = timed && seconds;
        if (seconds)
            shortest = std::min(shortest.value_or(*seconds), *seconds);
    }
    comparison.equalEvaluations = fewest.value_or(0);
    comparison.equalSeconds = timed ? shortest : std::nullopt;
}

} // namespace danas::compare
