// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/quantity.h"

#include "base/units.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdint>
#include <span>
#include <locale>
#include <sstream>
#include <utility>

namespace danas {
namespace {

using Units = std::span<const std::pair<std::string_view, double>>;
using Unit = std::pair<std::string_view, double>;

constexpr double kKibi = 1024.0;
// In lower case: nobody means millibytes.
constexpr std::array kBytes { Unit { "", 1.0 }, Unit { "b", 1.0 }, Unit { "k", kKibi }, Unit { "kib", kKibi }, Unit { "kb", 1e3 },
    Unit { "m", kKibi * kKibi }, Unit { "mib", kKibi * kKibi }, Unit { "mb", 1e6 }, Unit { "g", kKibi * kKibi * kKibi },
    Unit { "gib", kKibi * kKibi * kKibi }, Unit { "gb", 1e9 } };
constexpr std::array kMacs { Unit { "", 1.0 }, Unit { "mac", 1.0 }, Unit { "macs", 1.0 }, Unit { "k", 1e3 }, Unit { "kmac", 1e3 },
    Unit { "kmacs", 1e3 }, Unit { "m", 1e6 }, Unit { "mmac", 1e6 }, Unit { "mmacs", 1e6 }, Unit { "g", 1e9 }, Unit { "gmac", 1e9 },
    Unit { "gmacs", 1e9 } };
constexpr std::array kMilliseconds { Unit { "", 1.0 }, Unit { "ms", 1.0 }, Unit { "us", 1e-3 }, Unit { "s", 1e3 } };
constexpr std::array kMicrojoules { Unit { "", 1.0 }, Unit { "uJ", 1.0 }, Unit { "uj", 1.0 }, Unit { "nJ", 1e-3 }, Unit { "nj", 1e-3 },
    Unit { "mJ", 1e3 }, Unit { "mj", 1e3 }, Unit { "J", 1e6 }, Unit { "j", 1e6 } };
constexpr std::array kHertz { Unit { "", 1.0 }, Unit { "hz", 1.0 }, Unit { "khz", 1e3 }, Unit { "mhz", 1e6 }, Unit { "ghz", 1e9 } };

Units unitsOf(Quantity kind)
{
    switch (kind) {
    case Quantity::Bytes:
        return kBytes;
    case Quantity::Macs:
        return kMacs;
    case Quantity::Milliseconds:
        return kMilliseconds;
    case Quantity::Microjoules:
        return kMicrojoules;
    case Quantity::Hertz:
        return kHertz;
    }
    return {};
}

/// Without spaces of any kind, "µ" (both of Unicode's) as "u", and lower case where case says nothing.
std::string plain(std::string_view text, bool lower)
{
    std::string result(text);
    for (const auto& [written, meant] : { std::pair<std::string_view, std::string_view> { "\u202f", "" }, { "\u00a0", "" }, { "\u2009", "" },
             { "\u00b5", "u" }, { "\u03bc", "u" } }) {
        for (auto at = result.find(written); at != std::string::npos; at = result.find(written, at))
            result.replace(at, written.size(), meant);
    }
    std::erase_if(result, [](unsigned char c) { return std::isspace(c) != 0; });
    if (lower)
        std::transform(result.begin(), result.end(), result.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

/// The number in front, and where it ends; nothing unless it is digits with at most one point or comma between digits.
std::optional<std::pair<double, std::size_t>> numberOf(std::string text)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    std::size_t end = 0;
    std::size_t points = 0;
    for (; end < text.size() && (isDigit(text[end]) || text[end] == '.' || text[end] == ','); ++end) {
        if (!isDigit(text[end])) {
            text[end] = '.';
            ++points;
        }
    }
    if (end == 0 || end > 24 || points > 1 || !isDigit(text[0]) || !isDigit(text[end - 1]))
        return std::nullopt;
    std::istringstream stream(text.substr(0, end));
    stream.imbue(std::locale::classic()); // std::stod would follow the locale of the desktop
    double value = 0.0;
    stream >> value;
    return std::pair(value, end);
}

} // namespace

std::optional<double> parseQuantity(std::string_view text, Quantity kind)
{
    const std::string written = plain(text, kind != Quantity::Microjoules);
    const auto number = numberOf(written);
    if (!number)
        return std::nullopt;
    const Units units = unitsOf(kind);
    const auto unit = std::find_if(units.begin(), units.end(), [&](const Unit& known) { return written.substr(number->second) == known.first; });
    if (unit == units.end())
        return std::nullopt;
    const bool whole = kind == Quantity::Bytes || kind == Quantity::Macs || kind == Quantity::Hertz;
    const double value = whole ? std::round(number->first * unit->second) : number->first * unit->second;
    return value > 0.0 && value <= 1e15 ? std::optional(value) : std::nullopt;
}

std::string formatQuantity(double value, Quantity kind)
{
    switch (kind) {
    case Quantity::Bytes:
        return formatBytes(std::llround(value));
    case Quantity::Macs:
        return formatMacs(std::llround(value));
    case Quantity::Milliseconds:
        return formatLatency(value);
    case Quantity::Microjoules:
        return formatEnergy(value);
    case Quantity::Hertz:
        return formatFrequency(std::llround(value));
    }
    return {};
}

std::string_view quantityForm(Quantity kind)
{
    switch (kind) {
    case Quantity::Bytes:
        return "a number with B, kB, KiB, MB or MiB, such as 128 KiB";
    case Quantity::Macs:
        return "a number with k, M or G, such as 20M";
    case Quantity::Milliseconds:
        return "a number with µs, ms or s, such as 25 ms";
    case Quantity::Microjoules:
        return "a number with µJ or mJ, such as 300 µJ";
    case Quantity::Hertz:
        return "a number with kHz or MHz, such as 64 MHz";
    }
    return {};
}

} // namespace danas
