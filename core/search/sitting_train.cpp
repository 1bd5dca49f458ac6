// SPDX-License-Identifier: GPL-3.0-or-later
// Phase 2: the supernet, trained here or brought back from its checkpoint.
#include "search/sitting.h"

#include <fmt/format.h>

namespace danas::search {

void Sitting::trainSupernet()
{
    enter(Phase::Supernet);
    m_control.checkpoint();
    auto stored = m_project->checkpoint(m_record.id);
    if (stored)
        reportStoredCurve(stored->step);
    const bool shared = m_record.spec.evaluator == EvaluatorKind::Supernet;
    if (stored && stored->finished) {
        m_evaluator->restore(stored->state);
        if (shared)
            m_observer.message("The supernet was trained before: brought back.");
        progress(stored->step, stored->step);
        return;
    }
    std::optional<std::vector<std::uint8_t>> resumeFrom;
    if (stored) {
        const auto times = m_project->phaseSeconds(m_record.id);
        m_trainedBefore = m_timed && times.contains(Phase::Supernet) ? times.at(Phase::Supernet) : 0.0;
        m_observer.message(fmt::format("Training goes on from step {}.", stored->step));
        resumeFrom = std::move(stored->state);
    }
    store::Checkpoint last;
    m_evaluator->train(resumeFrom, trainingHooks(last));
    last.finished = true;
    saveTraining(last);
    if (shared)
        m_observer.message(fmt::format("The supernet is trained: {} steps.", last.step));
}

void Sitting::saveTraining(const store::Checkpoint& checkpoint)
{
    if (m_timed)
        m_project->setPhaseSeconds(m_record.id, Phase::Supernet, m_trainedBefore + m_phaseClock->seconds());
    m_project->saveCheckpoint(m_record.id, checkpoint);
}

void Sitting::reportStoredCurve(int upToStep)
{
    for (const CurvePoint& point : m_project->curve(m_record.id)) {
        if (point.step <= upToStep)
            m_observer.curve(point);
    }
}

TrainingHooks Sitting::trainingHooks(store::Checkpoint& last)
{
    // A stop or a pause takes effect one step later, once the checkpoint that it asks for is written.
    struct State {
        std::chrono::steady_clock::time_point saved = std::chrono::steady_clock::now();
        bool savedForInterruption = false;
        bool waited = false;
    };
    const auto state = std::make_shared<State>();
    const auto interrupted = [this] { return m_control.stopRequested() || m_control.paused(); };

    TrainingHooks hooks;
    hooks.step = [this, state, interrupted](int done, int total) {
        progress(done, total);
        if (interrupted() && !state->savedForInterruption && !state->waited) {
            state->waited = true;
            return;
        }
        m_control.checkpoint();
        state->waited = state->savedForInterruption = false;
    };
    hooks.curve = [this](const CurvePoint& point) {
        m_project->addCurvePoint(m_record.id, point);
        m_observer.curve(point);
    };
    hooks.checkpointDue = [this, state, interrupted] {
        const std::chrono::duration<double> since = std::chrono::steady_clock::now() - state->saved;
        return since.count() >= m_request.checkpointSeconds || (interrupted() && !state->savedForInterruption);
    };
    hooks.checkpoint = [this, state, interrupted, &last](int step, const std::vector<std::uint8_t>& bytes) {
        last = { Phase::Supernet, step, false, bytes };
        saveTraining(last);
        state->saved = std::chrono::steady_clock::now();
        state->savedForInterruption = interrupted();
    };
    hooks.log = [this](const std::string& text) { m_observer.message(text); };
    return hooks;
}

} // namespace danas::search
