// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/network_graph.h"
#include "graph/network_weights.h"

#include <vector>

namespace danas::test {

/// LibTorch's logits for `count` inputs, one after another, channels innermost.
[[nodiscard]] std::vector<float> torchForward(
    const graph::NetworkGraph& graph, const graph::NetworkWeights& weights, const std::vector<float>& inputs, std::int64_t count);

} // namespace danas::test
