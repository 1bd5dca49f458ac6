// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/svg.h"

#include "base/html.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace danas {
namespace {

// In the units of the view box; the page scales it.
constexpr double kWidth = 560.0, kHeight = 340.0;
constexpr double kLeft = 70.0, kRight = 16.0, kTop = 22.0, kBottom = 48.0;

double share(const Axis& axis, double value)
{
    const auto on = [&axis](double v) { return axis.logarithmic ? std::log(std::max(v, 1e-300)) : v; };
    const double reach = on(axis.high) - on(axis.low);
    return reach > 0.0 ? std::clamp((on(value) - on(axis.low)) / reach, 0.0, 1.0) : 0.5;
}

std::vector<double> roundTicks(double low, double high)
{
    const double rough = (high - low) / 6.0;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    const double digit = rough / power;
    const double step = power * (digit <= 1.0 ? 1.0 : digit <= 2.0 ? 2.0 : digit <= 5.0 ? 5.0 : 10.0);
    std::vector<double> values;
    for (double k = std::ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k += 1.0)
        values.push_back(k * step);
    return values;
}

std::string mark(double x, double y, std::size_t shape)
{
    switch (shape % 3) {
    case 1:
        return fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"7\" height=\"7\"", x - 3.5, y - 3.5);
    case 2:
        return fmt::format("<path d=\"M{:.1f} {:.1f}l4.5 8h-9z\"", x, y - 4.5);
    default:
        return fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4\"", x, y);
    }
}

std::string opened(std::string_view title, double height)
{
    return fmt::format("<svg viewBox=\"0 0 {} {}\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\" font-size=\"12\" fill=\"currentColor\">"
                       "<title>{}</title>\n",
        kWidth, height, escaped(title));
}

} // namespace

std::string_view seriesColour(std::size_t series)
{
    static constexpr std::array<std::string_view, 6> colours { "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9" };
    return colours[series % colours.size()];
}

std::vector<double> ticks(const Axis& axis)
{
    if (axis.high <= axis.low)
        return { axis.low };
    if (!axis.logarithmic)
        return roundTicks(axis.low, axis.high);
    std::vector<double> values;
    for (double value = std::exp2(std::ceil(std::log2(axis.low) - 1e-9)); value <= axis.high * (1.0 + 1e-9); value *= 2.0)
        values.push_back(value);
    std::vector<double> thinned;
    const std::size_t each = values.size() / 8 + 1;
    for (std::size_t i = 0; i < values.size(); i += each)
        thinned.push_back(values[i]);
    return thinned;
}

SvgPlot::SvgPlot(std::string_view title, Axis x, Axis y)
    : m_x(std::move(x))
    , m_y(std::move(y))
    , m_title(title)
{
    drawAxes();
}

double SvgPlot::atX(double x) const
{
    return kLeft + share(m_x, x) * (kWidth - kLeft - kRight);
}

double SvgPlot::atY(double y) const
{
    return kHeight - kBottom - share(m_y, y) * (kHeight - kTop - kBottom);
}

void SvgPlot::drawAxes()
{
    const double right = kWidth - kRight, bottom = kHeight - kBottom;
    m_body += fmt::format("<path d=\"M{} {}V{}H{}\" fill=\"none\" stroke=\"currentColor\"/>\n", kLeft, kTop, bottom, right);
    for (const double tick : ticks(m_x)) {
        m_body += fmt::format("<path d=\"M{0:.1f} {1}V{2}\" stroke=\"currentColor\" stroke-opacity=\".15\"/><text x=\"{0:.1f}\" y=\"{3}\" "
                              "text-anchor=\"middle\">{4}</text>\n",
            atX(tick), bottom, kTop, bottom + 16.0, escaped(m_x.label(tick)));
    }
    for (const double tick : ticks(m_y)) {
        m_body += fmt::format("<path d=\"M{0} {1:.1f}H{2}\" stroke=\"currentColor\" stroke-opacity=\".15\"/><text x=\"{3}\" y=\"{4:.1f}\" "
                              "text-anchor=\"end\">{5}</text>\n",
            kLeft, atY(tick), right, kLeft - 6.0, atY(tick) + 4.0, escaped(m_y.label(tick)));
    }
    m_body += fmt::format("<text x=\"{:.1f}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n", (kLeft + right) / 2.0, kHeight - 10.0, escaped(m_x.title));
    m_body += fmt::format("<text transform=\"translate(14 {:.1f}) rotate(-90)\" text-anchor=\"middle\">{}</text>\n", (kTop + bottom) / 2.0, escaped(m_y.title));
}

