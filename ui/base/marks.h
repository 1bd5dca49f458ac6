// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPixmap>
#include <QString>
#include <Qt>

#include <cstddef>
#include <cstdint>

class QPainter;
class QPointF;

namespace danas::ui {

/// Shape of a point.
enum class Mark : std::uint8_t { Circle, Diamond, Square, Triangle };
/// Paints it with the painter's pen and brush; all are of about a circle's area.
void paintMark(QPainter& painter, const QPointF& centre, Mark mark, double radius);

/// How an arm of a comparison looks everywhere: a letter, a colour of Okabe and Ito's set, a dash and a shape, so that it can be
/// told without colour.
[[nodiscard]] QString armLetter(std::size_t arm); ///< "A", "B", ...
[[nodiscard]] QColor armTone(std::size_t arm);
[[nodiscard]] Qt::PenStyle armDash(std::size_t arm);
[[nodiscard]] Mark armMark(std::size_t arm);
/// A piece of the arm's line with its mark, for legends.
[[nodiscard]] QPixmap armSample(std::size_t arm, double ratio);

} // namespace danas::ui
