// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/units.h"
#include "command_line.h"
#include "deployment_options.h"
#include "quantity.h"
#include "report.h"
#include "search/run_spec.h"
#include "text_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace danas::app {
namespace {

struct Options {
    std::string preset = "mobilenet_v2", input = "96x96x3", genes, space = "lean";
    double width = 1.0;
    int classes = 2;
    DeploymentOptions deployment;
    bool json = false;
};

/// A preset's name, or a file: a run's document, or a space alone.
space::SearchSpace spaceOf(const std::string& name)
{
    if (!name.ends_with(".json"))
        return space::spacePreset(name);
    const Json document = readJsonFile(name);
    const JsonObject object(document, name);
    if (!object.has("space"))
        return space::spaceFromJson(document, name);
    const Json& inner = object.require("space");
    return inner.is_string() ? space::spacePreset(inner.get<std::string>()) : space::spaceFromJson(inner, name + ": space");
}

struct System {
    Json description;
    graph::NetworkGraph graph;
    std::optional<data::DataConfig> data; ///< absent: pictures in the shape of the input
};

System systemOf(const Options& options)
{
    if (!options.genes.empty()) {
        const space::SearchSpace space = spaceOf(options.space);
        const space::Genes genes = space.genesFromJson(parseJson(options.genes, "--genes"));
        return { { { "family", space.family() }, { "genes", space.genesToJson(genes) } },
            graph::buildGraph(space.architecture(genes), space.dataConfig(genes).shape(), options.classes), space.dataConfig(genes) };
    }
    if (options.preset != "mobilenet_v2")
        throw Error(fmt::format("There is no network preset \"{}\": known is mobilenet_v2.", options.preset));
    return { { { "preset", options.preset }, { "width", options.width } },
        graph::buildGraph(graph::originalMobileNetV2(options.width), parseShape(options.input, "--input"), options.classes), std::nullopt };
}

Json documentOf(const System& system, const Options& options)
{
    const data::Shape& input = system.graph.input();
    Json document = system.description;
    document["input"] = { { "height", input.height }, { "width", input.width }, { "channels", input.channels } };
    document["classes"] = options.classes;
    return document;
}

std::string trustText(const std::optional<cost::Basis>& basis)
{
    return basis ? std::string(cost::trustName(basis->trust)) : "not known";
}

std::string verdict(std::int64_t bytes, std::int64_t usable)
{
    return fmt::format("of {} usable: {}", formatBytes(usable), bytes <= usable ? "fits" : "does not fit");
}

/// RAM, flash, latency and energy, each part with its trust.
std::string partsText(const cost::Deployment& deployment, const cost::TargetCost& cost)
{
    const cost::Engine& engine = deployment.target.engine;
    const auto bytes = [](const std::optional<std::int64_t>& value) { return value ? formatBytes(*value) : "?"; };
    const auto basisOf = [](const auto& figure) { return figure ? std::optional(figure->basis) : std::nullopt; };
    TextTable table({ "", ">", "" });
    table.add({ "RAM", formatBytes(cost.cost.ramBytes), verdict(cost.cost.ramBytes, deployment.target.board.usableRamBytes()) });
    table.add({ "  arena", formatBytes(cost.ram.arena), trustText(engine.memory.basis) });
    table.add({ "  sensor " + deployment.sensor.text(), formatBytes(cost.ram.sensor), "exact" });
    table.add({ "  preprocessing", formatBytes(cost.ram.preprocessing), "exact" });
    table.add({ "  runtime", bytes(cost.ram.runtime), trustText(basisOf(engine.runtimeRam)) });
    table.add({ "flash", formatBytes(cost.cost.flashBytes), verdict(cost.cost.flashBytes, deployment.target.board.usableFlashBytes()) });
    table.add({ "  weights", formatBytes(cost.flash.weights), "exact" });
    if (cost.flash.preprocessing > 0)
        table.add({ "  preprocessing", formatBytes(cost.flash.preprocessing), "exact" });
    table.add({ "  code", bytes(cost.flash.code), trustText(basisOf(engine.code)) });
    table.add({ "latency", cost.cost.latencyMs ? formatLatency(*cost.cost.latencyMs) : "?",
        cost.cost.latencyMs ? std::string(cost::trustName(deployment.target.latencyTrust())) : "not known" });
    table.add({ "energy", cost.cost.energyUj ? formatEnergy(*cost.cost.energyUj) : "?", trustText(basisOf(deployment.target.board.energy)) });
    return table.text();
}

void printOn(const cost::Deployment& deployment, const System& system, const Options& options)
{
    const cost::TargetCost cost = system.data ? cost::costOn(deployment, system.graph, *system.data) : cost::costOn(deployment, system.graph);
    const auto layers = cost::layerTable(system.graph, deployment, cost);
    if (options.json) {
        Json document = documentOf(system, options);
        document.update(cost::toJson(deployment, system.graph, cost));
        document["layers"] = cost::toJson(layers);
        printJson(document);
        return;
    }
    const data::Shape& input = system.graph.input();
    const std::string problem = cost::fitProblem(deployment, cost);
    fmt::print("Input {}×{}×{}, {} classes: {}, {} parameters\n{} with {}:\n{}{}\n{}", input.height, input.width, input.channels,
        options.classes, formatMacs(cost.cost.macs), formatCount(cost.cost.parameters), deployment.target.board.name,
        deployment.target.engine.name, partsText(deployment, cost), problem.empty() ? "" : problem + "\n", layersText(layers));
}

void print(const System& system, const Options& options)
{
    if (const auto deployment = options.deployment.deployment()) {
        printOn(*deployment, system, options);
        return;
    }
    const cost::Cost cost = cost::costOf(system.graph);
    const auto layers = cost::layerTable(system.graph);
    const data::Shape& input = system.graph.input();
    if (options.json) {
        Json document = documentOf(system, options);
        document.update(cost::toJson(cost));
        document["layers"] = cost::toJson(layers);
        printJson(document);
        return;
    }
    fmt::print("Input {}×{}×{}, {} classes: {}, {} parameters, flash {}, RAM {}\n"
               "Estimated for int8 without any engine's own memory; the arrow marks the layer that decides the RAM.\n\n{}",
        input.height, input.width, input.channels, options.classes, formatMacs(cost.macs), formatCount(cost.parameters),
        formatBytes(cost.flashBytes), formatBytes(cost.ramBytes), layersText(layers));
}

} // namespace