std::string SvgPlot::path(const Line& line) const
{
    std::string text;
    for (std::size_t i = 0; i < line.size(); ++i)
        text += fmt::format("{}{:.1f}{}{:.1f}", i == 0 ? "M" : "H", atX(line[i].first), i == 0 ? " " : "V", atY(line[i].second));
    return text;
}

void SvgPlot::steps(const Line& line, std::string_view colour, bool thin)
{
    if (!line.empty())
        m_body += fmt::format("<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" stroke-opacity=\"{}\"/>\n", path(line), colour, thin ? 1 : 2,
            thin ? 0.45 : 1.0);
}

void SvgPlot::band(const Line& low, const Line& high, std::string_view colour)
{
    if (low.empty())
        return;
    std::string back;
    for (std::size_t i = high.size(); i-- > 0;) // the upper steps the other way round
        back += fmt::format("{}{:.1f}{}{:.1f}", i + 1 == high.size() ? "L" : "V", i + 1 == high.size() ? atX(high[i].first) : atY(high[i].second),
            i + 1 == high.size() ? " " : "H", i + 1 == high.size() ? atY(high[i].second) : atX(high[i].first));
    m_body += fmt::format("<path d=\"{}{}z\" fill=\"{}\" fill-opacity=\".18\"/>\n", path(low), back, colour);
}

void SvgPlot::dot(double x, double y, std::string_view colour, std::string_view tooltip, std::size_t shape)
{
    m_body += fmt::format("{} fill=\"{}\" fill-opacity=\".85\"><title>{}</title>{}\n", mark(atX(x), atY(y), shape), colour, escaped(tooltip),
        shape % 3 == 0 ? "</circle>" : shape % 3 == 1 ? "</rect>" : "</path>");
}

void SvgPlot::vertical(double x, std::string_view label)
{
    if (x < m_x.low || x > m_x.high)
        return;
    m_body += fmt::format("<path d=\"M{0:.1f} {1}V{2}\" stroke=\"currentColor\" stroke-dasharray=\"4 4\"/><text x=\"{0:.1f}\" y=\"{3}\" "
                          "text-anchor=\"middle\" font-size=\"11\">{4}</text>\n",
        atX(x), kTop, kHeight - kBottom, kTop - 6.0, escaped(label));
}

void SvgPlot::horizontal(double y, std::string_view label)
{
    if (y < m_y.low || y > m_y.high)
        return;
    m_body += fmt::format("<path d=\"M{0} {1:.1f}H{2}\" stroke=\"currentColor\" stroke-dasharray=\"4 4\"/><text x=\"{2}\" y=\"{3:.1f}\" "
                          "text-anchor=\"end\" font-size=\"11\">{4}</text>\n",
        kLeft, atY(y), kWidth - kRight, atY(y) - 4.0, escaped(label));
}

void SvgPlot::box(double left, double bottom, double right, double top, std::string_view colour, std::string_view tooltip)
{
    m_body += fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"{}\" fill-opacity=\".6\" "
                          "stroke=\"currentColor\" stroke-opacity=\".5\" stroke-width=\".5\"><title>{}</title></rect>\n",
        atX(left), atY(top), atX(right) - atX(left), atY(bottom) - atY(top), colour, escaped(tooltip));
}

std::string SvgPlot::text() const
{
    return opened(m_title, kHeight) + m_body + "</svg>\n";
}

std::string svgBars(std::string_view title, const std::vector<BarRow>& rows)
{
    constexpr double kBar = 12.0, kGap = 10.0, kLabel = 110.0, kNote = 150.0;
    double most = 0.0, height = kGap;
    for (const BarRow& row : rows) {
        for (const double value : row.values)
            most = std::max(most, value);
        height += kBar * static_cast<double>(row.values.size()) + kGap;
    }
    std::string body;
    double y = kGap;
    for (const BarRow& row : rows) {
        const double middle = y + kBar * static_cast<double>(row.values.size()) / 2.0 + 4.0;
        body += fmt::format("<text x=\"{}\" y=\"{:.1f}\" text-anchor=\"end\">{}</text>\n", kLabel - 6.0, middle, escaped(row.label));
        for (std::size_t i = 0; i < row.values.size(); ++i, y += kBar) {
            const double width = most > 0.0 ? row.values[i] / most * (kWidth - kLabel - kNote) : 0.0;
            body += fmt::format("<rect x=\"{}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{}\" fill=\"{}\"/><text x=\"{:.1f}\" y=\"{:.1f}\" "
                                "font-size=\"10\">{}</text>\n",
                kLabel, y, width, kBar - 2.0, seriesColour(i), kLabel + width + 5.0, y + 9.0, escaped(row.notes[i]));
        }
        y += kGap;
    }
    return opened(title, height) + body + "</svg>\n";
}

} // namespace danas
