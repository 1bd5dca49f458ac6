// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QLabel;
class QVBoxLayout;
class QWidget;

namespace danas::ui {

/// A label in the size of headings.
[[nodiscard]] QLabel* heading(const QString& text, QWidget* parent);

/// A bold label over a group within a page, panel or dialog.
[[nodiscard]] QLabel* groupHeading(const QString& text, QWidget* parent);

/// Arranges a page: a message bar above, what scrolls in the middle, a foot that stays in sight.
/// Returns the layout of the scrolled part, with the page's margins.
QVBoxLayout* arrangePage(QWidget& page, QWidget* message, QWidget* foot);

} // namespace danas::ui
