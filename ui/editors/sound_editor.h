// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/dataset.h"
#include "ui/editors/tile_grid.h"

#include <QWidget>

#include <map>
#include <string>

class QComboBox;
class QGridLayout;
class QHBoxLayout;
class QLabel;

namespace danas::ui {

class ValueChips;

/// The data parameters of a space of sounds as rows of chips, and which slice of them the tiles below show.
class SoundEditor : public QWidget {
    Q_OBJECT
public:
    explicit SoundEditor(QWidget* parent = nullptr);

    /// Rates above the dataset's own and clips longer than its longest are not offered; null: no dataset.
    void setSpace(const space::SearchSpace& space, const data::Dataset* dataset);
    [[nodiscard]] const TileSlice& slice() const { return m_slice; }

signals:
    void edited(const std::string& parameter, const std::vector<danas::space::Value>& values);
    void sliceChanged();

private:
    struct Row {
        QLabel* label = nullptr;
        ValueChips* chips = nullptr;
    };
    void addParameter(QHBoxLayout* line, const std::string& parameter, bool first);
    void showSlices(const space::SearchSpace& space);

    std::map<std::string, Row> m_rows;
    TileSlice m_slice;
    QWidget* m_sliceRow;
    std::map<std::string, QComboBox*> m_sliceBoxes;
};

} // namespace danas::ui
