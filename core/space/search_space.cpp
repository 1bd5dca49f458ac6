// SPDX-License-Identifier: GPL-3.0-or-later
#include "space/search_space.h"

#include "base/error.h"
#include "space/space_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace danas::space {

SearchSpace::SearchSpace(std::string family, std::vector<Parameter> parameters, const std::vector<data::DataConfig>& without)
    : m_family(checkedFamily(std::move(family)))
    , m_data(parameters, without)
    , m_parameters(m_data.parameters())
{
    const std::vector<Parameter> architecture = checkedArchitecture(std::move(parameters));
    m_parameters.insert(m_parameters.end(), architecture.begin(), architecture.end());

    m_tails[kStages] = 1;
    m_mayEnd[kStages] = true;
    for (std::size_t stage = kStages; stage-- > 0;) {
        const std::vector<double> depths = m_parameters[depthAt(stage)].numbers();
        const bool mayBeAbsent = depths.front() == 0.0;
        m_mayEnd[stage] = mayBeAbsent && m_mayEnd[stage + 1];
        const std::uint64_t used = depths.size() - (mayBeAbsent ? 1 : 0);
        const std::uint64_t kinds = m_parameters[expansionAt(stage)].values.size() * m_parameters[kernelAt(stage)].values.size();
        m_tails[stage] = used * kinds * m_tails[stage + 1] + (m_mayEnd[stage] ? 1 : 0);
    }
    if (m_tails[0] == 0)
        throw Error("Search space: no valid system: a stage that must be used follows one that is always absent; give the earlier "
                    "stage a depth above 0 or let the later one be 0.");
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
    const SearchSpace full(m_family, parameters);
    std::vector<data::DataConfig> without;
    for (const auto& config : full.dataConfigs()) { // what was off and still exists stays off
        const auto& before = allDataConfigs();
        if (std::find(before.begin(), before.end(), config) != before.end() && !m_data.isOn(config))
            without.push_back(config);
    }
    return without.empty() ? full : SearchSpace(m_family, std::move(parameters), without);
}

std::uint64_t SearchSpace::count() const
{
    return dataConfigs().size() * m_parameters[widthAt()].values.size() * m_tails[0];
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
    return { m_family, m_parameters, without };
}

SearchSpace SearchSpace::withFixedData(const data::DataConfig& config) const
{
    Genes genes = withData(Genes(m_parameters.size(), 0), config);
    std::vector<Parameter> parameters = m_parameters;
    for (std::size_t i = 0; i < m_data.size(); ++i)
        parameters[i].values = { m_parameters[i].values[genes[i]] };
    return { m_family, std::move(parameters) };
}

SearchSpace SearchSpace::only(const Genes& genes) const
{
    const Genes system = canonical(genes);
    std::vector<Parameter> parameters = m_parameters;
    for (std::size_t i = 0; i < parameters.size(); ++i)
        parameters[i].values = { m_parameters[i].values[system[i]] };
    return { m_family, std::move(parameters) };
}

Genes SearchSpace::withData(Genes genes, const data::DataConfig& config) const
{
    if (!m_data.isOn(config))
        throw Error(fmt::format("Search space: the data configuration {} is not in the space; choose one that is.", config.key()));
    m_data.set(genes, config);
    return genes;
}

int SearchSpace::depth(const Genes& genes, std::size_t stage) const
{
    return static_cast<int>(number(depthAt(stage), genes[depthAt(stage)]));
}

bool SearchSpace::valid(const Genes& genes) const
{
    if (genes.size() != m_parameters.size())
        return false;
    for (std::size_t i = 0; i < genes.size(); ++i) {
        if (genes[i] >= m_parameters[i].values.size())
            return false;
    }
    bool ended = false;
    for (std::size_t stage = 0; stage < kStages; ++stage) {
        const bool absent = depth(genes, stage) == 0;
        if (ended && !absent)
            return false;
        ended = ended || absent;
    }
    return m_data.isOn(dataConfig(genes));
}

data::DataConfig SearchSpace::dataConfig(const Genes& genes) const
{
    return m_data.config(genes);
}

graph::MobileNetV2 SearchSpace::architecture(const Genes& genes) const
{
    graph::MobileNetV2 network;
    network.width = number(widthAt(), genes[widthAt()]);
    for (std::size_t stage = 0; stage < kStages; ++stage) {
        network.stages[stage] = { depth(genes, stage), static_cast<int>(number(expansionAt(stage), genes[expansionAt(stage)])),
            static_cast<int>(number(kernelAt(stage), genes[kernelAt(stage)])) };
    }
    return network;
}

std::string SearchSpace::architectureLabel(const Genes& genes) const
{
    std::string depths, expansions, kernels;
    bool expansionVaries = false, kernelVaries = false;
    for (std::size_t stage = 0; stage < kStages && depth(genes, stage) > 0; ++stage) {
        const char* dash = stage == 0 ? "" : "-";
        depths += fmt::format("{}{}", dash, depth(genes, stage));
        expansions += fmt::format("{}{}", dash, number(expansionAt(stage), genes[expansionAt(stage)]));
        kernels += fmt::format("{}{}", dash, number(kernelAt(stage), genes[kernelAt(stage)]));
        expansionVaries = expansionVaries || m_parameters[expansionAt(stage)].values.size() > 1;
        kernelVaries = kernelVaries || m_parameters[kernelAt(stage)].values.size() > 1;
    }
    std::string label = fmt::format("w {} · d {}", number(widthAt(), genes[widthAt()]), depths);
    if (expansionVaries)
        label += " · e " + expansions;
    if (kernelVaries)
        label += " · k " + kernels;
    return label;
}

} // namespace danas::space
