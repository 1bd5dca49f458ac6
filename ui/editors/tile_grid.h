// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "space/search_space.h"

#include <QString>
#include <QStringList>

#include <map>
#include <string>
#include <vector>

namespace danas::ui {

/// How data configurations stand in a grid: a column for each resolution or sample rate, a row for each colour or feature.
struct TileGrid {
    struct Cell {
        data::DataConfig config;
        bool possible = true; ///< else no input can be made this way
        bool operator==(const Cell&) const = default;
    };
    std::vector<int> ordinals; ///< one a column
    QStringList rows;          ///< what a row is called
    std::vector<Cell> cells;   ///< row by row
    double aspect = 1;         ///< height of a tile over its width
    bool waves = false;        ///< a row of waveforms above

    [[nodiscard]] int columnCount() const { return static_cast<int>(ordinals.size()); }
    [[nodiscard]] int rowCount() const { return static_cast<int>(rows.size()); }
    [[nodiscard]] const Cell& at(int column, int row) const { return cells[static_cast<std::size_t>(row * columnCount() + column)]; }
    [[nodiscard]] std::vector<data::DataConfig> possible() const;
};

/// Which value of each further parameter the grid shows, by the parameter's name; those without an entry show a middle one.
using TileSlice = std::map<std::string, space::Value>;

/// Pictures: both colours, whether the space has them or not. Sounds: the features of the space in this slice.
[[nodiscard]] TileGrid tileGrid(const space::SearchSpace& space, const TileSlice& slice = {});

/// Parameters of a space of sounds that a slice fixes: all but rate and feature.
[[nodiscard]] bool isSliced(const space::Parameter& parameter);
[[nodiscard]] std::size_t slicedIndex(const space::Parameter& parameter, const TileSlice& slice);

/// A parameter and its values in the words of engineers.
[[nodiscard]] QString parameterWord(const std::string& parameter);                          ///< "mel bands"
[[nodiscard]] QString valueWord(const std::string& parameter, const space::Value& value);   ///< "16 kHz", "MFCC", "Δ ΔΔ"

} // namespace danas::ui
