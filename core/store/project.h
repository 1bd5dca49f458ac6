// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/network_weights.h"
#include "quant/quantize.h"
#include "search/evaluation.h"
#include "search/evaluator.h"
#include "search/finalised.h"
#include "search/observer.h"
#include "search/run_spec.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace danas::store {

inline constexpr int kSchemaVersion = 8;

enum class RunState : std::uint8_t { Running, Stopped, Done, Failed }; ///< Running in a file that nobody runs = killed
[[nodiscard]] std::string_view runStateName(RunState state);

struct RunRecord {
    std::int64_t id = 0;
    std::string name;
    std::string created; ///< ISO 8601, UTC
    RunState state = RunState::Running;
    std::string error;   ///< if Failed
    search::RunSpec spec;
    std::vector<std::string> classes; ///< of the dataset, once prepared
    std::uint64_t datasetFingerprint = 0;
    std::string environment; ///< Evaluator::describe(), version
    int evaluations = 0;
};

struct Checkpoint {
    search::Phase phase = search::Phase::Supernet;
    int step = 0;
    bool finished = false; ///< training is complete
    std::vector<std::uint8_t> state;
};

/// A finalised candidate as stored: all that deploying it needs, and what every single sample was taken for.
struct FinalRecord {
    search::Finalised result;
    std::array<std::vector<search::Prediction>, search::kFinalScores.size()> predictions; ///< by FinalScore, in the order of the split
    graph::NetworkWeights weights; ///< fine-tuned, float, batch norm folded in
    std::optional<graph::NetworkWeights> tuned; ///< where a fine-tune with int8 simulated was kept: what int8 is made of instead
    quant::ActivationRanges ranges; ///< that int8 was calibrated to

    [[nodiscard]] const graph::NetworkWeights& int8Weights() const { return tuned ? *tuned : weights; }
};

/// An experiment as stored; what its documents say is known to core/compare.
struct ExperimentRecord {
    std::int64_t id = 0;
    std::string name;    ///< unique in its project
    std::string created; ///< ISO 8601, UTC
    Json spec;
    Json measured;       ///< null until measured
    std::map<int, std::int64_t> runs; ///< position in its plan -> run; those that were begun
};

/// Candidates that are to be compared with each other: each scored with the run's supernet, and trained by itself as `training`
/// says.
struct ProbePlan {
    search::ScratchSpec training;
    bool withinBudget = false; ///< only such were to be chosen; else any of the space
    std::vector<space::Genes> candidates; ///< in the order in which they are trained

    bool operator==(const ProbePlan&) const = default;
};

/// One candidate, scored with the supernet's weights and trained by itself.
struct Probe {
    space::Genes genes;
    search::ConfusionMatrix shared, alone; ///< on validation
    double seconds = 0.0;                  ///< of training and scoring by itself
};

/// The project file: one SQLite database (WAL, foreign keys, user_version = schema). One connection per object, not shared
/// between threads; several objects, in several threads, may have the same file open. Every write is one transaction,
/// durable against a killed process. Every method @throws Error: disk full, file cut off or not a project, locked.
class Project {
public:
    enum class Mode { ReadWrite, ReadOnly, Create /*the file must not exist or be a project*/ };
    /// A newer schema opens read-only if `mode` is ReadOnly and its tables are still readable, else the Error names both versions.
    Project(const std::filesystem::path& file, Mode mode);
    ~Project();
    Project(Project&&) noexcept;
    Project& operator=(Project&&) noexcept;

    [[nodiscard]] const std::filesystem::path& file() const;

    /// The spec being edited (the draft from which runs are cloned), and where the person left the window; free JSON.
    void saveDraft(const search::RunSpec& spec);
    [[nodiscard]] std::optional<search::RunSpec> draft() const;
    void saveViewState(const Json& state);
    [[nodiscard]] Json viewState() const; ///< null if none

    [[nodiscard]] std::int64_t addRun(const search::RunSpec& spec);
    void setPrepared(std::int64_t run, const std::vector<std::string>& classes, std::uint64_t datasetFingerprint, const std::string& environment);
    void setState(std::int64_t run, RunState state, const std::string& error = {});
    [[nodiscard]] std::vector<RunRecord> runs() const; ///< oldest first
    [[nodiscard]] RunRecord run(std::int64_t id) const;

    /// One transaction: evaluation with its predictions. Ids must continue 0, 1, 2, ...
    void addEvaluation(std::int64_t run, const search::Evaluation& evaluation, const std::vector<search::Prediction>& predictions);
    [[nodiscard]] std::vector<search::Evaluation> evaluations(std::int64_t run) const; ///< in order of id
    [[nodiscard]] std::vector<search::Prediction> predictions(std::int64_t run, int evaluation) const;

    /// One transaction. A candidate is finalised once. @throws Error if it is already, or is none of the run
    void addFinal(std::int64_t run, const FinalRecord& record);
    [[nodiscard]] std::vector<search::Finalised> finals(std::int64_t run) const; ///< in the order of being finalised
    [[nodiscard]] FinalRecord finalRecord(std::int64_t run, int evaluation) const; ///< @throws Error if there is none

    void addCurvePoint(std::int64_t run, const search::CurvePoint& point); ///< replaces one of the same step
    [[nodiscard]] std::vector<search::CurvePoint> curve(std::int64_t run) const;

    /// Running seconds of a phase before the search, whose evaluations tell their own time: what an uninterrupted run needs, so
    /// pauses, work lost to a kill and data prepared once more do not count. Phases of runs older than schema 3 are not known.
    void setPhaseSeconds(std::int64_t run, search::Phase phase, double seconds);
    [[nodiscard]] std::map<search::Phase, double> phaseSeconds(std::int64_t run) const;

    void saveCheckpoint(std::int64_t run, const Checkpoint& checkpoint); ///< replaces the run's last one
    [[nodiscard]] std::optional<Checkpoint> checkpoint(std::int64_t run) const;

    /// The run whose checkpoint holds this run's supernet; absent: its own, if any.
    void setTrainedBy(std::int64_t run, std::int64_t source);
    [[nodiscard]] std::optional<std::int64_t> trainedBy(std::int64_t run) const;

    [[nodiscard]] std::int64_t addExperiment(const std::string& name, const Json& spec); ///< @throws Error if the name is taken
    void setMeasured(std::int64_t experiment, const Json& measured);
    /// One transaction: a new run that has not begun, at this position of the plan.
    [[nodiscard]] std::int64_t addExperimentRun(std::int64_t experiment, int position, const search::RunSpec& spec);
    [[nodiscard]] std::vector<ExperimentRecord> experiments() const; ///< oldest first

    void addProbePlan(std::int64_t run, const ProbePlan& plan); ///< an equal one stays as it is
    [[nodiscard]] std::vector<ProbePlan> probePlans(std::int64_t run) const; ///< oldest first
    /// Probes of equal training belong to every plan that has it. Replaces one of the same genes.
    void addProbe(std::int64_t run, const search::ScratchSpec& training, const Probe& probe);
    [[nodiscard]] std::vector<Probe> probes(std::int64_t run, const search::ScratchSpec& training) const;

private:
    struct Impl;
    std::unique_ptr<Impl> m;
};

/// For the welcome page, cheap: "64.1 % at 96 KiB", and the front's points for a thumbnail. @throws Error
struct ProjectSummary {
    int runs = 0;
    int evaluations = 0;
    std::string best;
    std::vector<std::pair<double, double>> front; ///< (RAM bytes, accuracy) of the last run with evaluations
};
[[nodiscard]] ProjectSummary summarise(const std::filesystem::path& file);

} // namespace danas::store
