// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/network_graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace danas::graph {

std::string_view opName(OpKind kind)
{
    switch (kind) {
    case OpKind::Conv2d:
        return "conv";
    case OpKind::DepthwiseConv2d:
        return "depthwise";
    case OpKind::Dense:
        return "dense";
    case OpKind::Add:
        return "add";
    case OpKind::GlobalAveragePool:
        return "average pool";
    case OpKind::Sigmoid:
        return "sigmoid";
    }
    return {};
}

Limits limitsOf(Activation activation)
{
    constexpr float kNone = std::numeric_limits<float>::infinity();
    switch (activation) {
    case Activation::None:
        break;
    case Activation::Relu6:
        return { 0.0F, 6.0F };
    case Activation::Relu:
        return { 0.0F, kNone };
    }
    return { -kNone, kNone };
}

std::string Window::text() const
{
    return fmt::format("{}×{}", height, width);
}

Padding samePadding(const Shape& input, const Window& kernel, int stride)
{
    const auto total = [&](int size, int taps) { return std::max(((size + stride - 1) / stride - 1) * stride + taps - size, 0); };
    const int rows = total(input.height, kernel.height);
    const int columns = total(input.width, kernel.width);
    return { rows / 2, rows - rows / 2, columns / 2, columns - columns / 2 };
}

std::string Op::name() const
{
    const auto inBlock = [&](const char* what) {
        return stage == 1 ? fmt::format("block0 {}", what) : fmt::format("stage{}.{} {}", stage, block, what);
    };
    switch (part) {
    case Part::Stem:
        return "stem";
    case Part::Expand:
        return inBlock("expand");
    case Part::Depthwise:
        return inBlock("depthwise");
    case Part::Project:
        return inBlock("project");
    case Part::Residual:
        return inBlock("add");
    case Part::LastConv:
        return "last conv";
    case Part::Pool:
        return "pool";
    case Part::Head:
        return "head";
    case Part::Filter:
        return fmt::format("block{} depthwise", stage);
    case Part::Mix:
        return fmt::format("block{} pointwise", stage);
    case Part::Layer:
        return fmt::format("conv{}", stage);
    case Part::Squash:
        return fmt::format("sigmoid{}", stage);
    case Part::Hidden:
        return "hidden";
    }
    return {};
}

std::int64_t NetworkGraph::weights(const Op& op) const
{
    const std::int64_t taps = op.kernel.taps();
    switch (op.kind) {
    case OpKind::Conv2d:
        return taps * input(op).channels * output(op).channels;
    case OpKind::DepthwiseConv2d:
        return taps * output(op).channels;
    case OpKind::Dense:
        return input(op).elements() * output(op).channels;
    case OpKind::Add:
    case OpKind::GlobalAveragePool:
    case OpKind::Sigmoid:
        return 0;
    }
    return 0;
}

std::int64_t NetworkGraph::macs(const Op& op) const
{
    const Shape& out = output(op);
    return weights(op) * out.height * out.width;
}

std::int64_t NetworkGraph::biases(const Op& op) const
{
    return hasWeights(op.kind) ? output(op).channels : 0;
}

std::int64_t NetworkGraph::parameters(const Op& op) const
{
    return weights(op) + (op.batchNorm ? 4 : 1) * biases(op);
}

} // namespace danas::graph
