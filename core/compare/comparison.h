// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/equal.h"
#include "compare/statistics.h"
#include "search/observer.h"
#include "store/project.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace danas::compare {

/// A run as it is compared: what its project holds.
struct StoredRun {
    std::filesystem::path project;
    std::string label; ///< "#3", or "other.danas #3" where there are several projects
    store::RunRecord record;
    bool live = false; ///< an engine works on it now
    std::optional<double> secondsBefore; ///< running time before the search: data and supernet; absent before schema 3
    std::vector<search::Evaluation> evaluations;
    std::vector<search::Finalised> finals; ///< in the order of being finalised
};

/// Runs that differ in the seed only, compared as one.
struct Arm {
    std::string name;
    std::vector<std::shared_ptr<const StoredRun>> runs;
};

/// What a board can hold. The best system and the volume within each are compared.
struct Tier {
    std::int64_t ramBytes = 0;
    std::optional<std::int64_t> flashBytes;

    [[nodiscard]] bool holds(const cost::Cost& cost) const { return cost.ramBytes <= ramBytes && (!flashBytes || cost.flashBytes <= *flashBytes); }
    [[nodiscard]] std::string label() const; ///< "128 KiB", "128 KiB RAM, 512 KiB flash"
    bool operator==(const Tier&) const = default;
};

enum class Grade : std::uint8_t {
    Mind,         ///< the numbers stand; this must be known to read them
    NotComparable ///< arms are shown each for itself; nothing is said about their difference
};
struct Remark {
    Grade grade = Grade::Mind;
    std::string text; ///< one plain sentence
};

struct Options {
    /// Empty: 64, 128 and 256 KiB of RAM with four times as much flash, as far as the runs' common limits reach, and the RAM limit itself.
    std::vector<Tier> tiers;
    /// What the runs were given as much of; absent: what their specs say, if they say it.
    std::optional<Equal> equal = std::nullopt;
    /// The finalise phase counts too: a fine-tuned network is one more candidate with its score on validation, at the time when
    /// its run had it. Else only what the searches scored counts.
    bool fineTuned = false;
    std::vector<Remark> remarks {}; ///< what else must be known, such as planned runs that are missing
};

struct TierResult {
    std::optional<search::Evaluation> best; ///< by the metric, ties by the smaller RAM
    std::optional<double> hypervolume;      ///< of the systems within the tier, bounded by the tier
};

struct RunResult {
    std::string label;
    std::int64_t id = 0;
    std::uint64_t seed = 0;
    std::string state; ///< "done", "stopped", "failed", "running", "interrupted"
    int evaluations = 0; ///< fine-tuned networks included, where they count
    std::optional<double> seconds; ///< from its start to its last evaluation, pauses excluded
    std::vector<search::Evaluation> front; ///< within the common limits; best of the first objective first
    std::optional<double> hypervolume;     ///< share of the box under the reference point; absent where objectives do not match
    std::optional<double> atEqualEvaluations, atEqualSeconds; ///< its hypervolume at the comparison's horizon
    /// One point for each change of the front, and the end; `at` counts from the run's start. Without known times `at` is 0.
    std::vector<search::FrontPoint> growth;
    std::vector<TierResult> tiers;         ///< as Comparison::tiers
    /// Of the systems within the common limits whose metric is at least kNearBest times the best one's: the one with the fewest
    /// parameters; of equals the better one.
    std::optional<search::Evaluation> smallest;
};
inline constexpr double kNearBest = 0.99;

/// The runs of an arm at some moment; steps hold until the next.
struct BandPoint {
    double x = 0.0; ///< evaluations or seconds
    Spread hypervolume;
};

/// One data configuration on the fronts of an arm.
struct DataShare {
    data::DataConfig data;
    int points = 0; ///< over the fronts of all runs
    int runs = 0;   ///< on whose front it is
    search::Evaluation best; ///< by the metric
};

struct ArmResult {
    std::string name;
    std::optional<search::EvaluatorKind> evaluator; ///< of all its runs; absent where they differ
    std::vector<RunResult> runs;
    Spread hypervolume;
    std::vector<BandPoint> overEvaluations, overSeconds; ///< up to where the first run ends; empty where not known
    std::vector<DataShare> data; ///< most points first
};

enum class Quantity : std::uint8_t {
    Hypervolume,
    HypervolumeAtEqualEvaluations,
    HypervolumeAtEqualSeconds,
    /// Time in which a run first had the hypervolume that a run of the other arm ended with, as a share of all the time that one
    /// took: a value for each seed, or for each pair of runs. There is none where it never got there.
    ReachShare,
    SmallestNearBest, ///< parameters of RunResult::smallest; less is better
    BestInTier,
    HypervolumeInTier
};

