// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/sees_delegate.h"

#include "ui/base/theme.h"
#include "ui/views/sees_tab.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace danas::ui {

namespace {

constexpr int kPicture = 112;
constexpr int kPad = 6;
constexpr int kLine = 24;
constexpr int kSoundRow = 184;

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

void SeesDelegate::setPlayTip(const QString& fault, const QString& tip)
{
    m_fault = fault;
    m_tip = tip;
}

QRect SeesDelegate::playButton(const QRect& row)
{
    return { row.left(), row.top() + kPad, kLine, kLine };
}

bool SeesDelegate::editorEvent(QEvent* event, QAbstractItemModel* /*model*/, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    if (event->type() != QEvent::MouseButtonRelease || !index.data(SeenModel::SoundRole).toBool())
        return false;
    if (!playButton(option.rect).contains(static_cast<QMouseEvent*>(event)->pos()))
        return false;
    emit playRequested(index);
    return true;
}

bool SeesDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    if (!index.data(SeenModel::SoundRole).toBool() || !playButton(option.rect).contains(event->pos()))
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QToolTip::showText(event->globalPos(), m_fault.isEmpty() ? m_tip : m_fault, view);
    return true;
}

/// Play button and words in one line, beneath it waveform and features.
void SeesDelegate::paintSound(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const bool wrong = index.data(SeenModel::WrongRole).toBool();
    const bool plays = m_playing == index.data(SeenModel::SampleRole).toInt();
    const QRect button = playButton(option.rect);
    const QColor tint = !m_fault.isEmpty() ? hairline(option.palette) : plays ? accentColour(option.palette) : option.palette.color(QPalette::Text);
    icon(plays ? QStringLiteral("stop") : QStringLiteral("play"), tint).paint(&painter, button.adjusted(2, 2, -2, -2));
    QRect line(button.right() + 8, button.top(), option.rect.right() - button.right() - 8 - kGap, kLine);
    const QString verdict = wrong ? tr("✗ is %1").arg(index.data(SeenModel::TruthRole).toString()) : tr("✓ right");
    QFont font = option.font;
    painter.setFont(font);
    painter.setPen(subtleText(option.palette));
    const QString shown = QFontMetrics(font).elidedText(verdict, Qt::ElideRight, line.width() / 2);
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, shown);
    line.setRight(line.right() - QFontMetrics(font).horizontalAdvance(shown) - kGap);
    font.setBold(wrong);
    painter.setFont(font);
    painter.setPen(option.palette.color(QPalette::Text));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(font).elidedText(index.data(SeenModel::TextRole).toString(), Qt::ElideRight, line.width()));
    const QRect box(option.rect.left(), button.bottom() + 4, option.rect.width() - kGap, option.rect.bottom() - button.bottom() - 4 - kGap);
    if (const auto clip = index.data(SeenModel::ClipRole).value<std::shared_ptr<const ClipLook>>()) {
        paintClip(painter, box, *clip, option.palette);
    } else {
        painter.setPen(subtleText(option.palette));
        painter.drawText(box, Qt::AlignCenter, tr("file is gone"));
    }
}

void SeesDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    if (index.data(SeenModel::SoundRole).toBool()) {
        paintSound(*painter, option, index);
        painter->restore();
        return;
    }
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

QSize SeesDelegate::sizeHint(const QStyleOptionViewItem& /*option*/, const QModelIndex& index) const
{
    if (index.data(SeenModel::SoundRole).toBool())
        return { kPicture, kSoundRow };
    return { kPicture, kPicture + 2 * kPad }; // any width will do
}

} // namespace danas::ui
