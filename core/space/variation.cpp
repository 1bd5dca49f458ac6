// SPDX-License-Identifier: GPL-3.0-or-later
// Sampling, mutation, crossover and the repair that keeps their results valid.
#include "space/search_space.h"

#include <algorithm>
#include <cassert>

namespace danas::space {

void SearchSpace::repairDepths(Genes& genes) const
{
    for (std::size_t stage = 0; stage < kStages; ++stage) {
        if (depth(genes, stage) > 0)
            continue;
        if (m_mayEnd[stage]) {
            for (std::size_t i = depthAt(stage); i < genes.size(); ++i)
                genes[i] = 0; // index 0 of a depth that may be 0 is 0; the others do not matter
            return;
        }
        assert(m_parameters[depthAt(stage)].values.size() > 1); // or the constructor had found no valid system
        genes[depthAt(stage)] = 1;
    }
}

Genes SearchSpace::canonical(Genes genes) const
{
    assert(genes.size() == m_parameters.size());
    m_data.repair(genes);
    repairDepths(genes);
    return genes;
}

Genes SearchSpace::sample(Rng& rng) const
{
    Genes genes(m_parameters.size(), 0);
    m_data.set(genes, dataConfigs()[rng.below(dataConfigs().size())]);
    genes[widthAt()] = static_cast<std::uint8_t>(rng.below(m_parameters[widthAt()].values.size()));
    for (std::size_t stage = 0; stage < kStages; ++stage) {
        std::uint64_t ticket = rng.below(m_tails[stage]);
        if (m_mayEnd[stage] && ticket-- == 0)
            break; // this stage and all later ones absent
        ticket /= m_tails[stage + 1];
        const auto draw = [&](std::size_t parameter, std::size_t first) {
            const std::uint64_t choices = m_parameters[parameter].values.size() - first;
            genes[parameter] = static_cast<std::uint8_t>(first + ticket % choices);
            ticket /= choices;
        };
        draw(expansionAt(stage), 0);
        draw(kernelAt(stage), 0);
        draw(depthAt(stage), number(depthAt(stage), 0) == 0.0 ? 1 : 0);
    }
    return genes;
}

std::uint8_t SearchSpace::mutatedIndex(std::size_t parameter, std::uint8_t index, Rng& rng) const
{
    const auto choices = static_cast<int>(m_parameters[parameter].values.size());
    if (!m_parameters[parameter].ordered)
        return static_cast<std::uint8_t>((index + 1 + static_cast<int>(rng.below(static_cast<std::uint64_t>(choices) - 1))) % choices);
    // One step to a value that can be had: a resolution of which every configuration is switched off is stepped over.
    const auto canBeHad = [&](int i) { return parameter >= m_data.size() || m_data.canBeHad(parameter, static_cast<std::size_t>(i)); };
    const int direction = rng.chance(0.5) ? 1 : -1;
    for (const int step : { direction, -direction }) {
        int i = index + step;
        while (i >= 0 && i < choices && !canBeHad(i))
            i += step;
        if (i >= 0 && i < choices)
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

} // namespace danas::space
