// SPDX-License-Identifier: GPL-3.0-or-later
// ParetoPlot: mouse and keys.
#include "ui/base/text.h"
#include "ui/models/budget_value.h"
#include "ui/models/figure_text.h"
#include "ui/plots/pareto_plot_p.h"
#include "ui/plots/plot_style.h"

#include <QMenu>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace danas::ui {

namespace {

constexpr double kReach = 9.0;   ///< pixels from a point within which a click means it
constexpr int kLineReach = 5;    ///< the same for a budget line
constexpr int kClickTravel = 3;  ///< a press that moves further is a drag

} // namespace

void ParetoPlot::Private::connectMouse()
{
    connect(plot, &QCustomPlot::mousePress, &q, [this](QMouseEvent* event) { onPress(event); });
    connect(plot, &QCustomPlot::mouseMove, &q, [this](QMouseEvent* event) { onMove(event); });
    connect(plot, &QCustomPlot::mouseRelease, &q, [this](QMouseEvent* event) { onRelease(event); });
    connect(plot, &QCustomPlot::mouseDoubleClick, &q, [this] { q.fitAll(); });
    const auto noteZoom = [this] { zoomed = zoomed || !ownRange; };
    connect(plot->xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), &q, noteZoom);
    connect(plot->yAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), &q, noteZoom);
    plot->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(plot, &QWidget::customContextMenuRequested, &q, [this](const QPoint& at) { showMenu(at); });
}

QCPAxis* ParetoPlot::Private::budgetAxisNear(const QPoint& at)
{
    if (!plot->axisRect()->rect().contains(at))
        return nullptr;
    const auto near = [&](QCPAxis& axis, search::Objective objective, int pixel) {
        const auto bound = limitOf(budget, objective);
        return bound && std::abs(axis.coordToPixel(*bound) - pixel) <= kLineReach;
    };
    if (near(xAxis(), x, at.x()))
        return &xAxis();
    return near(yAxis(), y, at.y()) ? &yAxis() : nullptr;
}

void ParetoPlot::Private::onPress(QMouseEvent* event)
{
    q.setFocus(Qt::MouseFocusReason);
    pressedAt = event->pos();
    if (event->button() != Qt::LeftButton)
        return;
    // A point that lies on the line is meant rather than the line.
    dragged = cloud->nearest(event->pos(), kReach / 2) >= 0 ? nullptr : budgetAxisNear(event->pos());
    plot->setInteraction(QCP::iRangeDrag, dragged == nullptr);
}

void ParetoPlot::Private::onMove(QMouseEvent* event)
{
    if (dragged != nullptr) {
        dragBudget(event->pos());
        return;
    }
    if (event->buttons() != Qt::NoButton)
        return;
    hover(event->pos(), event->globalPosition().toPoint());
}

void ParetoPlot::Private::onRelease(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (dragged != nullptr) {
        dragged = nullptr;
        plot->setInteraction(QCP::iRangeDrag, true);
        requestReplot();
        return;
    }
    if ((event->pos() - pressedAt).manhattanLength() > kClickTravel)
        return;
    const int id = cloud->nearest(event->pos(), kReach);
    if (id >= 0)
        selection.setCurrent(id);
}

void ParetoPlot::Private::dragBudget(const QPoint& at)
{
    const bool horizontal = dragged == &xAxis();
    const QRect area = plot->axisRect()->rect();
    const int pixel = horizontal ? std::clamp(at.x(), area.left(), area.right()) : std::clamp(at.y(), area.top(), area.bottom());
    setLimit(budget, horizontal ? x : y, dragged->pixelToCoord(pixel));
    judge();
}

void ParetoPlot::Private::nudgeBudget(double factor)
{
    const search::Objective moved = limitOf(budget, x) ? x : y;
    const auto bound = limitOf(budget, moved);
    if (!bound)
        return;
    setLimit(budget, moved, *bound * factor);
    judge();
}

void ParetoPlot::Private::hover(const QPoint& at, const QPoint& global)
{
    const QCPAxis* const lineAxis = budgetAxisNear(at);
    const int id = plot->axisRect()->rect().contains(at) ? cloud->nearest(at, kReach) : -1;
    if (id >= 0)
        plot->setCursor(Qt::PointingHandCursor);
    else if (lineAxis != nullptr)
        plot->setCursor(lineAxis == &xAxis() ? Qt::SplitHCursor : Qt::SplitVCursor);
    else
        plot->unsetCursor();
    if (id == hovered)
        return;
    hovered = id;
    plot->layer(QStringLiteral("marks"))->replot();
    const search::Evaluation* const evaluation = run.find(id);
    if (evaluation != nullptr)
        QToolTip::showText(global, tip(*evaluation), plot);
    else
        QToolTip::hideText();
}

