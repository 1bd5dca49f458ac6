// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/data_config.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace danas::graph {

using data::Shape;

/// Dense takes its whole input, rows first and channels innermost: what other libraries call flatten is part of it. A sigmoid
/// is an operator of its own, as engines have it, where other activations are limits of their producer.
enum class OpKind : std::uint8_t { Conv2d, DepthwiseConv2d, Dense, Add, GlobalAveragePool, Sigmoid };
enum class Activation : std::uint8_t { None, Relu6, Relu };
[[nodiscard]] std::string_view opName(OpKind kind); ///< "conv", "depthwise", "dense", "add", "average pool", "sigmoid"
[[nodiscard]] constexpr bool hasWeights(OpKind kind)
{
    return kind == OpKind::Conv2d || kind == OpKind::DepthwiseConv2d || kind == OpKind::Dense;
}

/// What an activation leaves of a value.
struct Limits {
    float low, high;
};
[[nodiscard]] Limits limitsOf(Activation activation); ///< infinite where there is none

/// Rows and columns that a convolution sees at once. A square one is its side.
struct Window {
    int height = 1, width = 1;
    constexpr Window() = default;
    constexpr Window(int side) // NOLINT(google-explicit-constructor): most are square
        : Window(side, side)
    {
    }
    constexpr Window(int rows, int columns)
        : height(rows)
        , width(columns)
    {
    }
    [[nodiscard]] constexpr int taps() const { return height * width; }
    [[nodiscard]] std::string text() const; ///< "3×3"
    bool operator==(const Window&) const = default;
};

/// Rows or columns added around the input. TensorFlow's SAME: the odd one goes below and right.
struct Padding {
    int top = 0, bottom = 0, left = 0, right = 0;
    bool operator==(const Padding&) const = default;
};
[[nodiscard]] Padding samePadding(const Shape& input, const Window& kernel, int stride);

/// Where an operator comes from, for names and for finding its weights in the supernet. Depthwise belongs to an inverted
/// residual; Filter and Mix are the two halves of a depthwise separable block; Layer and Squash are of a plain chain.
enum class Part : std::uint8_t { Stem, Expand, Depthwise, Project, Residual, LastConv, Pool, Head, Filter, Mix, Layer, Squash, Hidden };

/// One fused operator: convolution + batch norm + activation count as one. Tensors are indices into NetworkGraph::tensors.
struct Op {
    OpKind kind = OpKind::Conv2d;
    Part part = Part::Stem;
    std::int8_t stage = 0; ///< MobileNetV2: 1 = block 0, 2..7 = stages; else the block or layer, from 1; 0 = outside of any
    std::int8_t block = 0; ///< within its stage, from 0
    std::int16_t input = 0;
    std::int16_t secondInput = -1; ///< of Add only
    std::int16_t output = 0;
    Window kernel;
    int stride = 1;
    Padding padding;
    Activation activation = Activation::None;
    bool batchNorm = false; ///< trained with batch norm, folded when deployed

    [[nodiscard]] std::string name() const; ///< "stem", "stage3.0 expand", "block2 depthwise", "conv1", "head", ...
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
