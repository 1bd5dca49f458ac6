// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/curve_plots.h"

#include "ui/base/theme.h"
#include "ui/plots/plot_style.h"

#include <QLabel>
#include <QMenu>
#include <QVBoxLayout>

#include <optional>

namespace danas::ui {
namespace {

/// Of all that is drawn along the axis; the axis's own range where nothing is. QCustomPlot's rescale keeps a single value's
/// axis as wide as it was before.
QCPRange extentAlong(const QCPAxis& axis)
{
    std::optional<QCPRange> extent;
    for (const QCPAbstractPlottable* plottable : axis.plottables()) {
        bool found = false;
        const QCPRange own = plottable->keyAxis() == &axis ? plottable->getKeyRange(found) : plottable->getValueRange(found);
        if (found)
            extent = extent ? extent->expanded(own) : own;
    }
    return extent.value_or(axis.range());
}

} // namespace

CurvePlot::CurvePlot(const QString& emptyText, QWidget* parent)
    : QWidget(parent)
    , m_plot(new QCustomPlot(this))
    , m_empty(new QLabel(emptyText, m_plot))
{
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    auto* const over = new QVBoxLayout(m_plot);
    over->addWidget(m_empty);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setAttribute(Qt::WA_TransparentForMouseEvents);
    setMinimumSize(180, 110);

    m_plot->setMinimumSize(160, 100);
    m_plot->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    m_plot->axisRect()->setupFullAxesBox(false);
    m_plot->xAxis2->setVisible(false);
    m_plot->yAxis2->setVisible(false);
    m_plot->xAxis->ticker()->setTickCount(3); // room is narrow at 1280 pixels
    m_plot->yAxis->ticker()->setTickCount(4);
    const auto noteZoom = [this] { m_zoomed = m_zoomed || !m_ownRange; };
    connect(m_plot->xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, noteZoom);
    connect(m_plot->yAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, noteZoom);
    connect(m_plot, &QCustomPlot::mouseDoubleClick, this, &CurvePlot::startOver);
    m_plot->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_plot, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        auto* const menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        addExportActions(*menu, *m_plot);
        menu->popup(m_plot->mapToGlobal(at));
    });
}

void CurvePlot::startOver()
{
    m_zoomed = false;
    reload();
}

void CurvePlot::setEmptyText(const QString& text)
{
    m_empty->setText(text);
}

bool CurvePlot::exportTo(const QString& file)
{
    return exportPlot(*m_plot, file);
}

void CurvePlot::restyle()
{
    stylePlot(*m_plot, palette());
    QPalette text = palette();
    text.setColor(QPalette::WindowText, subtleText(palette()));
    m_empty->setPalette(text);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void CurvePlot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        restyle();
}

