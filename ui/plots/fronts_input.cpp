// SPDX-License-Identifier: GPL-3.0-or-later
// FrontsPlot: mouse and keys.
#include "ui/base/marks.h"
#include "ui/base/text.h"
#include "ui/plots/fronts_plot_p.h"
#include "ui/plots/plot_style.h"

#include <QMenu>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace danas::ui {
namespace {

constexpr double kReach = 9.0;  ///< pixels from a point within which a click means it
constexpr int kClickTravel = 3; ///< a press that moves further is a drag

} // namespace

void FrontsPlot::Private::connectMouse()
{
    connect(plot, &QCustomPlot::mousePress, &q, [this](QMouseEvent* event) {
        q.setFocus(Qt::MouseFocusReason);
        pressedAt = event->pos();
    });
    connect(plot, &QCustomPlot::mouseMove, &q, [this](QMouseEvent* event) {
        if (event->buttons() == Qt::NoButton)
            hover(event->pos(), event->globalPosition().toPoint());
    });
    connect(plot, &QCustomPlot::mouseRelease, &q, [this](QMouseEvent* event) {
        if (event->button() == Qt::LeftButton)
            onRelease(event->pos());
    });
    connect(plot, &QCustomPlot::mouseDoubleClick, &q, [this] { q.fitAll(); });
    plot->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(plot, &QWidget::customContextMenuRequested, &q, [this](const QPoint& at) { showMenu(at); });
}

const search::Evaluation* FrontsPlot::Private::find(const CandidateRef& ref) const
{
    if (ref.arm >= arms.size() || ref.run >= arms[ref.arm].runs.size())
        return nullptr;
    const auto& evaluations = arms[ref.arm].runs[ref.run]->evaluations;
    return ref.id >= 0 && ref.id < std::ssize(evaluations) ? &evaluations[static_cast<std::size_t>(ref.id)] : nullptr;
}

std::optional<QPointF> FrontsPlot::Private::pixel(const CandidateRef& ref) const
{
    if (ref.arm >= drawn.size())
        return std::nullopt;
    const int index = pictures[ref.arm].indexOf(ref);
    if (index < 0)
        return std::nullopt;
    return drawn[ref.arm].all->pixelOf(pictures[ref.arm].all[static_cast<std::size_t>(index)]);
}

/// Points of fronts lie on top, so they are asked first.
std::optional<CandidateRef> FrontsPlot::Private::nearest(const QPoint& at) const
{
    for (const bool fronts : { true, false }) {
        std::optional<CandidateRef> best;
        double bestDistance = kReach;
        for (std::size_t arm = 0; arm < drawn.size(); ++arm) {
            if (!rectOf(arm).rect().contains(at))
                continue;
            const CandidateCloud& cloud = fronts ? *drawn[arm].front : *drawn[arm].all;
            const int hit = cloud.nearest(at, bestDistance);
            if (hit < 0)
                continue;
            const auto offset = cloud.pixelOf(cloud.points()[static_cast<std::size_t>(hit)]) - QPointF(at);
            bestDistance = std::min(bestDistance, std::hypot(offset.x(), offset.y()));
            best = pictures[arm].refOf(arm, fronts ? pictures[arm].frontIndex[static_cast<std::size_t>(hit)] : hit);
        }
        if (best)
            return best;
    }
    return std::nullopt;
}

void FrontsPlot::Private::onRelease(const QPoint& at)
{
    if ((at - pressedAt).manhattanLength() > kClickTravel)
        return;
    if (const auto hit = nearest(at))
        choose(*hit);
}

void FrontsPlot::Private::choose(const CandidateRef& ref)
{
    selected = ref;
    requestReplot();
    emit q.chosen(ref);
}

