// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/finalists.h"
#include "search/pareto.h"
#include "search/rate.h"
#include "search/run_engine.h"
#include "search/running_clock.h"
#include "search/strategy.h"
#include "store/project.h"
#include "store/run_lock.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace danas::search {

/// One sitting of a run: from being opened to its end, for whatever reason. Made for one call of executeRun. The phases
/// throw Stopped, Error and whatever else happens; executeRun turns that into the report.
class Sitting {
public:
    Sitting(const RunRequest& request, const EvaluatorFactory& factory, RunObserver& observer, RunControl& control);

    void open();     ///< project, run, lock
    [[nodiscard]] bool nothingToDo() const { return wasDone() && m_request.picks.empty(); }
    void reportDone(); ///< of a run that needs no work: what is stored
    void prepare();
    void trainSupernet();
    void search();
    void finalise();
    /// Notes the end in the project. Nothing to do before the run was opened.
    void close(store::RunState state, const std::string& error);

    [[nodiscard]] Phase phase() const { return m_phase; }
    /// Of all sittings; those not replayed yet are counted as well.
    [[nodiscard]] int evaluations() const { return std::max(m_evaluations, m_record.evaluations); }
    [[nodiscard]] int finalised() const { return m_finalised; }
    [[nodiscard]] int frontSize() const { return m_archive ? static_cast<int>(m_archive->members().size()) : 0; }

private:
    [[nodiscard]] bool wasDone() const { return m_record.state == store::RunState::Done; }
    void requirePicks(const store::RunRecord& record) const;
    void enter(Phase phase);
    void progress(std::int64_t done, std::int64_t total, double part = 0.0); ///< `part` of the next one is done, too
    void openData();
    void loadCache(std::int64_t scanned);
    void makeEvaluator();
    [[nodiscard]] std::optional<std::int64_t> runWithSameTraining() const;
    void shareTraining(std::int64_t source);
    void saveTraining(const store::Checkpoint& checkpoint);
    void reportStoredCurve(int upToStep);
    void reportStored();
    [[nodiscard]] TrainingHooks trainingHooks(store::Checkpoint& last);
    void prepareSearch();
    [[nodiscard]] std::optional<double> timeLeft() const; ///< of the search's limit; absent if it has none
    [[nodiscard]] std::string timeIsUp() const;           ///< in a sentence
    void replay(const std::vector<Evaluation>& stored);
    void requirePresentRule() const;
    [[nodiscard]] Evaluation score(const Proposal& proposal, std::vector<Prediction>& predictions);
    void report(const Evaluation& evaluation);
    [[nodiscard]] std::vector<Finalist> finalistsWanted(const std::vector<Evaluation>& evaluations);
    [[nodiscard]] store::FinalRecord finalised(const Finalist& finalist, const Evaluation& evaluation);
    void report(const Finalised& one);

    const RunRequest& m_request;
    const EvaluatorFactory& m_factory;
    RunObserver& m_observer;
    RunControl& m_control;

    std::optional<store::Project> m_project;
    std::unique_ptr<store::RunLock> m_lock;
    store::RunRecord m_record;
    Phase m_phase = Phase::Prepare;
    std::optional<RunningClock> m_phaseClock;
    Rate m_rate;
    bool m_timed = true;          ///< false if earlier sittings left no times: then the run's are not known
    double m_trainedBefore = 0.0; ///< running time of the training in earlier sittings, up to the checkpoint

    std::shared_ptr<const data::Dataset> m_dataset;
    std::shared_ptr<const data::SampleSource> m_cache;
    std::vector<int> m_truth; ///< labels of the validation samples, in order
    std::unique_ptr<Evaluator> m_evaluator;

    std::optional<ParetoArchive> m_archive;
    std::vector<double> m_reference; ///< losses
    std::unique_ptr<Strategy> m_strategy;
    bool m_olderRule = false; ///< RAM or flash of what is stored is not what it would be now
    int m_evaluations = 0;
    int m_finalised = 0, m_finalists = 0; ///< done, of how many
    double m_atBefore = 0.0; ///< running time of the search in earlier sittings
    double m_charged = 0.0;  ///< running time of the training, wherever it was done
};

} // namespace danas::search
