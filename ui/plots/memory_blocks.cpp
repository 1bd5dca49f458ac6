// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/memory_blocks.h"

#include "ui/base/theme.h"

#include <QObject>

#include <algorithm>
#include <cmath>

namespace danas::ui {

namespace {

using Kind = MemoryBlock::Kind;

constexpr double kBox = 9.0; ///< of the legend

QColor fillColour(Kind kind, const QPalette& palette)
{
    QColor colour = kind == Kind::Kept ? subtleText(palette) : accentColour(palette);
    colour.setAlphaF(kind == Kind::Even ? 0.72F : kind == Kind::Odd ? 0.36F : 0.50F);
    return colour;
}

/// Lines from lower left to upper right, cut by hand: a clip would be lost in SVG.
void hatch(QCPPainter& painter, const QRectF& rect, const QColor& colour)
{
    constexpr double kPitch = 5.0;
    painter.setPen(QPen(colour, 1.0));
    for (double c = std::ceil((rect.left() + rect.top()) / kPitch) * kPitch; c < rect.right() + rect.bottom(); c += kPitch) {
        const double x1 = std::max(rect.left(), c - rect.bottom());
        const double x2 = std::min(rect.right(), c - rect.top());
        if (x1 < x2)
            painter.drawLine(QPointF(x1, c - x1), QPointF(x2, c - x2));
    }
}

void paintArea(QCPPainter& painter, const QRectF& rect, Kind kind, const QPalette& palette)
{
    if (kind == Kind::Scratch)
        hatch(painter, rect, subtleText(palette));
    else if (kind != Kind::Rest)
        painter.fillRect(rect, fillColour(kind, palette));
}

void paintOutline(QCPPainter& painter, const QRectF& rect, Kind kind, const QPalette& palette)
{
    const bool drawn = kind == Kind::Scratch || kind == Kind::Rest;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(drawn ? subtleText(palette) : palette.color(QPalette::Base), 1.0, kind == Kind::Rest ? Qt::DotLine : Qt::SolidLine));
    painter.drawRect(rect);
}

} // namespace

MemoryAreas::MemoryAreas(QCPAxis* keyAxis, QCPAxis* valueAxis)
    : QCPAbstractPlottable(keyAxis, valueAxis)
{
    setAntialiased(false); // edges lie on pixels
}

void MemoryAreas::setAreas(std::vector<MemoryArea> areas, bool gaps)
{
    m_areas = std::move(areas);
    m_gaps = gaps;
}

void MemoryAreas::setColours(const QPalette& palette)
{
    m_palette = palette;
}

int MemoryAreas::areaAt(double key, double value) const
{
    const auto found = std::find_if(m_areas.rbegin(), m_areas.rend(), [&](const MemoryArea& area) {
        return key >= area.from && key < area.to && value >= area.low && value < area.high;
    });
    return found == m_areas.rend() ? -1 : static_cast<int>(m_areas.rend() - found) - 1;
}

QCPRange MemoryAreas::getKeyRange(bool& found, QCP::SignDomain /*domain*/) const
{
    found = !m_areas.empty();
    QCPRange range(0.0, 0.0);
    for (const MemoryArea& area : m_areas)
        range.expand(QCPRange(area.from, area.to));
    return range;
}

QCPRange MemoryAreas::getValueRange(bool& found, QCP::SignDomain /*domain*/, const QCPRange& /*keyRange*/) const
{
    found = !m_areas.empty();
    QCPRange range(0.0, 0.0);
    for (const MemoryArea& area : m_areas)
        range.expand(area.high);
    return range;
}

