// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "quant/quantize.h"

#include <cstdint>
#include <string>
#include <vector>

namespace danas::deploy {

/// What a .tflite file says beside the network.
struct TfliteOptions {
    std::string description; ///< one line, for people
    /// Where each tensor of the graph lies in the arena, in bytes, for engines that take a plan ("OfflineMemoryAllocation" of
    /// TensorFlow Lite Micro); empty leaves the planning to the engine.
    std::vector<std::int32_t> arenaOffsets;
};

/// A full-integer TensorFlow Lite model (FlatBuffers, schema version 3): int8 in, int8 out, batch of 1, channels innermost.
/// Tensor i of the file is tensor i of the graph, constants follow. Operators and versions, all known to TensorFlow Lite Micro
/// since 2020: CONV_2D 3, DEPTHWISE_CONV_2D 3, FULLY_CONNECTED 4, AVERAGE_POOL_2D 2, ADD 2, LOGISTIC 2. A dense layer takes a picture as it is: no RESHAPE.
///
/// The output is logits. Softmax would change neither the order of the classes nor the answer, but cost an operator, a tensor and
/// resolution (its scale is fixed at 1/256), and its tables differ from engine to engine where the rest agrees to the byte.
/// @throws Error if the network pads in a way that TensorFlow Lite has no name for, or the offsets do not fit the graph
[[nodiscard]] std::vector<std::uint8_t> tfliteModel(const quant::QuantizedNetwork& network, const TfliteOptions& options = {});

} // namespace danas::deploy
