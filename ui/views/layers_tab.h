// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/candidate_costs.h"
#include "ui/models/layer_model.h"

#include <QStyledItemDelegate>
#include <QWidget>

class QTableView;

namespace danas::ui {

/// The network as a row of blocks, as tall as their outputs are, residuals as arrows above. A click leads to the layer's row.
class BlockPicture : public QWidget {
    Q_OBJECT
public:
    explicit BlockPicture(QWidget* parent = nullptr);

    void setLayers(const std::vector<cost::Layer>& layers);
    void setCurrentRow(int row);
    [[nodiscard]] QSize sizeHint() const override { return { 320, 76 }; }
    [[nodiscard]] QSize minimumSizeHint() const override { return { 200, 76 }; }

signals:
    void rowClicked(int row);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] QRectF blockRect(std::size_t row) const;
    [[nodiscard]] int rowAt(double x) const;

    std::vector<cost::Layer> m_layers;
    int m_current = -1;
};

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

private:
    LayerModel m_model;
    BlockPicture* m_picture;
    QTableView* m_view;
};

} // namespace danas::ui
