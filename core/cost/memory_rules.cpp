// SPDX-License-Identifier: GPL-3.0-or-later
// What each engine's kernels need and allow.
#include "base/error.h"
#include "cost/memory_plan.h"

#include <fmt/format.h>

#include <algorithm>

namespace danas::cost {
namespace {

using graph::NetworkGraph;
using graph::Op;
using graph::OpKind;

constexpr std::int64_t kInt16 = 2;
constexpr std::int64_t kInt32 = 4;

/// CMSIS-NN for cores with the DSP extension, built with GCC: arm_*_get_buffer_size of arm_convolve_wrapper_s8 (its file
/// arm_convolve_get_buffer_sizes_s8.c, V.2.2.1 of October 2024), arm_depthwise_conv_wrapper_s8, arm_avgpool_s8 and
/// arm_fully_connected_s8. (armclang adds two columns to 1x1 convolutions; releases before 2023 do not round to 4.)
std::int64_t cmsisScratch(const NetworkGraph& graph, const Op& op)
{
    const std::int64_t taps = op.kernel.taps();
    switch (op.kind) {
    case OpKind::Conv2d: { // 1x1 needs none; else two columns of im2col in 16 bits, each rounded up to 4 values
        const std::int64_t column = (taps * graph.input(op).channels + 3) / 4 * 4;
        return op.kernel == 1 ? 0 : 2 * column * kInt16;
    }
    case OpKind::DepthwiseConv2d: // the 3x3 kernel needs none
        return op.kernel == 3 ? 0 : taps * graph.input(op).channels * kInt16;
    case OpKind::GlobalAveragePool:
        return graph.input(op).channels * kInt32;
    case OpKind::Dense:
    case OpKind::Add:
    case OpKind::Sigmoid:
        return 0;
    }
    return 0;
}

} // namespace

std::int64_t kernelScratch(const NetworkGraph& graph, const Op& op, const MemoryRules& rules)
{
    if (op.kind > OpKind::Sigmoid)
        throw Error(fmt::format("The operator kind {} is not known to any engine: its memory and time cannot be told.", static_cast<int>(op.kind)));
    std::int64_t bytes = rules.im2col ? cmsisScratch(graph, op) : 0;
    if (op.kind == OpKind::DepthwiseConv2d && rules.depthwise == DepthwiseMemory::OneChannel) {
        const auto& in = graph.input(op);
        bytes += static_cast<std::int64_t>(in.height) * in.width;
    }
    return bytes;
}

std::int64_t heldScratch(const NetworkGraph& graph, const MemoryRules& rules)
{
    std::int64_t most = 0;
    if (rules.depthwise != DepthwiseMemory::LineBuffer)
        return most;
    for (const Op& op : graph.ops) {
        const auto& in = graph.input(op);
        if (op.kind == OpKind::DepthwiseConv2d)
            most = std::max(most, std::int64_t { 2 } * op.kernel.height * in.width * in.channels);
    }
    return most;
}

bool mayTakeOver(const NetworkGraph& graph, const Op& op, int input, const MemoryRules& rules)
{
    if (graph.output(op).elements() > graph.tensors[static_cast<std::size_t>(input)].elements())
        return false;
    if (op.kind == OpKind::Add)
        return rules.addInPlace && (input == op.input || input == op.secondInput);
    return op.kind == OpKind::DepthwiseConv2d && rules.depthwise != DepthwiseMemory::Apart && input == op.input;
}

std::string tensorName(const NetworkGraph& graph, int tensor)
{
    for (const Op& op : graph.ops) {
        if (op.output == tensor)
            return op.name();
    }
    return "input";
}

} // namespace danas::cost
