// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "base/log.h"
#include "command_line.h"
#include "dataset_options.h"
#include "deployment_options.h"
#include "quantity.h"
#include "run_session.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <memory>
#include <optional>
#include <set>

namespace danas::app {
namespace {

struct Options {
    std::string spec, out, dataFolder, preset = "lean", ram, flash, macs, strategy, positiveClass;
    DatasetOptions dataset;
    DeploymentOptions deployment;
    std::optional<double> latencyMs, energyUj, seconds;
    std::optional<int> evaluations, threads, scratchSteps, finalise;
    std::optional<search::EvaluatorKind> evaluator;
    std::optional<std::uint64_t> seed;
    std::optional<search::Device> device;
    double checkpointSeconds = 30.0;
    bool balanced = false, json = false;
};

/// From the document, or from the options that stand for one.
search::RunSpec baseSpec(const Options& options)
{
    if (!options.spec.empty()) {
        const std::filesystem::path file(options.spec);
        return search::runSpecFromJson(readJsonFile(file), options.spec, std::filesystem::absolute(file).parent_path(), options.deployment.targets());
    }
    search::RunSpec spec;
    spec.dataset = options.dataset.spec(std::filesystem::absolute(options.dataFolder).string());
    spec.name = std::filesystem::path(spec.dataset.path).filename().string();
    spec.space = space::spacePreset(options.preset);
    return spec;
}

search::RunSpec wantedSpec(const Options& options)
{
    search::RunSpec spec = baseSpec(options);
    if (!options.ram.empty())
        spec.budget.ramBytes = parseBytes(options.ram, "--ram");
    if (!options.flash.empty())
        spec.budget.flashBytes = parseBytes(options.flash, "--flash");
    if (!options.macs.empty())
        spec.budget.macs = parseMacs(options.macs, "--macs");
    if (const auto deployment = options.deployment.deployment())
        spec.deployment = deployment;
    if (options.latencyMs)
        spec.budget.latencyMs = options.latencyMs;
    if (options.energyUj)
        spec.budget.energyUj = options.energyUj;
    search::requireKnown(spec);
    spec.evaluator = options.evaluator.value_or(spec.evaluator);
    search::requireEvaluable(spec);
    if (options.scratchSteps && spec.evaluator != search::EvaluatorKind::Scratch)
        throw Error("--scratch-steps is for candidates that are trained by themselves: add --evaluator scratch, or leave it out.");
    spec.scratch.steps = options.scratchSteps.value_or(spec.scratch.steps);
    spec.finalise.candidates = options.finalise.value_or(spec.finalise.candidates);
    if (!options.strategy.empty())
        spec.search = search::withStrategy(std::move(spec.search), options.strategy);
    if (!options.positiveClass.empty())
        spec.search.positiveClass = options.positiveClass;
    if (options.balanced)
        spec.classWeights = search::ClassWeights::Balanced;
    spec.search.evaluations = options.evaluations.value_or(spec.search.evaluations);
    if (options.seconds)
        spec.search.seconds = options.seconds;
    spec.threads = options.threads.value_or(spec.threads);
    spec.seed = options.seed.value_or(spec.seed);
    spec.device = options.device.value_or(spec.device);
    return spec;
}

void addOptions(CLI::App& command, Options& options)
{
    auto* spec = command.add_option("SPEC", options.spec, "The run as a JSON document (resources/run.schema.json)")->type_name("SPEC.json");
    auto* data = command.add_option("--data", options.dataFolder, "Instead of SPEC: a folder of images or sounds")->type_name("FOLDER")->excludes(spec);
    command.add_option("--out", options.out, "The project file; an existing one gets another run")->required()->type_name("PROJECT.danas");
    command.add_option("--space,--preset", options.preset, fmt::format("With --data: the search space, one of {}", fmt::join(space::kSpacePresets, ", ")))->needs(data)->capture_default_str();
    command.add_option("--ram", options.ram, "Most RAM, such as 128KiB")->type_name("BYTES");
    command.add_option("--flash", options.flash, "Most flash, such as 1MiB")->type_name("BYTES");
    command.add_option("--macs", options.macs, "Most multiply-accumulates of one inference, such as 20M")->type_name("NUMBER");
    options.deployment.addTo(command);
    command.add_option("--latency", options.latencyMs, "Longest time of one inference; needs a target")->check(CLI::Range(0.001, 1e9))->type_name("MS");
    command.add_option("--energy", options.energyUj, "Most energy of one inference; needs a target")->check(CLI::Range(0.001, 1e9))->type_name("UJ");
    command.add_option("--evaluations", options.evaluations, "Candidates to score")->check(CLI::Range(1, 1'000'000));
    command.add_option("--seconds", options.seconds, "Longest time of supernet training and search together; no candidate is begun after it")
        ->check(CLI::Range(0.1, 1e6))
        ->type_name("S");
    const std::map<std::string, search::EvaluatorKind> evaluators { { "supernet", search::EvaluatorKind::Supernet }, { "scratch", search::EvaluatorKind::Scratch } };
    command.add_option("--evaluator", options.evaluator, "supernet: candidates share weights; scratch: each is trained by itself")
        ->transform(CLI::CheckedTransformer(evaluators).description({}))
        ->type_name("EVALUATOR");
    command.add_option("--strategy", options.strategy, fmt::format("How candidates are chosen, with its published settings: {}", fmt::join(search::strategyNames(), ", ")))
        ->check(CLI::IsMember(std::set<std::string>(search::strategyNames().begin(), search::strategyNames().end())).description({}))
        ->type_name("NAME");
    command.add_option("--positive", options.positiveClass, "With genetic2023: the class whose precision and recall count; else means over the classes")
        ->type_name("CLASS");
    command.add_flag("--balanced", options.balanced, "Weigh the losses so that every class counts the same, however few samples it has");
    command.add_option("--scratch-steps", options.scratchSteps, "Training steps of each candidate, with --evaluator scratch")->check(CLI::Range(1, 10'000'000));
    command.add_option("--finalise", options.finalise, "Candidates of the front that are fine-tuned and tested at the end; 0: none")->check(CLI::Range(0, 1000));
    command.add_option("--seed", options.seed, "Of all randomness");
    command.add_option("--threads", options.threads, "0: all cores")->check(CLI::Range(0, 1024));
    const std::map<std::string, search::Device> devices { { "auto", search::Device::Auto }, { "cpu", search::Device::Cpu }, { "cuda", search::Device::Cuda } };
    command.add_option("--device", options.device, "auto, cpu or cuda")->transform(CLI::CheckedTransformer(devices).description({}))->type_name("DEVICE");
    command.add_option("--checkpoint-seconds", options.checkpointSeconds, "Longest training time between two checkpoints")
        ->check(CLI::Range(0.0, 3600.0))
        ->capture_default_str();
    options.dataset.addTo(command);
    addJsonFlag(command, options.json);
}

} // namespace

void addRun(CommandLine& line)
{
    const auto options = std::make_shared<Options>();
    CLI::App& command = addCommand(line, "run", "Search a space of systems for a folder of images or sounds, as a new run of a project",
        "  danas run person.json --out person.danas\n"
        "  danas run person.json --out person.danas --evaluations 50 --seed 2\n"
        "  danas run person.json --out person.danas --evaluations 100000 --seconds 900\n"
        "  danas run person.json --out person.danas --evaluator scratch --scratch-steps 500 --evaluations 40\n"
        "  danas run --data photos --preset lean --ram 128KiB --flash 512KiB --out photos.danas\n"
        "  danas run --data keywords --space keywords --ram 64KiB --out keywords.danas\n"
        "  danas run --data machines --space machines-chain --evaluator scratch --strategy genetic2023 --out machines.danas\n"
        "  danas run --data photos --target h747-st-edge-ai --sensor qvga-rgb565 --latency 100 --out photos.danas");
    addOptions(command, *options);
    command.callback([&line, options] {
        if (options->spec.empty() && options->dataFolder.empty())
            throw CLI::RequiredError("SPEC or --data");
        line.chosen = [&line, options] {
            const search::RunSpec spec = wantedSpec(*options);
            std::error_code unknown;
            if (std::filesystem::exists(options->out, unknown))
                log().info("{} exists: this becomes another run in it.", options->out);
            return carryOut({ options->out, 0, spec, options->checkpointSeconds }, line.control, options->json);
        };
    });
}

} // namespace danas::app
