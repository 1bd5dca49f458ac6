// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace danas::compare {

/// How long training a candidate takes, as a straight line over its MACs, from those that were trained.
class TrainingTime {
public:
    void add(double macs, double seconds);
    [[nodiscard]] bool known() const { return !m_macs.empty(); }
    [[nodiscard]] double of(double macs) const; ///< seconds; only if known

private:
    std::vector<double> m_macs, m_seconds;
};

} // namespace danas::compare
