// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/control.h"

#include <chrono>

namespace danas::search {

/// Steady time in seconds since it was made, without the pauses of a control.
class RunningClock {
public:
    explicit RunningClock(const RunControl& control)
        : m_control(control)
        , m_pausedBefore(control.pausedSeconds())
    {
    }
    [[nodiscard]] double seconds() const
    {
        const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - m_start;
        return passed.count() - (m_control.pausedSeconds() - m_pausedBefore);
    }

private:
    const RunControl& m_control;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
    double m_pausedBefore;
};

} // namespace danas::search
