// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/csv.h"

#include "base/error.h"
#include "data/paths.h"

#include <fmt/format.h>

#include <utility>

namespace danas::data {

CsvReader::CsvReader(const std::filesystem::path& file)
    : m_name(displayName(file))
    , m_stream(file, std::ios::binary)
{
    if (!m_stream)
        throw Error(fmt::format("\"{}\" cannot be opened: check its permissions.", m_name));
    for (const char mark : { '\xEF', '\xBB', '\xBF' }) {
        if (m_stream.peek() != std::char_traits<char>::to_int_type(mark))
            break;
        m_stream.get();
    }
    m_stream.clear();
}

std::optional<std::vector<std::string>> CsvReader::next()
{
    std::vector<std::string> row;
    std::string field;
    bool quoted = false;
    bool any = false; // something on this line, be it an empty quoted field
    m_rowLine = m_line;
    for (char c = 0; m_stream.get(c);) {
        if (c == '\n')
            ++m_line;
        if (quoted) {
            if (c != '"')
                field += c;
            else if (m_stream.peek() == '"')
                field += static_cast<char>(m_stream.get());
            else
                quoted = false;
        } else if (c == '"' && field.empty()) {
            quoted = any = true;
        } else if (c == ',') {
            row.push_back(std::exchange(field, {}));
            any = true;
        } else if (c == '\n') {
            if (any) {
                row.push_back(field);
                return row;
            }
            m_rowLine = m_line;
        } else if (c != '\r') {
            field += c;
            any = true;
        }
    }
    if (quoted)
        throw Error(fmt::format("\"{}\", line {}: a quote is opened and never closed; mend the file.", m_name, m_rowLine));
    if (!any)
        return std::nullopt;
    row.push_back(field);
    return row;
}

} // namespace danas::data
