// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace danas {

/// Colour of one of several series: Okabe and Ito's set for colour-blind readers ("Color universal design", 2008), yellow and black left out,
/// which vanish on a light or a dark ground. Repeats after six.
[[nodiscard]] std::string_view seriesColour(std::size_t series);

struct Axis {
    std::string title;
    double low = 0.0, high = 1.0;
    bool logarithmic = false;
    std::function<std::string(double)> label; ///< of a tick
};

using Line = std::vector<std::pair<double, double>>;

/// One plot as an SVG element: axes with ticks at round values, and what is drawn into them. Lines and text take the colour of
/// the page, so it reads on light and dark alike.
class SvgPlot {
public:
    /// `title` is what a screen reader says.
    SvgPlot(std::string_view title, Axis x, Axis y);

    void steps(const Line& line, std::string_view colour, bool thin = false); ///< each value holds until the next
    void band(const Line& low, const Line& high, std::string_view colour);    ///< between two step lines of equal x
    /// `tooltip` is shown where the mouse rests.
    void dot(double x, double y, std::string_view colour, std::string_view tooltip, std::size_t shape = 0);
    void vertical(double x, std::string_view label); ///< a dashed line, such as a budget
    void horizontal(double y, std::string_view label);
    /// A filled rectangle between two corners.
    void box(double left, double bottom, double right, double top, std::string_view colour, std::string_view tooltip);
    [[nodiscard]] std::string text() const;

private:
    [[nodiscard]] double atX(double x) const;
    [[nodiscard]] double atY(double y) const;
    [[nodiscard]] std::string path(const Line& line) const;
    void drawAxes();

    Axis m_x, m_y;
    std::string m_title, m_body;
};

/// Horizontal bars, one group a row, one bar for each of its values.
struct BarRow {
    std::string label;
    std::vector<double> values; ///< by series
    std::vector<std::string> notes;
};
[[nodiscard]] std::string svgBars(std::string_view title, const std::vector<BarRow>& rows);

/// Round values within an axis, at most about eight: 1-2-5 steps, powers (of two for `binary`) on a logarithmic axis.
[[nodiscard]] std::vector<double> ticks(const Axis& axis);

} // namespace danas
