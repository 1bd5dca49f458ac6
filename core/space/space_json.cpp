// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "space/search_space.h"

#include <fmt/format.h>

#include <algorithm>

namespace danas::space {
Json toJson(const SearchSpace& space)
{
    Json parameters = Json::array();
    for (const Parameter& parameter : space.parameters()) {
        Json values = Json::array();
        for (const Value& value : parameter.values)
            values.push_back(toJson(value));
        parameters.push_back({ { "name", parameter.name }, { "values", std::move(values) } });
    }
    Json without = Json::array();
    for (const auto& config : space.allDataConfigs()) {
        if (!space.data().isOn(config))
            without.push_back(space.data().toJson(config));
    }
    return { { "family", space.family() }, { "parameters", std::move(parameters) }, { "without", std::move(without) } };
}

SearchSpace spaceFromJson(const Json& json, const std::string& where)
{
    const JsonObject object(json, where);
    object.allowOnly({ "family", "parameters", "without" });
    const std::string family(familyNamed(object.text("family")).name()); // an unknown one would have unknown parameters
    const Json& list = object.require("parameters");
    if (!list.is_array())
        throw Error(fmt::format("{}: \"parameters\" must be a list.", where));
    std::vector<Parameter> parameters;
    for (const Json& entry : list) {
        const JsonObject fields(entry, where + ": parameters");
        fields.allowOnly({ "name", "values" });
        Parameter parameter;
        parameter.name = fields.text("name");
        const Json& values = fields.require("values");
        if (!values.is_array())
            throw Error(fmt::format("{}: the \"values\" of \"{}\" must be a list.", where, parameter.name));
        for (const Json& value : values)
            parameter.values.push_back(valueFromJson(value, fmt::format("{}: {}", where, parameter.name)));
        parameters.push_back(std::move(parameter));
    }
    const SearchSpace full(family, parameters);
    if (!object.has("without"))
        return full;
    if (!object.require("without").is_array())
        throw Error(fmt::format("{}: \"without\" must be a list.", where));
    std::vector<data::DataConfig> without;
    for (const Json& entry : object.require("without"))
        without.push_back(full.data().fromJson(entry, where + ": without"));
    return without.empty() ? full : SearchSpace(family, std::move(parameters), without);
}

Json SearchSpace::genesToJson(const Genes& genes) const
{
    Json json = Json::object();
    const std::vector<bool> matters = matter(genes);
    for (std::size_t i = 0; i < genes.size(); ++i) {
        if (matters[i])
            json[m_parameters[i].name] = space::toJson(m_parameters[i].values[genes[i]]);
    }
    return json;
}

Genes SearchSpace::genesFromJson(const Json& json) const
{
    const JsonObject object(json, "Genes");
    Genes genes(m_parameters.size(), 0);
    std::size_t known = m_data.readGenes(object, "Genes", genes);
    if (!m_data.isOn(dataConfig(genes)))
        throw Error("Genes: the data configuration is switched off.");
    Family::State state = familyModule().start(inputOf(genes));
    for (std::size_t i = m_data.size(); i < genes.size(); ++i) {
        const Parameter& parameter = m_parameters[i];
        const bool matters = familyModule().matters(state, i - m_data.size());
        if (!matters && !object.has(parameter.name))
            continue;
        const Value value = valueFromJson(object.require(parameter.name), "Genes: " + parameter.name);
        const auto found = std::find(parameter.values.begin(), parameter.values.end(), value);
        if (found == parameter.values.end())
            throw Error(fmt::format("Genes: the search space has no value {} for \"{}\".", object.require(parameter.name).dump(), parameter.name));
        genes[i] = static_cast<std::uint8_t>(found - parameter.values.begin());
        ++known;
        if (!matters)
            continue;
        const auto next = familyModule().after(state, i - m_data.size(), value);
        if (!next)
            throw Error(fmt::format("Genes: {} for \"{}\" breaks a rule: {}.", object.require(parameter.name).dump(), parameter.name, familyModule().rule()));
        state = *next;
    }
    if (known != json.size()) {
        for (const auto& [name, unused] : json.items())
            static_cast<void>(indexOf(name)); // throws for the unknown one
    }
    return canonical(std::move(genes));
}

} // namespace danas::space
