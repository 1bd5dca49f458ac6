// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/experiment.h"

#include "base/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace danas::compare {
namespace {

using search::EvaluatorKind;

constexpr std::size_t kMostSeeds = 100, kMostTiers = 20;
constexpr std::array<std::string_view, 2> kEquals { "time", "evaluations" };

std::vector<ExperimentArm> allArms()
{
    return { {}, { true }, { false, EvaluatorKind::Scratch }, { true, EvaluatorKind::Scratch } };
}

const Json& listField(const JsonObject& object, std::string_view name, std::size_t least, std::size_t most)
{
    const Json& list = object.require(name);
    if (!list.is_array() || list.size() < least || list.size() > most)
        throw Error(fmt::format("{}: \"{}\" must be a list of {} to {} entries.", object.where(), name, least, most));
    return list;
}

std::vector<std::uint64_t> seedsFrom(const JsonObject& object)
{
    std::vector<std::uint64_t> seeds;
    for (const Json& entry : listField(object, "seeds", 1, kMostSeeds)) {
        if (!entry.is_number_integer() || (!entry.is_number_unsigned() && entry.get<std::int64_t>() < 0))
            throw Error(fmt::format("{}: \"seeds\" must hold whole numbers from 0 up, not {}.", object.where(), entry.dump()));
        seeds.push_back(entry.get<std::uint64_t>());
        if (std::count(seeds.begin(), seeds.end(), seeds.back()) > 1)
            throw Error(fmt::format("{}: \"seeds\" names {} twice; a run with the same seed would only repeat the other.", object.where(), seeds.back()));
    }
    return seeds;
}

std::vector<ExperimentArm> armsFrom(const JsonObject& object)
{
    const auto known = allArms();
    std::vector<std::string> keys;
    for (const ExperimentArm& arm : known)
        keys.push_back(arm.key());
    std::vector<ExperimentArm> arms;
    for (const Json& entry : listField(object, "arms", 2, known.size())) {
        const auto found = entry.is_string() ? std::find(keys.begin(), keys.end(), entry.get<std::string>()) : keys.end();
        if (found == keys.end())
            throw Error(fmt::format("{}: \"arms\" must hold some of {}, not {}.", object.where(), fmt::join(keys, ", "), entry.dump()));
        arms.push_back(known[static_cast<std::size_t>(found - keys.begin())]);
        if (std::count(arms.begin(), arms.end(), arms.back()) > 1)
            throw Error(fmt::format("{}: \"arms\" names {} twice; name each arm once.", object.where(), entry.dump()));
    }
    return arms;
}

data::DataConfig dataFrom(const JsonObject& object, const space::SearchSpace& space)
{
    if (space.modality() == data::Modality::Audio)
        return space.data().fromJson(object.json(), object.where());
    object.allowOnly({ "resolution", "colour" });
    const auto resolution = static_cast<int>(object.integer("resolution", 8, 512));
    const std::string colour = object.text("colour");
    const auto known = data::colourFromName(colour);
    if (!known)
        throw Error(fmt::format("{}: \"colour\" must be rgb or gray, not \"{}\".", object.where(), colour));
    const data::DataConfig config(resolution, *known);
    const auto& configs = space.dataConfigs();
    if (std::find(configs.begin(), configs.end(), config) == configs.end())
        throw Error(fmt::format("{}: the search space does not hold {}, so the arms would not share one space: add it to the space, or "
                                "choose one that is in it.",
            object.where(), config.label()));
    return config;
}

std::vector<cost::Budget> tiersFrom(const JsonObject& object)
{
    std::vector<cost::Budget> tiers;
    for (const Json& entry : listField(object, "tiers", 1, kMostTiers)) {
        tiers.push_back(cost::budgetFromJson(entry, fmt::format("{}: tiers[{}]", object.where(), tiers.size())));
        if (std::count(tiers.begin(), tiers.end(), tiers.back()) > 1)
            throw Error(fmt::format("{}: \"tiers\" holds {} twice; name each budget once.", object.where(), tierLabel(tiers.back())));
    }
    return tiers;
}

Equal equalFrom(const JsonObject& object, Equal fallback)
{
    const std::string name = object.text("equal", std::string(kEquals[static_cast<std::size_t>(fallback)]));
    const auto found = std::find(kEquals.begin(), kEquals.end(), name);
    if (found == kEquals.end())
        throw Error(fmt::format("{}: \"equal\" must be time or evaluations, not \"{}\".", object.where(), name));
    return static_cast<Equal>(found - kEquals.begin());
}

} // namespace

Json toJson(const ExperimentSpec& spec)
{
    Json arms = Json::array(), tiers = Json::array();
    for (const ExperimentArm& arm : spec.arms)
        arms.push_back(arm.key());
    for (const cost::Budget& tier : spec.tiers)
        tiers.push_back(cost::toJson(tier));
    Json json { { "name", spec.name }, { "run", search::toJson(spec.base) }, { "seeds", spec.seeds }, { "arms", std::move(arms) },
        { "tiers", std::move(tiers) }, { "equal", kEquals[static_cast<std::size_t>(spec.equal)] }, { "seconds", spec.seconds },
        { "training_share", spec.trainingShare } };
    if (spec.fixedData)
        json["fixed_data"] = spec.base.space.data().toJson(*spec.fixedData);
    return json;
}

ExperimentSpec experimentFromJson(const Json& json, const std::string& where, const std::filesystem::path& baseFolder,
    const std::vector<cost::Target>& targets)
{
    const JsonObject object(json, where);
    object.allowOnly({ "name", "run", "seeds", "arms", "fixed_data", "tiers", "equal", "seconds", "training_share" });
    ExperimentSpec spec;
    spec.name = object.text("name", spec.name);
    if (spec.name.empty() || spec.name.size() > 100)
        throw Error(fmt::format("{}: \"name\" must have from 1 to 100 characters.", where));
    spec.base = search::runSpecFromJson(object.require("run"), where + ": run", baseFolder, targets);
    if (object.has("seeds"))
        spec.seeds = seedsFrom(object);
    if (object.has("arms"))
        spec.arms = armsFrom(object);
    if (object.has("fixed_data"))
        spec.fixedData = dataFrom(object.object("fixed_data"), spec.base.space);
    if (object.has("tiers"))
        spec.tiers = tiersFrom(object);
    spec.equal = equalFrom(object, spec.equal);
    spec.seconds = object.number("seconds", 0.1, 1e6, spec.seconds);
    spec.trainingShare = object.number("training_share", 0.01, 0.99, spec.trainingShare);
    for (const cost::Budget& tier : spec.tiers) {
        search::RunSpec run = spec.base;
        run.budget = tier;
        search::requireKnown(run);
    }
    search::requireKnown(spec.base);
    for (const ExperimentArm& arm : spec.arms) {
        search::RunSpec run = spec.base;
        run.evaluator = arm.evaluator;
        search::requireEvaluable(run);
    }
    return spec;
}

} // namespace danas::compare
