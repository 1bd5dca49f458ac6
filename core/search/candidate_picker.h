// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/hash.h"
#include "search/strategy.h"

#include <functional>
#include <optional>
#include <unordered_set>
#include <vector>

namespace danas::search {

/// What every strategy must heed, whatever it draws from: never the same system twice, rather one within the budget, and to
/// the last system of the space.
class CandidatePicker {
public:
    CandidatePicker(space::SearchSpace space, ViolationOf violationOf);

    [[nodiscard]] const space::SearchSpace& space() const { return m_space; }
    [[nodiscard]] bool exhausted() const { return m_picked.size() >= m_total; }
    [[nodiscard]] bool isNew(const space::Genes& genes) const { return !m_known.contains(genes); }

    /// The first of up to `attempts` draws that is new and within budget, else the last new one, else nothing.
    /// `draw` returns canonical genes.
    [[nodiscard]] std::optional<space::Genes> pick(const std::function<space::Genes()>& draw, int attempts) const;

    /// A new system one change away from one that was taken; nothing only when the space is exhausted. For spaces that are
    /// nearly used up, where draws find nothing new. Before anything was taken it is the smallest system.
    [[nodiscard]] std::optional<space::Genes> neighbour();

    void take(const space::Genes& genes); ///< from now on it is not new

private:
    struct GenesHash {
        std::size_t operator()(const space::Genes& genes) const { return fnv1a(genes); }
    };
    [[nodiscard]] std::optional<space::Genes> newNeighbourOf(const space::Genes& genes) const;

    space::SearchSpace m_space;
    ViolationOf m_violationOf;
    std::uint64_t m_total;
    std::vector<space::Genes> m_picked; ///< in the order of taking
    std::unordered_set<space::Genes, GenesHash> m_known;
    std::size_t m_spent = 0; ///< the first so many of m_picked have no new neighbours any more
};

} // namespace danas::search