void addEstimate(CommandLine& line)
{
    const auto options = std::make_shared<Options>();
    CLI::App& command = addCommand(line, "estimate", "Costs of one system, layer by layer, without any training",
        "  danas estimate --preset mobilenet_v2 --width 0.35 --input 128x128x3 --classes 5 --json\n"
        "  danas estimate --width 0.35 --input 96x96x3 --target h747-st-edge-ai --sensor qvga-rgb565\n"
        "  danas estimate --space demo --genes '{\"resolution\": 64, \"colour\": \"rgb\", \"width\": 0.25, ...}'");
    auto* genes = command.add_option("--genes", options->genes, "One system of a search space, as \"front --json\" prints its genes")->type_name("JSON");
    command.add_option("--space", options->space, "With --genes: paper, lean, demo, or a JSON file with a space or a run")
        ->needs(genes)
        ->capture_default_str();
    command.add_option("--preset", options->preset, "A known network: mobilenet_v2")->excludes(genes)->capture_default_str();
    command.add_option("--width", options->width, "Its width multiplier")->excludes(genes)->check(CLI::Range(0.01, 4.0))->capture_default_str();
    command.add_option("--input", options->input, "Its input, HEIGHTxWIDTHxCHANNELS")->excludes(genes)->capture_default_str();
    command.add_option("--classes", options->classes, "Classes to tell apart")->check(CLI::Range(2, 10000))->capture_default_str();
    options->deployment.addTo(command);
    addJsonFlag(command, options->json);
    command.callback([&line, options] {
        line.chosen = [options] {
            print(systemOf(*options), *options);
            return Exit::Done;
        };
    });
}

} // namespace danas::app
