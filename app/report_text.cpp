// SPDX-License-Identifier: GPL-3.0-or-later
// The same facts as text for a terminal.
#include "report.h"

#include "base/units.h"
#include "text_table.h"

#include <fmt/format.h>

#include <set>

namespace danas::app {
namespace {

/// The metrics a person wants to see of this run: accuracy, and whatever was optimised.
std::set<search::Objective> shownMetrics(const search::RunSpec& spec)
{
    std::set<search::Objective> metrics { search::Objective::Accuracy };
    for (const auto objective : spec.objectives) {
        if (search::isMetric(objective))
            metrics.insert(objective);
    }
    return metrics;
}

std::string confusionText(const RunResult& run, const search::ConfusionMatrix& confusion)
{
    std::vector<std::string> header { "truth \\ predicted" };
    for (const auto& name : run.record.classes)
        header.push_back(">" + name);
    for (const char* metric : { ">precision", ">recall", ">F1" })
        header.emplace_back(metric);
    TextTable table(std::move(header));
    for (int truth = 0; truth < confusion.classes; ++truth) {
        std::vector<std::string> row { run.record.classes.at(static_cast<std::size_t>(truth)) };
        for (int prediction = 0; prediction < confusion.classes; ++prediction)
            row.push_back(std::to_string(confusion.at(truth, prediction)));
        row.push_back(formatPercent(confusion.precision(truth)));
        row.push_back(formatPercent(confusion.recall(truth)));
        row.push_back(formatPercent(confusion.f1(truth)));
        table.add(std::move(row));
    }
    return table.text();
}

std::string accuracyText(const search::ConfusionMatrix& score)
{
    return score.total() > 0 ? formatPercent(score.accuracy()) : "-";
}

/// One line per finalised candidate, on the front or not.
std::string finalsText(const RunResult& run)
{
    if (run.finals.empty())
        return {};
    TextTable table({ ">id", "finalised as", ">search", ">tuned", ">int8", ">test tuned", ">test int8" });
    for (const auto& one : run.finals) {
        std::vector<std::string> row { std::to_string(one.id), std::string(search::finalReasonLabel(one.reason)),
            accuracyText(run.evaluations.at(static_cast<std::size_t>(one.id)).confusion) };
        for (const auto which : search::kFinalScores)
            row.push_back(accuracyText(one.score(which)));
        table.add(std::move(row));
    }
    return fmt::format("\nFinalised: accuracy on validation in the search, fine-tuned and in int8; then on the test split, which was read once "
                       "for each and chose nothing\n{}",
        table.text());
}

std::string finalText(const RunResult& run, const search::Finalised& one)
{
    TextTable table({ "finalised", ">accuracy", ">precision", ">recall", ">F1" });
    for (const auto which : search::kFinalScores) {
        const search::ConfusionMatrix& score = one.score(which);
        if (score.total() > 0)
            table.add({ std::string(search::finalScoreLabel(which)), formatPercent(score.accuracy()), formatPercent(score.precision()),
                formatPercent(score.recall()), formatPercent(score.f1()) });
    }
    std::string text = fmt::format("\nFinalised as {}; int8 calibrated with {} training pictures; quantisation-aware fine-tune: {}; the test split "
                                   "was read once\n{}",
        search::finalReasonLabel(one.reason), one.calibrationImages, search::tuningText(one.tuning), table.text());
    for (const auto which : search::kFinalScores) {
        if (one.score(which).total() > 0)
            text += fmt::format("\n{}:\n{}", search::finalScoreLabel(which), confusionText(run, one.score(which)));
    }
    return text;
}

} // namespace

std::string frontText(const RunResult& run)
{
    const auto metrics = shownMetrics(run.record.spec);
    std::vector<std::string> header { ">id", "data", "architecture" };
    for (const auto metric : metrics)
        header.push_back(fmt::format(">{}", search::objectiveLabel(metric)));
    for (const char* name : { ">RAM", ">flash", ">MACs" })
        header.emplace_back(name);
    const bool timed = search::known(run.record.spec, search::Objective::Latency);
    const bool powered = search::known(run.record.spec, search::Objective::Energy);
    if (timed)
        header.emplace_back(">latency");
    if (powered)
        header.emplace_back(">energy");
    TextTable table(std::move(header));
    for (const auto& evaluation : run.front) {
        std::vector<std::string> row { std::to_string(evaluation.id), evaluation.data.label(),
            run.record.spec.space.architectureLabel(evaluation.genes) };
        for (const auto metric : metrics)
            row.push_back(formatPercent(evaluation.value(metric)));
        row.push_back(formatBytes(evaluation.cost.ramBytes));
        row.push_back(formatBytes(evaluation.cost.flashBytes));
        row.push_back(formatMacs(evaluation.cost.macs));
        if (timed)
            row.push_back(formatLatency(evaluation.value(search::Objective::Latency)));
        if (powered)
            row.push_back(formatEnergy(evaluation.value(search::Objective::Energy)));
        table.add(std::move(row));
    }
    return fmt::format("Run {} \"{}\" ({}): {} systems on the front of {} scored, hypervolume {:.4f}\n{}{}", run.record.id, run.record.name,
        run.state(), run.front.size(), run.evaluations.size(), run.hypervolume, table.text(), finalsText(run));
}

std::string candidateText(const RunResult& run, const search::Evaluation& evaluation)
{
    const auto& space = run.record.spec.space;
    const auto& costs = evaluation.cost;
    const auto& confusion = evaluation.confusion;
    const search::Finalised* const final = finalOf(run, evaluation.id);
    return fmt::format("Candidate {} of run {} \"{}\": {}, {}\n"
                       "{}, RAM {}, flash {}, {} parameters{}{}{}\n"
                       "validation, float score of the search: accuracy {}, precision {}, recall {}, F1 {}\n\n{}{}",
        evaluation.id, run.record.id, run.record.name, evaluation.data.label(), space.architectureLabel(evaluation.genes),
        formatMacs(costs.macs), formatBytes(costs.ramBytes), formatBytes(costs.flashBytes), formatCount(costs.parameters),
        costs.latencyMs ? ", latency " + formatLatency(*costs.latencyMs) : "", costs.energyUj ? ", energy " + formatEnergy(*costs.energyUj) : "",
        evaluation.feasible() ? "" : " (over the budget)", formatPercent(confusion.accuracy()), formatPercent(confusion.precision()),
        formatPercent(confusion.recall()), formatPercent(confusion.f1()), confusionText(run, confusion), final != nullptr ? finalText(run, *final) : std::string());
}

std::string layersText(const std::vector<cost::Layer>& layers)
{
    TextTable table({ "layer", "kind", ">kernel", ">stride", ">output", ">parameters", ">MACs", ">flash", ">live RAM", "" });
    for (const auto& layer : layers) {
        table.add({ layer.name, std::string(graph::opName(layer.kind)), layer.hasKernel() ? layer.kernel.text() : "",
            layer.hasKernel() ? std::to_string(layer.stride) : "",
            fmt::format("{}×{}×{}", layer.output.height, layer.output.width, layer.output.channels), formatCount(layer.parameters),
            formatMacs(layer.macs), formatBytes(layer.flashBytes), formatBytes(layer.liveBytes), layer.peak ? "<- peak" : "" });
    }
    return table.text();
}

std::string candidateLine(const space::SearchSpace& space, const search::Evaluation& evaluation)
{
    return fmt::format("{}, {}: accuracy {}, RAM {}, flash {}, {}", evaluation.data.label(), space.architectureLabel(evaluation.genes),
        formatPercent(evaluation.confusion.accuracy()), formatBytes(evaluation.cost.ramBytes), formatBytes(evaluation.cost.flashBytes),
        formatMacs(evaluation.cost.macs));
}

} // namespace danas::app
