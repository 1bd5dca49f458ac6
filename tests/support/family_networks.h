// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/rng.h"
#include "graph/conv_chain.h"
#include "graph/ds_cnn.h"

namespace danas::test {

inline data::Shape randomFeatureShape(Rng& rng)
{
    return { rng.chance(0.2) ? 3 : 1, 9 + static_cast<int>(rng.below(24)), 7 + static_cast<int>(rng.below(18)) };
}

/// A chain of 1 to 4 small layers that leaves something of its input, of any height and width.
inline graph::NetworkGraph randomChain(Rng& rng)
{
    for (;;) {
        const data::Shape input = randomFeatureShape(rng);
        graph::ConvChain chain;
        chain.layers.resize(1 + rng.below(4));
        for (auto& layer : chain.layers)
            layer = { 1 << (1 + rng.below(3)), rng.chance(0.5) ? 3 : 5, rng.chance(0.5) };
        if (graph::shrinkOf(chain) < std::min(input.height, input.width))
            return graph::buildGraph(chain, input, 2 + static_cast<int>(rng.below(9)));
    }
}

/// A DS-CNN of 1 to 3 narrow blocks with a stem of any height and width.
inline graph::NetworkGraph randomDsCnn(Rng& rng)
{
    graph::DsCnn network;
    network.channels = 4 + static_cast<int>(rng.below(21));
    network.stem = { 2 + static_cast<int>(rng.below(9)), 1 + static_cast<int>(rng.below(5)) };
    network.stride = 1 + static_cast<int>(rng.below(2));
    for (std::size_t i = 1 + rng.below(3); i > 0; --i)
        network.kernels.push_back(rng.chance(0.5) ? 3 : 5);
    return graph::buildGraph(network, randomFeatureShape(rng), 2 + static_cast<int>(rng.below(9)));
}

/// Either, in turns.
inline graph::NetworkGraph randomFamilyNetwork(int turn, Rng& rng)
{
    return turn % 2 == 0 ? randomChain(rng) : randomDsCnn(rng);
}

} // namespace danas::test
