// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/run_spec.h"

#include "base/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace danas::search {
namespace {

template <typename Choice, std::size_t count> struct Names {
    std::string_view field;
    std::array<std::string_view, count> names; ///< in the order of the enumeration

    [[nodiscard]] std::string_view of(Choice choice) const { return names[static_cast<std::size_t>(choice)]; }
    [[nodiscard]] Choice from(const JsonObject& object, Choice fallback) const
    {
        const std::string name = object.text(field, std::string(of(fallback)));
        const auto found = std::find(names.begin(), names.end(), name);
        if (found == names.end())
            throw Error(fmt::format("{}: \"{}\" must be one of {}, not \"{}\".", object.where(), field,
                fmt::join(names, ", "), name));
        return static_cast<Choice>(found - names.begin());
    }
};
constexpr Names<SupernetScope, 2> kScopes { "scope", { "shared", "per_configuration" } };
constexpr Names<EvaluatorKind, 2> kEvaluators { "evaluator", { "supernet", "scratch" } };
constexpr Names<SearchStart, 2> kStarts { "start", { "trivial", "random" } };
constexpr Names<ClassWeights, 2> kClassWeights { "class_weights", { "equal", "balanced" } };
constexpr Names<Device, 3> kDevices { "device", { "auto", "cpu", "cuda" } };

Json toJson(const SupernetSpec& spec)
{
    return { { "scope", kScopes.of(spec.scope) }, { "steps", spec.steps }, { "batch", spec.batch },
        { "learning_rate", spec.learningRate }, { "sandwich_every", spec.sandwichEvery }, { "random_subnets", spec.randomSubnets },
        { "calibration_images", spec.calibrationImages } };
}

Json toJson(const ScratchSpec& spec)
{
    return { { "steps", spec.steps }, { "batch", spec.batch }, { "learning_rate", spec.learningRate } };
}

Json toJson(const FinaliseSpec& spec)
{
    return { { "candidates", spec.candidates }, { "steps", spec.steps }, { "learning_rate", spec.learningRate },
        { "quantisation_steps", spec.quantisationSteps } };
}

Json toJson(const SearchSpec& spec)
{
    Json json { { "strategy", spec.strategy }, { "evaluations", spec.evaluations }, { "population", spec.population },
        { "mutation_rate", spec.mutationRate }, { "crossover_rate", spec.crossoverRate } };
    if (spec.seconds)
        json["seconds"] = *spec.seconds;
    if (!spec.positiveClass.empty())
        json["positive_class"] = spec.positiveClass;
    if (spec.start != SearchStart::Trivial)
        json["start"] = kStarts.of(spec.start);
    return json;
}

int wholeNumber(const JsonObject& object, std::string_view name, int least, int most, int fallback)
{
    return static_cast<int>(object.integer(name, least, most, fallback));
}

SupernetSpec supernetFromJson(const JsonObject& object)
{
    object.allowOnly({ "scope", "steps", "batch", "learning_rate", "sandwich_every", "random_subnets", "calibration_images" });
    SupernetSpec spec;
    spec.scope = kScopes.from(object, spec.scope);
    spec.steps = wholeNumber(object, "steps", 1, 10'000'000, spec.steps);
    spec.batch = wholeNumber(object, "batch", 2, 4096, spec.batch); // batch norm needs two
    spec.learningRate = object.number("learning_rate", 1e-7, 10.0, spec.learningRate);
    spec.sandwichEvery = wholeNumber(object, "sandwich_every", 1, 1000, spec.sandwichEvery);
    spec.randomSubnets = wholeNumber(object, "random_subnets", 1, 16, spec.randomSubnets);
    spec.calibrationImages = wholeNumber(object, "calibration_images", 2, 1'000'000, spec.calibrationImages);
    return spec;
}

ScratchSpec scratchFromJson(const JsonObject& object)
{
    object.allowOnly({ "steps", "batch", "learning_rate" });
    ScratchSpec spec;
    spec.steps = wholeNumber(object, "steps", 1, 10'000'000, spec.steps);
    spec.batch = wholeNumber(object, "batch", 2, 4096, spec.batch);
    spec.learningRate = object.number("learning_rate", 1e-7, 10.0, spec.learningRate);
    return spec;
}

FinaliseSpec finaliseFromJson(const JsonObject& object)
{
    object.allowOnly({ "candidates", "steps", "learning_rate", "quantisation_steps" });
    FinaliseSpec spec;
    spec.candidates = wholeNumber(object, "candidates", 0, 1000, spec.candidates);
    spec.steps = wholeNumber(object, "steps", 1, 10'000'000, spec.steps);
    spec.learningRate = object.number("learning_rate", 1e-7, 10.0, spec.learningRate);
    spec.quantisationSteps = wholeNumber(object, "quantisation_steps", 0, 10'000'000, spec.quantisationSteps);
    return spec;
}

SearchSpec searchFromJson(const JsonObject& object)
{
    object.allowOnly({ "strategy", "evaluations", "seconds", "population", "mutation_rate", "crossover_rate", "positive_class", "start" });
    SearchSpec spec = withStrategy({}, object.text("strategy", SearchSpec().strategy));
    const auto& known = strategyNames();
    if (std::find(known.begin(), known.end(), spec.strategy) == known.end())
        throw Error(fmt::format("{}: \"strategy\" must be one of {}, not \"{}\".", object.where(), fmt::join(known, ", "),
            spec.strategy));
    spec.evaluations = wholeNumber(object, "evaluations", 1, 1'000'000, spec.evaluations);
    if (object.has("seconds"))
        spec.seconds = object.number("seconds", 0.1, 1e6);
    spec.population = wholeNumber(object, "population", 4, 1000, spec.population);
    spec.mutationRate = object.number("mutation_rate", 0.0, 1.0, spec.mutationRate);
    spec.crossoverRate = object.number("crossover_rate", 0.0, 1.0, spec.crossoverRate);
    spec.positiveClass = object.text("positive_class", spec.positiveClass);
    spec.start = kStarts.from(object, spec.start);
    return spec;
}

space::SearchSpace spaceFromField(const Json& value, const std::string& where)
{
    try {
        return value.is_string() ? space::spacePreset(value.get<std::string>()) : space::spaceFromJson(value, "space");
    } catch (const Error& error) {
        throw Error(fmt::format("{}: {}", where, error.what()));
    }
}

std::vector<Objective> objectivesFromJson(const Json& value, const std::string& where)
{
    std::vector<Objective> objectives;
    if (!value.is_array())
        throw Error(fmt::format("{} must be a list of names such as [\"accuracy\", \"ram\"].", where));
    for (const Json& entry : value) {
        if (!entry.is_string())
            throw Error(fmt::format("{} must hold names such as \"accuracy\", not {}.", where, entry.dump()));
        try {
            objectives.push_back(objectiveFromName(entry.get<std::string>()));
        } catch (const Error& error) {
            throw Error(fmt::format("{}: {}", where, error.what()));
        }
        if (std::count(objectives.begin(), objectives.end(), objectives.back()) > 1)
            throw Error(fmt::format("{}: {} is named twice; name each objective once.", where, entry.dump()));
    }
    if (objectives.size() < 2)
        throw Error(fmt::format("{}: a search trades at least two objectives against each other; name two or more.", where));
    return objectives;
}

std::uint64_t seedFromJson(const JsonObject& object, std::uint64_t fallback)
{
    if (!object.has("seed"))
        return fallback;
    const Json& value = object.require("seed");
    if (!value.is_number_integer() || (!value.is_number_unsigned() && value.get<std::int64_t>() < 0))
        throw Error(fmt::format("{}: \"seed\" must be a whole number from 0 up, below 2^64, not {}.", object.where(),
            value.dump()));
    return value.get<std::uint64_t>();
}

std::string nameFromJson(const JsonObject& object, std::string fallback)
{
    std::string name = object.text("name", std::move(fallback));
    if (name.empty() || name.size() > 200)
        throw Error(fmt::format("{}: \"name\" must have from 1 to 200 characters.", object.where()));
    return name;
}

data::DatasetSpec datasetFromField(const JsonObject& object, const std::filesystem::path& baseFolder)
{
    data::DatasetSpec spec = data::datasetSpecFromJson(object.require("dataset"), object.where() + ": dataset");
    const std::filesystem::path path(spec.path);
    if (!baseFolder.empty() && path.is_relative())
        spec.path = (baseFolder / path).lexically_normal().string();
    return spec;
}

std::optional<cost::Deployment> deploymentFrom(const JsonObject& object, const std::vector<cost::Target>& targets)
{
    if (!object.has("target")) {
        if (object.has("sensor"))
            throw Error(fmt::format("{}: \"sensor\" needs a \"target\": without one no memory but the network's own is counted.", object.where()));
        return std::nullopt;
    }
    cost::Deployment deployment;
    const Json& value = object.require("target");
    try {
        deployment.target = value.is_string() ? cost::findTarget(targets, value.get<std::string>()) : cost::targetFromJson(value, "target");
    } catch (const Error& error) {
        throw Error(fmt::format("{}: {}", object.where(), error.what()));
    }
    deployment.sensor = cost::sensorFromText(object.text("sensor", "none"), object.where() + ": sensor");
    return deployment;
}

} // namespace

