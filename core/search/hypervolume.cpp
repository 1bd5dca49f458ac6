// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/pareto.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <map>

namespace danas::search {
namespace {

using Points = std::vector<std::vector<double>>;

/// The area under a reference corner that a growing set of points in the plane dominates. Steps run from left to right and
/// down; two steps at infinity stand for the borders, so that every inserted point has a neighbour on either side.
class Staircase {
public:
    explicit Staircase(std::span<const double> reference)
        : m_steps { { -kInfinity, reference[1] }, { reference[0], -kInfinity } }
    {
    }

    /// Adds a point strictly better than the corner and returns the area so far. Amortised O(log n).
    double insert(double x, double y)
    {
        auto next = m_steps.upper_bound(x);
        const auto before = std::prev(next);
        if (before->second <= y)
            return m_area;
        double left = x;
        double ceiling = before->second;
        if (before->first == x)
            m_steps.erase(before);
        while (next->second >= y) {
            m_area += (next->first - left) * (ceiling - y);
            left = next->first;
            ceiling = next->second;
            next = m_steps.erase(next);
        }
        m_area += (next->first - left) * (ceiling - y);
        m_steps.emplace_hint(next, x, y);
        return m_area;
    }

private:
    static constexpr double kInfinity = std::numeric_limits<double>::infinity();
    std::map<double, double> m_steps; ///< x -> y
    double m_area = 0.0;
};

double areaOf(const Points& points, std::span<const double> reference)
{
    Staircase staircase(reference);
    double area = 0.0;
    for (const auto& point : points)
        area = staircase.insert(point[0], point[1]);
    return area;
}

/// Sweeps a plane along the third axis; between two points the cross-section is constant.
double sweptVolume(Points points, std::span<const double> reference)
{
    std::sort(points.begin(), points.end(), [](const auto& a, const auto& b) { return a[2] < b[2]; });
    Staircase staircase(reference);
    double volume = 0.0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const double until = i + 1 < points.size() ? points[i + 1][2] : reference[2];
        volume += staircase.insert(points[i][0], points[i][1]) * (until - points[i][2]);
    }
    return volume;
}

/// Drops the last coordinate and what is dominated without it.
Points projectedFront(const Points& points)
{
    Points front;
    for (auto point : points) {
        point.pop_back();
        const auto covers = [&](const auto& other) { return other == point || dominates(other, point); };
        if (std::any_of(front.begin(), front.end(), covers))
            continue;
        std::erase_if(front, [&](const auto& other) { return dominates(point, other); });
        front.push_back(std::move(point));
    }
    return front;
}

double volumeOf(Points points, std::span<const double> reference);

/// WFG (While, Bradstreet, Barone: "A fast way of calculating exact hypervolumes", IEEE TEVC 16(1), 2012): the sum of what
/// each point adds to those after it. With the worst in the last objective first, the overlap with the later ones has the
/// point's own last coordinate throughout, so it is a problem of one dimension less.
double slicedVolume(Points points, std::span<const double> reference)
{
    const std::size_t last = reference.size() - 1;
    const auto below = reference.first(last);
    std::sort(points.begin(), points.end(), [last](const auto& a, const auto& b) { return a[last] > b[last]; });
    double volume = 0.0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        double own = 1.0;
        for (std::size_t k = 0; k < last; ++k)
            own *= reference[k] - points[i][k];
        Points overlaps(points.begin() + static_cast<std::ptrdiff_t>(i) + 1, points.end());
        for (auto& overlap : overlaps) {
            for (std::size_t k = 0; k < last; ++k)
                overlap[k] = std::max(overlap[k], points[i][k]);
        }
        volume += (own - volumeOf(projectedFront(overlaps), below)) * (reference[last] - points[i][last]);
    }
    return volume;
}

double volumeOf(Points points, std::span<const double> reference)
{
    switch (reference.size()) {
    case 2:
        return areaOf(points, reference);
    case 3:
        return sweptVolume(std::move(points), reference);
    default:
        return slicedVolume(std::move(points), reference);
    }
}

} // namespace

double hypervolume(std::vector<std::vector<double>> points, std::span<const double> reference)
{
    assert(reference.size() >= 2);
    std::erase_if(points, [&](const std::vector<double>& point) {
        assert(point.size() == reference.size());
        return !std::equal(point.begin(), point.end(), reference.begin(), std::less<> {});
    });
    return volumeOf(std::move(points), reference);
}

} // namespace danas::search
