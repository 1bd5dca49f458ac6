// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QStyledItemDelegate>
#include <QVector>

namespace danas::ui {

/// A recent project: name and folder, best result and age, and its front as a thumbnail.
class RecentDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    enum Role { FileRole = Qt::UserRole, BestRole, AgeRole, FrontRole /*QVector<QPointF>: RAM, accuracy*/, MissingRole };
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace danas::ui
