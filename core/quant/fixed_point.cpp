// SPDX-License-Identifier: GPL-3.0-or-later
#include "quant/fixed_point.h"

#include <cassert>
#include <cmath>

namespace danas::quant {

Multiplier multiplierOf(double factor)
{
    assert(factor >= 0.0 && factor < 0x1p30);
    if (factor == 0.0)
        return {};
    int shift = 0;
    const double fraction = std::frexp(factor, &shift); // in [0.5, 1)
    auto mantissa = std::llround(fraction * 0x1p31);
    if (mantissa == std::int64_t { 1 } << 31) {
        mantissa /= 2;
        ++shift;
    }
    if (shift < -31)
        return {};
    return { static_cast<std::int32_t>(mantissa), shift };
}

} // namespace danas::quant