void FrontsPlot::Private::hover(const QPoint& at, const QPoint& global)
{
    const auto hit = nearest(at);
    if (hit)
        plot->setCursor(Qt::PointingHandCursor);
    else
        plot->unsetCursor();
    if (hit == hovered)
        return;
    hovered = hit;
    plot->layer(QStringLiteral("marks"))->replot();
    if (hit)
        QToolTip::showText(global, tip(*hit), plot);
    else
        QToolTip::hideText();
}

QString FrontsPlot::Private::tip(const CandidateRef& ref) const
{
    const search::Evaluation* const evaluation = find(ref);
    if (evaluation == nullptr)
        return {};
    const compare::StoredRun& run = *arms[ref.arm].runs[ref.run];
    QString text = tr("<b>%1</b>&nbsp; run %2, candidate #%3<br>%4 \u00b7 %5")
                       .arg(armLetter(ref.arm), toQt(run.label).toHtmlEscaped(), QString::number(ref.id), toQt(evaluation->data.label()).toHtmlEscaped(),
                           toQt(run.record.spec.space.architectureLabel(evaluation->genes)).toHtmlEscaped());
    for (const search::Objective objective :
        { search::Objective::Accuracy, search::Objective::Ram, search::Objective::Flash, search::Objective::Macs })
        text += QStringLiteral("<br>%1 %2").arg(toQt(search::objectiveLabel(objective)), formatObjective(objective, evaluation->value(objective)));
    return text;
}

void FrontsPlot::Private::walk(int direction)
{
    const std::size_t arm = selected ? selected->arm : 0;
    if (arm >= pictures.size() || pictures[arm].frontIndex.empty())
        return;
    const ArmPicture& picture = pictures[arm];
    const std::size_t run = selected ? selected->run : 0;
    std::vector<int> front; // of that run, by rising x
    std::copy_if(picture.frontIndex.begin(), picture.frontIndex.end(), std::back_inserter(front),
        [&](int index) { return picture.refOf(arm, index).run == run; });
    if (front.empty())
        return;
    const int current = selected ? picture.indexOf(*selected) : -1;
    if (current < 0) {
        choose(picture.refOf(arm, direction > 0 ? front.front() : front.back()));
        return;
    }
    const double from = picture.all[static_cast<std::size_t>(current)].x;
    const auto place = [&](int index) { return picture.all[static_cast<std::size_t>(index)].x; };
    if (direction > 0) {
        const auto next = std::find_if(front.begin(), front.end(), [&](int index) { return place(index) > from; });
        if (next != front.end())
            choose(picture.refOf(arm, *next));
    } else {
        const auto next = std::find_if(front.rbegin(), front.rend(), [&](int index) { return place(index) < from; });
        if (next != front.rend())
            choose(picture.refOf(arm, *next));
    }
}

/// To the point of the other arm's front at about the same cost.
void FrontsPlot::Private::changeArm(int direction)
{
    const auto at = selected ? pixel(*selected) : std::nullopt;
    if (!at) {
        walk(1);
        return;
    }
    const auto count = static_cast<int>(pictures.size());
    const auto arm = static_cast<std::size_t>((static_cast<int>(selected->arm) + direction + count) % count);
    const CandidateCloud& cloud = *drawn[arm].front;
    const double from = pictures[selected->arm].all[static_cast<std::size_t>(pictures[selected->arm].indexOf(*selected))].x;
    const auto& points = cloud.points();
    const auto next = std::min_element(points.begin(), points.end(),
        [from](const CloudPoint& a, const CloudPoint& b) { return std::abs(a.x - from) < std::abs(b.x - from); });
    if (next != points.end())
        choose(pictures[arm].refOf(arm, pictures[arm].frontIndex[static_cast<std::size_t>(next - points.begin())]));
}

void FrontsPlot::Private::showMenu(const QPoint& at)
{
    auto* const menu = new QMenu(&q);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Show all"), &q, [this] { q.fitAll(); });
    menu->addSeparator();
    addExportActions(*menu, *plot);
    menu->popup(plot->mapToGlobal(at));
}

} // namespace danas::ui
