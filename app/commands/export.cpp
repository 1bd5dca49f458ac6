// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "base/log.h"
#include "base/units.h"
#include "command_line.h"
#include "deploy/export.h"
#include "deployment_options.h"
#include "report.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace danas::app {
namespace {

struct Options {
    std::string project, place;
    std::int64_t run = 0;
    int candidate = 0;
    std::vector<std::string> formats { "all" };
    DeploymentOptions deployment;
    bool withoutCompiler = false, json = false;

    [[nodiscard]] deploy::BundleOptions bundle() const
    {
        deploy::BundleOptions options { {}, withoutCompiler };
        for (const std::string& name : formats) {
            if (name == "all")
                options.formats.insert(deploy::kFormats.begin(), deploy::kFormats.end());
            else if (const auto format = deploy::formatFromName(name))
                options.formats.insert(*format);
        }
        return options;
    }
};

/// All words that --formats takes.
std::vector<std::string> formatNames()
{
    std::vector<std::string> names { "all", "c" };
    for (const deploy::Format format : deploy::kFormats)
        names.emplace_back(deploy::formatName(format));
    return names;
}

void logGate(const deploy::Gate& gate)
{
    log().info("Gate {} of {}, {}: {}. {}", gate.number, deploy::allGates().size(), deploy::gateStateName(gate.state), gate.name, gate.sentence);
}

class LoggedExport final : public deploy::ExportObserver {
public:
    void opened(const deploy::Deployable& system) override { log().info("Exporting {}.", system.title()); }
    void gate(const deploy::Gate& gate) override { logGate(gate); }
};

Json gatesJson(const std::vector<deploy::Gate>& gates)
{
    Json list = Json::array();
    for (const deploy::Gate& gate : gates)
        list.push_back(toJson(gate));
    return list;
}

Exit exportCandidate(const Options& options, RunControl& control)
{
    const store::Project project(options.project, store::Project::Mode::ReadOnly);
    const std::int64_t run = readRun(project, options.run).record.id;
    LoggedExport observer;
    const auto result = deploy::exportCandidate(
        { options.project, run, options.candidate, options.deployment.deployment(), { options.place, options.bundle() } }, control, observer);
    const deploy::BundleResult& bundle = result.bundle;
    if (options.json)
        printJson({ { "place", bundle.place.string() }, { "exported", bundle.exported }, { "bytes", bundle.bytes }, { "title", result.title },
            { "arena_bytes", result.arenaBytes }, { "weight_bytes", result.weightBytes }, { "gates", gatesJson(bundle.gates) } });
    else if (bundle.exported)
        fmt::print("Exported to {} ({}): arena {}, weights {}.\n", bundle.place.string(), formatBytes(bundle.bytes), formatBytes(result.arenaBytes),
            formatBytes(result.weightBytes));
    if (!bundle.exported)
        log().error("Not exported, because a gate failed: nothing was left in {}.", bundle.place.string());
    return bundle.exported ? Exit::Done : Exit::Failed;
}

Exit verify(const std::string& bundle, bool json, RunControl& control)
{
    const auto gates = deploy::verifyBundle(bundle, control, logGate);
    const bool whole = !deploy::anyFailed(gates);
    const bool all = std::ranges::all_of(gates, [](const auto& gate) { return gate.state == deploy::GateState::Passed; });
    if (json)
        printJson({ { "place", bundle }, { "passed", whole }, { "complete", all }, { "gates", gatesJson(gates) } });
    else
        fmt::print("{}\n", !whole ? "FAIL" : all ? "PASS" : "PASS, but not every gate could be run");
    return whole ? Exit::Done : Exit::Failed;
}

} // namespace

void addExport(CommandLine& line)
{
    const auto options = std::make_shared<Options>();
    CLI::App& command = addCommand(line, "export", "Write a finalised candidate as a bundle for a board, proven by gates before it is there",
        "  danas export person.danas --candidate 12 --out person-bundle\n"
        "  danas export person.danas --run 2 --candidate 12 --target h743-st-edge-ai --formats tflite --out bundle.zip --json");
    command.add_option("PROJECT", options->project, "The project file")->required()->type_name("PROJECT.danas");
    command.add_option("--run", options->run, "Which run; by default the last one")->check(CLI::Range(std::int64_t(1), INT64_MAX))->type_name("N");
    command.add_option("--candidate", options->candidate, "Which candidate, as numbered by \"front\"; it must be finalised")
        ->required()
        ->check(CLI::Range(0, INT32_MAX))
        ->type_name("N");
    command.add_option("--out", options->place, "The folder to make, or the .zip; it must not exist")->required()->type_name("FOLDER|FILE.zip");
    command.add_option("--formats", options->formats, "What is to be in it: tflite, tflm (the same as a C array), onnx (in float), onnx-int8, c (the C sources, which are always there)")
        ->delimiter(',')
        ->check(CLI::IsMember(formatNames()))
        ->capture_default_str();
    command.add_flag("--without-compiler", options->withoutCompiler, "Export although this computer has no C compiler to prove the C sources with");
    options->deployment.addTo(command);
    addJsonFlag(command, options->json);
    command.callback([&line, options] { line.chosen = [&line, options] { return exportCandidate(*options, line.control); }; });
}

void addVerify(CommandLine& line)
{
    struct VerifyOptions {
        std::string bundle;
        bool json = false;
    };
    const auto options = std::make_shared<VerifyOptions>();
    CLI::App& command = addCommand(line, "verify", "Put a bundle through its gates once more, by its own golden samples",
        "  danas verify person-bundle\n"
        "  danas verify person-bundle.zip --json");
    command.add_option("BUNDLE", options->bundle, "A folder or .zip that \"export\" made")->required()->type_name("FOLDER|FILE.zip");
    addJsonFlag(command, options->json);
    command.callback([&line, options] { line.chosen = [&line, options] { return verify(options->bundle, options->json, line.control); }; });
}

} // namespace danas::app
