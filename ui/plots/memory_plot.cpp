// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/memory_plot.h"

#include "base/units.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/plots/memory_blocks.h"
#include "ui/plots/memory_pane.h"
#include "ui/plots/plot_style.h"

#include <QVBoxLayout>

#include <algorithm>

namespace danas::ui {

namespace {

constexpr double kHeadroom = 1.45;   ///< over the highest stack: room for the peak's name
constexpr double kFarLimit = 2.5;    ///< a limit beyond this many peaks is named, not drawn: it would flatten the stack

} // namespace

MemoryPlot::MemoryPlot(QWidget* parent)
    : QWidget(parent)
    , m_plot(new QCustomPlot(this))
{
    setObjectName(QStringLiteral("memoryPlot"));
    m_plot->setObjectName(QStringLiteral("memoryCanvas"));
    m_plot->setFocusPolicy(Qt::StrongFocus);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    setMinimumSize(240, 220);

    m_plot->plotLayout()->clear();
    m_plot->plotLayout()->setRowSpacing(2);
    m_legend = new MemoryLegend(m_plot);
    m_legend->setMinimumMargins(QMargins(0, 0, 0, 0));
    m_plot->plotLayout()->addElement(0, 0, m_legend);
    m_plot->plotLayout()->setRowStretchFactor(0, 0.001);
    m_panes = { MemoryPane::on(*m_plot, 1, tr("Live bytes")), MemoryPane::on(*m_plot, 2, tr("Offset in the arena")) };
    auto* const margins = new QCPMarginGroup(m_plot);
    for (MemoryPane& pane : m_panes)
        pane.rect->setMarginGroup(QCP::msLeft | QCP::msRight, margins);
    m_panes[0].rect->axis(QCPAxis::atBottom)->setTickLabels(false);
    m_panes[1].rect->axis(QCPAxis::atBottom)->setLabel(tr("Step"));
    m_peakText = new QCPItemText(m_plot);
    m_peakText->position->setAxisRect(m_panes[0].rect);
    m_peakText->position->setAxes(m_panes[0].rect->axis(QCPAxis::atBottom), m_panes[0].rect->axis(QCPAxis::atLeft));
    m_peakText->setClipToAxisRect(false);
    m_peakText->setPadding(QMargins(2, 0, 2, 1));
    connectPlot();
    restyle();
}

void MemoryPlot::restyle()
{
    stylePlot(*m_plot, palette());
    m_legend->setColours(palette());
    for (MemoryPane& pane : m_panes)
        pane.setColours(palette());
    QFont bold = smallFont();
    bold.setBold(true);
    m_peakText->setFont(bold);
    m_peakText->setColor(palette().color(QPalette::Text));
    refresh();
}

void MemoryPlot::show(const SharedCosts& costs, std::optional<std::int64_t> limit)
{
    m_costs = costs;
    m_currentOp = -1;
    m_stack = costs ? stackOf(costs->plan) : MemoryStack {};
    fillAreas();
    placeLimit(limit);
    placePeak();
    updateBand();
    showAll();
}

void MemoryPlot::fillAreas()
{
    std::vector<MemoryArea> live;
    live.reserve(m_stack.pieces.size());
    for (const StackedPiece& piece : m_stack.pieces) {
        live.push_back({ piece.block, m_stack.blocks[static_cast<std::size_t>(piece.block)].kind, piece.from, piece.to,
            static_cast<double>(piece.base), static_cast<double>(piece.base + piece.bytes) });
    }
    std::vector<MemoryArea> map;
    map.reserve(m_stack.blocks.size());
    std::array<bool, 5> seen {};
    for (std::size_t i = 0; i < m_stack.blocks.size(); ++i) {
        const MemoryBlock& block = m_stack.blocks[i];
        seen[static_cast<std::size_t>(block.kind)] = true;
        map.push_back({ static_cast<int>(i), block.kind, block.from, block.to, static_cast<double>(block.offset),
            static_cast<double>(block.offset + block.bytes) });
    }
    m_panes[0].areas->setAreas(std::move(live), true);
    m_panes[1].areas->setAreas(std::move(map), false);
    using Kind = MemoryBlock::Kind;
    m_legend->setShown(seen[static_cast<std::size_t>(Kind::Kept)], seen[static_cast<std::size_t>(Kind::Rest)],
        seen[static_cast<std::size_t>(Kind::Scratch)]);
}

void MemoryPlot::showAll()
{
    const double steps = std::max(1, stepCount());
    for (MemoryPane& pane : m_panes)
        pane.rect->axis(QCPAxis::atBottom)->setRange(-0.6, steps - 0.4);
    refresh();
}

void MemoryPlot::placeLimit(std::optional<std::int64_t> limit)
{
    const double peak = m_costs ? static_cast<double>(m_costs->plan.peakBytes) : 1.0;
    const double arena = m_costs ? static_cast<double>(m_costs->plan.arenaBytes) : 1.0;
    const double value = limit ? std::max(0.0, static_cast<double>(*limit)) : 0.0;
    for (MemoryPane& pane : m_panes) {
        const bool timeline = &pane == &m_panes.front();
        const double highest = timeline ? peak : arena;
        const bool drawn = m_costs && limit && value <= kFarLimit * highest;
        double top = highest * (timeline ? kHeadroom : 1.08);
        if (drawn)
            top = std::max(top, value * 1.2);
        pane.rect->axis(QCPAxis::atLeft)->setRange(0.0, std::max(1.0, top));
        pane.areas->setLimit(limit ? std::optional(value) : std::nullopt);
        pane.limit->setVisible(drawn);
        pane.limit->start->setCoords(0.0, value);
        pane.limit->end->setCoords(1.0, value);
        if (timeline)
            nameLimit(limit, drawn);
    }
}

void MemoryPlot::nameLimit(std::optional<std::int64_t> limit, bool drawn)
{
    QCPItemText* const text = m_panes[0].limitText;
    text->setVisible(m_costs && limit && *limit > 0); // else nothing is left: all is hollow, and the tab says by how much
    if (!text->visible())
        return;
    const QString bytes = toQt(formatBytes(std::max<std::int64_t>(0, *limit)));
    const QString what = m_costs->besideArena() > 0 ? tr("budget less sensor and runtime: %1").arg(bytes) : tr("budget: %1").arg(bytes);
    // Far above the stack: named at the upper edge, with an arrow.
    text->setText(drawn ? what : what + QStringLiteral(" ↑"));
    text->position->setTypeY(drawn ? QCPItemPosition::ptPlotCoords : QCPItemPosition::ptAxisRectRatio);
    text->setPositionAlignment(Qt::AlignRight | (drawn ? Qt::AlignBottom : Qt::AlignTop));
    text->position->setCoords(1.0, drawn ? static_cast<double>(std::max<std::int64_t>(0, *limit)) : 0.0);
}

void MemoryPlot::placePeak()
{
    const bool known = m_costs && stepCount() > 0;
    m_peakText->setVisible(known);
    if (!known)
        return;
    const auto& plan = m_costs->plan;
    const graph::Op& op = m_costs->graph.ops[static_cast<std::size_t>(plan.order[static_cast<std::size_t>(plan.peakStep)])];
    m_peakText->setText(QStringLiteral("%1  %2").arg(toQt(op.name()), toQt(formatBytes(plan.peakBytes))));
    // The name runs to where there is room.
    const bool left = 2 * plan.peakStep < stepCount();
    m_peakText->setPositionAlignment((left ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignBottom);
    m_peakText->position->setCoords(plan.peakStep + (left ? -0.5 : 0.5), static_cast<double>(plan.peakBytes));
    setAccessibleName(tr("Memory over time: peak of %1 at %2, step %3 of %4")
                          .arg(toQt(formatBytes(plan.peakBytes)), toQt(op.name())).arg(plan.peakStep + 1).arg(stepCount()));
    m_plot->setAccessibleName(accessibleName());
    m_plot->setAccessibleDescription(tr("Left and right choose an operator"));
}

int MemoryPlot::stepOf(int op) const
{
    if (!m_costs || op < 0)
        return -1;
    const auto& order = m_costs->plan.order;
    const auto found = std::find(order.begin(), order.end(), op);
    return found == order.end() ? -1 : static_cast<int>(found - order.begin());
}

void MemoryPlot::updateBand()
{
    const int step = stepOf(m_currentOp);
    for (MemoryPane& pane : m_panes) {
        pane.band->setVisible(step >= 0);
        pane.band->topLeft->setCoords(step - 0.5, 0.0);
        pane.band->bottomRight->setCoords(step + 0.5, 1.0);
    }
}

void MemoryPlot::setCurrentOp(int op)
{
    if (op == m_currentOp)
        return;
    m_currentOp = stepOf(op) >= 0 ? op : -1;
    updateBand();
    refresh();
}

void MemoryPlot::refresh()
{
    m_dirty = !isVisible();
    if (!m_dirty)
        m_plot->replot(QCustomPlot::rpQueuedReplot);
}

bool MemoryPlot::exportTo(const QString& file)
{
    return exportPlot(*m_plot, file);
}

QPoint MemoryPlot::pixelOf(double step, double bytes, Part part) const
{
    const MemoryPane& pane = m_panes[static_cast<std::size_t>(part)];
    return QPointF(pane.rect->axis(QCPAxis::atBottom)->coordToPixel(step), pane.rect->axis(QCPAxis::atLeft)->coordToPixel(bytes)).toPoint();
}

} // namespace danas::ui
