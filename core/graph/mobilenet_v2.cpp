// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/mobilenet_v2.h"

#include "base/error.h"
#include "graph/graph_builder.h"

#include <fmt/format.h>

#include <algorithm>

namespace danas::graph {
namespace {

constexpr int kStemChannels = 32;
constexpr int kBlock0Channels = 16;
constexpr int kLastChannels = 1280;

/// Inverted residual (Sandler et al. 2018): expand, depthwise, linear projection; added to its input where shapes allow.
void addBlock(GraphBuilder& builder, int channels, int expansion, int kernel, int stride)
{
    const std::int16_t entry = builder.lastTensor();
    const int in = builder.last().channels;
    const auto convolution = [&builder](Part part, OpKind kind, int outputs, const Window& window, int step, Activation activation) {
        builder.convolution({ part, kind, outputs, window, step, activation });
    };
    if (expansion != 1)
        convolution(Part::Expand, OpKind::Conv2d, in * expansion, 1, 1, Activation::Relu6);
    convolution(Part::Depthwise, OpKind::DepthwiseConv2d, builder.last().channels, kernel, stride, Activation::Relu6);
    convolution(Part::Project, OpKind::Conv2d, channels, 1, 1, Activation::None);
    if (stride == 1 && in == channels)
        builder.add(Part::Residual, entry);
}

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
    if (!(network.width > 0.0))
        throw Error(fmt::format("The width multiplier must be positive, not {}.", network.width));
    requireSolvable(input, classes);
    std::size_t blocks = 1;
    for (const auto& stage : network.stages)
        blocks += static_cast<std::size_t>(stage.depth);
    GraphBuilder builder(input, 4 * blocks + 4);
    builder.convolution({ Part::Stem, OpKind::Conv2d, roundChannels(kStemChannels * network.width), 3, 2, Activation::Relu6 });
    builder.at(1, 0);
    addBlock(builder, roundChannels(kBlock0Channels * network.width), 1, 3, 1);
    bool complete = true;
    for (std::size_t s = 0; s < network.stages.size(); ++s) {
        const auto& stage = network.stages[s];
        complete = complete && stage.depth > 0;
        for (int b = 0; complete && b < stage.depth; ++b) {
            builder.at(static_cast<int>(s) + kFirstStage, b);
            addBlock(builder, roundChannels(kMobileNetV2Stages[s].channels * network.width), stage.expansion, stage.kernel,
                b == 0 ? kMobileNetV2Stages[s].stride : 1);
        }
    }
    if (complete) {
        builder.at(0, 0);
        builder.convolution({ Part::LastConv, OpKind::Conv2d, lastChannels(network.width), 1, 1, Activation::Relu6 });
    }
    builder.at(0, 0);
    builder.globalPool();
    builder.dense(Part::Head, classes, Activation::None);
    return builder.take();
}

} // namespace danas::graph
