// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

namespace danas::data {

/// Reads comma separated values row by row (RFC 4180: quoted fields may hold commas, line breaks and doubled quotes; also
/// lone LF as line end, a UTF-8 byte order mark, and empty lines, which are passed over).
class CsvReader {
public:
    /// @throws Error if the file cannot be opened
    explicit CsvReader(const std::filesystem::path& file);

    /// The next row, or nothing at the end. @throws Error for a quote that is never closed
    [[nodiscard]] std::optional<std::vector<std::string>> next();
    [[nodiscard]] std::int64_t line() const { return m_rowLine; } ///< where the last row began, from 1

private:
    std::string m_name;
    std::ifstream m_stream;
    std::int64_t m_line = 1;
    std::int64_t m_rowLine = 1;
};

} // namespace danas::data
