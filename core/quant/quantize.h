// SPDX-License-Identifier: GPL-3.0-or-later
// Full-integer int8 quantisation of a network, in TensorFlow Lite's scheme (its "8-bit quantization specification"):
// real = scale x (q - zero point); weights symmetric in [-127, 127], per output channel for convolutions and per tensor for
// dense layers (kernels with scales per channel of a dense layer are missing from older TFLM and CMSIS-NN); activations per tensor,
// asymmetric in [-128, 127]; biases int32 with scale input x weight. Batch norm is folded before (NetworkWeights).
#pragma once

#include "base/control.h"
#include "data/sample_cache.h"
#include "graph/network_graph.h"
#include "graph/network_weights.h"
#include "quant/fixed_point.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace danas::quant {

/// Picture i as the network receives it (data::evaluationImage). Called from several threads at once.
using ImageSource = std::function<data::Image(std::int64_t)>;

/// The values that a tensor took in float, zero included.
struct Range {
    float low = 0.0F;
    float high = 0.0F;
    void include(std::span<const float> values);
    bool operator==(const Range&) const = default;
};
using ActivationRanges = std::vector<Range>; ///< one per tensor of the graph

/// Runs `count` calibration pictures (of the training split) through the float network, on all cores; some 100 will do. The
/// result does not depend on the number of threads. @throws Stopped; Error if a picture is not of the network's shape
[[nodiscard]] ActivationRanges activationRanges(const graph::NetworkGraph& graph, const graph::NetworkWeights& weights,
    const ImageSource& images, std::int64_t count, RunControl& control);

/// How a tensor's integers are to be read.
struct TensorScale {
    float scale = 1.0F;
    std::int32_t zeroPoint = 0;
    [[nodiscard]] float real(std::int8_t q) const { return scale * static_cast<float>(q - zeroPoint); }
    bool operator==(const TensorScale&) const = default;
};

/// One operator, ready for integer arithmetic. Layout of the weights as in graph::OpWeights.
struct QuantizedOp {
    std::vector<std::int8_t> weights;
    std::vector<float> weightScales;     ///< one per output channel of convolutions, one of a dense layer
    std::vector<std::int32_t> biases;
    std::vector<Multiplier> multipliers; ///< input x weight / output scale: one per weight scale
    std::int32_t low = -128;             ///< of the output, from its activation
    std::int32_t high = 127;
};

/// Sets what follows from the scales, as TensorFlow Lite works it out when it loads a model: multipliers and limits.
void completeFromScales(QuantizedOp& numbers, const graph::Op& op, const TensorScale& in, const TensorScale& out);

/// Average pooling is AVERAGE_POOL_2D, whose output has the scale of its input; a sigmoid is LOGISTIC, whose output has scale 1/256
/// and zero point -128; the head ends in logits.
struct QuantizedNetwork {
    graph::NetworkGraph graph;
    std::vector<TensorScale> tensors; ///< one per tensor of the graph
    std::vector<QuantizedOp> ops;     ///< one per operator of the graph

    [[nodiscard]] const TensorScale& outputScale() const { return tensors.back(); }
};

/// The input's integers are byte - 128, exactly: scale 2/255 and zero point 0 read them half a step lower than data::normalise
/// does (its zero lies between two bytes), and the first layer's biases make up for that.
/// @throws Error if weights or ranges do not fit the graph or hold a value that is not finite
[[nodiscard]] QuantizedNetwork quantize(
    const graph::NetworkGraph& graph, const graph::NetworkWeights& weights, const ActivationRanges& ranges);

/// byte - 128 for every byte.
void quantizeInput(std::span<const std::uint8_t> pixels, std::span<std::int8_t> out);

/// Logits of `count` pictures, on all cores: count x classes, row-major. @throws Stopped; Error as activationRanges
[[nodiscard]] std::vector<float> int8Logits(
    const QuantizedNetwork& network, const ImageSource& images, std::int64_t count, RunControl& control);
/// The same of the float network, for comparison.
[[nodiscard]] std::vector<float> floatLogits(const graph::NetworkGraph& graph, const graph::NetworkWeights& weights,
    const ImageSource& images, std::int64_t count, RunControl& control);
/// Softmax of one picture's logits.
[[nodiscard]] std::vector<float> probabilities(std::span<const float> logits);

} // namespace danas::quant
