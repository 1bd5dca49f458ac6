// SPDX-License-Identifier: GPL-3.0-or-later
// FrontsPlot: axes, and what is drawn beside the clouds.
#include "base/units.h"
#include "ui/base/marks.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/plots/fronts_plot_p.h"
#include "ui/plots/plot_style.h"

#include <QFontMetrics>

#include <algorithm>
#include <cmath>

namespace danas::ui {
namespace {

constexpr double kLogarithmicFrom = 20.0; ///< ratio of the largest to the smallest cost from which the axis is logarithmic
constexpr double kInfinity = std::numeric_limits<double>::infinity();

QCPRange extentOf(const std::vector<ArmPicture>& pictures, double CloudPoint::*member)
{
    QCPRange range;
    range.lower = kInfinity;
    range.upper = -kInfinity;
    for (const ArmPicture& picture : pictures) {
        for (const CloudPoint& point : picture.all) {
            if (std::isfinite(point.*member)) {
                range.lower = std::min(range.lower, point.*member);
                range.upper = std::max(range.upper, point.*member);
            }
        }
    }
    return range;
}

} // namespace

void FrontsPlot::Private::prepareAxes()
{
    const auto prepare = [this](QCPAxis::AxisType type, search::Objective objective, const QCPRange& extent) {
        const bool log = !search::isMetric(objective) && extent.lower > 0.0 && extent.upper > kLogarithmicFrom * extent.lower;
        const QString label = toQt(search::objectiveLabel(objective));
        for (const Pane& pane : panes) {
            QCPAxis* const axis = pane.rect->axis(type);
            axis->setScaleType(log ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
            axis->setTicker(QSharedPointer<QuantityTicker>::create(objective, log));
            axis->setLabel(type == QCPAxis::atLeft && &pane != &panes.front() ? QString()
                    : search::isMetric(objective)                              ? tr("%1 on validation").arg(label)
                                                                               : label);
        }
    };
    ownRange = true; // a logarithmic axis moves its range off zero
    prepare(QCPAxis::atBottom, x, extentOf(pictures, &CloudPoint::x));
    prepare(QCPAxis::atLeft, y, extentOf(pictures, &CloudPoint::y));
    ownRange = false;
}

void FrontsPlot::Private::growAxes(bool always)
{
    const auto grow = [this, always](QCPAxis::AxisType type, search::Objective objective, const QCPRange& extent) {
        if (extent.lower > extent.upper)
            return;
        const QCPAxis& first = *panes.front().rect->axis(type);
        const QCPRange shown = first.range();
        if (!always && extent.lower >= shown.lower && extent.upper <= shown.upper)
            return;
        const QCPRange range = padded(extent, objective, first.scaleType() == QCPAxis::stLogarithmic);
        for (const Pane& pane : panes)
            pane.rect->axis(type)->setRange(range);
    };
    if (zoomed)
        return;
    ownRange = true;
    grow(QCPAxis::atBottom, x, extentOf(pictures, &CloudPoint::x));
    grow(QCPAxis::atLeft, y, extentOf(pictures, &CloudPoint::y));
    ownRange = false;
    requestReplot();
}

QPolygonF FrontsPlot::Private::stepsOf(const std::vector<QPointF>& steps, std::size_t arm, bool toEdge) const
{
    const QCPAxis& keys = *rectOf(arm).axis(QCPAxis::atBottom);
    const QCPAxis& values = *rectOf(arm).axis(QCPAxis::atLeft);
    QPolygonF polygon;
    for (const QPointF& step : steps) {
        const QPointF at(keys.coordToPixel(step.x()), values.coordToPixel(step.y()));
        if (!polygon.isEmpty())
            polygon += QPointF(at.x(), polygon.last().y());
        polygon += at;
    }
    if (toEdge && !polygon.isEmpty())
        polygon += QPointF(std::max<double>(polygon.last().x(), rectOf(arm).right()), polygon.last().y());
    return polygon;
}

void FrontsPlot::Private::paintBands(QCPPainter& painter)
{
    for (std::size_t arm = 0; arm < drawn.size(); ++arm) {
        if (pictures[arm].firstOfRun.size() < 2 || pictures[arm].low.empty())
            continue;
        QPolygonF band = stepsOf(pictures[arm].high, arm, true);
        const QPolygonF low = stepsOf(pictures[arm].low, arm, true);
        std::copy(low.rbegin(), low.rend(), std::back_inserter(band));
        QColor fill = armTone(arm);
        fill.setAlphaF(isDark(q.palette()) ? 0.34F : 0.2F);
        painter.save();
        painter.setClipRect(rectOf(arm).rect());
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawPolygon(band);
        painter.restore();
    }
}

void FrontsPlot::Private::paintTiers(QCPPainter& painter)
{
    if (x != search::Objective::Ram || pictures.empty())
        return;
    painter.setFont(smallFont());
    const QFontMetrics metrics(smallFont());
    for (const Pane& pane : panes) {
        const QRect area = pane.rect->rect();
        double free = area.left(); // no name over another
        for (const compare::Tier& tier : tiers) {
            const double at = pane.rect->axis(QCPAxis::atBottom)->coordToPixel(static_cast<double>(tier.ramBytes));
            if (at < area.left() || at > area.right())
                continue;
            painter.setPen(QPen(subtleText(q.palette()), 1.0, Qt::DotLine));
            painter.drawLine(QPointF(at, area.top()), QPointF(at, area.bottom()));
            const QString name = toQt(formatBytes(tier.ramBytes));
            const double left = at - 4 - metrics.horizontalAdvance(name);
            if (left < free)
                continue;
            painter.setPen(subtleText(q.palette()));
            painter.drawText(QPointF(left, area.bottom() - 6), name);
            free = at;
        }
    }
}

void FrontsPlot::Private::paintLines(QCPPainter& painter)
{
    QFont letters = smallFont();
    letters.setBold(true);
    std::vector<double> letterHeights; // no letter over another
    for (std::size_t arm = 0; arm < drawn.size(); ++arm) {
        const QRect area = rectOf(arm).rect();
        painter.save();
        painter.setClipRect(area);
        painter.setAntialiasing(false);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(armTone(arm), 2.0, armDash(arm)));
        const QPolygonF steps = stepsOf(pictures[arm].median, arm, true);
        painter.drawPolyline(steps);
        painter.setPen(q.palette().color(QPalette::Text));
        painter.setFont(letters);
        if (panes.size() > 1)
            painter.drawText(QPointF(area.left() + 8, area.top() + 16), armLetter(arm) + QStringLiteral("  ") + toQt(arms[arm].name));
        else if (!steps.isEmpty() && area.contains(QPoint(area.center().x(), static_cast<int>(steps.last().y())))) {
            double height = std::max(area.top() + 12.0, steps.last().y() - 5.0);
            while (std::any_of(letterHeights.begin(), letterHeights.end(), [height](double taken) { return std::abs(taken - height) < 12.0; }))
                height += 13.0;
            letterHeights.push_back(height);
            painter.drawText(QPointF(area.right() - 12.0, height), armLetter(arm));
        }
        painter.restore();
    }
}

void FrontsPlot::Private::paintMarks(QCPPainter& painter)
{
    painter.setBrush(Qt::NoBrush);
    if (const auto at = hovered ? pixel(*hovered) : std::nullopt) {
        painter.setPen(QPen(subtleText(q.palette()), 1.0));
        painter.drawEllipse(*at, 8, 8);
    }
    if (const auto at = selected ? pixel(*selected) : std::nullopt) {
        painter.setPen(QPen(q.palette().color(QPalette::Base), 4.5));
        painter.drawEllipse(*at, 9, 9);
        painter.setPen(QPen(accentColour(q.palette()), 2.2));
        painter.drawEllipse(*at, 9, 9);
    }
}

} // namespace danas::ui
