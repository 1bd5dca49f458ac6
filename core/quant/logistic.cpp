// SPDX-License-Identifier: GPL-3.0-or-later
#include "quant/logistic.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace danas::quant {
namespace {

constexpr int kFractionBits = 27; ///< of the input: four bits are left of the point
constexpr int kLargestInput = 15;
constexpr std::int32_t kOne = INT32_MAX; ///< in 2^-31

/// value x 2^bits, held within 32 bits. (SaturatingRoundingMultiplyByPOT of a positive exponent.)
std::int32_t saturatingShift(std::int32_t value, int bits)
{
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(std::int64_t { value } * (std::int64_t { 1 } << bits), INT32_MIN, INT32_MAX));
}

/// e^a for a / 2^31 in [-1/4, 0): the Taylor polynomial of fourth degree about -1/8.
std::int32_t exponentialNearZero(std::int32_t a)
{
    constexpr std::int32_t kAtCentre = 1895147668; // e^(-1/8)
    constexpr std::int32_t kThird = 715827883;
    const std::int32_t x = a + (1 << 28);
    const std::int32_t x2 = highProduct(x, x);
    const std::int32_t x3 = highProduct(x2, x);
    const std::int32_t x4 = highProduct(x2, x2);
    const std::int32_t higher = roundingShift(highProduct(roundingShift(x4, 2) + x3, kThird) + x2, 1);
    return kAtCentre + highProduct(kAtCentre, x + higher);
}

/// e^a for a / 2^27 in (-16, 0].
std::int32_t exponential(std::int32_t a)
{
    constexpr std::int32_t kQuarter = 1 << (kFractionBits - 2);
    constexpr std::array<std::int32_t, 6> kPowers { 1672461947, 1302514674, 790015084, 290630308, 39332535, 720401 }; // e^-(1/4) .. e^-8
    if (a == 0)
        return kOne;
    const std::int32_t rest = (a & (kQuarter - 1)) - kQuarter;
    std::int32_t result = exponentialNearZero(saturatingShift(rest, 31 - kFractionBits));
    const std::int32_t whole = rest - a; // a multiple of 1/4
    for (std::size_t i = 0; i < kPowers.size(); ++i) {
        if ((whole & (kQuarter << i)) != 0)
            result = highProduct(result, kPowers[i]);
    }
    return result;
}

/// 1 / (1 + a) for a / 2^31 in [0, 1]: Newton's iteration for the inverse of (1 + a) / 2, with 29 bits right of the point.
std::int32_t inverseOfOnePlus(std::int32_t a)
{
    constexpr std::int32_t k48Of17 = 1515870810, kMinus32Of17 = -1010580540, kOneOf29 = 1 << 29;
    const auto half = static_cast<std::int32_t>((std::int64_t { a } + kOne + 1) / 2);
    std::int32_t x = k48Of17 + highProduct(half, kMinus32Of17);
    for (int i = 0; i < 3; ++i)
        x += saturatingShift(highProduct(x, kOneOf29 - highProduct(half, x)), 2);
    return saturatingShift(x, 1);
}

} // namespace

LogisticFactor logisticFactor(float inputScale)
{
    const double factor = static_cast<double>(inputScale) * (1 << kFractionBits);
    int exponent = 0;
    static_cast<void>(std::frexp(factor, &exponent));
    const double radius = std::floor(std::ldexp(kLargestInput, kFractionBits - exponent));
    if (radius < 1.0)
        return {}; // steps so coarse that every input but zero gives 0 or 1
    return { multiplierOf(factor), static_cast<std::int32_t>(std::min(radius, 256.0)) };
}

std::int32_t logisticOf(std::int32_t x)
{
    if (x == 0)
        return 1 << 30;
    const std::int32_t ofMagnitude = inverseOfOnePlus(exponential(-std::abs(x)));
    return x > 0 ? ofMagnitude : kOne - ofMagnitude;
}

std::vector<std::int8_t> logisticTable(const TensorScale& input)
{
    const LogisticFactor factor = logisticFactor(input.scale);
    std::vector<std::int8_t> table;
    for (std::int32_t q = -128; q <= 127; ++q) {
        const std::int32_t difference = q - input.zeroPoint;
        if (difference <= -factor.radius)
            table.push_back(-128);
        else if (difference >= factor.radius)
            table.push_back(127);
        else
            table.push_back(static_cast<std::int8_t>(std::min(roundingShift(logisticOf(scaled(difference, factor.multiplier)), 23) - 128, 127)));
    }
    return table;
}

} // namespace danas::quant
