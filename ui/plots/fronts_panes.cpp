// SPDX-License-Identifier: GPL-3.0-or-later
// FrontsPlot: panes and what is drawn into them, one for all arms or one for each.
#include "ui/plots/fronts_plot_p.h"

#include "ui/base/marks.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/plots/plot_style.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace danas::ui {

FrontsPlot::Private::Private(FrontsPlot& owner)
    : q(owner)
    , plot(new QCustomPlot(&owner))
    , empty(new QLabel(plot))
    , worker(&owner)
{
    auto* const layout = new QVBoxLayout(&q);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(plot);
    plot->setObjectName(QStringLiteral("frontsCanvas"));
    plot->setFocusPolicy(Qt::NoFocus); // keys go to the FrontsPlot
    plot->setMinimumSize(240, 160);
    plot->setMouseTracking(true);
    plot->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    plot->setNotAntialiasedElements(QCP::aePlottables);
    plot->plotLayout()->setColumnSpacing(8);
    plot->addLayer(QStringLiteral("bands"), plot->layer(QStringLiteral("grid")), QCustomPlot::limAbove);
    plot->addLayer(QStringLiteral("lines"), plot->layer(QStringLiteral("main")), QCustomPlot::limAbove);
    plot->addLayer(QStringLiteral("fronts"), plot->layer(QStringLiteral("lines")), QCustomPlot::limAbove);
    plot->addLayer(QStringLiteral("marks"), plot->layer(QStringLiteral("overlay")), QCustomPlot::limAbove);
    plot->layer(QStringLiteral("marks"))->setMode(QCPLayer::lmBuffered);
    new PaintedItem(*plot, QStringLiteral("bands"), [this](QCPPainter& painter) { paintBands(painter); });
    new PaintedItem(*plot, QStringLiteral("bands"), [this](QCPPainter& painter) { paintTiers(painter); });
    new PaintedItem(*plot, QStringLiteral("lines"), [this](QCPPainter& painter) { paintLines(painter); });
    new PaintedItem(*plot, QStringLiteral("marks"), [this](QCPPainter& painter) { paintMarks(painter); });

    empty->setAlignment(Qt::AlignCenter);
    empty->setWordWrap(true);
    empty->setAttribute(Qt::WA_TransparentForMouseEvents);
    auto* const over = new QVBoxLayout(plot);
    over->addWidget(empty);
    buildPanes();
    connectMouse();
}

void FrontsPlot::Private::work()
{
    working = true;
    worker.start([arms = arms, limits = commonLimits(arms), y = y, x = x](
                     const LatestJob::IsStale&) { return picturesOf(arms, limits, y, x); },
        [this](std::vector<ArmPicture> worked) { take(std::move(worked)); });
    updateEmptyText();
}

void FrontsPlot::Private::take(std::vector<ArmPicture> worked)
{
    const bool first = drawn.size() != worked.size();
    pictures = std::move(worked);
    working = false;
    if (first)
        buildPanes();
    fillClouds();
    prepareAxes();
    growAxes(first || !zoomed);
    updateEmptyText();
    requestReplot();
    emit q.ready();
}

void FrontsPlot::Private::buildPanes()
{
    plot->clearPlottables();
    plot->plotLayout()->clear();
    panes.clear();
    drawn.clear();
    const std::size_t count = sideBySide ? std::max<std::size_t>(1, pictures.size()) : 1;
    for (std::size_t pane = 0; pane < count; ++pane)
        buildPane(pane);
    for (std::size_t arm = 0; arm < pictures.size(); ++arm)
        addArm(arm, sideBySide ? arm : 0);
    restyle();
}

void FrontsPlot::Private::buildPane(std::size_t number)
{
    auto* const rect = new QCPAxisRect(plot);
    rect->setupFullAxesBox(false);
    rect->axis(QCPAxis::atTop)->setVisible(false);
    rect->axis(QCPAxis::atRight)->setVisible(false);
    rect->setMinimumMargins(QMargins(number == 0 ? 48 : 12, 10, 16, 36));
    plot->plotLayout()->addElement(0, static_cast<int>(number), rect);
    for (const QCPAxis::AxisType type : { QCPAxis::atBottom, QCPAxis::atLeft }) {
        QCPAxis* const axis = rect->axis(type);
        axis->setLayer(QStringLiteral("axes"));
        axis->grid()->setLayer(QStringLiteral("grid"));
        connect(axis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), &q, [this, axis](const QCPRange& range) { link(axis, range); });
    }
    panes.push_back({ rect, {} });
}

void FrontsPlot::Private::addArm(std::size_t arm, std::size_t pane)
{
    const QCPAxisRect& rect = *panes[pane].rect;
    const auto cloud = [&](const QString& layer) {
        auto* const made = new CandidateCloud(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
        made->setLayer(layer);
        return made;
    };
    panes[pane].arms.push_back(arm);
    drawn.push_back({ cloud(QStringLiteral("main")), cloud(QStringLiteral("fronts")), pane });
}

void FrontsPlot::Private::fillClouds()
{
    for (std::size_t arm = 0; arm < drawn.size(); ++arm) {
        drawn[arm].all->points() = pictures[arm].all;
        drawn[arm].front->points() = pictures[arm].front;
    }
}

void FrontsPlot::Private::restyle()
{
    stylePlot(*plot, q.palette());
    for (std::size_t arm = 0; arm < drawn.size(); ++arm) {
        for (CandidateCloud* cloud : { drawn[arm].all, drawn[arm].front })
            cloud->setColours({ armTone(arm) }, q.palette().color(QPalette::Base));
    }
    QPalette text = q.palette();
    text.setColor(QPalette::WindowText, subtleText(q.palette()));
    empty->setPalette(text);
    requestReplot();
}

void FrontsPlot::Private::link(QCPAxis* axis, const QCPRange& range)
{
    if (ownRange)
        return;
    zoomed = true;
    ownRange = true;
    for (const Pane& pane : panes) {
        QCPAxis* const other = pane.rect->axis(axis->axisType());
        if (other != axis)
            other->setRange(range);
    }
    ownRange = false;
}

void FrontsPlot::Private::requestReplot()
{
    plot->replot(QCustomPlot::rpQueuedReplot);
}

void FrontsPlot::Private::updateEmptyText()
{
    const bool none = std::all_of(pictures.begin(), pictures.end(), [](const ArmPicture& arm) { return arm.all.empty(); });
    empty->setVisible(none);
    empty->setText(working && !arms.empty() ? tr("Reading the runs\u2026") : tr("The fronts of the chosen runs appear here."));
    for (const Pane& pane : panes) {
        pane.rect->axis(QCPAxis::atBottom)->setTickLabels(!none);
        pane.rect->axis(QCPAxis::atLeft)->setTickLabels(!none && &pane == &panes.front());
    }
}

} // namespace danas::ui
