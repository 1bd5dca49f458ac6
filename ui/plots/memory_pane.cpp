// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/memory_pane.h"

#include "ui/base/theme.h"
#include "ui/plots/memory_blocks.h"
#include "ui/plots/plot_style.h"

#include <cmath>

namespace danas::ui {

namespace {

/// Steps are shown from 1, as the rows of the Layers tab are.
class StepTicker : public QCPAxisTickerFixed {
public:
    StepTicker()
    {
        setTickStep(1.0);
        setTickOrigin(-1.0);
        setScaleStrategy(ssMultiples);
        setTickCount(8);
    }

protected:
    int getSubTickCount(double /*tickStep*/) override { return 0; }
    QString getTickLabel(double tick, const QLocale& locale, QChar /*format*/, int /*precision*/) override
    {
        return locale.toString(static_cast<int>(std::lround(tick)) + 1);
    }
};

} // namespace

MemoryPane MemoryPane::on(QCustomPlot& plot, int row, const QString& label)
{
    MemoryPane pane;
    pane.rect = new QCPAxisRect(&plot);
    pane.rect->setupFullAxesBox(false);
    pane.rect->axis(QCPAxis::atTop)->setVisible(false);
    pane.rect->axis(QCPAxis::atRight)->setVisible(false);
    pane.rect->setMinimumMargins(QMargins(0, 4, 4, 0));
    pane.rect->setRangeDrag(Qt::Horizontal);
    pane.rect->setRangeZoom(Qt::Horizontal);
    plot.plotLayout()->addElement(row, 0, pane.rect);
    QCPAxis* const time = pane.rect->axis(QCPAxis::atBottom);
    QCPAxis* const bytes = pane.rect->axis(QCPAxis::atLeft);
    time->setTicker(QSharedPointer<StepTicker>::create());
    time->grid()->setVisible(false);
    bytes->setTicker(QSharedPointer<QuantityTicker>::create(search::Objective::Ram, false));
    bytes->setLabel(label);
    pane.band = new QCPItemRect(&plot);
    pane.limit = new QCPItemLine(&plot);
    pane.limitText = new QCPItemText(&plot);
    for (QCPAbstractItem* item : { static_cast<QCPAbstractItem*>(pane.band), static_cast<QCPAbstractItem*>(pane.limit),
             static_cast<QCPAbstractItem*>(pane.limitText) }) {
        item->setClipAxisRect(pane.rect);
        for (QCPItemPosition* position : item->positions()) {
            position->setAxisRect(pane.rect);
            position->setAxes(time, bytes);
        }
    }
    for (QCPItemPosition* position : pane.band->positions())
        position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    for (QCPItemPosition* position : { pane.limit->start, pane.limit->end, pane.limitText->position })
        position->setTypeX(QCPItemPosition::ptAxisRectRatio);
    pane.limitText->setPositionAlignment(Qt::AlignRight | Qt::AlignBottom);
    pane.limitText->setClipToAxisRect(false);
    pane.areas = new MemoryAreas(time, bytes);
    return pane;
}

void MemoryPane::setColours(const QPalette& palette)
{
    QColor ground = palette.color(QPalette::Text);
    ground.setAlphaF(0.10F);
    rect->axis(QCPAxis::atBottom)->setTickPen(Qt::NoPen);
    areas->setColours(palette);
    band->setBrush(ground);
    band->setPen(QPen(palette.color(QPalette::Text), 1.0));
    limit->setPen(QPen(palette.color(QPalette::Text), 1.2, Qt::DashLine));
    limitText->setColor(palette.color(QPalette::Text));
    limitText->setFont(smallFont());
}

} // namespace danas::ui
