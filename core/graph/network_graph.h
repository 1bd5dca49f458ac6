// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/data_config.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace danas::graph {

using data::Shape;

enum class OpKind : std::uint8_t { Conv2d, DepthwiseConv2d, Dense, Add, GlobalAveragePool };
enum class Activation : std::uint8_t { None, Relu6 };
[[nodiscard]] std::string_view opName(OpKind kind); ///< "conv", "depthwise", "dense", "add", "average pool"

/// Rows or columns added around the input. TensorFlow's SAME: the odd one goes below and right.
struct Padding {
    int top = 0, bottom = 0, left = 0, right = 0;
    bool operator==(const Padding&) const = default;
};
[[nodiscard]] Padding samePadding(const Shape& input, int kernel, int stride);

/// Where an operator comes from, for names and for finding its weights in the supernet.
enum class Part : std::uint8_t { Stem, Expand, Depthwise, Project, Residual, LastConv, Pool, Head };

/// One fused operator: convolution + batch norm + activation count as one. Tensors are indices into NetworkGraph::tensors.
struct Op {
    OpKind kind = OpKind::Conv2d;
    Part part = Part::Stem;
    std::int8_t stage = 0; ///< 1 = block 0, 2..7 = stages, 0 = outside of any stage
    std::int8_t block = 0; ///< within its stage, from 0
    std::int16_t input = 0;
    std::int16_t secondInput = -1; ///< of Add only
    std::int16_t output = 0;
    int kernel = 1;
    int stride = 1;
    Padding padding;
    Activation activation = Activation::None;
    bool batchNorm = false; ///< trained with batch norm, folded when deployed

    [[nodiscard]] std::string name() const; ///< "stem", "stage3.0 expand", "head", ...
};

/// A network as a list of operators in the order of execution. The one description that the trainer, the costs, the layer
/// table and every exporter read. tensors[0] is the input; every op writes one new tensor.
struct NetworkGraph {
    std::vector<Shape> tensors;
    std::vector<Op> ops;

    [[nodiscard]] const Shape& input() const { return tensors.front(); }
    [[nodiscard]] const Shape& output(const Op& op) const { return tensors[static_cast<std::size_t>(op.output)]; }
    [[nodiscard]] const Shape& input(const Op& op) const { return tensors[static_cast<std::size_t>(op.input)]; }

    /// Multiply-accumulates of convolutions, depthwise and dense; others count none (REFERENCE.md section 4).
    [[nodiscard]] std::int64_t macs(const Op& op) const;
    /// Weights without bias.
    [[nodiscard]] std::int64_t weights(const Op& op) const;
    /// Biases as deployed: one per output channel of convolutions and dense.
    [[nodiscard]] std::int64_t biases(const Op& op) const;
    /// Trained parameters: weights, dense bias, and 4 per channel of batch norm (scale, shift, moving mean and variance).
    [[nodiscard]] std::int64_t parameters(const Op& op) const;
};

} // namespace danas::graph
