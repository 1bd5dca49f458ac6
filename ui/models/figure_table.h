// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"

#include <QString>
#include <QStringList>

#include <span>

namespace danas::ui {

enum class FigureKind { Text, Bytes, Hertz, Percent, Whole, Number, Flag, Depthwise };

/// One figure of a target's preset (resources/target.schema.json).
struct Figure {
    const char* label;
    const char* pointer; ///< of the value in the JSON
    const char* basis;   ///< of the object with its "source", and "trust" where it has one; empty: the figure needs none
    FigureKind kind;
    bool optional;       ///< its whole group may be absent: not known
};

/// All of them, in the order of reading.
[[nodiscard]] std::span<const Figure> figures();

/// The value as people read it; "not known" where its group is absent.
[[nodiscard]] QString figureText(const Figure& figure, const Json& target);
/// The value as it is typed.
[[nodiscard]] QString figureEntry(const Figure& figure, const Json& target);
/// The texts that it may have; empty: anything.
[[nodiscard]] QStringList figureChoices(FigureKind kind);
/// `target` with the figure as typed: a group that was absent begins with it (estimated, source "entered by hand"), and an empty
/// text makes an optional group absent again. @throws Error saying what may be written
[[nodiscard]] Json withFigure(Json target, const Figure& figure, const QString& text);

} // namespace danas::ui
