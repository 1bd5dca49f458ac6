// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/mobilenet_v2.h"

#include "base/error.h"

#include <fmt/format.h>

#include <algorithm>

namespace danas::graph {
namespace {

constexpr int kStemChannels = 32;
constexpr int kBlock0Channels = 16;
constexpr int kLastChannels = 1280;

/// Appends operators one after another; `m_last` is the tensor that the next one reads.
class Builder {
public:
    Builder(const Shape& input, std::size_t ops)
    {
        m_graph.tensors.reserve(ops + 1);
        m_graph.ops.reserve(ops);
        m_graph.tensors.push_back(input);
    }

    void at(int stage, int block)
    {
        m_stage = static_cast<std::int8_t>(stage);
        m_block = static_cast<std::int8_t>(block);
    }

    void convolution(Part part, int channels, int kernel, int stride, Activation activation)
    {
        const Shape& in = last();
        const bool depthwise = part == Part::Depthwise;
        Op op = made(depthwise ? OpKind::DepthwiseConv2d : OpKind::Conv2d, part);
        op.kernel = kernel;
        op.stride = stride;
        op.padding = samePadding(in, kernel, stride);
        op.activation = activation;
        op.batchNorm = true;
        append(op, { channels, (in.height + stride - 1) / stride, (in.width + stride - 1) / stride });
    }

    /// Inverted residual (Sandler et al. 2018): expand, depthwise, linear projection; added to its input where shapes allow.
    void block(int channels, int expansion, int kernel, int stride)
    {
        const std::int16_t entry = m_last;
        const int in = last().channels;
        if (expansion != 1)
            convolution(Part::Expand, in * expansion, 1, 1, Activation::Relu6);
        convolution(Part::Depthwise, last().channels, kernel, stride, Activation::Relu6);
        convolution(Part::Project, channels, 1, 1, Activation::None);
        if (stride == 1 && in == channels) {
            Op add = made(OpKind::Add, Part::Residual);
            add.secondInput = entry;
            append(add, last());
        }
    }

    NetworkGraph finish(int classes)
    {
        at(0, 0);
        append(made(OpKind::GlobalAveragePool, Part::Pool), { last().channels, 1, 1 });
        append(made(OpKind::Dense, Part::Head), { classes, 1, 1 });
        return std::move(m_graph);
    }

private:
    [[nodiscard]] const Shape& last() const { return m_graph.tensors[static_cast<std::size_t>(m_last)]; }

    [[nodiscard]] Op made(OpKind kind, Part part) const
    {
        Op op;
        op.kind = kind;
        op.part = part;
        op.stage = m_stage;
        op.block = m_block;
        op.input = m_last;
        return op;
    }

    void append(Op op, Shape output)
    {
        m_last = static_cast<std::int16_t>(m_graph.tensors.size());
        op.output = m_last;
        m_graph.tensors.push_back(output);
        m_graph.ops.push_back(op);
    }

    NetworkGraph m_graph;
    std::int16_t m_last = 0;
    std::int8_t m_stage = 0;
    std::int8_t m_block = 0;
};

} // namespace

MobileNetV2 originalMobileNetV2(double width)
{
    MobileNetV2 network;
    network.width = width;
    for (std::size_t stage = 0; stage < network.stages.size(); ++stage)
        network.stages[stage].depth = kMobileNetV2Stages[stage].depth;
    return network;
}

int roundChannels(double channels)
{
    const int rounded = std::max(8, static_cast<int>(channels + 4.0) / 8 * 8);
    return rounded < 0.9 * channels ? rounded + 8 : rounded;
}

int lastChannels(double width)
{
    return roundChannels(kLastChannels * std::max(1.0, width));
}

NetworkGraph buildGraph(const MobileNetV2& network, const Shape& input, int classes)
{
    if (classes < 2)
        throw Error(fmt::format("A classifier needs at least 2 classes, not {}.", classes));
    if (!(network.width > 0.0))
        throw Error(fmt::format("The width multiplier must be positive, not {}.", network.width));
    if (input.elements() <= 0)
        throw Error(fmt::format("An input of {}x{}x{} has no pixels.", input.height, input.width, input.channels));

    std::size_t blocks = 1;
    for (const auto& stage : network.stages)
        blocks += static_cast<std::size_t>(stage.depth);
    Builder builder(input, 4 * blocks + 4);
    builder.convolution(Part::Stem, roundChannels(kStemChannels * network.width), 3, 2, Activation::Relu6);
    builder.at(1, 0);
    builder.block(roundChannels(kBlock0Channels * network.width), 1, 3, 1);
    bool complete = true;
    for (std::size_t s = 0; s < network.stages.size(); ++s) {
        const auto& stage = network.stages[s];
        complete = complete && stage.depth > 0;
        for (int b = 0; complete && b < stage.depth; ++b) {
            builder.at(static_cast<int>(s) + kFirstStage, b);
            builder.block(roundChannels(kMobileNetV2Stages[s].channels * network.width), stage.expansion, stage.kernel,
                b == 0 ? kMobileNetV2Stages[s].stride : 1);
        }
    }
    if (complete) {
        builder.at(0, 0);
        builder.convolution(Part::LastConv, lastChannels(network.width), 1, 1, Activation::Relu6);
    }
    return builder.finish(classes);
}

} // namespace danas::graph
