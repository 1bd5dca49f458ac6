// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/front_growth.h"

#include "search/pareto.h"

#include <algorithm>
#include <cassert>

namespace danas::compare {

bool FrontGrowth::insert(std::span<const double> point, int id)
{
    assert(point.size() == m_objectives);
    if (dominated(point))
        return false;
    if (m_afterEach)
        m_volume += m_exclusive.of(point, m_points);
    for (std::size_t i = m_ids.size(); i-- > 0;) {
        if (search::dominates(point, this->point(i)))
            erase(i);
    }
    m_points.insert(m_points.end(), point.begin(), point.end());
    m_ids.push_back(id);
    return true;
}

/// Moves the point that dominates half way to the front of the list: few points of a front dominate most candidates.
bool FrontGrowth::dominated(std::span<const double> point)
{
    for (std::size_t i = 0; i < m_ids.size(); ++i) {
        if (search::dominates(this->point(i), point)) {
            const std::size_t ahead = i / 2;
            std::swap_ranges(m_points.begin() + static_cast<std::ptrdiff_t>(i * m_objectives),
                m_points.begin() + static_cast<std::ptrdiff_t>((i + 1) * m_objectives),
                m_points.begin() + static_cast<std::ptrdiff_t>(ahead * m_objectives));
            std::swap(m_ids[i], m_ids[ahead]);
            return true;
        }
    }
    return false;
}

double FrontGrowth::wholeVolume() const
{
    return 1.0 - ExclusiveVolume().of(std::vector<double>(m_objectives, 0.0), m_points); // all that they leave of the unit cube
}

void FrontGrowth::move(std::size_t from, std::size_t to)
{
    std::copy_n(m_points.begin() + static_cast<std::ptrdiff_t>(from * m_objectives), m_objectives,
        m_points.begin() + static_cast<std::ptrdiff_t>(to * m_objectives));
    m_ids[to] = m_ids[from];
}

void FrontGrowth::erase(std::size_t index)
{
    move(m_ids.size() - 1, index);
    m_points.resize(m_points.size() - m_objectives);
    m_ids.pop_back();
}

double dominatedShare(const FrontGrowth& front, const FrontGrowth& by)
{
    std::size_t beaten = 0;
    for (std::size_t i = 0; i < front.size(); ++i) {
        for (std::size_t k = 0; k < by.size(); ++k) {
            if (search::dominates(by.point(k), front.point(i))) {
                ++beaten;
                break;
            }
        }
    }
    return front.size() == 0 ? 0.0 : static_cast<double>(beaten) / static_cast<double>(front.size());
}

} // namespace danas::compare
