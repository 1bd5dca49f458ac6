// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "base/log.h"
#include "base/text_file.h"
#include "command_line.h"
#include "compare/experiment_result.h"
#include "compare/report.h"
#include "comparison_text.h"
#include "deployment_options.h"
#include "experiment_terminal.h"
#include "learn/evaluators.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

namespace danas::app {
namespace {

struct Options {
    std::string spec, out, html, targets = cost::userTargetsFolder().string();
    double checkpointSeconds = 30.0;
    bool json = false;
};

store::ExperimentRecord recordOf(const store::Project& project, std::int64_t id)
{
    const auto all = project.experiments();
    return *std::find_if(all.begin(), all.end(), [id](const auto& one) { return one.id == id; });
}

std::string resultText(const std::vector<compare::TierComparison>& tiers)
{
    std::string text;
    for (const compare::TierComparison& tier : tiers) {
        text += fmt::format("\n=== {} ===\n", compare::tierLabel(tier.tier));
        if (tier.missing > 0)
            text += fmt::format("{} planned runs have scored nothing so far and are in no figure.\n", tier.missing);
        text += tier.comparison ? comparisonText(*tier.comparison) : "Fewer than two arms have scored anything: there is nothing to compare.\n";
    }
    return text;
}

/// One page for each budget: report.html, or report-1.html, report-2.html, ... in their order.
void writeReports(const std::filesystem::path& file, const std::vector<compare::TierComparison>& tiers)
{
    for (std::size_t i = 0; i < tiers.size(); ++i) {
        if (!tiers[i].comparison)
            continue;
        auto page = file;
        if (tiers.size() > 1)
            page.replace_filename(fmt::format("{}-{}{}", file.stem().string(), i + 1, file.extension().string()));
        writeTextFile(page, compare::toHtml(*tiers[i].comparison));
        log().info("Report for {}: {}", compare::tierLabel(tiers[i].tier), page.string());
    }
}

Exit exitOf(const compare::ExperimentReport& report)
{
    if (report.end == search::RunEnd::Done)
        return Exit::Done;
    if (report.end == search::RunEnd::Stopped)
        return Exit::Stopped;
    return report.badInput ? Exit::BadInput : Exit::Failed;
}

const char* endName(search::RunEnd end)
{
    return end == search::RunEnd::Done ? "done" : end == search::RunEnd::Stopped ? "stopped" : "failed";
}

Exit carryOutExperiment(const Options& options, RunControl& control)
{
    const std::filesystem::path file(options.spec);
    const auto spec = compare::experimentFromJson(
        readJsonFile(file), options.spec, std::filesystem::absolute(file).parent_path(), readableTargets(options.targets));
    ExperimentTerminal observer;
    const auto report = compare::runExperiment({ options.out, spec, options.checkpointSeconds }, learn::makeEvaluator, observer, control);
    if (report.end == search::RunEnd::Failed)
        log().error("{}", report.error);
    if (observer.experiment() == 0)
        return exitOf(report);
    const store::Project project(options.out, store::Project::Mode::ReadOnly);
    const store::ExperimentRecord record = recordOf(project, observer.experiment());
    const auto tiers = compare::compareExperiment(project, record);
    if (!options.html.empty())
        writeReports(options.html, tiers);
    if (options.json) {
        Json document = compare::experimentJson(project, record, tiers);
        document["end"] = endName(report.end);
        document["seconds"] = report.seconds;
        printJson(document);
    } else {
        fmt::print("{}\nProject: {}\n", resultText(tiers), project.file().string());
    }
    return exitOf(report);
}

} // namespace

void addExperiment(CommandLine& line)
{
    const auto options = std::make_shared<Options>();
    CLI::App& command = addCommand(line, "experiment", "Compare ways of searching: each with several seeds under several budgets, fairly, and say what came of it",
        "  danas experiment claim.json --out claim.danas\n"
        "  danas experiment claim.json --out claim.danas --html claim.html --json\n"
        "The same command again goes on where it was stopped.");
    command.add_option("SPEC", options->spec, "The experiment as a JSON document (resources/experiment.schema.json)")->required()->type_name("SPEC.json");
    command.add_option("--out", options->out, "The project file; every run becomes an ordinary run in it")->required()->type_name("PROJECT.danas");
    command.add_option("--html", options->html, "Write a report with plots for each budget")->type_name("FILE");
    command.add_option("--checkpoint-seconds", options->checkpointSeconds, "Longest training time between two checkpoints")
        ->check(CLI::Range(0.0, 3600.0))
        ->capture_default_str();
    addTargetsOption(command, options->targets);
    addJsonFlag(command, options->json);
    command.callback([&line, options] { line.chosen = [&line, options] { return carryOutExperiment(*options, line.control); }; });
}

} // namespace danas::app
