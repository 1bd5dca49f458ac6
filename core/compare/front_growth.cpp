// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/front_growth.h"

#include "search/pareto.h"

#include <algorithm>
#include <cassert>

namespace danas::compare {
namespace {

bool nowhereWorse(std::span<const double> a, std::span<const double> b)
{
    return std::equal(a.begin(), a.end(), b.begin(), std::less_equal<> {});
}

} // namespace

bool FrontGrowth::insert(std::span<const double> point, int id)
{
    assert(point.size() == m_objectives);
    if (dominated(point))
        return false;
    if (m_afterEach)
        m_volume += gain(point);
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
    std::vector<std::vector<double>> points;
    for (std::size_t i = 0; i < m_ids.size(); ++i)
        points.emplace_back(point(i).begin(), point(i).end());
    return search::hypervolume(std::move(points), std::vector<double>(m_objectives, 1.0));
}

/// The box between point and reference without what the front covers of it: every old point, moved into the box, is one of a
/// small front again (the exclusive volume of While, Bradstreet, Barone, IEEE TEVC 16(1), 2012).
double FrontGrowth::gain(std::span<const double> point) const
{
    double box = 1.0;
    for (const double loss : point)
        box *= std::max(0.0, 1.0 - loss);
    if (box == 0.0)
        return 0.0;
    std::vector<std::vector<double>> covered;
    std::vector<double> moved(m_objectives);
    for (std::size_t i = 0; i < m_ids.size(); ++i) {
        const auto old = this->point(i);
        std::transform(old.begin(), old.end(), point.begin(), moved.begin(), [](double a, double b) { return std::max(a, b); });
        const bool outside = std::any_of(moved.begin(), moved.end(), [](double loss) { return loss >= 1.0; });
        if (outside || std::any_of(covered.begin(), covered.end(), [&](const auto& other) { return nowhereWorse(other, moved); }))
            continue;
        std::erase_if(covered, [&](const auto& other) { return nowhereWorse(moved, other); });
        covered.push_back(moved);
    }
    const double overlap = covered.empty() ? 0.0 : search::hypervolume(std::move(covered), std::vector<double>(m_objectives, 1.0));
    return std::max(0.0, box - overlap);
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