Json toJson(const RunSpec& spec)
{
    Json objectives = Json::array();
    for (const Objective objective : spec.objectives)
        objectives.push_back(objectiveName(objective));
    Json json { { "name", spec.name }, { "dataset", data::toJson(spec.dataset) }, { "space", space::toJson(spec.space) },
        { "budget", cost::toJson(spec.budget) }, { "objectives", std::move(objectives) },
        { "evaluator", kEvaluators.of(spec.evaluator) }, { "supernet", toJson(spec.supernet) },
        { "scratch", toJson(spec.scratch) }, { "search", toJson(spec.search) }, { "finalise", toJson(spec.finalise) },
        { "seed", spec.seed }, { "device", kDevices.of(spec.device) }, { "threads", spec.threads } };
    if (spec.classWeights != ClassWeights::Equal)
        json["class_weights"] = kClassWeights.of(spec.classWeights);
    if (spec.deployment) {
        json["target"] = cost::toJson(spec.deployment->target);
        json["sensor"] = spec.deployment->sensor.text();
    }
    return json;
}

RunSpec runSpecFromJson(const Json& json, const std::string& where, const std::filesystem::path& baseFolder,
    const std::vector<cost::Target>& targets)
{
    const JsonObject object(json, where);
    object.allowOnly({ "name", "dataset", "space", "target", "sensor", "budget", "objectives", "evaluator", "supernet", "scratch",
        "search", "finalise", "class_weights", "seed", "device", "threads" });
    RunSpec spec;
    spec.name = nameFromJson(object, spec.name);
    spec.dataset = datasetFromField(object, baseFolder);
    if (object.has("space"))
        spec.space = spaceFromField(object.require("space"), where);
    spec.deployment = deploymentFrom(object, targets);
    if (object.has("budget"))
        spec.budget = cost::budgetFromJson(object.require("budget"), where + ": budget");
    if (object.has("objectives"))
        spec.objectives = objectivesFromJson(object.require("objectives"), where + ": objectives");
    spec.evaluator = kEvaluators.from(object, spec.evaluator);
    if (object.has("supernet"))
        spec.supernet = supernetFromJson(object.object("supernet"));
    if (object.has("scratch"))
        spec.scratch = scratchFromJson(object.object("scratch"));
    if (object.has("search"))
        spec.search = searchFromJson(object.object("search"));
    if (object.has("finalise"))
        spec.finalise = finaliseFromJson(object.object("finalise"));
    spec.classWeights = kClassWeights.from(object, spec.classWeights);
    spec.seed = seedFromJson(object, spec.seed);
    spec.device = kDevices.from(object, spec.device);
    spec.threads = wholeNumber(object, "threads", 0, 1024, spec.threads);
    return spec;
}

} // namespace danas::search
