// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/wave_delegate.h"

#include "ui/base/theme.h"
#include "ui/models/sample_list_model.h"

#include <QPainter>

namespace danas::ui {

void WaveDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    static_cast<void>(index.data(Qt::DecorationRole)); // asks for the thumbnail
    const bool current = (option.state & (QStyle::State_HasFocus | QStyle::State_Selected)) != 0;
    const QRect tile(option.rect.topLeft() + QPoint((option.rect.width() - kTile.width()) / 2, 0), kTile);
    const int foot = QFontMetrics(smallFont()).height() + 4;
    painter->save();
    painter->setPen(current ? QPen(accentColour(option.palette), 2) : QPen(Qt::NoPen));
    painter->setBrush(option.palette.color(QPalette::Base));
    painter->drawRect(tile.adjusted(1, 1, -1, -1));
    paintWave(*painter, QRectF(tile).adjusted(6, 6, -6, -foot - 2), index.data(SampleListModel::WaveRole).value<Wave>(), option.palette.color(QPalette::WindowText));
    painter->setFont(smallFont());
    painter->setPen(subtleText(option.palette));
    painter->drawText(tile.adjusted(6, 0, -6, -3), Qt::AlignLeft | Qt::AlignBottom, index.data(SampleListModel::FactsRole).toString());
    painter->restore();
}

} // namespace danas::ui
