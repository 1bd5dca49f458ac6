// SPDX-License-Identifier: GPL-3.0-or-later
// LOGISTIC in integers as TensorFlow Lite Micro computes it (tensorflow/lite/kernels/internal/reference/integer_ops/logistic.h
// over gemmlowp/fixedpoint/fixedpoint.h).
#pragma once

#include "quant/quantize.h"

#include <cstdint>
#include <vector>

namespace danas::quant {

/// What the input's scale becomes once for all runs.
struct LogisticFactor {
    Multiplier multiplier;   ///< to 2^27 a unit
    std::int32_t radius = 0; ///< inputs that far from their zero point give 0 or 1
};
[[nodiscard]] LogisticFactor logisticFactor(float inputScale);

/// 1 / (1 + e^-x) x 2^31 of x / 2^27, for |x| < 2^31.
[[nodiscard]] std::int32_t logisticOf(std::int32_t x);

/// The output, of scale 1/256 and zero point -128, of each of the inputs -128 .. 127.
[[nodiscard]] std::vector<std::int8_t> logisticTable(const TensorScale& input);

} // namespace danas::quant
