// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json.h"

#include "base/error.h"
#include "base/text_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>
#include <system_error>

namespace danas {

Json parseJson(std::string_view text, const std::string& what)
{
    try {
        return Json::parse(text);
    } catch (const Json::parse_error& error) {
        const auto upTo = std::min<std::size_t>(error.byte, text.size());
        const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(upTo), '\n');
        throw Error(fmt::format("{} is not valid JSON: look at line {} and mend it.", what, line));
    }
}

Json readJsonFile(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (!file || std::filesystem::is_directory(path) || !(text << file.rdbuf()))
        throw Error(fmt::format("{} cannot be read: check that the file exists and that you may read it.", path.string()));
    return parseJson(text.str(), path.string());
}

void writeJsonFile(const std::filesystem::path& path, const Json& document)
{
    writeTextFile(path, document.dump(2) + '\n');
}

JsonObject::JsonObject(const Json& value, std::string where)
    : m_value(value)
    , m_where(std::move(where))
{
    if (!value.is_object())
        throw Error(fmt::format("{} must be a JSON object.", m_where));
}

void JsonObject::allowOnly(std::initializer_list<std::string_view> names) const
{
    for (const auto& [name, unused] : m_value.items()) {
        if (std::find(names.begin(), names.end(), name) == names.end())
            throw Error(fmt::format("{}: unknown field \"{}\"; known are {}.", m_where, name, fmt::join(names, ", ")));
    }
}

bool JsonObject::has(std::string_view name) const
{
    return m_value.contains(std::string(name));
}

const Json& JsonObject::require(std::string_view name) const
{
    const auto found = m_value.find(std::string(name));
    if (found == m_value.end())
        throw Error(fmt::format("{}: the field \"{}\" is missing.", m_where, name));
    return *found;
}

JsonObject JsonObject::object(std::string_view name) const
{
    return { require(name), fmt::format("{}: {}", m_where, name) };
}

std::string JsonObject::text(std::string_view name) const
{
    const Json& value = require(name);
    if (!value.is_string())
        throw Error(fmt::format("{}: \"{}\" must be a text.", m_where, name));
    return value.get<std::string>();
}

std::string JsonObject::text(std::string_view name, std::string fallback) const
{
    return has(name) ? text(name) : std::move(fallback);
}

bool JsonObject::flag(std::string_view name, bool fallback) const
{
    if (!has(name))
        return fallback;
    if (!require(name).is_boolean())
        throw Error(fmt::format("{}: \"{}\" must be true or false.", m_where, name));
    return require(name).get<bool>();
}

std::int64_t JsonObject::integer(std::string_view name, std::int64_t least, std::int64_t most) const
{
    const Json& value = require(name);
    const bool fits = value.is_number_integer()
        && !(value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX));
    if (!fits || value.get<std::int64_t>() < least || value.get<std::int64_t>() > most)
        throw Error(fmt::format("{}: \"{}\" must be a whole number from {} to {}, not {}.", m_where, name, least, most, value.dump()));
    return value.get<std::int64_t>();
}

std::int64_t JsonObject::integer(std::string_view name, std::int64_t least, std::int64_t most, std::int64_t fallback) const
{
    return has(name) ? integer(name, least, most) : fallback;
}

double JsonObject::number(std::string_view name, double least, double most) const
{
    const Json& value = require(name);
    if (!value.is_number() || !std::isfinite(value.get<double>()) || value.get<double>() < least || value.get<double>() > most)
        throw Error(fmt::format("{}: \"{}\" must be a number from {} to {}, not {}.", m_where, name, least, most, value.dump()));
    return value.get<double>();
}

double JsonObject::number(std::string_view name, double least, double most, double fallback) const
{
    return has(name) ? number(name, least, most) : fallback;
}

} // namespace danas
