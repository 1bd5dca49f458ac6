// SPDX-License-Identifier: GPL-3.0-or-later
#include "quantity.h"

#include "base/error.h"

#include <fmt/format.h>

#include <cmath>
#include <regex>
#include <span>
#include <string_view>
#include <utility>

namespace danas::app {
namespace {

using Units = std::span<const std::pair<std::string_view, double>>;

constexpr std::pair<std::string_view, double> kByteUnits[] { { "", 1.0 }, { "B", 1.0 }, { "kB", 1e3 }, { "KB", 1e3 }, { "MB", 1e6 },
    { "KiB", 1024.0 }, { "kiB", 1024.0 }, { "MiB", 1024.0 * 1024.0 } };
constexpr std::pair<std::string_view, double> kMacUnits[] { { "", 1.0 }, { "MAC", 1.0 }, { "k", 1e3 }, { "kMAC", 1e3 }, { "M", 1e6 },
    { "MMAC", 1e6 }, { "G", 1e9 }, { "GMAC", 1e9 } };

std::int64_t parseQuantity(const std::string& text, Units units, const std::string& complaint)
{
    static const std::regex form(R"(\s*([0-9]{1,15}(?:\.[0-9]{1,9})?)\s*([A-Za-z]*)\s*)");
    std::smatch match;
    if (std::regex_match(text, match, form)) {
        for (const auto& [unit, factor] : units) {
            const double value = std::round(std::stod(match[1].str()) * factor);
            if (match[2].str() == unit && value >= 1.0 && value < 1e15)
                return static_cast<std::int64_t>(value);
        }
    }
    throw Error(complaint);
}

} // namespace

std::int64_t parseBytes(const std::string& text, const std::string& option)
{
    return parseQuantity(text, kByteUnits, fmt::format("{}: \"{}\" is not a size: write a number with B, kB, KiB, MB or MiB, such as 128KiB.", option, text));
}

std::int64_t parseMacs(const std::string& text, const std::string& option)
{
    return parseQuantity(text, kMacUnits, fmt::format("{}: \"{}\" is not a number of multiply-accumulates: write a number with k, M or G, such as 20M.", option, text));
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
