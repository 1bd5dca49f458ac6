// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/exclusive_volume.h"

#include <cstddef>
#include <span>
#include <vector>

namespace danas::compare {

/// A front that grows point by point and knows its hypervolume after each, fast enough for tens of thousands of points: only
/// what a new point adds is computed, and a dominated one costs a comparison with whatever dominated the last ones. Points are
/// losses as shares of the reference, so the reference is 1 everywhere; the volume is a share of the unit cube.
class FrontGrowth {
public:
    enum class Volume { AfterEach, AtEnd /*computed whenever asked for; cheaper if that is once*/ };
    explicit FrontGrowth(std::size_t objectives, Volume volume = Volume::AfterEach)
        : m_objectives(objectives)
        , m_afterEach(volume == Volume::AfterEach)
    {
    }

    /// True if the point is on the front now. `id` comes back in ids(). Ties (equal losses) are kept, as in ParetoArchive.
    bool insert(std::span<const double> point, int id);

    [[nodiscard]] double hypervolume() const { return m_afterEach ? m_volume : wholeVolume(); }
    [[nodiscard]] const std::vector<int>& ids() const { return m_ids; } ///< in no order
    [[nodiscard]] std::size_t size() const { return m_ids.size(); }
    [[nodiscard]] std::span<const double> point(std::size_t index) const { return { m_points.data() + index * m_objectives, m_objectives }; }

private:
    [[nodiscard]] bool dominated(std::span<const double> point);
    [[nodiscard]] double wholeVolume() const;
    void move(std::size_t from, std::size_t to);
    void erase(std::size_t index);

    std::size_t m_objectives;
    bool m_afterEach;
    std::vector<double> m_points; ///< one after the other
    std::vector<int> m_ids;
    double m_volume = 0.0;
    ExclusiveVolume m_exclusive;
};

/// Share of the points of `front` that a point of `by` dominates, in [0, 1]; 0 if `front` is empty. Equal points do not dominate
/// each other, unlike in the "coverage" of Zitzler and Thiele (IEEE TEVC 3(4), 1999), on which this is modelled.
[[nodiscard]] double dominatedShare(const FrontGrowth& front, const FrontGrowth& by);

} // namespace danas::compare
