// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/depth_range.h"

#include "ui/base/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace danas::ui {
namespace {

constexpr int kSide = 6; ///< room for a handle at both ends

} // namespace

DepthRange::DepthRange(int least, QWidget* parent)
    : QWidget(parent)
    , m_least(least)
    , m_low(least)
    , m_high(std::max(least, 1))
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::SizeHorCursor);
    setAttribute(Qt::WA_Hover);
    setToolTip(tr("Blocks of this stage: drag the ends, or use the arrow keys (Shift: the lower end)."));
}

void DepthRange::setRange(int low, int high)
{
    m_low = low;
    m_high = high;
    if (m_dragged == End::None)
        fitSlots();
    setAccessibleDescription(tr("%1 to %2 blocks").arg(low).arg(high));
    update();
}

void DepthRange::fitSlots()
{
    m_slots = std::min(kMost, std::max(4, m_high + 1));
}

qreal DepthRange::pitch() const
{
    return (width() - 2.0 * kSide) / m_slots;
}

QPoint DepthRange::boundary(int blocks) const
{
    return { static_cast<int>(std::lround(kSide + blocks * pitch())), height() / 2 };
}

QPoint DepthRange::handle(bool highEnd) const
{
    return boundary(highEnd ? m_high : m_low);
}

void DepthRange::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor accent = accentColour(palette());
    QColor soft = accent;
    soft.setAlphaF(0.22F);
    for (int i = 0; i < m_slots; ++i) {
        const QRectF block(kSide + i * pitch() + 3, 7, pitch() - 6, height() - 14);
        if (i < m_low) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(accent);
        } else if (i < m_high) {
            painter.setPen(QPen(accent, 1.2));
            painter.setBrush(soft);
        } else {
            painter.setPen(QPen(hairline(palette()), 1.0, Qt::DashLine));
            painter.setBrush(Qt::NoBrush);
        }
        painter.drawRoundedRect(block, 3, 3);
    }
    const QColor ink = palette().color(QPalette::WindowText);
    const bool hot = hasFocus() || underMouse();
    painter.setPen(QPen(hot ? ink : subtleText(palette()), 2.0, Qt::SolidLine, Qt::RoundCap));
    for (const int end : { m_low, m_high }) {
        const int x = boundary(end).x();
        painter.drawLine(x, 3, x, height() - 3);
    }
    if (hasFocus()) {
        painter.setPen(QPen(accent, 1.0));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
}

void DepthRange::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const auto distance = [&](bool highEnd) { return std::abs(handle(highEnd).x() - event->pos().x()); };
    // Both ends at one place: the first movement tells which is meant.
    m_dragged = m_low == m_high ? End::Either : distance(false) < distance(true) ? End::Low : End::High;
    ++m_gesture;
    mouseMoveEvent(event);
}

void DepthRange::mouseMoveEvent(QMouseEvent* event)
{
    if (m_dragged == End::None)
        return;
    const int at = std::clamp(static_cast<int>(std::lround((event->pos().x() - kSide) / pitch())), m_least, m_slots);
    if (m_dragged == End::Either && at != m_low)
        m_dragged = at < m_low ? End::Low : End::High;
    if (m_dragged == End::Low)
        ask(std::min(at, m_high), m_high);
    else if (m_dragged == End::High)
        ask(m_low, std::max(at, m_low));
}

void DepthRange::mouseReleaseEvent(QMouseEvent*)
{
    m_dragged = End::None;
    fitSlots();
    update();
}

void DepthRange::keyPressEvent(QKeyEvent* event)
{
    const int step = event->key() == Qt::Key_Right || event->key() == Qt::Key_Up ? 1
        : event->key() == Qt::Key_Left || event->key() == Qt::Key_Down           ? -1
                                                                                 : 0;
    if (step == 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    ++m_gesture;
    if (event->modifiers().testFlag(Qt::ShiftModifier))
        ask(std::clamp(m_low + step, m_least, m_high), m_high);
    else
        ask(m_low, std::clamp(m_high + step, m_low, kMost));
}

void DepthRange::ask(int low, int high)
{
    if (low != m_low || high != m_high)
        emit edited(low, high, m_gesture);
}

} // namespace danas::ui
