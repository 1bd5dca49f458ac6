// SPDX-License-Identifier: GPL-3.0-or-later
#include "text_table.h"

#include <algorithm>

namespace danas::app {

std::size_t textWidth(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

TextTable::TextTable(std::vector<std::string> header)
{
    for (std::string& name : header) {
        m_right.push_back(name.starts_with('>'));
        if (m_right.back())
            name.erase(0, 1);
    }
    m_rows.push_back(std::move(header));
}

void TextTable::add(std::vector<std::string> row)
{
    row.resize(m_right.size());
    m_rows.push_back(std::move(row));
}

std::string TextTable::text() const
{
    std::vector<std::size_t> widths(m_right.size());
    for (const auto& row : m_rows) {
        for (std::size_t column = 0; column < row.size(); ++column)
            widths[column] = std::max(widths[column], textWidth(row[column]));
    }
    std::string text;
    for (const auto& row : m_rows) {
        std::string line;
        for (std::size_t column = 0; column < row.size(); ++column) {
            const std::string space(widths[column] - textWidth(row[column]), ' ');
            line += (column == 0 ? "" : "  ") + (m_right[column] ? space + row[column] : row[column] + space);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    }
    return text;
}

} // namespace danas::app
