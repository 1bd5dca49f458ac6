// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/rng.h"
#include "graph/mobilenet_v2.h"
#include "space/search_space.h"

namespace danas::test {

inline constexpr std::int64_t kLargestMacs = 2'000'000; ///< reference kernels of engines take some 5 ns a MAC

inline std::int64_t macsOf(const graph::NetworkGraph& graph)
{
    std::int64_t macs = 0;
    for (const graph::Op& op : graph.ops)
        macs += graph.macs(op);
    return macs;
}

/// A random network of the space, small enough for reference kernels.
inline graph::NetworkGraph sampleGraph(const space::SearchSpace& space, Rng& rng, std::int64_t largestMacs = kLargestMacs)
{
    for (;;) {
        const auto genes = space.sample(rng);
        graph::NetworkGraph graph
            = graph::buildGraph(space.architecture(genes), space.dataConfig(genes).shape(), 2 + static_cast<int>(rng.below(9)));
        if (macsOf(graph) <= largestMacs)
            return graph;
    }
}

} // namespace danas::test
