// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/latest_job.h"
#include "ui/models/layer_model.h"
#include "ui/models/run_model.h"

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
    explicit LayersTab(RunModel& run, QWidget* parent = nullptr);

    void showCandidate(int id);

private:
    RunModel& m_run;
    LayerModel m_model;
    BlockPicture* m_picture;
    QTableView* m_view;
    LatestJob m_loader; ///< last member: joins before the rest dies
};

} // namespace danas::ui
