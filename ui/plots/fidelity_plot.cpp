// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/fidelity_plot.h"

#include "ui/base/data_look.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/plots/candidate_cloud.h"
#include "ui/plots/painted_item.h"
#include "ui/plots/plot_style.h"

#include <QApplication>
#include <QToolTip>

#include <algorithm>

namespace danas::ui {

namespace {

constexpr double kReach = 10.0; ///< pixels from a click to its point
constexpr double kRing = 9.0;

} // namespace

FidelityPlot::FidelityPlot(QWidget* parent)
    : CurvePlot(tr("Each candidate appears here as soon as it is trained."), parent)
    , m_cloud(new CandidateCloud(m_plot->xAxis, m_plot->yAxis))
{
    setObjectName(QStringLiteral("fidelityPlot"));
    setAccessibleName(tr("Score alone over the score with the supernet"));
    m_plot->setObjectName(QStringLiteral("fidelityCanvas"));
    m_plot->addLayer(QStringLiteral("ring"), m_plot->layer(QStringLiteral("main")), QCustomPlot::limAbove);
    new PaintedItem(*m_plot, QStringLiteral("ring"), [this](QCPPainter& painter) {
        if (m_current < 0)
            return;
        painter.setPen(QPen(accentColour(palette()), 2.0));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(m_cloud->pixelOf(m_cloud->points()[static_cast<std::size_t>(m_current)]), kRing, kRing);
    });
    for (QCPAxis* axis : { m_plot->xAxis, m_plot->yAxis })
        axis->setTicker(QSharedPointer<QuantityTicker>::create(search::Objective::Accuracy, false)); // per cent
    connect(m_plot, &QCustomPlot::mousePress, this, [this](QMouseEvent* event) { m_pressedAt = event->pos(); });
    connect(m_plot, &QCustomPlot::mouseRelease, this, [this](QMouseEvent* event) {
        if (event->button() == Qt::LeftButton && (event->pos() - m_pressedAt).manhattanLength() < QApplication::startDragDistance())
            onRelease(event->pos());
    });
    connect(m_plot, &QCustomPlot::mouseMove, this, [this](QMouseEvent* event) { hover(event->pos(), event->globalPosition().toPoint()); });
    FidelityPlot::restyle();
    FidelityPlot::reload();
}

void FidelityPlot::show(std::shared_ptr<const compare::FidelityResult> result)
{
    const bool other = !result || !m_result || result->run.id != m_result->run.id || result->plan != m_result->plan;
    m_current = -1;
    m_result = std::move(result);
    m_ordinals.clear();
    if (m_result) {
        m_ordinals = dataOrdinals(m_result->run.spec.space.dataConfigs());
        const QString metric = toQt(search::objectiveLabel(m_result->metric));
        m_plot->xAxis->setLabel(tr("%1 with the supernet").arg(metric));
        m_plot->yAxis->setLabel(tr("%1 trained alone").arg(metric));
    }
    FidelityPlot::restyle();
    if (other)
        startOver();
    else
        reload();
}

void FidelityPlot::reload()
{
    auto& points = m_cloud->points();
    points.clear();
    for (const compare::ProbedCandidate& one : m_result ? m_result->candidates : std::vector<compare::ProbedCandidate>()) {
        const auto colour = std::lower_bound(m_ordinals.begin(), m_ordinals.end(), one.probe.data.ordinal()) - m_ordinals.begin();
        const search::RunSpec& spec = m_result->run.spec;
        const bool fits = spec.budget.fits(search::costOf(spec, one.genes, static_cast<int>(m_result->run.classes.size())));
        points.push_back({ one.probe.supernetScore, one.probe.aloneScore, static_cast<std::uint8_t>(colour),
            isDiamond(one.probe.data) ? Mark::Diamond : Mark::Circle, fits ? CloudPoint::Kind::Front : CloudPoint::Kind::Over });
    }
    showAll(!points.empty());
}

void FidelityPlot::restyle()
{
    std::vector<QColor> colours;
    for (const int ordinal : m_ordinals)
        colours.push_back(ordinalColour(ordinal, m_ordinals.front(), m_ordinals.back(), palette()));
    m_cloud->setColours(std::move(colours), palette().color(QPalette::Base));
    CurvePlot::restyle();
}

void FidelityPlot::setCurrent(int candidate)
{
    m_current = candidate < static_cast<int>(m_cloud->points().size()) ? candidate : -1;
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

std::optional<QPoint> FidelityPlot::pixelOf(int candidate) const
{
    if (candidate < 0 || candidate >= static_cast<int>(m_cloud->points().size()))
        return std::nullopt;
    return m_plot->mapTo(this, m_cloud->pixelOf(m_cloud->points()[static_cast<std::size_t>(candidate)]).toPoint());
}

void FidelityPlot::onRelease(const QPoint& at)
{
    setCurrent(m_cloud->nearest(at, kReach));
    emit chosen(m_current);
}

void FidelityPlot::hover(const QPoint& at, const QPoint& global)
{
    const int candidate = m_cloud->nearest(at, kReach);
    if (candidate < 0) {
        QToolTip::hideText();
        return;
    }
    const compare::ProbedCandidate& one = m_result->candidates[static_cast<std::size_t>(candidate)];
    QToolTip::showText(global,
        tr("%1, %2\nsupernet %3, alone %4")
            .arg(toQt(one.probe.data.label()), toQt(one.network), formatObjective(m_result->metric, one.probe.supernetScore),
                formatObjective(m_result->metric, one.probe.aloneScore)),
        m_plot);
}

} // namespace danas::ui
