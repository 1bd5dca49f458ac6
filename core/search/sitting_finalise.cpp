// SPDX-License-Identifier: GPL-3.0-or-later
// Phase 4: fine-tune the chosen few, quantise them (and fine-tune for int8 where that costs too much), score each once on the test split, commit, report.
#include "base/units.h"
#include "search/int8_scoring.h"
#include "search/sitting.h"

#include <fmt/format.h>

#include <algorithm>

namespace danas::search {
namespace {

/// What fine-tuning is counted as of a candidate's whole work, for progress; the rest is quantising and scoring in int8.
constexpr double kTuningShare = 0.75;

std::vector<int> labelsOf(const data::Dataset& dataset, data::Split split)
{
    std::vector<int> labels;
    for (const int sample : dataset.indices(split))
        labels.push_back(dataset.samples[static_cast<std::size_t>(sample)].label);
    return labels;
}

std::string resultText(const Finalised& one, double searchScore)
{
    const auto accuracy = [&one](FinalScore which) {
        return one.score(which).total() > 0 ? formatPercent(one.score(which).accuracy()) : std::string("no samples");
    };
    return fmt::format("Finalised {} ({}): accuracy on validation {} in the search, {} fine-tuned, {} int8; on test {} fine-tuned, {} int8; "
                       "quantisation-aware fine-tune: {}.",
        one.id, finalReasonLabel(one.reason), formatPercent(searchScore), accuracy(FinalScore::FloatValidation),
        accuracy(FinalScore::Int8Validation), accuracy(FinalScore::FloatTest), accuracy(FinalScore::Int8Test), tuningText(one.tuning));
}

} // namespace

void Sitting::finalise()
{
    const std::vector<Evaluation> evaluations = m_project->evaluations(m_record.id);
    std::vector<Finalist> wanted = finalistsWanted(evaluations);
    enter(Phase::Finalise);
    m_control.checkpoint();
    for (const Finalised& stored : m_project->finals(m_record.id)) {
        report(stored);
        std::erase_if(wanted, [&stored](const Finalist& finalist) { return finalist.id == stored.id; });
    }
    m_finalists = m_finalised + static_cast<int>(wanted.size());
    for (const Finalist& finalist : wanted) {
        m_control.checkpoint();
        progress(m_finalised, m_finalists);
        const Evaluation& evaluation = evaluations.at(static_cast<std::size_t>(finalist.id));
        const store::FinalRecord record = finalised(finalist, evaluation);
        m_project->addFinal(m_record.id, record);
        report(record.result);
        m_observer.message(resultText(record.result, evaluation.confusion.accuracy()));
    }
    progress(m_finalised, m_finalists);
}

std::vector<Finalist> Sitting::finalistsWanted(const std::vector<Evaluation>& evaluations)
{
    std::vector<Finalist> wanted;
    for (const int id : m_request.picks)
        wanted.push_back({ id, FinalReason::Picked });
    if (!wanted.empty())
        return wanted;
    std::vector<Evaluation> front;
    for (const auto& member : m_archive->members())
        front.push_back(evaluations.at(static_cast<std::size_t>(member.id)));
    if (front.empty() && m_record.spec.finalise.candidates > 0)
        m_observer.message("No candidate is within the budget, so none is finalised.");
    return finalists(front, m_record.spec.objectives, m_record.spec.finalise.candidates);
}

store::FinalRecord Sitting::finalised(const Finalist& finalist, const Evaluation& evaluation)
{
    const RunningClock clock(m_control);
    const int classes = static_cast<int>(m_record.classes.size());
    FineTuned tuned = m_evaluator->fineTune(evaluation.genes, { m_control, [this](int done, int total) {
        progress(m_finalised, m_finalists, kTuningShare * done / std::max(1, total));
    } });
    const auto graph = graph::buildGraph(m_record.spec.space.architecture(evaluation.genes), evaluation.data.shape(), classes);
    const auto tuneForInt8 = [&](const quant::ActivationRanges& ranges, const std::function<void(double)>& heard) {
        return m_evaluator->tuneForInt8(evaluation.genes, tuned.weights, ranges,
            { m_control, [&heard](int done, int total) { heard(static_cast<double>(done) / std::max(1, total)); } });
    };
    Int8Scores int8 = scoreInt8({ graph, tuned.weights, evaluation.data, *m_dataset, *m_cache, m_control },
        { m_record.spec.finalise.quantisationSteps, tuned.validation, tuneForInt8 },
        [this](double share) { progress(m_finalised, m_finalists, kTuningShare + (1.0 - kTuningShare) * share * 0.99); });

    store::FinalRecord record;
    const auto keep = [&](FinalScore which, data::Split split, std::vector<Prediction>& predictions) {
        const auto at = static_cast<std::size_t>(which);
        record.result.scores[at] = ConfusionMatrix::from(labelsOf(*m_dataset, split), predictions, classes);
        record.predictions[at] = std::move(predictions);
    };
    keep(FinalScore::FloatValidation, data::Split::Validation, tuned.validation);
    keep(FinalScore::Int8Validation, data::Split::Validation, int8.validation);
    keep(FinalScore::FloatTest, data::Split::Test, tuned.test);
    keep(FinalScore::Int8Test, data::Split::Test, int8.test);
    record.result.id = finalist.id;
    record.result.reason = finalist.reason;
    record.result.calibrationImages = int8.calibrationImages;
    record.result.tuning = int8.tuning;
    record.result.seconds = clock.seconds();
    record.weights = std::move(tuned.weights);
    record.tuned = std::move(int8.tuned);
    record.ranges = std::move(int8.ranges);
    return record;
}

void Sitting::report(const Finalised& one)
{
    ++m_finalised;
    m_observer.finalised(one);
}

} // namespace danas::search