QRectF MemoryAreas::pixels(const MemoryArea& area) const
{
    double left = std::round(mKeyAxis->coordToPixel(area.from));
    double right = std::round(mKeyAxis->coordToPixel(area.to));
    if (m_gaps && mKeyAxis->coordToPixel(1.0) - mKeyAxis->coordToPixel(0.0) > 6.0) {
        // Only at the ends of a step: a tensor taken over in its middle touches its heir.
        left += area.from - std::floor(area.from) > 0.25 ? 1.0 : 0.0;
        right -= area.to - std::floor(area.to) > 0.25 ? 1.0 : 0.0;
    }
    const double top = std::round(mValueAxis->coordToPixel(area.high));
    const double bottom = std::round(mValueAxis->coordToPixel(area.low));
    return { QPointF(left, top), QPointF(right, bottom) };
}

void MemoryAreas::draw(QCPPainter* painter)
{
    const QCPRange keys = mKeyAxis->range();
    const double limit = m_limit ? mValueAxis->coordToPixel(*m_limit) : -1e9;
    for (const MemoryArea& area : m_areas) {
        if (area.to < keys.lower || area.from > keys.upper)
            continue;
        QRectF rect = pixels(area);
        rect.setWidth(std::max(1.0, rect.width()));
        QRectF filled = rect;
        filled.setTop(std::max(rect.top(), limit));
        if (filled.height() > 0.0)
            paintArea(*painter, filled, area.kind, m_palette);
        if (rect.width() > 2.0 && rect.height() > 2.0)
            paintOutline(*painter, rect, area.kind, m_palette);
        if (rect.top() >= limit)
            continue;
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(m_palette.color(QPalette::Text), 1.0));
        painter->drawRect(QRectF(rect.topLeft(), QPointF(rect.right() - 1, std::min(rect.bottom(), limit))));
    }
}

MemoryLegend::MemoryLegend(QCustomPlot* plot)
    : QCPLayoutElement(plot)
{
    setAntialiased(false);
}

void MemoryLegend::setShown(bool kept, bool rest, bool scratch)
{
    m_kept = kept;
    m_rest = rest;
    m_scratch = scratch;
}

std::vector<MemoryLegend::Entry> MemoryLegend::entries() const
{
    std::vector<Entry> shown { { { Kind::Even, Kind::Odd }, QObject::tr("tensors in turn") } };
    if (m_kept)
        shown.push_back({ { Kind::Kept }, QObject::tr("kept for later") });
    if (m_scratch)
        shown.push_back({ { Kind::Scratch }, QObject::tr("scratch") });
    if (m_rest)
        shown.push_back({ { Kind::Rest }, QObject::tr("taken over, empty") });
    const QFontMetricsF metrics(smallFont());
    const double room = mParentPlot->viewport().width();
    QPointF at;
    for (Entry& entry : shown) {
        const double width = (kBox + 2.0) * static_cast<double>(entry.kinds.size()) + metrics.horizontalAdvance(entry.text) + 4.0;
        if (at.x() > 0.0 && at.x() + width > room)
            at = QPointF(0.0, at.y() + lineHeight());
        entry.at = at;
        at.rx() += width + 10.0;
    }
    return shown;
}

double MemoryLegend::lineHeight()
{
    return QFontMetricsF(smallFont()).height() + 4.0;
}

QSize MemoryLegend::minimumOuterSizeHint() const
{
    return { 60, static_cast<int>(std::ceil(entries().back().at.y() + lineHeight())) };
}

void MemoryLegend::draw(QCPPainter* painter)
{
    painter->setFont(smallFont());
    for (const Entry& entry : entries()) {
        QRectF line(rect().left() + entry.at.x(), rect().top() + entry.at.y(), rect().width(), lineHeight());
        for (const Kind kind : entry.kinds) {
            const QRectF box(std::round(line.left()), std::round(line.center().y() - kBox / 2), kBox, kBox);
            paintArea(*painter, box, kind, m_palette);
            if (kind == Kind::Scratch || kind == Kind::Rest)
                paintOutline(*painter, box, kind, m_palette);
            line.setLeft(line.left() + kBox + 2.0);
        }
        painter->setPen(subtleText(m_palette));
        painter->drawText(line.translated(2.0, 0.0), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, entry.text);
    }
}

} // namespace danas::ui
