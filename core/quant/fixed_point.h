// SPDX-License-Identifier: GPL-3.0-or-later
// Fixed-point scaling as TensorFlow Lite's integer kernels do it, so that results agree bit for bit (tensorflow/lite/kernels/
// internal/quantization_util.cc and common.h, gemmlowp/fixedpoint/fixedpoint.h).
#pragma once

#include <algorithm>
#include <cstdint>

namespace danas::quant {

/// A positive real factor, mantissa / 2^31 * 2^shift with a mantissa in [2^30, 2^31), or 0.
struct Multiplier {
    std::int32_t mantissa = 0;
    int shift = 0;
    bool operator==(const Multiplier&) const = default;
};

/// The nearest multiplier (QuantizeMultiplier); 0 below 2^-32.
[[nodiscard]] Multiplier multiplierOf(double factor);

/// value x multiplier / 2^31, rounded to nearest, ties up. (SaturatingRoundingDoublingHighMul: its division truncates a nudged
/// product, which comes to this floor; it saturates only for a negative multiplier.)
[[nodiscard]] constexpr std::int32_t highProduct(std::int32_t value, std::int32_t mantissa)
{
    return static_cast<std::int32_t>((static_cast<std::int64_t>(value) * mantissa + (std::int64_t { 1 } << 30)) >> 31);
}

/// value / 2^bits, rounded to nearest, ties away from zero (RoundingDivideByPOT). bits in [0, 31].
[[nodiscard]] constexpr std::int32_t roundingShift(std::int32_t value, int bits)
{
    const std::int64_t mask = (std::int64_t { 1 } << bits) - 1;
    const std::int64_t threshold = (mask >> 1) + (value < 0 ? 1 : 0);
    return (value >> bits) + ((value & mask) > threshold ? 1 : 0);
}

/// value x multiplier, rounded twice (MultiplyByQuantizedMultiplier without TFLITE_SINGLE_ROUNDING). Where the shift to the
/// left leaves 32 bits, which is undefined there, this saturates.
[[nodiscard]] constexpr std::int32_t scaled(std::int32_t value, const Multiplier& multiplier)
{
    if (multiplier.shift <= 0)
        return roundingShift(highProduct(value, multiplier.mantissa), -multiplier.shift);
    const std::int64_t shifted = static_cast<std::int64_t>(value) << multiplier.shift;
    return highProduct(static_cast<std::int32_t>(std::clamp<std::int64_t>(shifted, INT32_MIN, INT32_MAX)), multiplier.mantissa);
}

} // namespace danas::quant
