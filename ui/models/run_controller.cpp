// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_controller.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <mutex>

namespace danas::ui {

namespace {

constexpr std::chrono::milliseconds kTurn { 33 };
/// Evaluations that one turn hands to the window: bounds how long models and plot work before events get their turn.
constexpr std::size_t kMostPerTurn = 400;

template <typename T>
void moveAtMost(std::vector<T>& from, std::vector<T>& to, std::size_t most)
{
    if (from.size() <= most) {
        to = std::exchange(from, {});
        return;
    }
    const auto end = from.begin() + static_cast<std::ptrdiff_t>(most);
    to.assign(std::make_move_iterator(from.begin()), std::make_move_iterator(end));
    from.erase(from.begin(), end);
}

} // namespace

bool RunBatch::empty() const
{
    return evaluations.empty() && curve.empty() && finals.empty() && front.empty() && messages.empty() && !progress;
}

/// The engine's side writes, the timer takes. One per run: what a forgotten run still reports has nowhere to go.
struct RunController::Mailbox final : search::RunObserver {
    struct Contents {
        std::int64_t runId = 0; ///< 0: no news
        std::shared_ptr<const data::Dataset> dataset;
        std::shared_ptr<const data::SampleCache> cache;
        RunBatch batch;
        std::optional<search::RunReport> report;
    };

    void runOpened(std::int64_t runId) override
    {
        const std::scoped_lock lock(m_mutex);
        m_pending.runId = runId;
    }
    void dataReady(std::shared_ptr<const data::Dataset> dataset, std::shared_ptr<const data::SampleCache> cache) override
    {
        const std::scoped_lock lock(m_mutex);
        m_pending.dataset = std::move(dataset);
        m_pending.cache = std::move(cache);
    }
    void progress(const search::Progress& progress) override
    {
        const std::scoped_lock lock(m_mutex);
        m_pending.batch.progress = progress;
    }
    void curve(const search::CurvePoint& point) override
    {
        const std::scoped_lock lock(m_mutex);
        m_pending.batch.curve.push_back(point);
    }
    void evaluated(const search::Evaluation& evaluation, const std::vector<int>& evicted, bool onFront) override
    {
        const std::scoped_lock lock(m_mutex);
        m_pending.batch.evaluations.push_back({ evaluation, onFront, evicted });
    }
    void finalised(const search::Finalised& one) override
    {
        const std::scoped_lock lock(m_mutex);
        m_pending.batch.finals.push_back(one);
    }
    void front(const search::FrontPoint& point) override
    {
        const std::scoped_lock lock(m_mutex);
        m_pending.batch.front.push_back(point);
    }
    void message(const std::string& text) override
    {
        const std::scoped_lock lock(m_mutex);
        m_pending.batch.messages.push_back(text);
    }
    void finished(const search::RunReport& report) override
    {
        const std::scoped_lock lock(m_mutex);
        m_pending.report = report;
    }

    /// The news since the last call, at most kMostPerTurn evaluations of it; the report comes with the last of them.
    [[nodiscard]] Contents take()
    {
        const std::scoped_lock lock(m_mutex);
        Contents taken;
        taken.runId = std::exchange(m_pending.runId, 0);
        taken.dataset = std::move(m_pending.dataset);
        taken.cache = std::move(m_pending.cache);
        moveAtMost(m_pending.batch.evaluations, taken.batch.evaluations, kMostPerTurn);
        taken.batch.curve = std::exchange(m_pending.batch.curve, {});
        taken.batch.finals = std::exchange(m_pending.batch.finals, {});
        taken.batch.front = std::exchange(m_pending.batch.front, {});
        taken.batch.messages = std::exchange(m_pending.batch.messages, {});
        taken.batch.progress = std::exchange(m_pending.batch.progress, std::nullopt);
        if (m_pending.batch.evaluations.empty())
            taken.report = std::exchange(m_pending.report, std::nullopt);
        return taken;
    }

private:
    std::mutex m_mutex;
    Contents m_pending;
};

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

void RunController::launch(search::RunRequest request)
{
    Q_ASSERT(m_state == State::Idle);
    m_runId = 0;
    m_stop = std::stop_source();
    m_mailbox = std::make_shared<Mailbox>();
    m_control = std::make_shared<RunControl>(m_stop.get_token());
    m_worker = std::jthread([request = std::move(request), factory = m_factory, runner = m_runner, mailbox = m_mailbox,
                                control = m_control] { mailbox->finished(runner(request, factory, *mailbox, *control)); });
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
    Mailbox::Contents news = m_mailbox->take();
    if (news.runId != 0) {
        m_runId = news.runId;
        emit runOpened(m_runId);
    }
    if (news.dataset)
        emit dataReady(news.dataset, news.cache);
    if (!news.batch.empty())
        emit batchReady(news.batch);
    if (news.report)
        finish(*news.report);
}

void RunController::finish(const search::RunReport& report)
{
    m_worker.join(); // the report was its last word
    m_timer.stop();
    setState(State::Idle);
    emit finished(report);
}

void RunController::setState(State state)
{
    if (state == m_state)
        return;
    m_state = state;
    emit stateChanged();
}

} // namespace danas::ui
