// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>

namespace danas {

using Json = nlohmann::json;

/// Reads a JSON document from a file. @throws Error naming the file, and the line of a syntax error.
[[nodiscard]] Json readJsonFile(const std::filesystem::path& path);
/// Parses JSON text; `what` names its origin in the error. @throws Error
[[nodiscard]] Json parseJson(std::string_view text, const std::string& what);
/// Writes through a temporary file and a rename, so a reader never sees half a document. @throws Error
void writeJsonFile(const std::filesystem::path& path, const Json& document);

/// A checked view of a JSON object: every accessor throws an Error that names the document and the field, unknown fields
/// are refused by `allowOnly`, and nothing is replaced by a default unless the caller names one.
class JsonObject {
public:
    /// @throws Error if `value` is not an object. `where` is how messages name it, e.g. "spec.json: budget".
    JsonObject(const Json& value, std::string where);

    void allowOnly(std::initializer_list<std::string_view> names) const;
    [[nodiscard]] bool has(std::string_view name) const;
    [[nodiscard]] const Json& require(std::string_view name) const;
    [[nodiscard]] JsonObject object(std::string_view name) const;
    [[nodiscard]] std::string text(std::string_view name) const;
    [[nodiscard]] std::string text(std::string_view name, std::string fallback) const;
    [[nodiscard]] bool flag(std::string_view name, bool fallback) const;
    [[nodiscard]] std::int64_t integer(std::string_view name, std::int64_t least, std::int64_t most) const;
    [[nodiscard]] std::int64_t integer(std::string_view name, std::int64_t least, std::int64_t most, std::int64_t fallback) const;
    [[nodiscard]] double number(std::string_view name, double least, double most) const;
    [[nodiscard]] double number(std::string_view name, double least, double most, double fallback) const;
    [[nodiscard]] const std::string& where() const { return m_where; }
    [[nodiscard]] const Json& json() const { return m_value; }

private:
    const Json& m_value;
    std::string m_where;
};

} // namespace danas
