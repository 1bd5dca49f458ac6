// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <vector>

namespace danas::ui {

/// The non-dominated points of two quantities, kept as points come: the step line of the plot. Losses: smaller is better.
class FrontLine {
public:
    struct Member {
        double y = 0.0;
        int id = 0;
    };
    void clear() { m_members.clear(); }
    /// O(log n) amortised; of equal points the first stays. True if the line changed.
    bool insert(double x, double y, int id);
    [[nodiscard]] const std::map<double, Member>& members() const { return m_members; } ///< by rising x, falling y
    [[nodiscard]] std::vector<int> ids() const;

private:
    std::map<double, Member> m_members;
};

} // namespace danas::ui
