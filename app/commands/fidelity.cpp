// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.h"
#include "base/text_file.h"
#include "base/units.h"
#include "command_line.h"
#include "compare/fidelity_result.h"
#include "learn/evaluators.h"
#include "probe_terminal.h"
#include "report.h"
#include "text_table.h"

#include <fmt/format.h>

#include <memory>

namespace danas::app {
namespace {

struct Options {
    compare::ProbeRequest request;
    std::string project, html;
    std::optional<int> steps, batch;
    std::optional<double> rate;
    bool json = false;
};

std::string tauTable(const compare::Fidelity& fidelity)
{
    TextTable table({ "ranked by", ">tau", ">95 % interval", ">within data", ">across data" });
    for (const auto& [name, agreement] :
        { std::pair { "supernet", &fidelity.supernet }, std::pair { "MACs", &fidelity.macs }, std::pair { "parameters", &fidelity.parameters } }) {
        const auto& tau = agreement->tau;
        table.add({ name, tau ? compare::tauText(tau->tau) : compare::tauText({}), tau ? fmt::format("{:.2f} to {:.2f}", tau->low, tau->high) : "",
            compare::tauText(agreement->within), compare::tauText(agreement->across) });
    }
    return table.text();
}

std::string configTable(const compare::Fidelity& fidelity)
{
    TextTable table({ "data", ">candidates", ">tau of the supernet" });
    for (const auto& one : fidelity.configs)
        table.add({ one.data.label(), std::to_string(one.candidates), compare::tauText(one.tau) });
    return table.text();
}

std::string resultText(const compare::FidelityResult& result)
{
    TextTable table({ ">alone", ">supernet", "data", "network", ">MACs", ">parameters", ">time alone" });
    for (const auto& one : result.candidates)
        table.add({ formatPercent(one.probe.aloneScore), formatPercent(one.probe.supernetScore), one.probe.data.label(), one.network,
            formatMacs(one.probe.macs), formatCount(one.probe.parameters), formatDuration(one.seconds) });
    return fmt::format("Run {} \"{}\": {}; {} of them done. Score: {} on validation.\n{}\n\n{}\n{}\n{}", result.run.id, result.run.name,
        compare::planText(result.plan), result.candidates.size(), search::objectiveName(result.metric), compare::verdictText(result),
        tauTable(result.fidelity), configTable(result.fidelity), table.text());
}

Exit exitOf(const compare::ProbeReport& report)
{
    if (report.end == search::RunEnd::Done)
        return Exit::Done;
    if (report.end == search::RunEnd::Stopped)
        return Exit::Stopped;
    return report.badInput ? Exit::BadInput : Exit::Failed;
}

Exit carryOutProbe(const Options& options, RunControl& control)
{
    compare::ProbeRequest request = options.request;
    request.project = options.project;
    const store::RunRecord run = readRun(store::Project(options.project, store::Project::Mode::ReadOnly), request.run).record;
    request.run = run.id;
    request.training = run.spec.scratch;
    request.training.steps = options.steps.value_or(request.training.steps);
    request.training.batch = options.batch.value_or(request.training.batch);
    request.training.learningRate = options.rate.value_or(request.training.learningRate);

    ProbeTerminal observer(run);
    const auto report = compare::runFidelityProbe(request, learn::makeEvaluator, observer, control);
    if (report.end == search::RunEnd::Failed)
        log().error("{}", report.error);
    if (!observer.plan())
        return exitOf(report);
    const auto result = compare::readFidelity(store::Project(options.project, store::Project::Mode::ReadOnly), run.id, *observer.plan());
    if (!options.html.empty())
        writeTextFile(options.html, compare::toHtml(result));
    if (options.json) {
        Json document = compare::toJson(result);
        document["end"] = report.end == search::RunEnd::Done ? "done" : report.end == search::RunEnd::Stopped ? "stopped" : "failed";
        document["seconds"] = report.seconds;
        printJson(document);
    } else {
        fmt::print("{}Project: {}\n", resultText(result), options.project);
    }
    return exitOf(report);
}

} // namespace

void addFidelity(CommandLine& line)
{
    const auto options = std::make_shared<Options>();
    CLI::App& command = addCommand(line, "fidelity", "Is the supernet's ranking to be believed? Train some candidates alone and compare the order",
        "  danas fidelity person.danas\n"
        "  danas fidelity person.danas --run 2 --candidates 48 --steps 2000 --html ranking.html\n"
        "  danas fidelity person.danas --within-budget --json\n"
        "The same command again goes on where it was stopped; other settings of the training begin a probe of their own.");
    command.add_option("PROJECT", options->project, "The project file")->required()->type_name("PROJECT.danas");
    command.add_option("--run", options->request.run, "Which run; by default the last one")->check(CLI::Range(std::int64_t(1), INT64_MAX))->type_name("N");
    command.add_option("--candidates", options->request.candidates, "How many, spread over data configurations and sizes")
        ->check(CLI::Range(compare::kFewestProbes, 10000))
        ->capture_default_str();
    command.add_flag("--within-budget", options->request.withinBudget, "Only candidates within the run's budget; by default any of its space");
    command.add_option("--steps", options->steps, "Training steps of each alone; by default what the run's \"scratch\" says")->check(CLI::Range(1, 10'000'000));
    command.add_option("--batch", options->batch, "Pictures a step; likewise")->check(CLI::Range(2, 4096));
    command.add_option("--rate", options->rate, "Highest learning rate; likewise")->check(CLI::Range(1e-7, 10.0));
    command.add_option("--html", options->html, "Write a report with the plot")->type_name("FILE");
    addJsonFlag(command, options->json);
    command.callback([&line, options] { line.chosen = [&line, options] { return carryOutProbe(*options, line.control); }; });
}

} // namespace danas::app
