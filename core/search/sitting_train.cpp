// SPDX-License-Identifier: GPL-3.0-or-later
// Phase 2: the supernet, trained here or brought back from its checkpoint.
#include "base/units.h"
#include "search/sitting.h"
#include "search/training_key.h"

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
    if (const auto source = stored ? std::nullopt : runWithSameTraining()) {
        shareTraining(*source);
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

/// The oldest run of the project that holds the very supernet that this run would train: of equal training key, and in the same
/// environment and with as many threads, so that it is equal bit for bit.
std::optional<std::int64_t> Sitting::runWithSameTraining() const
{
    const auto keyOf = [](const store::RunRecord& run) { return trainingKey(run.spec, run.datasetFingerprint, run.classes.size()); };
    for (const store::RunRecord& other : m_project->runs()) {
        const bool alike = other.id != m_record.id && other.spec.evaluator == EvaluatorKind::Supernet
            && m_record.spec.evaluator == EvaluatorKind::Supernet && other.classes == m_record.classes
            && other.environment == m_record.environment && other.spec.threads == m_record.spec.threads
            && other.spec.device == m_record.spec.device && keyOf(other) == keyOf(m_record);
        if (!alike || !m_project->phaseSeconds(other.id).contains(Phase::Supernet))
            continue;
        const auto checkpoint = m_project->checkpoint(other.id);
        if (checkpoint && checkpoint->finished)
            return other.id;
    }
    return std::nullopt;
}

/// As if it had been trained here: its curve becomes the run's, and its whole time is charged to it. The weights stay where
/// they are, so that they are stored once.
void Sitting::shareTraining(std::int64_t source)
{
    const auto checkpoint = m_project->checkpoint(source);
    const double seconds = m_project->phaseSeconds(source).at(Phase::Supernet);
    m_evaluator->restore(checkpoint->state);
    const bool news = m_record.state != store::RunState::Done && m_project->trainedBy(m_record.id) != source;
    if (news)
        m_project->setPhaseSeconds(m_record.id, Phase::Supernet, seconds);
    for (const CurvePoint& point : m_project->curve(source)) {
        if (news)
            m_project->addCurvePoint(m_record.id, point);
        m_observer.curve(point);
    }
    if (news)
        m_project->setTrainedBy(m_record.id, source); // last: from now on all of the above is there
    m_observer.message(fmt::format("Run {} trained the same supernet: brought back, and its {} of training are charged to this run as well.",
        source, formatDuration(seconds)));
    progress(checkpoint->step, checkpoint->step);
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
