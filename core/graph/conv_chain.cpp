// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/conv_chain.h"

#include "base/error.h"
#include "graph/graph_builder.h"

#include <fmt/format.h>

#include <algorithm>

namespace danas::graph {

int shrinkOf(const ConvChain& network)
{
    int shrink = 0;
    for (const auto& layer : network.layers)
        shrink += layer.kernel - 1;
    return shrink;
}

NetworkGraph buildGraph(const ConvChain& network, const Shape& input, int classes)
{
    requireSolvable(input, classes);
    if (network.layers.empty())
        throw Error("A chain of convolutions needs at least one layer.");
    if (shrinkOf(network) >= std::min(input.height, input.width))
        throw Error(fmt::format("The feature map of {}x{} vanishes: {} convolutions take away {} rows and columns; take fewer or smaller ones, "
                                "or a larger input.",
            input.height, input.width, network.layers.size(), shrinkOf(network)));

    GraphBuilder builder(input, 2 * network.layers.size() + 2);
    for (std::size_t i = 0; i < network.layers.size(); ++i) {
        const auto& layer = network.layers[i];
        builder.at(static_cast<int>(i) + 1, 0);
        builder.validConvolution(
            { Part::Layer, OpKind::Conv2d, layer.filters, layer.kernel, 1, layer.sigmoid ? Activation::None : Activation::Relu });
        if (layer.sigmoid)
            builder.sigmoid(Part::Squash);
    }
    builder.at(0, 0);
    builder.dense(Part::Hidden, kHiddenUnits, Activation::Relu);
    builder.dense(Part::Head, classes, Activation::None);
    return builder.take();
}

} // namespace danas::graph