QString ParetoPlot::Private::tip(const search::Evaluation& evaluation) const
{
    QString text = QStringLiteral("<b>#%1</b>&nbsp; %2 · %3").arg(QString::number(evaluation.id),
        toQt(evaluation.data.label()).toHtmlEscaped(), run.architectureLabel(evaluation).toHtmlEscaped());
    text += QStringLiteral("<br>%1 %2").arg(toQt(search::objectiveLabel(search::Objective::Accuracy)),
        formatObjective(search::Objective::Accuracy, evaluation.value(search::Objective::Accuracy)));
    for (const search::Objective objective : search::kObjectives) {
        if (const auto value = valueOf(evaluation.cost, objective)) {
            const QString trust = shortTrust(run.spec().deployment, objective).toHtmlEscaped();
            text += QStringLiteral("<br>%1 %2").arg(toQt(search::objectiveLabel(objective)), formatObjective(objective, *value))
                + (trust.isEmpty() ? trust : QStringLiteral(", ") + trust);
        }
    }
    if (!budget.fits(evaluation.cost))
        text += QStringLiteral("<br>") + tr("over the shown budget");
    else if (run.onFront(evaluation.id))
        text += QStringLiteral("<br>") + tr("on the front");
    if (const search::Finalised* const final = run.finalised(evaluation.id)) {
        for (const search::FinalScore which : search::kFinalScores) {
            if (final->score(which).total() > 0)
                text += QStringLiteral("<br>") + tr("%1: accuracy %2").arg(toQt(search::finalScoreLabel(which)),
                    formatObjective(search::Objective::Accuracy, final->score(which).accuracy()));
        }
    }
    return text;
}

void ParetoPlot::Private::walk(int direction)
{
    std::vector<int> ids = line.ids();
    if (ids.empty())
        return;
    std::sort(ids.begin(), ids.end(), [this](int a, int b) {
        return cloud->points()[static_cast<std::size_t>(a)].x < cloud->points()[static_cast<std::size_t>(b)].x;
    });
    const int current = selection.current();
    const auto at = std::find(ids.begin(), ids.end(), current);
    if (at != ids.end()) {
        const auto next = (at - ids.begin()) + direction;
        if (next >= 0 && next < std::ssize(ids))
            selection.setCurrent(ids[static_cast<std::size_t>(next)]);
        return;
    }
    if (run.find(current) == nullptr) {
        selection.setCurrent(direction > 0 ? ids.front() : ids.back());
        return;
    }
    // From a point off the front: the neighbour in that direction.
    const double from = cloud->points()[static_cast<std::size_t>(current)].x;
    const auto right = std::find_if(
        ids.begin(), ids.end(), [&](int id) { return cloud->points()[static_cast<std::size_t>(id)].x > from; });
    if (direction > 0)
        selection.setCurrent(right != ids.end() ? *right : ids.back());
    else
        selection.setCurrent(right != ids.begin() ? *std::prev(right) : ids.front());
}

void ParetoPlot::Private::showMenu(const QPoint& at)
{
    auto* const menu = new QMenu(&q);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const int id = cloud->nearest(at, kReach);
    if (id >= 0) {
        menu->addAction(selection.pinned().contains(id) ? tr("Unpin #%1").arg(id) : tr("Pin #%1").arg(id), &q,
            [this, id] { selection.togglePinned(id); });
        menu->addSeparator();
    }
    menu->addAction(tr("Show all"), &q, [this] { q.fitAll(); });
    if (!search::isMetric(x)) {
        QAction* const log = menu->addAction(tr("Logarithmic %1 axis").arg(toQt(search::objectiveLabel(x))));
        log->setCheckable(true);
        log->setChecked(xAxis().scaleType() == QCPAxis::stLogarithmic);
        connect(log, &QAction::toggled, &q, [this](bool on) { q.setLogarithmic(on); });
        const double value = xAxis().pixelToCoord(at.x());
        menu->addAction(tr("What fits %1 of %2?").arg(formatObjective(x, value), toQt(search::objectiveLabel(x))),
            &q, [this, value] {
                setLimit(budget, x, value);
                judge();
            });
    }
    if (q.isWhatIf())
        menu->addAction(tr("Back to the run's budget"), &q, [this] { q.resetBudget(); });
    menu->addSeparator();
    addExportActions(*menu, *plot);
    menu->popup(plot->mapToGlobal(at));
}

} // namespace danas::ui
