// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace danas::compare {

/// What a point adds to the volume that others dominate below the reference, which is 1 everywhere: the box between the point
/// and the reference, without the union of the others moved into it (While, Bradstreet, Barone, IEEE TEVC 16(1), 2012). Exact.
/// Keeps its buffers, since it is asked thousands of times; two to four objectives at a stroke, more by recursion.
class ExclusiveVolume {
public:
    /// `others`: losses one point after the other, as many for each as `point` has, at least two.
    [[nodiscard]] double of(std::span<const double> point, std::span<const double> others);

private:
    using Point = std::array<double, 4>;

    /// The union of boxes in the plane, growing: corners by rising x and falling y.
    class Staircase {
    public:
        void clear();
        double insert(double x, double y); ///< returns the area so far

    private:
        std::vector<std::pair<double, double>> m_corners;
        double m_area = 0.0;
    };

    void moveInto(std::span<const double> point, std::span<const double> others);
    [[nodiscard]] double unionOf(std::size_t objectives);
    [[nodiscard]] double gainInSpace(const Point& point);
    [[nodiscard]] double unionInHyperspace();

    std::vector<Point> m_moved; ///< the others within the box, none covered by another
    std::vector<Point> m_slice; ///< of four objectives: the union's cross-section by its first three, by rising third
    Staircase m_staircase;
};

} // namespace danas::compare
