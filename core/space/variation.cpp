// SPDX-License-Identifier: GPL-3.0-or-later
// Sampling, mutation, crossover and the repair that keeps their results valid.
#include "space/search_space.h"

#include <algorithm>
#include <cassert>

namespace danas::space {

Genes SearchSpace::canonical(Genes genes) const
{
    assert(genes.size() == m_parameters.size());
    m_data.repair(genes);
    m_architecture.repair(choices(genes), inputOf(genes));
    return genes;
}

Genes SearchSpace::sample(Rng& rng) const
{
    const auto after = std::upper_bound(m_before.begin(), m_before.end(), rng.below(count())); // the configuration, by its systems
    Genes genes(m_parameters.size(), 0);
    m_data.set(genes, dataConfigs()[static_cast<std::size_t>(after - m_before.begin()) - 1]);
    m_architecture.draw(choices(genes), inputOf(genes), rng);
    return genes;
}

std::uint8_t SearchSpace::mutatedIndex(std::size_t parameter, std::uint8_t index, Rng& rng) const
{
    const auto count = static_cast<int>(m_parameters[parameter].values.size());
    if (count == 1)
        return index;
    if (!m_parameters[parameter].ordered)
        return static_cast<std::uint8_t>((index + 1 + static_cast<int>(rng.below(static_cast<std::uint64_t>(count) - 1))) % count);
    // One step to a value that can be had: a resolution of which every configuration is switched off is stepped over.
    const auto canBeHad = [&](int i) { return parameter >= m_data.size() || m_data.canBeHad(parameter, static_cast<std::size_t>(i)); };
    const int direction = rng.chance(0.5) ? 1 : -1;
    for (const int step : { direction, -direction }) {
        int i = index + step;
        while (i >= 0 && i < count && !canBeHad(i))
            i += step;
        if (i >= 0 && i < count)
            return static_cast<std::uint8_t>(i);
    }
    return index;
}

Genes SearchSpace::mutate(const Genes& genes, double rate, Rng& rng) const
{
    const Genes before = canonical(genes);
    // Repair may undo a change (a switched-off configuration), hence the retries; 1000 is far beyond what any space needs.
    for (int attempt = 0; attempt < 1000 && count() > 1; ++attempt) {
        Genes after = before;
        for (std::size_t i = 0; i < after.size(); ++i) {
            if (m_parameters[i].values.size() > 1 && rng.chance(rate))
                after[i] = mutatedIndex(i, after[i], rng);
        }
        after = canonical(std::move(after));
        if (after != before)
            return after;
    }
    return before;
}

Genes SearchSpace::crossover(const Genes& a, const Genes& b, Rng& rng) const
{
    Genes child(m_parameters.size());
    for (std::size_t i = 0; i < child.size(); ++i)
        child[i] = rng.chance(0.5) ? a[i] : b[i];
    return canonical(std::move(child));
}

Genes SearchSpace::smallest() const
{
    Genes genes(m_parameters.size(), 0);
    m_data.set(genes, *std::min_element(dataConfigs().begin(), dataConfigs().end(),
                       [](const auto& a, const auto& b) { return a.inputBytes() < b.inputBytes(); }));
    return canonical(std::move(genes));
}

Genes SearchSpace::largest() const
{
    Genes genes(m_parameters.size());
    for (std::size_t i = 0; i < genes.size(); ++i)
        genes[i] = static_cast<std::uint8_t>(m_parameters[i].values.size() - 1);
    m_data.set(genes, *std::max_element(dataConfigs().begin(), dataConfigs().end(),
                       [](const auto& a, const auto& b) { return a.inputBytes() < b.inputBytes(); }));
    return canonical(std::move(genes));
}

std::vector<Genes> SearchSpace::costliest() const
{
    std::vector<std::size_t> low;
    for (std::size_t i = m_data.size(); i < m_parameters.size(); ++i) {
        if (familyModule().lowerMayCostMore(i - m_data.size()) && m_parameters[i].values.size() > 1)
            low.push_back(i);
    }
    const auto repetition = repeated();
    std::vector<Genes> systems { largest() };
    if (low.empty())
        return systems;
    Genes lowest = systems.front();
    for (const std::size_t parameter : low) {
        if (!repetition || parameter != repetition->count)
            lowest[parameter] = 0;
    }
    // As many layers as may be, and each number below: fewer leave more to connect.
    const std::size_t counts = repetition ? m_parameters[repetition->count].values.size() : 1;
    for (std::size_t n = 0; n < counts; ++n) {
        for (Genes genes : { systems.front(), lowest }) {
            if (repetition)
                genes[repetition->count] = static_cast<std::uint8_t>(n);
            systems.push_back(canonical(std::move(genes)));
        }
    }
    return systems;
}

} // namespace danas::space
