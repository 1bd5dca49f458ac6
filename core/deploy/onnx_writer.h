// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/network_graph.h"
#include "graph/network_weights.h"
#include "quant/quantize.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace danas::deploy {

/// What an .onnx file says beside the network.
struct OnnxOptions {
    std::string description; ///< one line, for people
    std::vector<std::pair<std::string, std::string>> metadata; ///< metadata_props: keys and values
};

/// An ONNX model of opset 13, as converters for boards know it: a batch of 1, `input` [1, channels, height, width] and `logits`
/// [1, classes] in float, only Conv, Clip (ReLU6), Add, GlobalAveragePool, Flatten and Gemm. Batch norm is folded.
/// The input is the picture by data::normalise, (byte - 127.5) / 127.5. @throws Error if the weights do not fit the graph
[[nodiscard]] std::vector<std::uint8_t> onnxModel(
    const graph::NetworkGraph& graph, const graph::NetworkWeights& weights, const OnnxOptions& options = {});

/// The same in int8, written as QDQ: float operators between QuantizeLinear and DequantizeLinear of every tensor, weights in int8 by
/// output channel (dense: by tensor), biases in int32 with the scale input x weight. Engines join each operator with its
/// neighbours into an integer one. Input and output stay float, which every converter takes; the input's QuantizeLinear makes
/// byte - 128 of (byte - 128) / 127.5, exactly. (The float model's reading would lie half-way between two integers.)
[[nodiscard]] std::vector<std::uint8_t> onnxInt8Model(const quant::QuantizedNetwork& network, const OnnxOptions& options = {});

} // namespace danas::deploy