/// One quantity of two arms.
struct Finding {
    Quantity quantity = Quantity::Hypervolume;
    std::size_t tier = 0; ///< of the ...InTier quantities
    std::vector<double> first, second; ///< one for each run that has it
    int pairs = 0; ///< of ReachShare: the pairs of runs that were looked at
    Spread firstSpread, secondSpread;
    int missing = 0; ///< values of either arm that are not there: no system within the tier, never reached
    int wins = 0, losses = 0; ///< of the first: seed by seed if paired, else over all pairs of runs
    std::optional<Test> test; ///< absent if a value is missing, and of ReachShare

    [[nodiscard]] bool complete() const { return missing == 0 && !first.empty() && !second.empty(); }
};

/// The smallest systems of two arms at like metric: at least kNearBest times the lower one of the two runs' bests. Over pairs of runs.
struct SizeComparison {
    Spread first, second; ///< parameters
    Spread ratio;         ///< of the second's to the first's
};

/// Two arms against each other.
struct PairResult {
    std::size_t first = 0, second = 0; ///< arms
    bool paired = false; ///< the same seeds on both sides, compared seed by seed
    std::vector<Finding> findings;
    Spread secondDominated; ///< share of the second's front that the first's dominates; over pairs of runs
    Spread firstDominated;
    /// Seconds in which the median of one arm reaches the other's final median hypervolume; absent: never, or times not known.
    std::optional<double> firstReaches, secondReaches;
    SizeComparison sizes;
    std::string verdict;

    [[nodiscard]] const Finding* find(Quantity quantity, std::size_t tier = 0) const;
};

/// All that is known of runs side by side: values for a page, a report or a script. Nothing that does not compare is compared:
/// `remarks` say why, `pairs` is then empty.
struct Comparison {
    std::vector<search::Objective> objectives; ///< common to all runs; empty if no metric is common
    search::Objective metric = search::Objective::Accuracy; ///< the first common metric
    std::vector<double> reference; ///< losses; the same for all runs
    cost::Budget limits;           ///< the tightest of each; what does not fit is not counted
    std::vector<Tier> tiers;
    std::optional<Equal> equal;    ///< what the runs were given as much of, if that is known
    bool fineTuned = false;        ///< as Options::fineTuned
    int equalEvaluations = 0;      ///< as many as the shortest run has
    std::optional<double> equalSeconds; ///< as long as the shortest run took, if all times are known
    std::vector<ArmResult> arms;
    std::vector<PairResult> pairs; ///< each arm with each later one
    std::vector<Remark> remarks;   ///< the gravest first
    bool comparable = true;
    std::string verdict; ///< one sentence
};

/// For plots with Options::fineTuned: each finalised candidate with its fine-tuned score where that is the more accurate one.
[[nodiscard]] std::vector<Arm> withBetterScores(const std::vector<Arm>& arms);

/// Compares two or more arms, each with at least one run. No I/O. Two runs of 50,000 candidates take a fraction of a second.
/// @throws Error for fewer than two arms, an arm without runs, or a run in two arms
[[nodiscard]] Comparison compare(const std::vector<Arm>& arms, const Options& options = {});

/// Reads runs of a project. @throws Error
[[nodiscard]] std::shared_ptr<const StoredRun> readStoredRun(const store::Project& project, std::int64_t id, bool nameProject = false);
/// Runs with the same spec but for name, seed, threads and device become one arm; if that leaves a single arm, every run
/// becomes one of its own. Named after their runs.
[[nodiscard]] std::vector<Arm> groupBySpec(const std::vector<std::shared_ptr<const StoredRun>>& runs);

[[nodiscard]] std::string quantityName(Quantity quantity);  ///< "hypervolume", "best_in_tier", ... as in files
/// "Hypervolume", "Best accuracy at 128 KiB", ... for people.
[[nodiscard]] std::string findingLabel(const Comparison& comparison, const Finding& finding);
/// A value of the finding as people read it: "64.1 %", "0.7312", "5,146", or "1/31" of a time.
[[nodiscard]] std::string findingValue(const Finding& finding, double value);
/// How large the smallest systems at like metric are, in one sentence; empty where an arm has none.
[[nodiscard]] std::string sizeText(const Comparison& comparison, const PairResult& pair);

} // namespace danas::compare
