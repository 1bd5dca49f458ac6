// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/units.h"
#include "command_line.h"
#include "report.h"
#include "text_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace danas::app {
namespace {

struct Options {
    std::string project;
    std::int64_t run = 0;
    int candidate = -1;
    bool json = false;
};

std::vector<RunResult> allRuns(const store::Project& project)
{
    std::vector<RunResult> runs;
    for (const auto& record : project.runs())
        runs.push_back(readRun(project, record.id));
    return runs;
}

void showRuns(const store::Project& project, bool json)
{
    const auto runs = allRuns(project);
    if (json) {
        Json list = Json::array();
        for (const RunResult& run : runs)
            list.push_back(toJson(run));
        printJson({ { "project", project.file().string() }, { "runs", std::move(list) } });
        return;
    }
    TextTable table({ ">run", "name", "state", "created (UTC)", ">scored", ">front", ">best accuracy" });
    for (const RunResult& run : runs) {
        double best = 0.0;
        for (const auto& evaluation : run.front)
            best = std::max(best, evaluation.confusion.accuracy());
        table.add({ std::to_string(run.record.id), run.record.name, run.state(), run.record.created, std::to_string(run.evaluations.size()),
            std::to_string(run.front.size()), run.front.empty() ? "" : formatPercent(best) });
    }
    fmt::print("{}", table.text());
    for (const RunResult& run : runs) {
        if (!run.record.error.empty())
            fmt::print("Run {}: {}\n", run.record.id, run.record.error);
    }
}

void showCandidate(const RunResult& run, int candidate, bool json)
{
    if (static_cast<std::size_t>(candidate) >= run.evaluations.size())
        throw Error(fmt::format("Run {} has no candidate {}: it has 0 to {}.", run.record.id, candidate, static_cast<int>(run.evaluations.size()) - 1));
    const search::Evaluation& evaluation = run.evaluations[static_cast<std::size_t>(candidate)];
    const auto graph = graph::buildGraph(run.record.spec.space.architecture(evaluation.genes), evaluation.data.shape(), evaluation.confusion.classes);
    const auto& deployment = run.record.spec.deployment;
    const auto onTarget = deployment ? std::optional(cost::costOn(*deployment, graph, evaluation.data)) : std::nullopt;
    const auto layers = onTarget ? cost::layerTable(graph, *deployment, *onTarget) : cost::layerTable(graph);
    if (json) {
        Json document = candidateJson(run, evaluation);
        document["run"] = run.record.id;
        if (onTarget)
            document["costs"] = cost::toJson(*deployment, graph, *onTarget);
        document["layers"] = cost::toJson(layers);
        document["on_front"] = std::any_of(run.front.begin(), run.front.end(), [candidate](const auto& one) { return one.id == candidate; });
        printJson(document);
    } else {
        fmt::print("{}\n{}", candidateText(run, evaluation), layersText(layers));
    }
}

} // namespace

void addShow(CommandLine& line)
{
    const auto options = std::make_shared<Options>();
    CLI::App& command = addCommand(line, "show", "List the runs of a project, or show one candidate: metrics, costs, layers",
        "  danas show person.danas\n"
        "  danas show person.danas --candidate 17\n"
        "  danas show person.danas --run 2 --candidate 17 --json");
    command.add_option("PROJECT", options->project, "The project file")->required()->type_name("PROJECT.danas");
    auto* candidate = command.add_option("--candidate", options->candidate, "Which candidate, as numbered by \"front\"")
                          ->check(CLI::Range(0, INT32_MAX))
                          ->type_name("N");
    command.add_option("--run", options->run, "Of which run; by default the last one")
        ->check(CLI::Range(std::int64_t(1), INT64_MAX))
        ->needs(candidate)
        ->type_name("N");
    addJsonFlag(command, options->json);
    command.callback([&line, options] {
        line.chosen = [options] {
            const store::Project project(options->project, store::Project::Mode::ReadOnly);
            if (options->candidate < 0)
                showRuns(project, options->json);
            else
                showCandidate(readRun(project, options->run), options->candidate, options->json);
            return Exit::Done;
        };
    });
}

} // namespace danas::app
