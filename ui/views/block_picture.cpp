// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/block_picture.h"

#include "ui/base/text.h"
#include "ui/base/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace danas::ui {

namespace {

constexpr double kArrows = 22.0; ///< room for residual arrows above the blocks

} // namespace

BlockPicture::BlockPicture(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("blockPicture"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Network as a row of operators"));
}

void BlockPicture::setLayers(const std::vector<cost::Layer>& layers)
{
    m_layers = layers;
    m_current = -1;
    update();
}

void BlockPicture::setCurrentRow(int row)
{
    m_current = row;
    update();
}

QRectF BlockPicture::blockRect(std::size_t row) const
{
    const double pitch = width() / static_cast<double>(m_layers.size());
    int tallest = 1;
    for (const cost::Layer& layer : m_layers)
        tallest = std::max(tallest, layer.output.height);
    const double room = height() - kArrows - 2.0;
    // By the square root, so that the small pictures of late layers can still be told apart.
    const double tall = std::max(4.0, room * std::sqrt(m_layers[row].output.height / static_cast<double>(tallest)));
    const double gap = pitch > 6.0 ? 1.5 : 0.5;
    return { static_cast<double>(row) * pitch + gap / 2, kArrows + (room - tall) / 2.0, pitch - gap, tall };
}

int BlockPicture::rowAt(double x) const
{
    if (m_layers.empty())
        return -1;
    const auto row = static_cast<int>(x / width() * static_cast<double>(m_layers.size()));
    return std::clamp(row, 0, static_cast<int>(m_layers.size()) - 1);
}

void BlockPicture::paintEvent(QPaintEvent* /*event*/)
{
    if (m_layers.empty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor accent = accentColour(palette());
    const QColor quiet = subtleText(palette());
    for (std::size_t row = 0; row < m_layers.size(); ++row) {
        const cost::Layer& layer = m_layers[row];
        QColor fill = quiet;
        // Depthwise lighter than full convolutions; the memory peak in full accent.
        fill.setAlphaF(layer.kind == graph::OpKind::DepthwiseConv2d ? 0.35F : layer.kind == graph::OpKind::Add ? 0.2F : 0.6F);
        painter.setPen(static_cast<int>(row) == m_current ? QPen(palette().color(QPalette::Text), 1.5) : QPen(Qt::NoPen));
        painter.setBrush(layer.peak ? accent : fill);
        painter.drawRoundedRect(blockRect(row), 1.5, 1.5);
        if (layer.residualFrom < 0)
            continue;
        const QRectF from = blockRect(static_cast<std::size_t>(layer.residualFrom));
        const QRectF to = blockRect(row);
        QPainterPath arc(QPointF(from.center().x(), from.top() - 1));
        const double peak = 3.0;
        arc.cubicTo(from.center().x(), peak, to.center().x(), peak, to.center().x(), to.top() - 2);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(quiet, 1.2));
        painter.drawPath(arc);
        const QPointF tip(to.center().x(), to.top() - 1);
        painter.setBrush(quiet);
        painter.setPen(Qt::NoPen);
        painter.drawConvexPolygon(QPolygonF({ tip, tip + QPointF(-2.6, -5), tip + QPointF(2.6, -5) }));
    }
}

void BlockPicture::mousePressEvent(QMouseEvent* event)
{
    const int row = rowAt(event->position().x());
    if (row >= 0)
        emit rowClicked(row);
}

bool BlockPicture::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    auto* const help = static_cast<QHelpEvent*>(event);
    const int row = rowAt(help->pos().x());
    if (row >= 0)
        QToolTip::showText(help->globalPos(), toQt(m_layers[static_cast<std::size_t>(row)].name), this);
    return true;
}

} // namespace danas::ui
