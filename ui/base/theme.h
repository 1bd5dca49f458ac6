// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/data_config.h"

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QPalette>
#include <QString>

class QAbstractButton;
class QAction;
class QApplication;
class QPushButton;
class QWidget;

namespace danas::ui {

/// The 8 px grid of SCREENS.md.
inline constexpr int kGap = 12;      ///< between related things
inline constexpr int kGroupGap = 24; ///< between groups
inline constexpr int kMargin = 16;   ///< of a page

enum class ThemeMode { System, Light, Dark };
/// Sets Fusion with our palette; may be called again at any time (widgets get PaletteChange).
void applyTheme(QApplication& app, ThemeMode mode);
[[nodiscard]] bool isDark(const QPalette& palette);

[[nodiscard]] QColor accentColour(const QPalette& palette);  ///< the front, selection, primary buttons
[[nodiscard]] QColor subtleText(const QPalette& palette);    ///< secondary text, still readable (contrast >= 4.5)
[[nodiscard]] QColor hairline(const QPalette& palette);      ///< separators, grid lines
[[nodiscard]] QColor errorColour(const QPalette& palette);   ///< errors only

/// Colour of a data configuration: a perceptually even ramp (viridis-like), `position` 0 = lowest (blue) .. 1 = highest
/// (yellow), adjusted so that it stays readable on light and on dark ground.
[[nodiscard]] QColor dataRamp(double position, const QPalette& palette);
/// The same for a configuration between the smallest and the largest ordinal of the space (log scale).
[[nodiscard]] QColor dataColour(const data::DataConfig& config, int smallest, int largest, const QPalette& palette);
[[nodiscard]] QColor ordinalColour(int ordinal, int smallest, int largest, const QPalette& palette);

[[nodiscard]] QFont smallFont();     ///< 9 pt
[[nodiscard]] QFont headingFont();   ///< 13 pt
[[nodiscard]] QFont pageTitleFont(); ///< 18 pt
[[nodiscard]] QFont numberFont();    ///< body size, tabular figures

/// A line icon of resources/icons by name ("data", "space", "budget", "run", "play", ...), 20 px, tinted by the palette.
[[nodiscard]] QIcon icon(const QString& name, const QPalette& palette);
[[nodiscard]] QIcon icon(const QString& name, const QColor& colour);
/// Gives a button its icon and remembers the name, so that `retintIcons` can draw it anew after a change of palette.
void setIcon(QAbstractButton* button, const QString& name);
void setIcon(QAction* action, const QString& name, const QPalette& palette);
/// All icons below `root` that were given by `setIcon`. The main window calls it on a change of palette.
void retintIcons(QWidget* root);

/// The one button of a page that stands out, in the accent colour.
void makePrimary(QPushButton* button);

/// WCAG 2.1 contrast ratio of two opaque colours, 1 .. 21.
[[nodiscard]] double contrastRatio(const QColor& a, const QColor& b);

} // namespace danas::ui
