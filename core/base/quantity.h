// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace danas {

/// What a number that a person writes counts; the value is in this unit.
enum class Quantity { Bytes, Macs, Milliseconds, Microjoules, Hertz };

/// Reads a number with its unit, the one way in every place where people write one:
///   bytes         "128KiB" "128k" (k, M and G alone are binary, as in linker scripts) "256kB" (1000 B) "4096"
///   MACs          "20M" "1.5 MMAC" "900k" "5000000"
///   milliseconds  "25 ms" "250 µs" "250us" "1.2 s" "25"
///   microjoules   "300 µJ" "300uJ" "1.2 mJ" "50 nJ" "300"
///   hertz         "64 MHz" "32768"
/// Spaces (also thin ones) and the case of words do not matter, but for the m of mJ and MJ; a comma may be the decimal point. Bytes, MACs
/// and hertz are rounded to whole numbers. Nothing for what is none, is not above zero, or is beyond 1e15.
[[nodiscard]] std::optional<double> parseQuantity(std::string_view text, Quantity kind);
/// As formatBytes, formatMacs, formatLatency, formatEnergy and formatFrequency: parseQuantity reads it back, to three digits.
[[nodiscard]] std::string formatQuantity(double value, Quantity kind);
/// What may be written, for messages: "a number with B, kB, KiB, MB or MiB, such as 128 KiB".
[[nodiscard]] std::string_view quantityForm(Quantity kind);

} // namespace danas
