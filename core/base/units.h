// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace danas {

/// Numbers as people read them: 3 significant digits, a thin space (U+202F, narrow and not breaking) before the unit.
/// The command line and the window both use these, so a figure looks the same everywhere.

/// "96 KiB", "1.20 MiB", "512 B". Binary prefixes.
[[nodiscard]] std::string formatBytes(std::int64_t bytes);
/// "1.20 MMAC", "9.00 kMAC". Decimal prefixes.
[[nodiscard]] std::string formatMacs(std::int64_t macs);
/// "1.20 M", "9.00 k": a bare count with decimal prefix.
[[nodiscard]] std::string formatCount(std::int64_t count);
/// "64 MHz", "62.5 MHz". Decimal prefixes.
[[nodiscard]] std::string formatFrequency(std::int64_t hertz);
/// 12.34 -> "12.3 ms", 0.25 -> "250 µs", 1234 -> "1.23 s".
[[nodiscard]] std::string formatLatency(double milliseconds);
/// 12.34 -> "12.3 µJ", 1234 -> "1.23 mJ".
[[nodiscard]] std::string formatEnergy(double microjoules);
/// 0.614 -> "61.4 %".
[[nodiscard]] std::string formatPercent(double fraction);
/// "42 s", "3 min 10 s", "2 h 05 min".
[[nodiscard]] std::string formatDuration(double seconds);
/// 37520 -> "37 520", grouped by narrow spaces: the full value, for tooltips and space sizes.
[[nodiscard]] std::string formatGrouped(std::uint64_t value);

} // namespace danas
