// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_mailbox.h"

#include <fmt/format.h>

#include <iterator>
#include <utility>

namespace danas::ui {
namespace {

/// Evaluations that one turn hands to the window: bounds how long models and plot work before events get their turn.
constexpr std::size_t kMostPerTurn = 400;

template <typename T> void moveAtMost(std::vector<T>& from, std::vector<T>& to, std::size_t most)
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

RunMailbox::News& RunMailbox::present()
{
    if (m_runs.empty() || m_runs.back().ended)
        m_runs.emplace_back();
    return m_runs.back();
}

RunMailbox::News RunMailbox::take()
{
    const std::scoped_lock lock(m_mutex);
    News taken;
    if (m_runs.empty())
        return taken;
    News& first = m_runs.front();
    taken.runId = std::exchange(first.runId, 0);
    taken.dataset = std::move(first.dataset);
    taken.cache = std::move(first.cache);
    moveAtMost(first.batch.evaluations, taken.batch.evaluations, kMostPerTurn);
    taken.batch.curve = std::exchange(first.batch.curve, {});
    taken.batch.finals = std::exchange(first.batch.finals, {});
    taken.batch.front = std::exchange(first.batch.front, {});
    taken.batch.messages = std::exchange(first.batch.messages, {});
    taken.batch.progress = std::exchange(first.batch.progress, std::nullopt);
    if (first.batch.evaluations.empty() && first.ended) {
        taken.ended = first.ended;
        m_runs.pop_front();
    }
    return taken;
}

std::optional<ExperimentStatus> RunMailbox::takeStatus()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_statusChanged, false) ? std::optional(m_status) : std::nullopt;
}

std::optional<compare::ExperimentReport> RunMailbox::takeReport()
{
    const std::scoped_lock lock(m_mutex);
    const bool left = !m_runs.empty() && (m_runs.front().ended || !m_runs.front().batch.empty());
    return left ? std::nullopt : m_report;
}

void RunMailbox::expect(const compare::ExperimentSpec& spec)
{
    m_spec = spec;
    m_status.name = spec.name;
    m_status.progress.total = compare::runCount(spec);
}

void RunMailbox::runOpened(std::int64_t runId)
{
    const std::scoped_lock lock(m_mutex);
    present().runId = runId;
}

void RunMailbox::dataReady(std::shared_ptr<const data::Dataset> dataset, std::shared_ptr<const data::SampleSource> cache)
{
    const std::scoped_lock lock(m_mutex);
    present().dataset = std::move(dataset);
    present().cache = std::move(cache);
}

void RunMailbox::progress(const search::Progress& progress)
{
    const std::scoped_lock lock(m_mutex);
    present().batch.progress = progress;
}

void RunMailbox::curve(const search::CurvePoint& point)
{
    const std::scoped_lock lock(m_mutex);
    present().batch.curve.push_back(point);
}

void RunMailbox::evaluated(const search::Evaluation& evaluation, const std::vector<int>& evicted, bool onFront)
{
    const std::scoped_lock lock(m_mutex);
    present().batch.evaluations.push_back({ evaluation, onFront, evicted });
}

void RunMailbox::finalised(const search::Finalised& one)
{
    const std::scoped_lock lock(m_mutex);
    present().batch.finals.push_back(one);
}

void RunMailbox::front(const search::FrontPoint& point)
{
    const std::scoped_lock lock(m_mutex);
    present().batch.front.push_back(point);
}

void RunMailbox::message(const std::string& text)
{
    const std::scoped_lock lock(m_mutex);
    present().batch.messages.push_back(text);
}

void RunMailbox::finished(const search::RunReport& report)
{
    const std::scoped_lock lock(m_mutex);
    present().ended = report;
}

void RunMailbox::opened(std::int64_t experiment, const compare::ExperimentProgress& progress)
{
    const std::scoped_lock lock(m_mutex);
    m_status.id = experiment;
    m_status.progress = progress;
    m_statusChanged = true;
}

void RunMailbox::measuring(const compare::ExperimentArm& arm)
{
    const std::scoped_lock lock(m_mutex);
    m_status.doing = fmt::format("measuring how long a training step of {} takes", arm.name());
    m_statusChanged = true;
}

void RunMailbox::runBegins(const compare::PlannedRun& run, std::int64_t /*id*/, const compare::ExperimentProgress& progress)
{
    const std::scoped_lock lock(m_mutex);
    m_status.doing = fmt::format("{}, {}, seed {}", m_spec.arms[run.arm].name(), compare::tierLabel(m_spec.tiers[run.tier]), m_spec.seeds[run.seed]);
    m_status.progress = progress;
    m_statusChanged = true;
}

void RunMailbox::overall(const compare::ExperimentProgress& progress)
{
    const std::scoped_lock lock(m_mutex);
    m_status.progress = progress;
    m_statusChanged = true;
}

void RunMailbox::experimentFinished(const compare::ExperimentReport& report)
{
    const std::scoped_lock lock(m_mutex);
    m_status.progress = { report.done, report.total, 0.0 };
    m_status.doing.clear();
    m_statusChanged = true;
    m_report = report;
}

} // namespace danas::ui
