// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/run_spec.h"

#include "base/error.h"
#include "base/units.h"
#include "cost/limits_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace danas::search {
namespace {

constexpr int kFeasibilitySamples = 20'000;

/// The value of one objective for the system of these costs, if the objective is a cost.
double costValue(const cost::Cost& cost, Objective objective)
{
    switch (objective) {
    case Objective::Ram:
        return static_cast<double>(cost.ramBytes);
    case Objective::Flash:
        return static_cast<double>(cost.flashBytes);
    case Objective::Latency:
        return cost.latencyMs.value();
    case Objective::Energy:
        return cost.energyUj.value();
    default:
        return static_cast<double>(cost.macs);
    }
}

std::optional<double> limitOf(const cost::Budget& budget, Objective objective)
{
    switch (objective) {
    case Objective::Ram:
        return budget.ramBytes;
    case Objective::Flash:
        return budget.flashBytes;
    case Objective::Latency:
        return budget.latencyMs;
    case Objective::Energy:
        return budget.energyUj;
    default:
        return budget.macs;
    }
}

} // namespace

const std::vector<std::string_view>& strategyNames()
{
    static const std::vector<std::string_view> names { "nsga2", "random", "genetic2023" };
    return names;
}

SearchSpec withStrategy(SearchSpec spec, std::string_view strategy)
{
    const SearchSpec usual;
    const bool genetic = strategy == "genetic2023";
    spec.strategy = strategy;
    spec.population = genetic ? 10 : usual.population;
    spec.mutationRate = usual.mutationRate;
    spec.crossoverRate = genetic ? 0.2 : usual.crossoverRate;
    return spec;
}

RunSpec demoSpec(const std::filesystem::path& dataFolder)
{
    RunSpec spec;
    spec.name = "Demo";
    spec.dataset.path = dataFolder.string();
    spec.space = space::demoSpace();
    spec.objectives = { Objective::Accuracy, Objective::Ram, Objective::Macs };
    spec.supernet.steps = 1200;
    spec.supernet.batch = 32;
    spec.supernet.calibrationImages = 128;
    spec.search.evaluations = 80;
    spec.search.population = 16;
    spec.finalise.steps = 150;
    spec.finalise.quantisationSteps = 100;
    return spec;
}

RunSpec demoSoundSpec(const std::filesystem::path& dataFolder)
{
    RunSpec spec = demoSpec(dataFolder);
    spec.name = "Demo of sounds";
    spec.space = space::demoSoundSpace();
    return spec;
}

bool known(const RunSpec& spec, Objective objective)
{
    const bool timed = spec.deployment && spec.deployment->target.engine.cycles;
    if (objective == Objective::Energy)
        return timed && spec.deployment->target.board.energy;
    return objective != Objective::Latency || timed;
}

void requireKnown(const RunSpec& spec)
{
    if (spec.deployment && !spec.deployment->sensor.delivers(spec.space.modality()))
        throw Error(fmt::format("The sensor {} does not deliver what the search space is of: choose {}, or none.", spec.deployment->sensor.text(),
            spec.space.modality() == data::Modality::Audio ? "a microphone such as mic-16bit" : "a camera's picture such as qvga-rgb565"));
    const auto wanted = [&spec](Objective objective, bool limited) {
        return limited || std::find(spec.objectives.begin(), spec.objectives.end(), objective) != spec.objectives.end();
    };
    if (wanted(Objective::Latency, spec.budget.latencyMs.has_value()) && !known(spec, Objective::Latency))
        throw Error("Latency is an objective or has a limit, but no target says how long operators take: choose a target, or leave latency out.");
    if (wanted(Objective::Energy, spec.budget.energyUj.has_value()) && !known(spec, Objective::Energy))
        throw Error(fmt::format("Energy is an objective or has a limit, but {}: choose a target with energy per cycle, or leave energy out.",
            spec.deployment ? fmt::format("the energy per cycle of {} is not known", spec.deployment->target.board.name) : "no target is chosen"));
}

std::optional<int> positiveLabel(const RunSpec& spec, const std::vector<std::string>& classes)
{
    if (spec.search.positiveClass.empty())
        return std::nullopt;
    const auto found = std::find(classes.begin(), classes.end(), spec.search.positiveClass);
    if (found == classes.end())
        throw Error(fmt::format("The positive class \"{}\" of the search is none of the dataset's: name one of {}.", spec.search.positiveClass,
            fmt::join(classes, ", ")));
    return static_cast<int>(found - classes.begin());
}

void requireEvaluable(const RunSpec& spec)
{
    const auto& family = spec.space.familyModule();
    if (spec.evaluator == EvaluatorKind::Supernet && !family.sharesWeights())
        throw Error(fmt::format("Networks of the family {} can share no weights, so no supernet can score them: set \"evaluator\" to \"scratch\", which "
                                "trains each by itself.",
            family.title()));
}

cost::Cost costOf(const RunSpec& spec, const space::Genes& genes, int classes)
{
    const data::DataConfig data = spec.space.dataConfig(genes);
    return cost::costOf(graph::buildGraph(spec.space.architecture(genes), data.shape(), classes), spec.deployment, data);
}

cost::Cost costOf(const space::SearchSpace& space, const space::Genes& genes, int classes)
{
    return cost::costOf(graph::buildGraph(space.architecture(genes), space.dataConfig(genes).shape(), classes));
}

void requireFeasible(const RunSpec& spec, int classes)
{
    requireKnown(spec);
    requireEvaluable(spec);
    const auto fits = [&](const space::Genes& genes) { return spec.budget.fits(costOf(spec, genes, classes)); };
    const space::Genes smallest = spec.space.smallest();
    const auto& configs = spec.space.dataConfigs(); // the smallest input need not cost least in every respect
    if (std::any_of(configs.begin(), configs.end(), [&](const auto& c) { return fits(spec.space.withData(smallest, c)); }))
        return;
    for (int i = 0; i < kFeasibilitySamples; ++i) {
        Rng rng(spec.seed, RandomPhase::Sample, static_cast<std::uint64_t>(i));
        if (fits(spec.space.sample(rng)))
            return;
    }
    const cost::Cost cost = costOf(spec, smallest, classes);
    throw Error(fmt::format("No system of the search space fits the budget ({}): the smallest, {} with {}, needs {} RAM, {} "
                            "flash and {}{}; raise the budget or allow smaller values.",
        cost::limitsText(spec.budget), spec.space.dataConfig(smallest).label(), spec.space.architectureLabel(smallest),
        formatBytes(cost.ramBytes), formatBytes(cost.flashBytes), formatMacs(cost.macs),
        cost.latencyMs ? ", " + formatLatency(*cost.latencyMs) : ""));
}

std::vector<double> referencePoint(const RunSpec& spec, int classes)
{
    std::vector<cost::Cost> costliest;
    for (const space::Genes& genes : spec.space.costliest())
        costliest.push_back(costOf(spec, genes, classes));
    std::vector<double> reference;
    reference.reserve(spec.objectives.size());
    for (const Objective objective : spec.objectives) {
        if (isMetric(objective)) {
            reference.push_back(1.0);
            continue;
        }
        const auto limit = limitOf(spec.budget, objective);
        // A limit beyond the largest system would only dilute the volume.
        double reach = 0.0;
        for (const cost::Cost& cost : costliest)
            reach = std::max(reach, costValue(cost, objective));
        reference.push_back(limit ? std::min(reach, *limit) : reach);
    }
    return reference;
}

} // namespace danas::search
