// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/recent_delegate.h"

#include "ui/base/theme.h"

#include <QFileInfo>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace danas::ui {
namespace {

constexpr int kHeight = 64;
constexpr int kThumbnail = 96;

/// The front as a small step line over log(RAM), stretched to its own range: the shape counts, not the scale.
void paintFront(QPainter& painter, const QRectF& box, const QVector<QPointF>& front, const QColor& colour, const QColor& axis)
{
    painter.setPen(axis);
    painter.drawLine(box.bottomLeft(), box.topLeft());
    painter.drawLine(box.bottomLeft(), box.bottomRight());
    const auto [left, right] = std::minmax_element(front.begin(), front.end(), [](auto& a, auto& b) { return a.x() < b.x(); });
    const auto [low, high] = std::minmax_element(front.begin(), front.end(), [](auto& a, auto& b) { return a.y() < b.y(); });
    const auto share = [](double value, double least, double most) { return most > least ? (value - least) / (most - least) : 0.5; };
    QPolygonF line;
    for (const QPointF& point : front) {
        const double x = share(std::log(point.x()), std::log(left->x()), std::log(right->x()));
        const double y = share(point.y(), low->y(), high->y());
        const QPointF at(box.left() + 6 + x * (box.width() - 12), box.bottom() - 6 - y * (box.height() - 12));
        if (!line.isEmpty())
            line << QPointF(at.x(), line.last().y());
        line << at;
    }
    painter.setPen(QPen(colour, 1.5));
    painter.drawPolyline(line);
    painter.setBrush(colour);
    for (qsizetype i = 0; i < line.size(); i += 2)
        painter.drawEllipse(line[i], 2.5, 2.5);
}

} // namespace

QSize RecentDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return { 320, kHeight };
}

void RecentDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QPalette& palette = option.palette;
    const bool hot = option.state.testFlag(QStyle::State_MouseOver) || option.state.testFlag(QStyle::State_HasFocus);
    if (hot || option.state.testFlag(QStyle::State_Selected)) {
        painter->setPen(option.state.testFlag(QStyle::State_HasFocus) ? QPen(accentColour(palette), 1.5) : Qt::NoPen);
        painter->setBrush(palette.color(QPalette::Base));
        painter->drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 6, 6);
    }
    const QRect box = option.rect.adjusted(12, 8, -12, -8);
    const bool missing = index.data(MissingRole).toBool();
    const QFileInfo file(index.data(FileRole).toString());
    const int textWidth = box.width() - kThumbnail - 2 * kGap;
    const int half = box.height() / 2;

    QFont bold = option.font;
    bold.setWeight(QFont::DemiBold);
    painter->setFont(bold);
    painter->setPen(missing ? subtleText(palette) : palette.color(QPalette::WindowText));
    painter->drawText(QRect(box.x(), box.y(), textWidth, half), Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(bold).elidedText(file.completeBaseName(), Qt::ElideRight, textWidth / 2));
    painter->setFont(option.font);
    painter->drawText(QRect(box.x(), box.y(), textWidth, half), Qt::AlignRight | Qt::AlignVCenter, index.data(BestRole).toString());
    painter->setFont(smallFont());
    painter->setPen(subtleText(palette));
    const QString age = index.data(AgeRole).toString();
    const int ageWidth = QFontMetrics(smallFont()).horizontalAdvance(age) + kGap;
    painter->drawText(QRect(box.x(), box.y() + half, textWidth, half), Qt::AlignRight | Qt::AlignVCenter, age);
    painter->drawText(QRect(box.x(), box.y() + half, textWidth - ageWidth, half), Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(smallFont()).elidedText(file.absolutePath(), Qt::ElideMiddle, textWidth - ageWidth));

    const auto front = index.data(FrontRole).value<QVector<QPointF>>();
    if (!front.isEmpty())
        paintFront(*painter, QRectF(box.right() - kThumbnail, box.y(), kThumbnail, box.height()), front, accentColour(palette), hairline(palette));
    painter->restore();
}

} // namespace danas::ui
