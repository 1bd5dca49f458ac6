// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/data_config.h"

#include <QImage>
#include <QWidget>

#include <map>
#include <vector>

namespace danas::ui {

/// Data configurations as a grid of tiles, colour by row and resolution by column. Each tile shows the same photo exactly
/// as that configuration sees it, enlarged without smoothing. A click switches a tile, a drag across switches many, arrows
/// and Space do the same. The grid shows what it is told; a gesture only asks.
class DataTiles : public QWidget {
    Q_OBJECT
public:
    explicit DataTiles(QWidget* parent = nullptr);

    void setConfigs(std::vector<int> resolutions, std::vector<data::DataConfig> on);
    /// One picture a configuration; an empty map shows plain tiles.
    void setPictures(std::map<data::DataConfig, QImage> pictures);
    [[nodiscard]] bool isOn(const data::DataConfig& config) const;
    [[nodiscard]] QRect tile(const data::DataConfig& config) const; ///< where it is, in widget coordinates

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

signals:
    /// `gesture` is the same for all edits of one drag.
    void edited(const std::vector<danas::data::DataConfig>& on, int gesture);
    void removeResolution(int resolution);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Cell {
        int column = -1;
        int row = -1;
    };
    [[nodiscard]] int side(int width) const;
    [[nodiscard]] QRect rectOf(int column, int row) const;
    [[nodiscard]] Cell cellAt(const QPoint& at) const;
    [[nodiscard]] data::DataConfig configAt(const Cell& cell) const;
    void paintTile(QPainter& painter, const Cell& cell) const;
    void ask(const data::DataConfig& config, bool on);

    std::vector<int> m_resolutions;
    std::vector<data::DataConfig> m_on;
    std::map<data::DataConfig, QImage> m_pictures;
    Cell m_focus { 0, 0 };
    bool m_painting = false;
    bool m_paintOn = false;
    int m_gesture = 0;
};

} // namespace danas::ui
