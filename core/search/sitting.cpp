// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/sitting.h"

#include <fmt/format.h>

#include <climits>

namespace danas::search {

Sitting::Sitting(const RunRequest& request, const EvaluatorFactory& factory, RunObserver& observer, RunControl& control)
    : m_request(request)
    , m_factory(factory)
    , m_observer(observer)
    , m_control(control)
{
}

void Sitting::open()
{
    using store::Project;
    const bool resumes = m_request.runId != 0;
    m_project.emplace(m_request.project, resumes ? Project::Mode::ReadWrite : Project::Mode::Create);
    if (!m_request.picks.empty())
        requirePicks(m_project->run(m_request.runId));
    const std::int64_t id = resumes ? m_project->run(m_request.runId).id : m_project->addRun(m_request.spec);
    m_lock = std::make_unique<store::RunLock>(m_project->file(), id);
    m_record = m_project->run(id); // under the lock, so that it is the last word
    if (!wasDone())
        m_project->setState(id, store::RunState::Running);
    m_observer.runOpened(id);
}

void Sitting::close(store::RunState state, const std::string& error)
{
    if (m_lock && !wasDone()) // a finished run stays as it is, whatever becomes of what is added
        m_project->setState(m_record.id, state, error);
}

void Sitting::requirePicks(const store::RunRecord& record) const
{
    if (record.state != store::RunState::Done)
        throw Error(fmt::format("Run {} of {} is not done: resume it first, then finalise candidates of it.", record.id, m_project->file().string()));
    for (const int id : m_request.picks) {
        if (id < 0 || id >= record.evaluations)
            throw Error(fmt::format("Run {} has no candidate {}: it has 0 to {}.", record.id, id, record.evaluations - 1));
    }
}

void Sitting::reportDone()
{
    m_phase = Phase::Search;
    reportStoredCurve(INT_MAX);
    reportStored();
    for (const Finalised& one : m_project->finals(m_record.id))
        report(one);
    m_observer.message(fmt::format("Run {} is done already.", m_record.id));
}

void Sitting::reportStored()
{
    m_archive.emplace(m_record.spec.objectives);
    m_reference = referencePoint(m_record.spec, static_cast<int>(m_record.classes.size()));
    for (const Evaluation& evaluation : m_project->evaluations(m_record.id))
        report(evaluation);
}

void Sitting::enter(Phase phase)
{
    m_phase = phase;
    m_phaseClock.emplace(m_control);
    m_rate = {};
}

void Sitting::progress(std::int64_t done, std::int64_t total, double part)
{
    const double doneWithPart = static_cast<double>(done) + part;
    m_rate.add(m_phaseClock->seconds(), doneWithPart);
    Rate::Estimate left = m_rate.timeLeft(static_cast<double>(total) - doneWithPart);
    const auto limit = m_phase == Phase::Search ? timeLeft() : std::nullopt;
    if (limit && (left.seconds < 0.0 || *limit < left.seconds))
        left = { *limit, 0.0 };
    m_observer.progress({ m_phase, done, total, m_rate.perSecond(), left.seconds, left.spread, part });
}

} // namespace danas::search
