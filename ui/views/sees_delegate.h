// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace danas::ui {

/// One row of SeesTab: original, as seen (pixels kept square and sharp), prediction and truth; of a sound its play button,
/// waveform and features with axes.
class SeesDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option, const QModelIndex& index) override;

    void setPlaying(int sample) { m_playing = sample; } ///< -1: none
    /// Why nothing can be played, or what playing does.
    void setPlayTip(const QString& fault, const QString& tip);
    [[nodiscard]] static QRect playButton(const QRect& row); ///< in a row that is there

signals:
    void playRequested(const QModelIndex& index);

protected:
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option, const QModelIndex& index) override;

private:
    void paintSound(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;

    int m_playing = -1;
    QString m_fault, m_tip;
};

} // namespace danas::ui
