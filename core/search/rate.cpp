// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/rate.h"

#include <cmath>
#include <cstddef>

namespace danas::search {
namespace {

constexpr double kWindowSeconds = 20.0;
constexpr double kLeastSpacing = 0.1; ///< so that fast work is averaged over the window, too
constexpr std::size_t kLeastMarks = 9;

} // namespace

void Rate::add(double seconds, double done)
{
    if (!m_marks.empty() && (done <= m_marks.back().done || seconds - m_marks.back().seconds < kLeastSpacing))
        return;
    m_marks.push_back({ seconds, done });
    while (m_marks.size() > kLeastMarks && seconds - m_marks.front().seconds > kWindowSeconds)
        m_marks.pop_front();
}

double Rate::perSecond() const
{
    if (m_marks.size() < 2)
        return 0.0;
    const Mark &first = m_marks.front(), &last = m_marks.back();
    return (last.done - first.done) / (last.seconds - first.seconds);
}

Rate::Estimate Rate::timeLeft(double left) const
{
    if (m_marks.size() < 4)
        return {}; // two intervals say nothing of their spread
    const double mean = 1.0 / perSecond(); // seconds for one piece
    // Pieces are taken as independent, so an interval of n pieces has n times the variance of one.
    const std::size_t intervals = m_marks.size() - 1;
    double squares = 0.0;
    for (std::size_t i = 1; i < m_marks.size(); ++i) {
        const double pieces = m_marks[i].done - m_marks[i - 1].done;
        const double off = m_marks[i].seconds - m_marks[i - 1].seconds - pieces * mean;
        squares += off * off / pieces;
    }
    const double variance = squares / static_cast<double>(intervals - 1);
    const double seen = m_marks.back().done - m_marks.front().done;
    // The pieces to come scatter, and the mean itself is only known from those seen.
    return { left * mean, 2.0 * std::sqrt(variance * (left + left * left / seen)) };
}

} // namespace danas::search
