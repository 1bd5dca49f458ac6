// SPDX-License-Identifier: GPL-3.0-or-later
// ParetoPlot: what is drawn beside the cloud.
#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/models/budget_value.h"
#include "ui/plots/pareto_plot_p.h"

#include <QFontMetrics>

namespace danas::ui {

void ParetoPlot::Private::paintFrontLine(QCPPainter& painter)
{
    if (line.members().empty())
        return;
    // At the cost of each member the best so far holds until the next one is affordable: steps, never slopes.
    QPolygonF steps;
    for (const auto& [loss, member] : line.members()) {
        const QPointF at = cloud->pixelOf(cloud->points()[static_cast<std::size_t>(member.id)]);
        if (!steps.isEmpty())
            steps += QPointF(at.x(), steps.last().y());
        steps += at;
    }
    painter.setAntialiasing(false);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(accentColour(q.palette()), 1.5));
    painter.drawPolyline(steps);
    const QPointF end = steps.last();
    if (!search::isMetric(x)) { // beyond the last member nothing better is known
        painter.setPen(QPen(accentColour(q.palette()), 1.0, Qt::DotLine));
        painter.drawLine(end, QPointF(plot->axisRect()->right(), end.y()));
    }
}

void ParetoPlot::Private::paintBudget(QCPPainter& painter)
{
    const QRect area = plot->axisRect()->rect();
    const QColor colour = subtleText(q.palette());
    const QFontMetrics metrics(smallFont());
    painter.setFont(smallFont());
    painter.setAntialiasing(false);
    if (const auto bound = limitOf(budget, x)) {
        const double at = xAxis().coordToPixel(*bound);
        painter.setPen(QPen(colour, dragged == &xAxis() ? 2.0 : 1.0, Qt::DashLine));
        painter.drawLine(QPointF(at, area.top()), QPointF(at, area.bottom()));
        const QString text = formatObjective(x, *bound);
        const int width = metrics.horizontalAdvance(text);
        const bool left = at + 6 + width > area.right();
        painter.setPen(colour);
        painter.drawText(QPointF(left ? at - 6 - width : at + 6, area.bottom() - 6), text);
    }
    if (const auto bound = limitOf(budget, y)) {
        const double at = yAxis().coordToPixel(*bound);
        painter.setPen(QPen(colour, dragged == &yAxis() ? 2.0 : 1.0, Qt::DashLine));
        painter.drawLine(QPointF(area.left(), at), QPointF(area.right(), at));
        painter.setPen(colour);
        painter.drawText(QPointF(area.left() + 6, at - 4), formatObjective(y, *bound));
    }
}

void ParetoPlot::Private::paintMarks(QCPPainter& painter)
{
    const auto pixel = [this](int id) { return cloud->pixelOf(cloud->points()[static_cast<std::size_t>(id)]); };
    const auto exists = [this](int id) { return id >= 0 && id < static_cast<int>(cloud->points().size()); };
    const QColor text = q.palette().color(QPalette::Text);
    painter.setBrush(Qt::NoBrush);
    painter.setFont(smallFont());
    for (const search::Finalised& one : run.finals()) {
        if (!exists(one.id))
            continue;
        painter.setPen(QPen(text, 1.4));
        painter.drawEllipse(pixel(one.id), 6.5, 6.5);
    }
    for (const int id : selection.pinned()) {
        if (!exists(id))
            continue;
        const QPointF at = pixel(id);
        painter.setPen(QPen(text, 1.2));
        painter.drawLine(at + QPointF(0, -7), at + QPointF(0, -15));
        painter.drawText(at + QPointF(3, -9), QStringLiteral("#%1").arg(id));
    }
    if (exists(hovered)) {
        painter.setPen(QPen(subtleText(q.palette()), 1.0));
        painter.drawEllipse(pixel(hovered), 8, 8);
    }
    if (exists(selection.current())) {
        const QPointF at = pixel(selection.current());
        painter.setPen(QPen(q.palette().color(QPalette::Base), 4.5));
        painter.drawEllipse(at, 9, 9);
        painter.setPen(QPen(accentColour(q.palette()), 2.2));
        painter.drawEllipse(at, 9, 9);
    }
}

} // namespace danas::ui
