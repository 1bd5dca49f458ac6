// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/report_html.h"

#include "base/html.h"
#include "base/log.h"
#include "base/svg.h"
#include "base/units.h"
#include "cost/figure_basis.h"
#include "deploy/data_words.h"
#include "search/objective_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace danas::deploy {
namespace {

using search::FinalScore;
using search::Objective;

/// A table of words, set left.
std::string words(const std::vector<std::pair<std::string, std::string>>& lines)
{
    std::string rows;
    for (const auto& [name, value] : lines)
        rows += htmlRow({ escaped(name), escaped(value) });
    return "<table class=\"left\">\n" + rows + "</table>\n";
}

std::string summary(const Deployable& system)
{
    const auto& tested = system.finalised.score(FinalScore::Int8Test);
    const auto& score = tested.total() > 0 ? tested : system.finalised.score(FinalScore::Int8Validation);
    const bool fits = std::ranges::all_of(budgetFigures(system), &BudgetFigure::fits);
    return fmt::format("{} of {} samples of the {} split are recognised in int8, with {} of RAM and {} of flash. {}", formatPercent(score.accuracy()),
        formatGrouped(static_cast<std::uint64_t>(score.total())), tested.total() > 0 ? "test" : "validation", formatBytes(system.cost.ramBytes),
        formatBytes(system.cost.flashBytes), fits ? "It fits the budget of its run." : "It does not fit the budget of its run.");
}

std::string gatesTable(const std::vector<Gate>& gates)
{
    std::string rows;
    for (const Gate& gate : gates)
        rows += htmlRow({ std::to_string(gate.number), escaped(gate.name), fmt::format("<b>{}</b>", gateStateName(gate.state)), escaped(gate.sentence) });
    return "<div class=\"left\">" + htmlTable({ "gate", "what must hold", "result", "figures" }, rows) + "</div>";
}

std::string trustOf(const Deployable& system, Objective cost)
{
    if (cost == Objective::Macs)
        return "counted";
    if (!system.deployment)
        return cost == Objective::Flash ? "counted: weights and biases" : "counted: tensors in a plain arena, no engine's rules";
    const auto& target = system.deployment->target;
    const auto figure = cost == Objective::Ram ? cost::Figure::Ram
        : cost == Objective::Flash             ? cost::Figure::Code
        : cost == Objective::Latency           ? cost::Figure::Latency
                                               : cost::Figure::Energy;
    if (const auto basis = cost::basisOf(target, figure))
        return fmt::format("{} for {}", cost::trustName(basis->trust), target.engine.name);
    if (cost != Objective::Flash)
        return "not known of this target";
    return system.targetCost->flash.preprocessing > 0 ? "counted: weights, biases and tables of preprocessing, code not known"
                                                      : "counted: weights and biases, code not known";
}

std::string budgetTable(const Deployable& system)
{
    std::string rows;
    for (const BudgetFigure& one : budgetFigures(system)) {
        const auto text = [&](const std::optional<double>& value, const char* absent) { return value ? search::objectiveText(one.cost, *value) : absent; };
        rows += htmlRow({ std::string(search::objectiveLabel(one.cost)), text(one.figure, "not known"), text(one.limit, "no limit"),
            one.limit && one.figure ? formatPercent(*one.figure / *one.limit) : "", !one.limit ? "" : one.fits() ? "yes" : "<b>no</b>",
            escaped(trustOf(system, one.cost)) });
    }
    return htmlTable({ "", "figure", "budget", "taken", "fits", "standing" }, rows);
}

std::string scoresTable(const Deployable& system)
{
    std::string rows;
    for (const FinalScore which : search::kFinalScores) {
        const auto& score = system.finalised.score(which);
        if (score.total() == 0)
            continue;
        rows += htmlRow({ std::string(search::finalScoreLabel(which)), formatGrouped(static_cast<std::uint64_t>(score.total())),
            formatPercent(score.accuracy()), formatPercent(score.precision()), formatPercent(score.recall()), formatPercent(score.f1()) });
    }
    return htmlTable({ "", "samples", "accuracy", "precision", "recall", "F1" }, rows);
}

/// Points that int8 takes or gives, in words; empty without samples.
std::string int8Loss(const Deployable& system, FinalScore real, FinalScore quantised, const char* split)
{
    const auto& before = system.finalised.score(real);
    if (before.total() == 0)
        return {};
    const double points = 100.0 * (system.finalised.score(quantised).accuracy() - before.accuracy());
    return fmt::format("On {}, int8 is {:.2f} points {} float. ", split, std::abs(points), points < 0.0 ? "below" : "above");
}

/// Darker is more of the row's truth.
std::string confusionTable(const search::ConfusionMatrix& score, const std::vector<std::string>& classes)
{
    std::vector<std::string> header { "truth \\ said" };
    for (const std::string& name : classes)
        header.push_back(escaped(name));
    header.insert(header.end(), { "precision", "recall", "F1" });
    std::string rows;
    for (int truth = 0; truth < score.classes; ++truth) {
        std::int64_t all = 0;
        for (int said = 0; said < score.classes; ++said)
            all += score.at(truth, said);
        std::vector<std::string> cells { escaped(classes[static_cast<std::size_t>(truth)]) };
        for (int said = 0; said < score.classes; ++said) {
            const double share = all > 0 ? static_cast<double>(score.at(truth, said)) / static_cast<double>(all) : 0.0;
            cells.push_back(fmt::format("<span class=\"heat\" style=\"--share:{:.3f}\" title=\"{}\">{}</span>", share, formatPercent(share), score.at(truth, said)));
        }
        cells.insert(cells.end(), { formatPercent(score.precision(truth)), formatPercent(score.recall(truth)), formatPercent(score.f1(truth)) });
        rows += htmlRow(cells);
    }
    return htmlTable(header, rows);
}

std::string scoresSection(const Deployable& system)
{
    std::string text = "<h2>Accuracy</h2>\n" + scoresTable(system) + "<p>"
        + int8Loss(system, FinalScore::FloatValidation, FinalScore::Int8Validation, "validation")
        + int8Loss(system, FinalScore::FloatTest, FinalScore::Int8Test, "test")
        + "The search chose by validation alone; the test split was read once, after that.</p>\n";
    for (const FinalScore which : { FinalScore::Int8Test, FinalScore::Int8Validation }) {
        if (const auto& score = system.finalised.score(which); score.total() > 0)
            text += fmt::format("<h3>Confusion: {}</h3>\n", search::finalScoreLabel(which)) + confusionTable(score, system.run.classes);
    }
    return text;
}

Axis steps(const Deployable& system)
{
    return { "operator, in the order they run", 0.0, static_cast<double>(system.plan.order.size()), false, [](double step) { return fmt::format("{:.0f}", step); } };
}

std::string opName(const Deployable& system, std::size_t step)
{
    return system.network.graph.ops[static_cast<std::size_t>(system.plan.order[step])].name();
}

std::string memoryOverTime(const Deployable& system)
{
    const auto live = cost::liveBytes(system.plan);
    const double high = static_cast<double>(*std::ranges::max_element(live)) * 1.15;
    SvgPlot plot("Live tensors while each operator runs", steps(system),
        { "live tensors", 0.0, high, false, [](double bytes) { return formatBytes(std::llround(bytes)); } });
    for (std::size_t i = 0; i < live.size(); ++i)
        plot.box(static_cast<double>(i), 0.0, static_cast<double>(i) + 1.0, static_cast<double>(live[i]), seriesColour(live[i] == system.plan.peakBytes ? 1 : 0),
            fmt::format("{}: {}", opName(system, i), formatBytes(live[i])));
    const auto peak = static_cast<std::size_t>(system.plan.peakStep);
    plot.horizontal(static_cast<double>(system.plan.peakBytes), fmt::format("peak {} at {}", formatBytes(system.plan.peakBytes), opName(system, peak)));
    return htmlFigure("Memory over time; other colour: the peak", plot.text());
}

std::string arenaMap(const Deployable& system)
{
    SvgPlot plot("Where each tensor lies in the arena, and how long", steps(system),
        { "offset in the arena", 0.0, static_cast<double>(system.plan.arenaBytes) * 1.1, false, [](double bytes) { return formatBytes(std::llround(bytes)); } });
    const auto place = [&](const auto& block, const std::string& name, std::size_t colour) {
        plot.box(block.firstStep, static_cast<double>(block.offset), block.lastStep + 1, static_cast<double>(block.offset + block.bytes), seriesColour(colour),
            fmt::format("{}: {} from {}", name, formatBytes(block.bytes), block.offset));
    };
    for (const auto& tensor : system.plan.tensors)
        place(tensor, cost::tensorName(system.network.graph, tensor.tensor), static_cast<std::size_t>(tensor.tensor));
    for (const auto& scratch : system.plan.scratch)
        place(scratch, "scratch of the kernel", 3);
    plot.horizontal(static_cast<double>(system.plan.arenaBytes), fmt::format("arena {}", formatBytes(system.plan.arenaBytes)));
    return htmlFigure("The arena; rest on a tensor for its name", plot.text());
}

std::string layersTable(const Deployable& system)
{
    const auto& graph = system.network.graph;
    const auto layers = system.deployment ? cost::layerTable(graph, *system.deployment, *system.targetCost) : cost::layerTable(graph);
    const bool timed = std::ranges::any_of(layers, [](const auto& layer) { return layer.latencyMs.has_value(); });
    std::vector<std::string> header { "operator", "kind", "window", "output", "parameters", "MACs", "flash", "live" };
    if (timed)
        header.emplace_back("latency");
    std::string rows;
    for (const cost::Layer& layer : layers) {
        std::vector<std::string> cells { escaped(layer.name), std::string(graph::opName(layer.kind)),
            layer.hasKernel() ? fmt::format("{}×{} / {}", layer.kernel.height, layer.kernel.width, layer.stride) : "",
            fmt::format("{} × {} × {}", layer.output.height, layer.output.width, layer.output.channels), formatGrouped(static_cast<std::uint64_t>(layer.parameters)),
            formatGrouped(static_cast<std::uint64_t>(layer.macs)), formatBytes(layer.flashBytes),
            layer.peak ? fmt::format("<b>{}, peak</b>", formatBytes(layer.liveBytes)) : formatBytes(layer.liveBytes) };
        if (timed)
            cells.push_back(layer.latencyMs ? formatLatency(*layer.latencyMs) : "");
        rows += htmlRow(cells);
    }
    return htmlTable(header, rows);
}

std::string originTable(const Deployable& system, const Evidence& evidence)
{
    const auto& run = system.run;
    return words({ { "Data configuration", fmt::format("{}; {} bytes of input", system.evaluation.data.label(), system.network.graph.input().elements()) },
        { "Network", run.spec.space.architectureLabel(system.evaluation.genes) },
        { "Target", system.deployment ? fmt::format("{}, {}", system.deployment->target.board.name, system.deployment->target.engine.name) : "none: a plain arena" },
        { "Classes", fmt::format("{}", fmt::join(run.classes, ", ")) }, { "Dataset", run.spec.dataset.path },
        { "Fingerprint of the dataset", fmt::format("{:016x}", run.datasetFingerprint) }, { "Proven with", evidence.from },
        { "Ranges of int8", fmt::format("from {} training {}", system.finalised.calibrationImages, samplesWord(system.evaluation.data)) },
        { "Quantisation-aware fine-tune", search::tuningText(system.finalised.tuning) },
        { "Run", fmt::format("{} ({}), of {}, seed {}", run.id, run.name.empty() ? "without a name" : run.name, run.created, run.spec.seed) },
        { "Candidate", fmt::format("{} of {}, finalised as {}", system.evaluation.id, run.evaluations, search::finalReasonLabel(system.finalised.reason)) },
        { "Project", system.project }, { "Trained with", run.environment }, { "Exported with", fmt::format("DANAS {}", version()) } });
}

} // namespace

