// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cost/cost.h"

#include <QWidget>

#include <vector>

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

} // namespace danas::ui
