// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/sees_delegate.h"

#include "ui/base/theme.h"
#include "ui/views/sees_tab.h"

#include <QPainter>

namespace danas::ui {

namespace {

constexpr int kPicture = 112;
constexpr int kPad = 6;

/// Into the square, aspect kept; enlarged pixels stay pixels, reduced ones are averaged.
void drawPicture(QPainter& painter, const QRect& square, const QImage& image, bool sharp)
{
    if (image.isNull())
        return;
    const QSize size = image.size().scaled(square.size(), Qt::KeepAspectRatio);
    QRect target(QPoint(0, 0), size);
    target.moveCenter(square.center());
    painter.setRenderHint(QPainter::SmoothPixmapTransform, !sharp);
    painter.drawImage(target, image);
}

} // namespace

void SeesDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    const int side = std::min(kPicture, (option.rect.width() - 2 * kPad - 100) / 2);
    QRect square(option.rect.left(), option.rect.top() + kPad, side, side);
    drawPicture(*painter, square, index.data(SeenModel::OriginalRole).value<QImage>(), false);
    square.translate(side + kPad, 0);
    drawPicture(*painter, square, index.data(SeenModel::SeenRole).value<QImage>(), true);

    const bool wrong = index.data(SeenModel::WrongRole).toBool();
    QRect text(square.right() + kGap, square.top(), option.rect.right() - square.right() - kGap, side);
    painter->setFont(option.font);
    const QFontMetrics metrics(option.font);
    const auto line = [&](const QString& words, const QColor& colour, bool bold) {
        QFont font = option.font;
        font.setBold(bold);
        painter->setFont(font);
        painter->setPen(colour);
        const QFontMetrics width(font);
        const auto put = [&](const QString& part) {
            painter->drawText(text, Qt::AlignLeft | Qt::AlignTop, width.elidedText(part, Qt::ElideRight, text.width()));
            text.setTop(text.top() + metrics.height() + 4);
        };
        const qsizetype gap = words.lastIndexOf(QLatin1Char(' ')); // a long class name leaves its number a line of its own
        if (width.horizontalAdvance(words) <= text.width() || gap < 0)
            return put(words);
        put(words.left(gap));
        put(words.mid(gap + 1));
    };
    line(index.data(SeenModel::TextRole).toString(), option.palette.color(QPalette::Text), wrong);
    line(wrong ? tr("✗ is %1").arg(index.data(SeenModel::TruthRole).toString()) : tr("✓ right"), subtleText(option.palette), false);
    if (index.data(SeenModel::SeenRole).value<QImage>().isNull())
        line(tr("file is gone"), subtleText(option.palette), false);
    painter->restore();
}

QSize SeesDelegate::sizeHint(const QStyleOptionViewItem& /*option*/, const QModelIndex& /*index*/) const
{
    return { kPicture, kPicture + 2 * kPad }; // any width will do
}

} // namespace danas::ui
