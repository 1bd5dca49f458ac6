// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/clip_look.h"
#include "ui/editors/tile_grid.h"

#include <QImage>
#include <QWidget>

#include <map>
#include <vector>

namespace danas::ui {

/// Data configurations as a grid of tiles. Each tile shows the same photo or clip exactly as that configuration sees it, enlarged
/// without smoothing; above those of a clip stands its waveform at each sample rate, which a click plays. A click switches a
/// tile, a drag across switches many, arrows and Space do the same. The grid shows what it is told; a gesture only asks.
class DataTiles : public QWidget {
    Q_OBJECT
public:
    explicit DataTiles(QWidget* parent = nullptr);

    /// `all` and `on` may hold more than the grid shows; they go along with what is edited.
    void setConfigs(TileGrid grid, std::vector<data::DataConfig> all, std::vector<data::DataConfig> on);
    /// One picture a configuration; an empty map shows plain tiles.
    void setPictures(std::map<data::DataConfig, QImage> pictures);
    void setWaves(std::map<int, Wave> waves); ///< by ordinal
    /// Which waveform sounds now (its ordinal), and why none can.
    void setPlaying(int ordinal, const QString& fault);
    [[nodiscard]] bool isOn(const data::DataConfig& config) const;
    [[nodiscard]] QRect tile(const data::DataConfig& config) const; ///< where it is, in widget coordinates
    [[nodiscard]] QRect wave(int ordinal) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

signals:
    /// `gesture` is the same for all edits of one drag.
    void edited(const std::vector<danas::data::DataConfig>& on, int gesture);
    void removeOrdinal(int ordinal);
    void playRequested(int ordinal);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Cell {
        int column = -1;
        int row = -1; ///< -1: the waveforms
        [[nodiscard]] bool valid() const { return column >= 0; }
    };
    [[nodiscard]] int roomWidth() const;
    [[nodiscard]] int headerWidth() const;
    [[nodiscard]] int headHeight() const; ///< columns' heads and waveforms
    [[nodiscard]] QSize tileSize(int width) const;
    [[nodiscard]] QRect rectOf(int column, int row) const;
    [[nodiscard]] Cell cellAt(const QPoint& at) const;
    [[nodiscard]] const TileGrid::Cell& at(const Cell& cell) const { return m_grid.at(cell.column, cell.row); }
    void paintTile(QPainter& painter, const Cell& cell) const;
    void paintWaveCell(QPainter& painter, int column) const;
    void paintFocus(QPainter& painter, const Cell& cell) const;
    [[nodiscard]] QString tip(const Cell& cell) const;
    void press(const Cell& cell);
    void ask(const Cell& cell, bool on);

    TileGrid m_grid;
    std::vector<data::DataConfig> m_all, m_on;
    std::map<data::DataConfig, QImage> m_pictures;
    std::map<int, Wave> m_waves;
    int m_roomHeight = 0; ///< that the tiles need in the room they have
    int m_playing = 0; ///< ordinal, 0: none
    QString m_playFault;
    Cell m_focus { 0, 0 };
    bool m_painting = false;
    bool m_paintOn = false;
    int m_gesture = 0;
};

} // namespace danas::ui
