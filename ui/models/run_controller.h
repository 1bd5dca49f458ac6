// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/control.h"
#include "compare/experiment.h"
#include "compare/fidelity_probe.h"
#include "search/evaluator.h"
#include "search/run_engine.h"
#include "ui/models/run_mailbox.h"

#include <QObject>
#include <QTimer>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

namespace danas::ui {

/// What a fidelity probe has come to since the last turn of the timer.
struct ProbeNews {
    std::optional<store::ProbePlan> plan;           ///< it was opened
    int probed = 0;                                 ///< candidates that are in the project now
    std::optional<std::pair<std::int64_t, std::int64_t>> reading; ///< files, of how many
    std::optional<compare::ProbeProgress> progress; ///< the last one

    [[nodiscard]] bool empty() const { return !plan && probed == 0 && !reading && !progress; }
};

/// Owns the engine's one background thread (std::jthread). The engine reports into a mailbox under a std::mutex that a timer
/// empties 30 times a second; nothing of the run crosses threads any other way. Every start ends in exactly one finished(). An
/// experiment is one start with many runs, each of which is opened and ends as a run of its own does. A fidelity
/// probe opens no run and ends in probeFinished() instead.
class RunController : public QObject {
    Q_OBJECT
public:
    enum class State { Idle, Running, Paused, Stopping };
    /// Carries a run through, on the calling thread; search::executeRun, or a test's own.
    using Runner = std::function<search::RunReport(
        const search::RunRequest&, const search::EvaluatorFactory&, search::RunObserver&, RunControl&)>;
    explicit RunController(search::EvaluatorFactory factory, QObject* parent = nullptr, Runner runner = search::executeRun);
    ~RunController() override; ///< stops and joins

    void start(const std::filesystem::path& project, const search::RunSpec& spec);
    void resume(const std::filesystem::path& project, std::int64_t runId);
    /// Fine-tunes, quantises and tests candidates of a run that is done.
    void finalise(const std::filesystem::path& project, std::int64_t runId, std::vector<int> candidates);
    /// All runs of an experiment that are not done, one after another; goes on where the project holds an equal one of its name.
    void startExperiment(const std::filesystem::path& project, const compare::ExperimentSpec& spec);
    /// A fidelity probe of a run.
    void probe(const compare::ProbeRequest& request);
    void setPaused(bool paused);
    void stop(); ///< returns at once; finished() follows

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] std::int64_t runId() const { return m_runId; } ///< 0 until the run has been opened, between two of an experiment and during a probe
    [[nodiscard]] bool probing() const { return m_probe != nullptr; }
    /// Of the start under way, or the last one; nothing if that was a run by itself.
    [[nodiscard]] const std::optional<ExperimentStatus>& experiment() const { return m_experiment; }

signals:
    void stateChanged();
    void runOpened(qint64 runId); ///< the run has its place in the project
    void dataReady(std::shared_ptr<const danas::data::Dataset> dataset, std::shared_ptr<const danas::data::SampleSource> cache);
    void batchReady(const danas::ui::RunBatch& batch);
    void runEnded(const danas::search::RunReport& report); ///< the run of runId()
    void experimentChanged();
    void experimentFinished(const danas::compare::ExperimentReport& report); ///< just before finished()
    void finished(const danas::search::RunReport& report); ///< nothing is under way any more
    void probeNews(const danas::ui::ProbeNews& news);
    void probeFinished(const danas::compare::ProbeReport& report); ///< nothing is under way any more

private:
    struct ProbeMailbox;
    void launch(search::RunRequest request);
    void begin(std::function<void(RunControl&)> work);
    void drain();
    void drainProbe();
    void drainExperiment(const RunMailbox::News& news);
    void finish(const search::RunReport& report);
    void end();
    void setState(State state);

    search::EvaluatorFactory m_factory;
    Runner m_runner;
    std::shared_ptr<RunMailbox> m_mailbox;
    std::optional<ExperimentStatus> m_experiment;
    std::shared_ptr<RunControl> m_control;
    std::stop_source m_stop;
    QTimer m_timer;
    State m_state = State::Idle;
    std::int64_t m_runId = 0;
    std::shared_ptr<ProbeMailbox> m_probe; ///< null unless a probe is under way
    std::jthread m_worker; ///< last member: joins before the rest dies
};

} // namespace danas::ui
