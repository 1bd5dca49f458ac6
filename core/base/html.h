// SPDX-License-Identifier: GPL-3.0-or-later
// Pieces of a report: one page that needs no other file, readable in light, dark and print.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace danas {

/// Text as it may stand in HTML, SVG and their attributes. Control characters, which XML forbids, become spaces.
[[nodiscard]] std::string escaped(std::string_view text);

/// Cells are HTML already. The first column of a table is set left, the others right.
[[nodiscard]] std::string htmlRow(const std::vector<std::string>& cells, std::string_view tag = "td");
[[nodiscard]] std::string htmlTable(const std::vector<std::string>& header, const std::string& rows);
[[nodiscard]] std::string htmlFigure(std::string_view caption, const std::string& svg);

/// The whole document. Its style knows the classes verdict, mind, stop, plots, key, left (a
/// table of text) and heat (a cell shaded by its --share).
[[nodiscard]] std::string htmlPage(std::string_view title, const std::string& body);

} // namespace danas
