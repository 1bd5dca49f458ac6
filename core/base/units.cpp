// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/units.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <span>

namespace danas {
namespace {

constexpr const char* kThinSpace = "\u202f";

/// Three significant digits: 1.23, 12.3, 123; whole numbers below the first prefix stay whole.
std::string threeDigits(double value)
{
    const double magnitude = std::abs(value);
    if (magnitude < 9.995)
        return fmt::format("{:.2f}", value);
    if (magnitude < 99.95)
        return fmt::format("{:.1f}", value);
    return fmt::format("{:.0f}", value);
}

std::string scaled(std::int64_t value, double base, std::span<const char* const> units)
{
    double scaledValue = static_cast<double>(value);
    std::size_t unit = 0;
    // 999.5 would print as 1000: step to the next unit just before that.
    while (unit + 1 < units.size() && std::abs(scaledValue) >= (base == 1024.0 ? 1023.5 : 999.5)) {
        scaledValue /= base;
        ++unit;
    }
    const bool whole = unit == 0 || (scaledValue == std::floor(scaledValue) && std::abs(scaledValue) >= 10.0);
    const std::string number = whole ? fmt::format("{:.0f}", scaledValue) : threeDigits(scaledValue);
    return units[unit][0] == '\0' ? number : number + kThinSpace + units[unit];
}

} // namespace

std::string formatBytes(std::int64_t bytes)
{
    static constexpr std::array units { "B", "KiB", "MiB", "GiB", "TiB" };
    return scaled(bytes, 1024.0, units);
}

std::string formatMacs(std::int64_t macs)
{
    static constexpr std::array units { "MAC", "kMAC", "MMAC", "GMAC", "TMAC" };
    return scaled(macs, 1000.0, units);
}

std::string formatCount(std::int64_t count)
{
    static constexpr std::array units { "", "k", "M", "G", "T" };
    return scaled(count, 1000.0, units);
}

std::string formatFrequency(std::int64_t hertz)
{
    static constexpr std::array units { "Hz", "kHz", "MHz", "GHz" };
    return scaled(hertz, 1000.0, units);
}

std::string formatLatency(double milliseconds)
{
    if (std::abs(milliseconds) < 0.9995)
        return threeDigits(milliseconds * 1e3) + kThinSpace + "µs";
    if (std::abs(milliseconds) < 999.5)
        return threeDigits(milliseconds) + kThinSpace + "ms";
    return threeDigits(milliseconds * 1e-3) + kThinSpace + "s";
}

std::string formatEnergy(double microjoules)
{
    if (std::abs(microjoules) < 999.5)
        return threeDigits(microjoules) + kThinSpace + "µJ";
    if (std::abs(microjoules) < 999.5e3)
        return threeDigits(microjoules * 1e-3) + kThinSpace + "mJ";
    return threeDigits(microjoules * 1e-6) + kThinSpace + "J";
}

std::string formatPercent(double fraction)
{
    const double percent = fraction * 100.0;
    return (std::abs(percent) >= 99.95 ? fmt::format("{:.0f}", percent) : fmt::format("{:.1f}", percent)) + kThinSpace + "%";
}

std::string formatDuration(double seconds)
{
    const auto whole = static_cast<std::int64_t>(std::llround(std::max(0.0, seconds)));
    if (whole < 60)
        return fmt::format("{}{}s", whole, kThinSpace);
    if (whole < 3600)
        return fmt::format("{}{}min {}{}s", whole / 60, kThinSpace, whole % 60, kThinSpace);
    return fmt::format("{}{}h {:02}{}min", whole / 3600, kThinSpace, whole % 3600 / 60, kThinSpace);
}

std::string formatGrouped(std::uint64_t value)
{
    std::string digits = std::to_string(value);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), kThinSpace);
    return digits;
}

} // namespace danas
