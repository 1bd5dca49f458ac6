// SPDX-License-Identifier: GPL-3.0-or-later
#include "space/search_space.h"

#include "base/error.h"

#include <fmt/format.h>

#include <algorithm>

namespace danas::space {

namespace {

std::vector<data::Shape> shapesOf(const std::vector<data::DataConfig>& configs)
{
    std::vector<data::Shape> shapes;
    for (const auto& config : configs)
        shapes.push_back(config.shape());
    return shapes;
}

} // namespace

SearchSpace::SearchSpace(std::string family, std::vector<Parameter> parameters, const std::vector<data::DataConfig>& without)
    : m_data(parameters, without)
    , m_architecture(family, std::move(parameters), shapesOf(m_data.configs()))
    , m_parameters(m_data.parameters())
{
    m_parameters.insert(m_parameters.end(), m_architecture.parameters().begin(), m_architecture.parameters().end());
    switchOffImpossible();
    m_before = { 0 };
    for (const auto& config : dataConfigs())
        m_before.push_back(m_before.back() + m_architecture.count(config.shape()));
}

void SearchSpace::switchOffImpossible()
{
    std::vector<data::DataConfig> off;
    bool changed = false;
    for (const auto& config : allDataConfigs()) {
        const bool on = m_data.isOn(config), possible = on && m_architecture.count(config.shape()) > 0;
        changed = changed || on != possible;
        if (!possible)
            off.push_back(config);
    }
    if (off.size() == allDataConfigs().size())
        throw Error(fmt::format("Search space: no valid system: {}; allow other values.", familyModule().rule()));
    if (changed) {
        std::vector<Parameter> parameters = m_data.parameters();
        m_data = DataSpace(parameters, off);
    }
}

std::size_t SearchSpace::indexOf(std::string_view name) const
{
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        if (m_parameters[i].name == name)
            return i;
    }
    throw Error(fmt::format("The search space has no parameter \"{}\".", name));
}

SearchSpace SearchSpace::withValues(std::string_view name, std::vector<Value> values) const
{
    std::vector<Parameter> parameters = m_parameters;
    parameters[indexOf(name)].values = std::move(values);
    const std::string kind = family();
    const SearchSpace full(kind, parameters);
    std::vector<data::DataConfig> without;
    for (const auto& config : full.dataConfigs()) { // what was off and still exists stays off
        const auto& before = allDataConfigs();
        if (std::find(before.begin(), before.end(), config) != before.end() && !m_data.isOn(config))
            without.push_back(config);
    }
    return without.empty() ? full : SearchSpace(kind, std::move(parameters), without);
}

SearchSpace SearchSpace::withDataConfigs(const std::vector<data::DataConfig>& configs) const
{
    std::vector<data::DataConfig> without = allDataConfigs();
    for (const auto& config : configs) {
        const auto found = std::find(without.begin(), without.end(), config);
        if (found == without.end())
            throw Error(fmt::format("Search space: the data configuration {} is not in the space, or is named twice.", config.key()));
        without.erase(found);
    }
    return { family(), m_parameters, without };
}

SearchSpace SearchSpace::withFixedData(const data::DataConfig& config) const
{
    const Genes genes = withData(smallest(), config);
    std::vector<Parameter> parameters = m_parameters;
    for (std::size_t i = 0; i < m_data.size(); ++i)
        parameters[i].values = { m_parameters[i].values[genes[i]] };
    return { family(), std::move(parameters) };
}

SearchSpace SearchSpace::only(const Genes& genes) const
{
    const Genes system = canonical(genes);
    std::vector<Parameter> parameters = m_parameters;
    for (std::size_t i = 0; i < parameters.size(); ++i)
        parameters[i].values = { m_parameters[i].values[system[i]] };
    return { family(), std::move(parameters) };
}

Genes SearchSpace::withData(Genes genes, const data::DataConfig& config) const
{
    if (!m_data.isOn(config))
        throw Error(fmt::format("Search space: the data configuration {} is not in the space; choose one that is.", config.key()));
    m_data.set(genes, config);
    return canonical(std::move(genes));
}

bool SearchSpace::valid(const Genes& genes) const
{
    if (genes.size() != m_parameters.size())
        return false;
    for (std::size_t i = 0; i < m_data.size(); ++i) {
        if (genes[i] >= m_parameters[i].values.size())
            return false;
    }
    return m_data.isOn(dataConfig(genes)) && m_architecture.valid(choices(genes), inputOf(genes));
}

data::DataConfig SearchSpace::dataConfig(const Genes& genes) const
{
    return m_data.config(genes);
}

graph::Architecture SearchSpace::architecture(const Genes& genes) const
{
    return familyModule().architecture(m_architecture.values(choices(genes)));
}

std::vector<bool> SearchSpace::matter(const Genes& genes) const
{
    std::vector<bool> result;
    for (std::size_t i = 0; i < m_data.size(); ++i)
        result.push_back(m_data.matters(genes, i));
    const std::vector<bool> rest = m_architecture.matter(choices(genes), inputOf(genes));
    result.insert(result.end(), rest.begin(), rest.end());
    return result;
}

std::optional<Repeated> SearchSpace::repeated() const
{
    const auto own = familyModule().repeated();
    return own ? std::optional(Repeated { own->count + m_data.size(), own->first + m_data.size(), own->each }) : std::nullopt;
}

std::string SearchSpace::architectureLabel(const Genes& genes) const
{
    return m_architecture.label(choices(genes));
}

} // namespace danas::space
