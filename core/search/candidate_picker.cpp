// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/candidate_picker.h"

#include <cassert>

namespace danas::search {

CandidatePicker::CandidatePicker(space::SearchSpace space, ViolationOf violationOf)
    : m_space(std::move(space))
    , m_violationOf(std::move(violationOf))
    , m_total(m_space.count())
{
}

std::optional<space::Genes> CandidatePicker::pick(const std::function<space::Genes()>& draw, int attempts) const
{
    std::optional<space::Genes> overBudget;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        space::Genes genes = draw();
        if (!isNew(genes))
            continue;
        if (m_violationOf(genes) == 0.0)
            return genes;
        overBudget = std::move(genes);
    }
    return overBudget;
}

// Any two systems are joined by single changes (deepen stage by stage to the full depth, change what differs, thin out from
// the last stage), so while a new system exists, one that was taken has a new neighbour. Each taken system is passed over
// only once: all calls together cost O(systems taken x values of the space).
std::optional<space::Genes> CandidatePicker::neighbour()
{
    if (m_picked.empty())
        return m_space.smallest();
    for (; m_spent < m_picked.size(); ++m_spent) {
        if (auto genes = newNeighbourOf(m_picked[m_spent]))
            return genes;
    }
    assert(exhausted());
    return std::nullopt;
}

std::optional<space::Genes> CandidatePicker::newNeighbourOf(const space::Genes& genes) const
{
    for (const data::DataConfig& config : m_space.dataConfigs()) { // as one change: a single resolution may be switched off
        space::Genes other = m_space.withData(genes, config);
        if (isNew(other))
            return other;
    }
    const auto& parameters = m_space.parameters();
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        if (parameters[i].role == space::Parameter::Role::Data)
            continue;
        for (std::size_t value = 0; value < parameters[i].values.size(); ++value) {
            space::Genes other = genes;
            other[i] = static_cast<std::uint8_t>(value);
            other = m_space.canonical(std::move(other));
            if (isNew(other))
                return other;
        }
    }
    return std::nullopt;
}

void CandidatePicker::take(const space::Genes& genes)
{
    assert(m_space.valid(genes) && m_space.canonical(genes) == genes);
    if (m_known.insert(genes).second)
        m_picked.push_back(genes);
}

} // namespace danas::search
