// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/arm_growth_plot.h"

#include "ui/base/marks.h"
#include "ui/base/theme.h"
#include "ui/plots/plot_style.h"

#include <algorithm>

namespace danas::ui {

ArmGrowthPlot::ArmGrowthPlot(QWidget* parent)
    : CurvePlot(tr("How fast each arm gets there appears here."), parent)
{
    setObjectName(QStringLiteral("armGrowthPlot"));
    setAccessibleName(tr("Growth of the hypervolume of each arm"));
    m_plot->setToolTip(tr("Share of the box between zero and the reference that the front dominates, the same box for all. "
                          "Lines: median of the runs; bands: the middle half of them"));
    m_plot->yAxis->setTicker(QSharedPointer<QuantityTicker>::create(search::Objective::Accuracy, false)); // per cent
    m_plot->yAxis->setLabel(tr("Hypervolume"));
    CurvePlot::restyle();
    ArmGrowthPlot::reload();
}

void ArmGrowthPlot::show(std::shared_ptr<const compare::Comparison> comparison)
{
    const bool other = !comparison || !m_comparison || comparison->arms.size() != m_comparison->arms.size();
    m_comparison = std::move(comparison);
    if (other)
        startOver();
    else
        reload();
}

void ArmGrowthPlot::setOverTime(bool on)
{
    m_overTime = on;
    startOver();
}

void ArmGrowthPlot::reload()
{
    m_plot->clearGraphs();
    m_plot->xAxis->setLabel(m_overTime ? tr("Time of the run (s)") : tr("Candidates scored"));
    bool any = false;
    for (std::size_t arm = 0; m_comparison && arm < m_comparison->arms.size(); ++arm) {
        addArm(arm);
        any = any || m_plot->graphCount() > 0;
    }
    const bool unknown = m_comparison && !any && m_overTime;
    setEmptyText(unknown ? tr("It is not known how long these runs took: they were made by an older version.")
                         : tr("How fast each arm gets there appears here."));
    showAll(any);
}

void ArmGrowthPlot::addArm(std::size_t arm)
{
    const compare::ArmResult& result = m_comparison->arms[arm];
    const auto& band = m_overTime ? result.overSeconds : result.overEvaluations;
    if (band.empty())
        return;
    QVector<double> keys, low, median, high;
    for (const compare::BandPoint& point : band) {
        keys += point.x;
        low += point.hypervolume.lowerQuartile;
        median += point.hypervolume.median;
        high += point.hypervolume.upperQuartile;
    }
    const auto add = [&](const QVector<double>& values, const QPen& pen) {
        QCPGraph* const graph = m_plot->addGraph();
        graph->setLineStyle(QCPGraph::lsStepLeft);
        graph->setPen(pen);
        graph->setData(keys, values, true);
        return graph;
    };
    if (result.runs.size() > 1) {
        QColor fill = armTone(arm);
        fill.setAlphaF(isDark(palette()) ? 0.34F : 0.2F);
        QCPGraph* const bottom = add(low, Qt::NoPen);
        QCPGraph* const top = add(high, Qt::NoPen);
        top->setBrush(fill);
        top->setChannelFillGraph(bottom);
    }
    add(median, QPen(armTone(arm), 2.0, armDash(arm)));
}

} // namespace danas::ui
