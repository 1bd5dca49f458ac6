// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/architecture.h"

namespace danas::graph {
namespace {

std::vector<Architecture> beginningsOf(MobileNetV2 network)
{
    std::vector<Architecture> all { network };
    for (std::size_t stages = network.stages.size() - 1; stages > 0; --stages) { // stage 2 is always there
        network.stages[stages].depth = 0;
        all.emplace_back(network);
    }
    return all;
}

std::vector<Architecture> beginningsOf(ConvChain network)
{
    std::vector<Architecture> all;
    for (; !network.layers.empty(); network.layers.pop_back())
        all.emplace_back(network);
    return all;
}

std::vector<Architecture> beginningsOf(DsCnn network)
{
    std::vector<Architecture> all;
    for (; !network.kernels.empty(); network.kernels.pop_back())
        all.emplace_back(network);
    return all;
}

} // namespace

NetworkGraph buildGraph(const Architecture& network, const Shape& input, int classes)
{
    return std::visit([&](const auto& one) { return buildGraph(one, input, classes); }, network);
}

std::vector<Architecture> beginnings(const Architecture& network)
{
    return std::visit([](const auto& one) { return beginningsOf(one); }, network);
}

} // namespace danas::graph
