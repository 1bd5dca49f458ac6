// SPDX-License-Identifier: GPL-3.0-or-later
// The person's side of MemoryPlot: clicks, keys, zoom, hover, menu.
#include "base/units.h"
#include "ui/base/text.h"
#include "ui/models/figure_text.h"
#include "ui/plots/memory_blocks.h"
#include "ui/plots/memory_plot.h"
#include "ui/plots/plot_style.h"

#include <QKeyEvent>
#include <QMenu>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace danas::ui {

namespace {

constexpr int kClickTravel = 3; ///< pixels; a press that moves further is a drag

QString grouped(std::int64_t value)
{
    return toQt(formatGrouped(static_cast<std::uint64_t>(value)));
}

} // namespace

void MemoryPlot::connectPlot()
{
    m_plot->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    for (std::size_t i = 0; i < m_panes.size(); ++i) {
        QCPAxis* const mine = m_panes[i].rect->axis(QCPAxis::atBottom);
        QCPAxis* const other = m_panes[1 - i].rect->axis(QCPAxis::atBottom);
        connect(mine, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, [this, mine, other](const QCPRange& range) {
            if (m_linking)
                return;
            m_linking = true;
            const double last = std::max(1, stepCount()) - 0.4;
            const double size = std::clamp(range.size(), 3.0, last + 0.6);
            const double lower = std::clamp(range.lower, -0.6, std::max(-0.6, last - size));
            const QCPRange bounded(lower, std::max(lower + 1.0, std::min(last, lower + size)));
            mine->setRange(bounded);
            other->setRange(bounded);
            m_linking = false;
        });
    }
    connect(m_plot, &QCustomPlot::mousePress, this, [this](const QMouseEvent* event) { m_pressed = event->pos(); });
    connect(m_plot, &QCustomPlot::mouseRelease, this, [this](const QMouseEvent* event) {
        if (event->button() != Qt::LeftButton || (event->pos() - m_pressed).manhattanLength() > kClickTravel)
            return;
        for (const MemoryPane& pane : m_panes) {
            if (pane.rect->rect().contains(event->pos()))
                choose(static_cast<int>(std::lround(pane.rect->axis(QCPAxis::atBottom)->pixelToCoord(event->pos().x()))));
        }
    });
    connect(m_plot, &QCustomPlot::mouseMove, this, [this](const QMouseEvent* event) {
        const QString tip = event->buttons() == Qt::NoButton ? tipAt(event->pos()) : QString();
        tip.isEmpty() ? QToolTip::hideText() : QToolTip::showText(event->globalPosition().toPoint(), tip, m_plot);
    });
    connect(m_plot, &QCustomPlot::mouseDoubleClick, this, &MemoryPlot::showAll);
    m_plot->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_plot, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        auto* const menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        addExportActions(*menu, *m_plot);
        menu->popup(m_plot->mapToGlobal(at));
    });
    m_plot->installEventFilter(this);
}

void MemoryPlot::choose(int step)
{
    if (step < 0 || step >= stepCount())
        return;
    setCurrentOp(m_costs->plan.order[static_cast<std::size_t>(step)]);
    emit opChosen(m_currentOp);
}

bool MemoryPlot::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_plot || event->type() != QEvent::KeyPress || stepCount() == 0)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<const QKeyEvent*>(event)->key();
    if (key != Qt::Key_Left && key != Qt::Key_Right)
        return QWidget::eventFilter(watched, event);
    const int step = stepOf(m_currentOp);
    choose(step < 0 ? m_costs->plan.peakStep : std::clamp(step + (key == Qt::Key_Left ? -1 : 1), 0, stepCount() - 1));
    return true;
}

void MemoryPlot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        restyle();
}

void MemoryPlot::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_dirty)
        refresh();
}

QString MemoryPlot::tipAt(const QPoint& pixel) const
{
    for (const MemoryPane& pane : m_panes) {
        if (!m_costs || !pane.rect->rect().contains(pixel))
            continue;
        const double time = pane.rect->axis(QCPAxis::atBottom)->pixelToCoord(pixel.x());
        const int step = static_cast<int>(std::lround(time));
        if (step < 0 || step >= stepCount())
            return {};
        const int area = pane.areas->areaAt(time, pane.rect->axis(QCPAxis::atLeft)->pixelToCoord(pixel.y()));
        const QString trust = m_costs->deployment ? trustText(m_costs->deployment->target, cost::Figure::Arena)
                                                  : tr("plain arena, no engine's rules");
        if (area < 0)
            return stepTip(step) + QLatin1Char('\n') + trust;
        const auto block = static_cast<std::size_t>(pane.areas->areas()[static_cast<std::size_t>(area)].block);
        return blockTip(m_stack.blocks[block]) + QLatin1Char('\n') + stepTip(step) + QLatin1Char('\n') + trust;
    }
    return {};
}

QString MemoryPlot::stepTip(int step) const
{
    const auto at = static_cast<std::size_t>(step);
    const graph::Op& op = m_costs->graph.ops[static_cast<std::size_t>(m_costs->plan.order[at])];
    return tr("Step %1, %2: %3 bytes live").arg(QString::number(step + 1), toQt(op.name()), grouped(m_stack.live[at]));
}

QString MemoryPlot::blockTip(const MemoryBlock& block) const
{
    const QString place = tr("%1 bytes at offset %2").arg(grouped(block.bytes), grouped(block.offset));
    if (block.kind == MemoryBlock::Kind::Scratch) {
        const QString owner = block.index < 0 ? tr("the engine, for the whole inference")
                                              : toQt(m_costs->graph.ops[static_cast<std::size_t>(block.index)].name());
        return tr("Scratch of %1\n%2").arg(owner, place);
    }
    const auto at = static_cast<std::size_t>(block.index);
    const QString name = toQt(cost::tensorName(m_costs->graph, block.index));
    if (block.kind == MemoryBlock::Kind::Rest)
        return tr("Left empty by %1, which took over a larger tensor's memory\n%2").arg(name, place);
    const data::Shape& shape = m_costs->graph.tensors[at];
    const cost::PlannedTensor& tensor = m_costs->plan.tensors[at];
    QString text = tr("%1, %2×%3×%4\n%5\nlives from step %6 to %7")
                       .arg(name).arg(shape.height).arg(shape.width).arg(shape.channels).arg(place).arg(tensor.firstStep + 1).arg(tensor.lastStep + 1);
    if (tensor.inPlaceOf >= 0)
        text += tr(", in place of %1").arg(toQt(cost::tensorName(m_costs->graph, tensor.inPlaceOf)));
    return text;
}

} // namespace danas::ui
