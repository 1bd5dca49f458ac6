// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>

namespace danas::search {

/// How fast work goes on lately, and when it will be done. Time is running time (pauses left out) in seconds.
class Rate {
public:
    /// `done` pieces of work were complete at `seconds` (a part of one counts); neither ever decreases.
    void add(double seconds, double done);

    [[nodiscard]] double perSecond() const; ///< 0 while unknown
    struct Estimate {
        double seconds = -1.0; ///< -1 while unknown
        double spread = 0.0;   ///< half width of an interval that holds the truth about 19 times of 20
    };
    [[nodiscard]] Estimate timeLeft(double remaining) const;

private:
    struct Mark {
        double seconds;
        double done;
    };
    std::deque<Mark> m_marks; ///< the recent ones, oldest first
};

} // namespace danas::search
