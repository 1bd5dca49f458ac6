// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/exclusive_volume.h"

#include "search/pareto.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace danas::compare {
namespace {

constexpr std::size_t kFlat = 4; ///< objectives that a Point holds

template <typename Points> bool nowhereWorse(const Points& a, const Points& b, std::size_t objectives)
{
    for (std::size_t k = 0; k < objectives; ++k) {
        if (a[k] > b[k])
            return false;
    }
    return true;
}

/// More objectives than a Point holds: rare, and as slow as it is.
double unionOfMany(std::span<const double> point, std::span<const double> others)
{
    std::vector<std::vector<double>> moved;
    for (std::size_t at = 0; at < others.size(); at += point.size()) {
        std::vector<double> one(point.size());
        std::transform(point.begin(), point.end(), others.begin() + static_cast<std::ptrdiff_t>(at), one.begin(), [](double a, double b) { return std::max(a, b); });
        const auto covers = [&](const auto& other) { return nowhereWorse(other, one, one.size()); };
        if (std::any_of(moved.begin(), moved.end(), covers))
            continue;
        std::erase_if(moved, [&](const auto& other) { return nowhereWorse(one, other, one.size()); });
        moved.push_back(std::move(one));
    }
    return search::hypervolume(std::move(moved), std::vector<double>(point.size(), 1.0));
}

} // namespace

void ExclusiveVolume::Staircase::clear()
{
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    m_corners.assign({ { -kInfinity, 1.0 }, { 1.0, -kInfinity } }); // so that every corner has a neighbour on either side
    m_area = 0.0;
}

double ExclusiveVolume::Staircase::insert(double x, double y)
{
    auto next = std::upper_bound(m_corners.begin(), m_corners.end(), x, [](double value, const auto& corner) { return value < corner.first; });
    const auto before = std::prev(next);
    if (before->second <= y)
        return m_area;
    auto first = before->first == x ? before : next; // corners from here to `next` vanish
    double left = x, ceiling = before->second;
    while (next->second >= y) {
        m_area += (next->first - left) * (ceiling - y);
        left = next->first;
        ceiling = next->second;
        ++next;
    }
    m_area += (next->first - left) * (ceiling - y);
    if (first == next) {
        m_corners.insert(first, { x, y });
    } else {
        *first = { x, y };
        m_corners.erase(std::next(first), next);
    }
    return m_area;
}

double ExclusiveVolume::of(std::span<const double> point, std::span<const double> others)
{
    assert(point.size() >= 2 && others.size() % point.size() == 0);
    double box = 1.0;
    for (const double loss : point)
        box *= std::max(0.0, 1.0 - loss);
    if (box == 0.0)
        return 0.0;
    if (point.size() > kFlat)
        return std::max(0.0, box - unionOfMany(point, others));
    moveInto(point, others);
    return std::max(0.0, box - unionOf(point.size()));
}

/// A moved point that covers another one goes half way to the front of the list: few cover most.
void ExclusiveVolume::moveInto(std::span<const double> point, std::span<const double> others)
{
    const std::size_t objectives = point.size();
    m_moved.clear();
    for (std::size_t at = 0; at < others.size(); at += objectives) {
        Point moved {};
        bool outside = false;
        for (std::size_t k = 0; k < objectives; ++k) {
            moved[k] = std::max(point[k], others[at + k]);
            outside = outside || moved[k] >= 1.0;
        }
        if (outside)
            continue;
        const auto covers = [&](const Point& other) { return nowhereWorse(other, moved, objectives); };
        const auto by = std::find_if(m_moved.begin(), m_moved.end(), covers);
        if (by != m_moved.end()) {
            std::iter_swap(by, m_moved.begin() + (by - m_moved.begin()) / 2);
            continue;
        }
        std::erase_if(m_moved, [&](const Point& other) { return nowhereWorse(moved, other, objectives); });
        m_moved.push_back(moved);
    }
}

double ExclusiveVolume::unionOf(std::size_t objectives)
{
    if (objectives == 4)
        return unionInHyperspace();
    m_staircase.clear();
    double volume = 0.0;
    if (objectives == 2) {
        for (const Point& one : m_moved)
            volume = m_staircase.insert(one[0], one[1]);
        return volume;
    }
    std::sort(m_moved.begin(), m_moved.end(), [](const Point& a, const Point& b) { return a[2] < b[2]; });
    for (std::size_t i = 0; i < m_moved.size(); ++i) {
        const double until = i + 1 < m_moved.size() ? m_moved[i + 1][2] : 1.0;
        volume += m_staircase.insert(m_moved[i][0], m_moved[i][1]) * (until - m_moved[i][2]);
    }
    return volume;
}

/// Sweeps along the fourth objective; between two points the cross-section, a union in space, is constant.
double ExclusiveVolume::unionInHyperspace()
{
    std::sort(m_moved.begin(), m_moved.end(), [](const Point& a, const Point& b) { return a[3] < b[3]; });
    m_slice.clear();
    double slice = 0.0, volume = 0.0;
    for (std::size_t i = 0; i < m_moved.size(); ++i) {
        const Point& one = m_moved[i];
        if (std::none_of(m_slice.begin(), m_slice.end(), [&one](const Point& other) { return nowhereWorse(other, one, 3); })) {
            slice += gainInSpace(one);
            std::erase_if(m_slice, [&one](const Point& other) { return nowhereWorse(one, other, 3); });
            m_slice.insert(std::upper_bound(m_slice.begin(), m_slice.end(), one, [](const Point& a, const Point& b) { return a[2] < b[2]; }), one);
        }
        volume += slice * ((i + 1 < m_moved.size() ? m_moved[i + 1][3] : 1.0) - one[3]);
    }
    return volume;
}

/// What a point adds to the cross-section. Moved into its box the others keep their order by the third objective.
double ExclusiveVolume::gainInSpace(const Point& point)
{
    const double area = (1.0 - point[0]) * (1.0 - point[1]);
    double covered = 0.0, volume = 0.0, from = point[2];
    m_staircase.clear();
    for (const Point& other : m_slice) {
        const double at = std::max(point[2], other[2]);
        volume += covered * (at - from);
        from = at;
        covered = m_staircase.insert(std::max(point[0], other[0]), std::max(point[1], other[1]));
    }
    volume += covered * (1.0 - from);
    return area * (1.0 - point[2]) - volume;
}

} // namespace danas::compare
