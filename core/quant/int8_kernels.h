// SPDX-License-Identifier: GPL-3.0-or-later
// The integer operators, after tensorflow/lite/kernels/internal/reference/integer_ops. Sums are exact, so their order is free:
// operands are widened to 16 bit with the zero point taken off and laid out so that compilers make vector code of the loops.
#pragma once

#include "graph/network_graph.h"
#include "quant/quantize.h"

#include <array>
#include <cstdint>
#include <vector>

namespace danas::quant::kernels {

using Bytes = std::vector<std::int8_t>;

/// What an operator's weights, or an addition's scales, become once for all runs.
struct Prepared {
    std::vector<std::int16_t> weights; ///< conv and dense: [out, rounded up to kOutBlock][depth]; depthwise as in the network
    std::size_t depth = 0;             ///< of a dot product, rounded up to kDepthBlock, padded with zeros
    /// Addition: each operand's 256 values scaled to 2^20 / (2 x the larger input scale), and the factor back.
    std::array<std::vector<std::int32_t>, 2> terms;
    Multiplier sum;
    std::vector<std::int8_t> table; ///< sigmoid: the output of each of the 256 inputs
};
inline constexpr std::size_t kDepthBlock = 8;
inline constexpr std::size_t kOutBlock = 4;

/// Buffers that operators share.
struct Scratch {
    std::vector<std::int16_t> image; ///< the input, widened, with a border of zeros
    std::vector<std::int16_t> rows;  ///< one row of outputs: the inputs of each, padded to the depth
    std::vector<std::int32_t> sums;  ///< one per channel
};

/// Shapes and numbers of one operator.
struct Job {
    const graph::NetworkGraph& graph;
    const graph::Op& op;
    const QuantizedOp& numbers;
    const Prepared& prepared;
    TensorScale in;
    TensorScale out;
};

/// Of an addition: from each operand's scale to 2^20 / (2 x the larger input scale), and from there to the output's.
struct AdditionFactors {
    Multiplier first, second, sum;
};
[[nodiscard]] AdditionFactors additionFactors(const QuantizedNetwork& network, const graph::Op& op);

[[nodiscard]] Prepared prepare(const QuantizedNetwork& network, std::size_t index);
void convolution(const Job& job, const Bytes& input, Bytes& output, Scratch& scratch);          ///< CONV_2D
void depthwiseConvolution(const Job& job, const Bytes& input, Bytes& output, Scratch& scratch); ///< DEPTHWISE_CONV_2D
void dense(const Job& job, const Bytes& input, Bytes& output, Scratch& scratch);                ///< FULLY_CONNECTED
void addition(const Job& job, const Bytes& first, const Bytes& second, Bytes& output);          ///< ADD
void averagePool(const Job& job, const Bytes& input, Bytes& output);                            ///< AVERAGE_POOL_2D, whole picture
void sigmoid(const Job& job, const Bytes& input, Bytes& output);                                ///< LOGISTIC

} // namespace danas::quant::kernels
