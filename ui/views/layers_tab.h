// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/candidate_costs.h"
#include "ui/models/layer_model.h"
#include "ui/views/block_picture.h"

#include <QStyledItemDelegate>
#include <QWidget>

class QTableView;

namespace danas::ui {

/// A faint bar behind a number for its share.
class ShareDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// The layers of the selected candidate: picture, table, totals.
class LayersTab : public QWidget {
    Q_OBJECT
public:
    explicit LayersTab(QWidget* parent = nullptr);

    /// Null: nothing.
    void show(const SharedCosts& costs);
    void selectRow(int row); ///< row = operator of the graph; -1: none

signals:
    void rowSelected(int row); ///< -1: none

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitColumns();

    LayerModel m_model;
    BlockPicture* m_picture;
    QTableView* m_view;
};

} // namespace danas::ui
