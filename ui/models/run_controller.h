// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/control.h"
#include "search/evaluator.h"
#include "search/observer.h"
#include "search/run_engine.h"

#include <QObject>
#include <QTimer>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

namespace danas::ui {

/// What happened since the last turn of the timer, in order.
struct RunBatch {
    struct Scored {
        search::Evaluation evaluation;
        bool onFront = false;
        std::vector<int> evicted;
    };
    std::vector<Scored> evaluations;
    std::vector<search::CurvePoint> curve;
    std::vector<search::Finalised> finals;
    std::vector<search::FrontPoint> front;
    std::vector<std::string> messages;
    std::optional<search::Progress> progress; ///< the last one

    [[nodiscard]] bool empty() const;
};

/// Owns the engine's one background thread (std::jthread). The engine reports into a mailbox under a std::mutex that a timer
/// empties 30 times a second; nothing of the run crosses threads any other way. Every start() ends in exactly one finished().
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
    void setPaused(bool paused);
    void stop(); ///< returns at once; finished() follows

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] std::int64_t runId() const { return m_runId; } ///< 0 until the run has been opened

signals:
    void stateChanged();
    void runOpened(qint64 runId); ///< the run has its place in the project
    void dataReady(std::shared_ptr<const danas::data::Dataset> dataset, std::shared_ptr<const danas::data::SampleCache> cache);
    void batchReady(const danas::ui::RunBatch& batch);
    void finished(const danas::search::RunReport& report);

private:
    struct Mailbox;
    void launch(search::RunRequest request);
    void drain();
    void finish(const search::RunReport& report);
    void setState(State state);

    search::EvaluatorFactory m_factory;
    Runner m_runner;
    std::shared_ptr<Mailbox> m_mailbox;
    std::shared_ptr<RunControl> m_control;
    std::stop_source m_stop;
    QTimer m_timer;
    State m_state = State::Idle;
    std::int64_t m_runId = 0;
    std::jthread m_worker; ///< last member: joins before the rest dies
};

} // namespace danas::ui
