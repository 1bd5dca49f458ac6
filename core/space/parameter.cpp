// SPDX-License-Identifier: GPL-3.0-or-later
#include "space/parameter.h"

#include "base/error.h"

#include <fmt/format.h>

namespace danas::space {

Parameter Parameter::numbers(std::string name, const std::vector<double>& values, Role role)
{
    return { std::move(name), role, true, { values.begin(), values.end() } };
}

Parameter Parameter::texts(std::string name, const std::vector<std::string>& values, Role role)
{
    return { std::move(name), role, false, { values.begin(), values.end() } };
}

std::vector<double> Parameter::numbers() const
{
    std::vector<double> all;
    for (const Value& value : values)
        all.push_back(std::get<double>(value));
    return all;
}

double number(const Value& value)
{
    return std::get<double>(value);
}

int whole(const Value& value)
{
    return static_cast<int>(std::get<double>(value));
}

Json toJson(const Value& value)
{
    if (const auto* text = std::get_if<std::string>(&value))
        return *text;
    const double number = std::get<double>(value);
    const auto whole = static_cast<std::int64_t>(number);
    return static_cast<double>(whole) == number ? Json(whole) : Json(number);
}

Value valueFromJson(const Json& json, const std::string& where)
{
    if (json.is_string())
        return json.get<std::string>();
    if (json.is_number())
        return json.get<double>();
    throw Error(fmt::format("{}: a value must be a number or a text, not {}.", where, json.dump()));
}

} // namespace danas::space
