// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/network_graph.h"
#include "graph/network_weights.h"

#include <algorithm>

namespace danas::test {

/// Makes one channel of every linear bottleneck so large that int8 leaves the others a few steps, and the layer that reads it undoes
/// that: in float the network stays what it was. (Where nothing else reads the bottleneck.) Returns how many.
inline int plantOutliers(const graph::NetworkGraph& graph, graph::NetworkWeights& weights, float factor)
{
    int planted = 0;
    for (std::size_t i = 0; i + 1 < graph.ops.size(); ++i) {
        const graph::Op &from = graph.ops[i], &to = graph.ops[i + 1];
        const auto readers = std::count_if(graph.ops.begin(), graph.ops.end(),
            [&](const graph::Op& op) { return op.input == from.output || op.secondInput == from.output; });
        if (from.part != graph::Part::Project || to.kind != graph::OpKind::Conv2d || to.kernel != 1 || to.input != from.output || readers != 1)
            continue;
        auto &writer = weights.ops[i], &reader = weights.ops[i + 1];
        const std::size_t inputs = writer.weights.size() / writer.biases.size();
        for (std::size_t k = 0; k < inputs; ++k) // channel 0
            writer.weights[k] *= factor;
        writer.biases[0] *= factor;
        const auto channels = static_cast<std::size_t>(graph.output(from).channels);
        for (std::size_t k = 0; k < reader.weights.size(); k += channels)
            reader.weights[k] /= factor;
        ++planted;
    }
    return planted;
}

} // namespace danas::test
