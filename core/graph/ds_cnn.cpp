// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/ds_cnn.h"

#include "base/error.h"
#include "graph/graph_builder.h"

namespace danas::graph {

DsCnn mlperfTinyKeywordSpotting()
{
    DsCnn network;
    network.kernels = { 3, 3, 3, 3 };
    return network;
}

NetworkGraph buildGraph(const DsCnn& network, const Shape& input, int classes)
{
    requireSolvable(input, classes);
    if (network.kernels.empty())
        throw Error("A DS-CNN needs at least one block.");
    GraphBuilder builder(input, 2 * network.kernels.size() + 3);
    builder.convolution({ Part::Stem, OpKind::Conv2d, network.channels, network.stem, network.stride, Activation::Relu });
    for (std::size_t i = 0; i < network.kernels.size(); ++i) {
        builder.at(static_cast<int>(i) + 1, 0);
        builder.convolution({ Part::Filter, OpKind::DepthwiseConv2d, network.channels, network.kernels[i], 1, Activation::Relu });
        builder.convolution({ Part::Mix, OpKind::Conv2d, network.channels, 1, 1, Activation::Relu });
    }
    builder.at(0, 0);
    builder.globalPool();
    builder.dense(Part::Head, classes, Activation::None);
    return builder.take();
}

} // namespace danas::graph
