// SPDX-License-Identifier: GPL-3.0-or-later
// Phase 3: ask, score, commit, tell, report.
#include "base/units.h"
#include "search/sitting.h"

#include <fmt/format.h>

namespace danas::search {

void Sitting::search()
{
    enter(Phase::Search);
    m_control.checkpoint();
    if (wasDone()) {
        reportStored();
        return;
    }
    prepareSearch();
    const int wanted = m_record.spec.search.evaluations;
    progress(m_evaluations, wanted);
    while (m_evaluations < wanted) {
        m_control.checkpoint();
        if (timeLeft().value_or(1.0) <= 0.0) {
            m_observer.message(timeIsUp());
            progress(m_evaluations, m_evaluations);
            break;
        }
        const auto proposal = m_strategy->ask();
        if (!proposal) {
            m_observer.message(fmt::format("Every system of the space was scored: {}.", m_evaluations));
            progress(m_evaluations, m_evaluations);
            break;
        }
        requirePresentRule();
        std::vector<Prediction> predictions;
        const Evaluation evaluation = score(*proposal, predictions);
        m_project->addEvaluation(m_record.id, evaluation, predictions);
        m_strategy->tell(evaluation);
        report(evaluation);
        progress(m_evaluations, wanted);
    }
}

std::optional<double> Sitting::timeLeft() const
{
    if (!m_record.spec.search.seconds)
        return std::nullopt;
    return std::max(0.0, *m_record.spec.search.seconds - m_charged - m_atBefore - m_phaseClock->seconds());
}

std::string Sitting::timeIsUp() const
{
    const std::string limit = formatDuration(*m_record.spec.search.seconds);
    if (m_evaluations > 0)
        return fmt::format("Time is up ({} of training and search): {} systems were scored.", limit, m_evaluations);
    return fmt::format("Time was up ({}) before a system could be scored, as training the supernet took {}: give more time, or fewer "
                       "steps than {}.",
        limit, formatDuration(m_charged), m_record.spec.supernet.steps);
}

void Sitting::prepareSearch()
{
    const auto times = m_project->phaseSeconds(m_record.id);
    m_charged = times.contains(Phase::Supernet) ? times.at(Phase::Supernet) : 0.0;
    const RunSpec& spec = m_record.spec;
    const int classes = static_cast<int>(m_record.classes.size());
    m_archive.emplace(spec.objectives);
    m_reference = referencePoint(spec, classes);
    m_strategy = makeStrategy(spec,
        [&spec, classes](const space::Genes& genes) { return spec.budget.violation(costOf(spec, genes, classes)); },
        m_record.classes);
    replay(m_project->evaluations(m_record.id));
}

/// A strategy's state follows from what it was told, so it is told again what is stored.
void Sitting::replay(const std::vector<Evaluation>& stored)
{
    for (const Evaluation& evaluation : stored) {
        const cost::Cost now = costOf(m_record.spec, evaluation.genes, static_cast<int>(m_record.classes.size()));
        m_olderRule = m_olderRule || now.ramBytes != evaluation.cost.ramBytes || now.flashBytes != evaluation.cost.flashBytes;
        const auto proposal = m_strategy->ask();
        if (!proposal || proposal->genes != evaluation.genes || evaluation.id != m_evaluations)
            throw Error(fmt::format("Run {} of {} cannot go on: its candidate {} was chosen by another version of the program; clone the "
                                    "run into a new one.",
                m_record.id, m_project->file().string(), evaluation.id));
        m_strategy->tell(evaluation);
        m_atBefore = evaluation.at;
        report(evaluation);
    }
}

/// Figures of two rules are not to be compared within one run.
void Sitting::requirePresentRule() const
{
    if (m_olderRule)
        throw Error(fmt::format("Run {} of {} cannot go on: RAM or flash of the candidates that it has were counted by an older version of the "
                                "program; clone the run into a new one.",
            m_record.id, m_project->file().string()));
}

Evaluation Sitting::score(const Proposal& proposal, std::vector<Prediction>& predictions)
{
    const int classes = static_cast<int>(m_record.classes.size());
    const RunningClock clock(m_control);
    const auto inTraining = [this](int done, int total) {
        progress(m_evaluations, m_record.spec.search.evaluations, static_cast<double>(done) / std::max(1, total + 1));
    };
    predictions = m_evaluator->evaluate(proposal.genes, { m_control, inTraining }).predictions;

    Evaluation evaluation;
    evaluation.id = m_evaluations;
    evaluation.genes = proposal.genes;
    evaluation.data = m_record.spec.space.dataConfig(proposal.genes);
    evaluation.cost = costOf(m_record.spec, proposal.genes, classes);
    evaluation.violation = m_record.spec.budget.violation(evaluation.cost);
    evaluation.confusion = ConfusionMatrix::from(m_truth, predictions, classes);
    evaluation.origin = proposal.origin;
    evaluation.generation = proposal.generation;
    evaluation.seconds = clock.seconds();
    evaluation.at = m_atBefore + m_phaseClock->seconds();
    return evaluation;
}

void Sitting::report(const Evaluation& evaluation)
{
    const ParetoArchive::Delta delta = m_archive->insert(evaluation);
    ++m_evaluations;
    m_observer.evaluated(evaluation, delta.evicted, delta.accepted);
    m_observer.front({ m_evaluations, evaluation.at, m_archive->hypervolume(m_reference) });
}

} // namespace danas::search
