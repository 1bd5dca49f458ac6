// SPDX-License-Identifier: GPL-3.0-or-later
// Two arms against each other.
#include "compare/comparison_p.h"

#include <algorithm>
#include <numeric>

namespace danas::compare {
namespace {

using Runs = std::vector<const ScoredRun*>;

/// In the order of their seeds, so that paired runs stand at the same place.
Runs bySeed(const std::vector<ScoredRun>& runs)
{
    Runs sorted;
    for (const ScoredRun& run : runs)
        sorted.push_back(&run);
    std::stable_sort(sorted.begin(), sorted.end(), [](const ScoredRun* a, const ScoredRun* b) { return a->result.seed < b->result.seed; });
    return sorted;
}

/// Paired: the same seeds on both sides, each once.
bool sameSeeds(const Runs& first, const Runs& second)
{
    const auto equal = [](const ScoredRun* a, const ScoredRun* b) { return a->result.seed == b->result.seed; };
    return std::equal(first.begin(), first.end(), second.begin(), second.end(), equal)
        && std::adjacent_find(first.begin(), first.end(), equal) == first.end();
}

std::optional<double> valueOf(const RunResult& run, Quantity quantity, std::size_t tier, search::Objective metric)
{
    switch (quantity) {
    case Quantity::Hypervolume:
        return run.hypervolume;
    case Quantity::HypervolumeAtEqualEvaluations:
        return run.atEqualEvaluations;
    case Quantity::HypervolumeAtEqualSeconds:
        return run.atEqualSeconds;
    case Quantity::ReachShare:
        return std::nullopt; // of two runs, not of one
    case Quantity::SmallestNearBest:
        return run.smallest ? std::optional(static_cast<double>(run.smallest->cost.parameters)) : std::nullopt;
    case Quantity::BestInTier:
        return run.tiers[tier].best ? std::optional(run.tiers[tier].best->value(metric)) : std::nullopt;
    case Quantity::HypervolumeInTier:
        return run.tiers[tier].hypervolume;
    }
    return std::nullopt;
}

void countWin(Finding& finding, double first, double second)
{
    const bool less = finding.quantity == Quantity::SmallestNearBest; // is better
    finding.wins += (less ? first < second : first > second) ? 1 : 0;
    finding.losses += (less ? first > second : first < second) ? 1 : 0;
}

Finding find(const Comparison& comparison, const PairResult& pair, const Runs& first, const Runs& second, Quantity quantity, std::size_t tier = 0)
{
    Finding finding;
    finding.quantity = quantity;
    finding.tier = tier;
    const auto collect = [&](const Runs& runs, std::vector<double>& values) {
        for (const ScoredRun* run : runs) {
            if (const auto value = valueOf(run->result, quantity, tier, comparison.metric))
                values.push_back(*value);
            else
                ++finding.missing;
        }
    };
    collect(first, finding.first);
    collect(second, finding.second);
    finding.firstSpread = spreadOf(finding.first);
    finding.secondSpread = spreadOf(finding.second);
    if (!finding.complete())
        return finding;
    if (pair.paired) {
        for (std::size_t i = 0; i < finding.first.size(); ++i)
            countWin(finding, finding.first[i], finding.second[i]);
        finding.test = signFlipTest(finding.first, finding.second);
    } else {
        for (const double a : finding.first) {
            for (const double b : finding.second)
                countWin(finding, a, b);
        }
        finding.test = mannWhitneyTest(finding.first, finding.second);
    }
    return finding;
}

/// Over the pairs of equal seed, or over all pairs of runs.
Spread dominatedOver(const Runs& fronts, const Runs& by, bool paired)
{
    std::vector<double> shares;
    for (std::size_t i = 0; i < fronts.size(); ++i) {
        for (std::size_t k = 0; k < by.size(); ++k) {
            if ((!paired || i == k) && fronts[i]->front.size() > 0 && by[k]->front.size() > 0)
                shares.push_back(dominatedShare(fronts[i]->front, by[k]->front));
        }
    }
    return spreadOf(shares);
}

std::optional<double> reaches(const ArmResult& arm, const Spread& target)
{
    if (target.count == 0)
        return std::nullopt;
    const auto there = std::find_if(arm.overSeconds.begin(), arm.overSeconds.end(),
        [&](const BandPoint& point) { return point.hypervolume.median >= target.median; });
    return there == arm.overSeconds.end() ? std::nullopt : std::optional(there->x);
}

} // namespace

PairResult comparePair(const Comparison& comparison, const std::vector<std::vector<ScoredRun>>& runs, std::size_t first, std::size_t second)
{
    PairResult pair;
    pair.first = first;
    pair.second = second;
    const Runs a = bySeed(runs[first]), b = bySeed(runs[second]);
    pair.paired = sameSeeds(a, b);
    for (const Quantity quantity : { Quantity::Hypervolume, Quantity::HypervolumeAtEqualEvaluations, Quantity::HypervolumeAtEqualSeconds }) {
        if (quantity != Quantity::HypervolumeAtEqualSeconds || comparison.equalSeconds)
            pair.findings.push_back(find(comparison, pair, a, b, quantity));
    }
    if (comparison.equalSeconds)
        pair.findings.push_back(reachFinding(a, b, pair.paired));
    pair.findings.push_back(find(comparison, pair, a, b, Quantity::SmallestNearBest));
    pair.sizes = compareSizes(a, b, pair.paired);
    for (std::size_t tier = 0; tier < comparison.tiers.size(); ++tier) {
        for (const Quantity quantity : { Quantity::BestInTier, Quantity::HypervolumeInTier })
            pair.findings.push_back(find(comparison, pair, a, b, quantity, tier));
    }
    pair.firstDominated = dominatedOver(a, b, pair.paired);
    pair.secondDominated = dominatedOver(b, a, pair.paired);
    pair.firstReaches = reaches(comparison.arms[first], comparison.arms[second].hypervolume);
    pair.secondReaches = reaches(comparison.arms[second], comparison.arms[first].hypervolume);
    return pair;
}

const Finding* PairResult::find(Quantity quantity, std::size_t tier) const
{
    const auto found = std::find_if(findings.begin(), findings.end(),
        [&](const Finding& finding) { return finding.quantity == quantity && finding.tier == tier; });
    return found == findings.end() ? nullptr : &*found;
}

} // namespace danas::compare
