// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/cost_histogram.h"

#include "ui/base/theme.h"
#include "ui/editors/quantity.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace danas::ui {
namespace {

constexpr int kBins = 48;

} // namespace

CostHistogram::CostHistogram(Quantity kind, QWidget* parent)
    : QWidget(parent)
    , m_kind(kind)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void CostHistogram::setRange(double low, double high)
{
    m_low = low;
    m_high = high;
    count();
}

void CostHistogram::setValues(std::vector<double> values)
{
    m_values = std::move(values);
    count();
}

void CostHistogram::setLimit(std::optional<double> limit)
{
    m_limit = limit;
    update();
}

double CostHistogram::position(double value) const
{
    return std::log(value / m_low) / std::log(m_high / m_low);
}

void CostHistogram::count()
{
    m_bins.assign(kBins, 0);
    for (const double value : m_values) {
        const int bin = static_cast<int>(position(std::max(m_low, value)) * kBins);
        ++m_bins[static_cast<std::size_t>(std::clamp(bin, 0, kBins - 1))];
    }
    update();
}

void CostHistogram::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QColor accent = accentColour(palette());
    const int most = m_bins.empty() ? 0 : *std::max_element(m_bins.begin(), m_bins.end());
    const double bottom = height() - QFontMetricsF(smallFont()).height() - 2.0;
    painter.setPen(hairline(palette()));
    painter.drawLine(QPointF(0, bottom), QPointF(width(), bottom));
    const double limit = m_limit ? position(*m_limit) * width() : width() + 1.0;
    for (std::size_t i = 0; i < m_bins.size() && most > 0; ++i) {
        const double x = static_cast<double>(i) * width() / kBins;
        const double w = static_cast<double>(width()) / kBins - 1.0;
        const double h = m_bins[i] * (bottom - 6.0) / most;
        const double inside = std::clamp(limit - x, 0.0, w); // the limit may cut through a bar
        painter.fillRect(QRectF(x, bottom - h, inside, h), accent);
        painter.fillRect(QRectF(x + inside, bottom - h, w - inside, h), hairline(palette()));
    }
    if (m_limit) {
        const double x = std::clamp(limit, 1.0, width() - 1.0);
        painter.setPen(QPen(palette().color(QPalette::WindowText), 2.0));
        painter.drawLine(QPointF(x, 0), QPointF(x, bottom));
    }
    if (!m_values.empty())
        paintEnds(painter, height() - 3.0);
}

/// What the axis runs from and to, beneath its ends.
void CostHistogram::paintEnds(QPainter& painter, double baseline) const
{
    painter.setFont(smallFont());
    painter.setPen(subtleText(palette()));
    const QFontMetricsF metrics(smallFont());
    const QString low = formatLimit(m_low, m_kind);
    const QString high = formatLimit(m_high, m_kind);
    painter.drawText(QPointF(0, baseline), low);
    painter.drawText(QPointF(width() - metrics.horizontalAdvance(high), baseline), high);
}

} // namespace danas::ui
