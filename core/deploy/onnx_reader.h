// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/network_graph.h"
#include "graph/network_weights.h"
#include "quant/quantize.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>

namespace danas::deploy {

/// What a float .onnx file holds. Names of operators are not kept: all have Op::part Stem.
struct OnnxModel {
    graph::NetworkGraph graph;
    graph::NetworkWeights weights;
    std::map<std::string, std::string> metadata;
};

/// What an int8 .onnx file holds.
struct OnnxInt8Model {
    quant::QuantizedNetwork network; ///< multipliers and limits follow from the scales
    std::map<std::string, std::string> metadata;
    std::int64_t constantBytes = 0; ///< weights and biases
};

/// Read a model back from its bytes alone, after ONNX's own checker and shape inference found nothing wrong with it. They know
/// what `onnxModel` and `onnxInt8Model` write; `where` names the file in messages.
/// @throws Error if the file is damaged, or has an operator, a type or a shape that the writer does not write
[[nodiscard]] OnnxModel readOnnx(std::span<const std::uint8_t> bytes, const std::string& where);
[[nodiscard]] OnnxInt8Model readOnnxInt8(std::span<const std::uint8_t> bytes, const std::string& where);

} // namespace danas::deploy
