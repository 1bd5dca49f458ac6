// SPDX-License-Identifier: GPL-3.0-or-later
#include "quantity.h"

#include "base/error.h"
#include "base/quantity.h"

#include <fmt/format.h>

#include <regex>

namespace danas::app {
namespace {

std::int64_t parsed(const std::string& text, Quantity kind, const std::string& option, const char* what)
{
    if (const auto value = parseQuantity(text, kind))
        return static_cast<std::int64_t>(*value);
    throw Error(fmt::format("{}: \"{}\" is not {}: write {}.", option, text, what, quantityForm(kind)));
}

} // namespace

std::int64_t parseBytes(const std::string& text, const std::string& option)
{
    return parsed(text, Quantity::Bytes, option, "a size");
}

std::int64_t parseMacs(const std::string& text, const std::string& option)
{
    return parsed(text, Quantity::Macs, option, "a number of multiply-accumulates");
}

data::Shape parseShape(const std::string& text, const std::string& option)
{
    static const std::regex form("([0-9]{1,5})x([0-9]{1,5})x([0-9]{1,3})");
    std::smatch match;
    if (std::regex_match(text, match, form)) {
        const data::Shape shape { std::stoi(match[3].str()), std::stoi(match[1].str()), std::stoi(match[2].str()) };
        if (shape.channels > 0 && shape.height > 0 && shape.width > 0)
            return shape;
    }
    throw Error(fmt::format("{}: \"{}\" is not HEIGHTxWIDTHxCHANNELS, such as 96x96x3.", option, text));
}

} // namespace danas::app
