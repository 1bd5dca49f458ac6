// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "quant/quantize.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace danas::deploy {

/// What a .tflite file holds.
struct TfliteModel {
    quant::QuantizedNetwork network; ///< names of operators are not kept: all have Op::part Stem
    std::vector<std::int32_t> arenaOffsets; ///< TfliteOptions::arenaOffsets; empty if the file has none
    std::int64_t constantBytes = 0;  ///< weights and biases
    std::string description;
};

/// Reads a full-integer model back from its bytes alone, multipliers and limits worked out as TensorFlow Lite does. Knows what
/// `tfliteModel` writes; `where` names the file in messages.
/// @throws Error if the file is damaged, or has an operator, a type or a shape that `tfliteModel` does not write
[[nodiscard]] TfliteModel readTflite(std::span<const std::uint8_t> bytes, const std::string& where);

} // namespace danas::deploy
