// SPDX-License-Identifier: GPL-3.0-or-later
// What the parts of a comparison hand to each other.
#pragma once

#include "compare/comparison.h"
#include "compare/front_growth.h"

namespace danas::compare {

/// "done", "stopped", "failed", "running", or "interrupted" for a killed run.
[[nodiscard]] std::string stateOf(const StoredRun& run);
/// Running time from the start to the last evaluation; absent if not known or nothing was scored.
[[nodiscard]] std::optional<double> secondsOf(const StoredRun& run);
/// The spec without what may differ within an arm: name, seed, threads and device.
[[nodiscard]] Json settingsOf(const StoredRun& run);
/// All runs, arm by arm.
[[nodiscard]] std::vector<const StoredRun*> allRuns(const std::vector<Arm>& arms);

/// The runs with their fine-tuned networks as further candidates, in the order and at the times in which they were there.
[[nodiscard]] std::vector<Arm> withFineTuned(const std::vector<Arm>& arms);

/// Fills objectives, metric, limits, reference, tiers and the horizon.
void layBasis(Comparison& comparison, const std::vector<Arm>& arms, const Options& options);
/// What must be known before the numbers are read; the gravest first.
[[nodiscard]] std::vector<Remark> remarksOn(const Comparison& basis, const std::vector<Arm>& arms);

/// Only such candidates are in any figure.
[[nodiscard]] inline bool counts(const search::Evaluation& one, const cost::Budget& limits)
{
    return one.feasible() && limits.fits(one.cost);
}

/// No smaller system of a run within the limits has this metric.
struct SizeStep {
    std::int64_t parameters = 0;
    double metric = 0.0;
    std::size_t index = 0; ///< of its evaluation
};

struct ScoredRun {
    RunResult result;
    FrontGrowth front; ///< as shares of the reference; empty where objectives do not match
    std::vector<SizeStep> sizes {};
};
[[nodiscard]] ScoredRun scoreRun(const Comparison& basis, const StoredRun& run);
/// The hypervolume that a growth had reached at some moment.
[[nodiscard]] double atEvaluations(const std::vector<search::FrontPoint>& growth, int evaluations);
[[nodiscard]] double atSeconds(const std::vector<search::FrontPoint>& growth, double seconds);

/// Sums up the arm's runs: spread, bands, data configurations. `result.runs` are there already.
void sumUp(const Comparison& basis, ArmResult& result);

/// `runs[i]` are the scored runs of arm i.
[[nodiscard]] PairResult comparePair(
    const Comparison& comparison, const std::vector<std::vector<ScoredRun>>& runs, std::size_t first, std::size_t second);
/// ReachShare; only where all times are known. Runs in the order of their seeds.
[[nodiscard]] Finding reachFinding(const std::vector<const ScoredRun*>& first, const std::vector<const ScoredRun*>& second, bool paired);
/// Smaller ones first, each better than all before; empty if the run has no system within the limits.
[[nodiscard]] std::vector<SizeStep> sizeSteps(const Comparison& basis, const StoredRun& run);
/// The first that has this metric. @pre one has
[[nodiscard]] const SizeStep& smallestWith(const std::vector<SizeStep>& steps, double metric);
/// Runs in the order of their seeds.
[[nodiscard]] SizeComparison compareSizes(const std::vector<const ScoredRun*>& first, const std::vector<const ScoredRun*>& second, bool paired);
[[nodiscard]] std::string parametersText(double parameters); ///< "5,146"
[[nodiscard]] std::string timesText(double times);           ///< "79", "7.9"
/// A share of a time: "1/31", from a half up "64 %".
[[nodiscard]] std::string shareOfTimeText(double share);
[[nodiscard]] std::string pairVerdict(const Comparison& comparison, const PairResult& pair);
[[nodiscard]] std::string verdictOf(const Comparison& comparison);

} // namespace danas::compare
