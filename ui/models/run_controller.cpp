// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_controller.h"

#include <chrono>
#include <utility>

namespace danas::ui {

namespace {

constexpr std::chrono::milliseconds kTurn { 33 };

} // namespace

RunController::RunController(search::EvaluatorFactory factory, QObject* parent, Runner runner)
    : QObject(parent)
    , m_factory(std::move(factory))
    , m_runner(std::move(runner))
{
    m_timer.setInterval(kTurn);
    connect(&m_timer, &QTimer::timeout, this, &RunController::drain);
}

RunController::~RunController()
{
    m_stop.request_stop();
}

void RunController::start(const std::filesystem::path& project, const search::RunSpec& spec)
{
    search::RunRequest request;
    request.project = project;
    request.spec = spec;
    launch(std::move(request));
}

void RunController::resume(const std::filesystem::path& project, std::int64_t runId)
{
    search::RunRequest request;
    request.project = project;
    request.runId = runId;
    launch(std::move(request));
}

void RunController::finalise(const std::filesystem::path& project, std::int64_t runId, std::vector<int> candidates)
{
    search::RunRequest request;
    request.project = project;
    request.runId = runId;
    request.picks = std::move(candidates);
    launch(std::move(request));
}

void RunController::startExperiment(const std::filesystem::path& project, const compare::ExperimentSpec& spec)
{
    compare::ExperimentRequest request;
    request.project = project;
    request.spec = spec;
    m_mailbox = std::make_shared<RunMailbox>();
    m_mailbox->expect(spec);
    m_experiment = ExperimentStatus { 0, spec.name, { 0, compare::runCount(spec), -1.0 }, {} };
    begin([request = std::move(request), factory = m_factory, mailbox = m_mailbox](RunControl& control) {
        compare::runExperiment(request, factory, *mailbox, control);
    });
    emit experimentChanged();
}

void RunController::launch(search::RunRequest request)
{
    m_mailbox = std::make_shared<RunMailbox>();
    m_experiment.reset();
    begin([request = std::move(request), factory = m_factory, runner = m_runner, mailbox = m_mailbox](RunControl& control) {
        runner(request, factory, *mailbox, control);
    });
}

void RunController::begin(std::function<void(RunControl&)> work)
{
    Q_ASSERT(m_state == State::Idle);
    m_runId = 0;
    m_stop = std::stop_source();
    m_control = std::make_shared<RunControl>(m_stop.get_token());
    m_worker = std::jthread([work = std::move(work), control = m_control] { work(*control); });
    m_timer.start();
    setState(State::Running);
}

void RunController::setPaused(bool paused)
{
    if (m_state != (paused ? State::Running : State::Paused))
        return;
    m_control->setPaused(paused);
    setState(paused ? State::Paused : State::Running);
}

void RunController::stop()
{
    if (m_state != State::Running && m_state != State::Paused)
        return;
    m_stop.request_stop();
    setState(State::Stopping);
}

void RunController::drain()
{
    if (probing()) {
        drainProbe();
        return;
    }
    if (auto status = m_mailbox->takeStatus()) {
        m_experiment = std::move(status);
        emit experimentChanged();
    }
    const RunMailbox::News news = m_mailbox->take();
    if (news.runId != 0) {
        m_runId = news.runId;
        emit runOpened(m_runId);
    }
    if (news.dataset)
        emit dataReady(news.dataset, news.cache);
    if (!news.batch.empty())
        emit batchReady(news.batch);
    if (m_experiment)
        drainExperiment(news);
    else if (news.ended)
        finish(*news.ended);
}

/// A run that ended is one of several.
void RunController::drainExperiment(const RunMailbox::News& news)
{
    if (news.ended) {
        emit runEnded(*news.ended);
        m_runId = 0;
    }
    const auto report = m_mailbox->takeReport();
    if (!report)
        return;
    end();
    emit experimentFinished(*report);
    search::RunReport whole;
    whole.end = report->end;
    whole.error = report->error;
    whole.badInput = report->badInput;
    whole.seconds = report->seconds;
    emit finished(whole);
}

void RunController::finish(const search::RunReport& report)
{
    end();
    emit runEnded(report);
    emit finished(report);
}

void RunController::end()
{
    m_worker.join(); // the report was its last word
    m_timer.stop();
    setState(State::Idle);
}

void RunController::setState(State state)
{
    if (state == m_state)
        return;
    m_state = state;
    emit stateChanged();
}

} // namespace danas::ui