void CurvePlot::showAll(bool hasData)
{
    m_empty->setVisible(!hasData);
    for (QCPAxis* axis : { m_plot->xAxis, m_plot->yAxis }) {
        axis->setTickLabels(hasData);
    }
    if (!m_zoomed && hasData) {
        m_ownRange = true;
        for (QCPAxis* axis : { m_plot->xAxis, m_plot->yAxis, m_plot->yAxis2 }) {
            const QCPRange range = extentAlong(*axis);
            const double pad = range.size() > 0.0 ? 0.06 * range.size() : 0.1 * std::max(std::abs(range.upper), 0.1);
            axis->setRange(std::max(0.0, range.lower - pad), range.upper + pad);
        }
        m_ownRange = false;
    }
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

HypervolumePlot::HypervolumePlot(RunModel& run, QWidget* parent)
    : CurvePlot(tr("Grows with the front, from the first candidate on."), parent)
    , m_run(run)
{
    setObjectName(QStringLiteral("hypervolumePlot"));
    setAccessibleName(tr("Hypervolume of the front"));
    m_plot->addGraph()->setLineStyle(QCPGraph::lsStepLeft);
    m_plot->setToolTip(tr("Share of the box between zero and the reference (the budget) that the front dominates"));
    m_plot->yAxis->setTicker(QSharedPointer<QuantityTicker>::create(search::Objective::Accuracy, false)); // per cent
    m_plot->yAxis->setLabel(tr("Hypervolume"));
    connect(&run, &RunModel::reset, this, [this] { startOver(); });
    connect(&run, &RunModel::hypervolumeChanged, this, [this] { reload(); });
    HypervolumePlot::restyle();
    HypervolumePlot::reload();
}

void HypervolumePlot::setOverTime(bool on)
{
    m_overTime = on;
    reload();
}

void HypervolumePlot::restyle()
{
    m_plot->graph(0)->setPen(QPen(accentColour(palette()), 1.8));
    CurvePlot::restyle();
}

void HypervolumePlot::reload()
{
    QVector<double> keys;
    QVector<double> values;
    for (const search::FrontPoint& point : m_run.hypervolume()) {
        keys += m_overTime ? point.at : point.evaluations;
        values += point.hypervolume;
    }
    if (!keys.isEmpty() && !m_run.evaluations().empty()) { // it holds until now
        const search::Evaluation& last = m_run.evaluations().back();
        const double now = m_overTime ? last.at : last.id + 1;
        if (now > keys.last()) {
            keys += now;
            values += values.last();
        }
    }
    m_plot->graph(0)->setData(keys, values, true);
    m_plot->xAxis->setLabel(m_overTime ? tr("Time of search (s)") : tr("Candidates scored"));
    showAll(!keys.isEmpty());
}

SupernetPlot::SupernetPlot(RunModel& run, QWidget* parent)
    : CurvePlot({}, parent)
    , m_run(run)
{
    setObjectName(QStringLiteral("supernetPlot"));
    setAccessibleName(tr("Training of the supernet"));
    m_plot->yAxis2->setVisible(true);
    m_plot->addGraph()->setName(tr("teacher"));
    m_plot->addGraph()->setName(tr("student"));
    QCPGraph* const accuracy = m_plot->addGraph(m_plot->xAxis, m_plot->yAxis2);
    accuracy->setName(tr("accuracy"));
    m_plot->xAxis->setLabel(tr("Step"));
    m_plot->yAxis->setLabel(tr("Loss (nats)"));
    m_plot->yAxis2->setLabel(tr("Accuracy"));
    m_plot->yAxis2->setTicker(QSharedPointer<QuantityTicker>::create(search::Objective::Accuracy, false));
    m_plot->legend->setVisible(true);
    // Above the axes, where no curve runs through it.
    m_plot->plotLayout()->insertRow(0);
    m_plot->plotLayout()->addElement(0, 0, m_plot->legend);
    m_plot->plotLayout()->setRowStretchFactor(0, 0.001);
    m_plot->legend->setFillOrder(QCPLegend::foColumnsFirst);
    m_plot->legend->setWrap(3);
    m_plot->legend->setIconSize(14, 10);
    m_plot->legend->setIconTextPadding(3);
    m_plot->legend->setColumnSpacing(6);
    m_plot->legend->setMargins(QMargins(4, 2, 4, 2));
    connect(&run, &RunModel::reset, this, [this] { startOver(); });
    connect(&run, &RunModel::curveChanged, this, [this] { reload(); });
    SupernetPlot::restyle();
    SupernetPlot::reload();
}

void SupernetPlot::restyle()
{
    const QColor text = palette().color(QPalette::Text);
    m_plot->graph(0)->setPen(QPen(text, 1.4));
    m_plot->graph(1)->setPen(QPen(subtleText(palette()), 1.4, Qt::DashLine));
    m_plot->graph(2)->setPen(QPen(accentColour(palette()), 1.8));
    m_plot->graph(2)->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, 5));
    CurvePlot::restyle();
}

void SupernetPlot::reload()
{
    QVector<double> steps;
    QVector<double> teacher;
    QVector<double> student;
    QVector<double> measuredAt;
    QVector<double> accuracy;
    for (const search::CurvePoint& point : m_run.curve()) {
        steps += point.step;
        teacher += point.teacherLoss;
        student += point.studentLoss;
        if (point.accuracy >= 0.0) {
            measuredAt += point.step;
            accuracy += point.accuracy;
        }
    }
    m_plot->graph(0)->setData(steps, teacher);
    m_plot->graph(1)->setData(steps, student);
    m_plot->graph(2)->setData(measuredAt, accuracy);
    // The plot tells its sentence itself: what there is to wait for depends on the run.
    setEmptyText(m_run.spec().evaluator == search::EvaluatorKind::Scratch
            ? tr("This run has no supernet: each of its candidates is trained by itself, from scratch.")
            : tr("Losses and accuracy appear here while the supernet trains."));
    m_plot->legend->setVisible(!steps.isEmpty());
    m_plot->yAxis2->setTickLabels(!measuredAt.isEmpty());
    showAll(!steps.isEmpty());
}

} // namespace danas::ui