std::vector<BudgetFigure> budgetFigures(const Deployable& system)
{
    const auto number = [](const std::optional<std::int64_t>& value) { return value ? std::optional(static_cast<double>(*value)) : std::nullopt; };
    const cost::Cost& cost = system.cost;
    const cost::Budget& budget = system.run.spec.budget;
    std::vector<BudgetFigure> figures { { Objective::Ram, static_cast<double>(cost.ramBytes), number(budget.ramBytes) },
        { Objective::Flash, static_cast<double>(cost.flashBytes), number(budget.flashBytes) },
        { Objective::Macs, static_cast<double>(cost.macs), number(budget.macs) } };
    if (cost.latencyMs || budget.latencyMs)
        figures.push_back({ Objective::Latency, cost.latencyMs, budget.latencyMs });
    if (cost.energyUj || budget.energyUj)
        figures.push_back({ Objective::Energy, cost.energyUj, budget.energyUj });
    return figures;
}

std::string reportHtml(const Deployable& system, const Evidence& evidence, const std::vector<Gate>& gates)
{
    return htmlPage("DANAS: " + system.title(),
        fmt::format("<h1>{}</h1>\n<p class=\"verdict\">{}</p>\n", escaped(system.title()), escaped(summary(system))) + "<h2>Proven before it was exported</h2>\n"
            + gatesTable(gates) + "<h2>Budget and figures</h2>\n" + budgetTable(system) + scoresSection(system) + "<h2>Memory</h2>\n<div class=\"plots\">\n"
            + memoryOverTime(system) + arenaMap(system) + "</div>\n<h2>Layers</h2>\n" + layersTable(system) + "<h2>Where it comes from</h2>\n"
            + originTable(system, evidence));
}

} // namespace danas::deploy
