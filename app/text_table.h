// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace danas::app {

/// Columns of text, aligned by characters (not bytes) for a terminal.
class TextTable {
public:
    /// A header that begins with '>' aligns its column to the right.
    explicit TextTable(std::vector<std::string> header);
    void add(std::vector<std::string> row);
    [[nodiscard]] std::string text() const;

private:
    std::vector<bool> m_right;
    std::vector<std::vector<std::string>> m_rows; ///< the header first
};

/// Characters of UTF-8 text; all that DANAS prints is one column wide.
[[nodiscard]] std::size_t textWidth(std::string_view text);

} // namespace danas::app
