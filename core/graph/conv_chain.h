// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/network_graph.h"

#include <vector>

namespace danas::graph {

/// The networks of "Data Aware Neural Architecture Search" (2023; REFERENCE.md section 2): convolutions one after another, not
/// padded, stride 1, without batch norm or pooling; then a dense layer of 10 with ReLU and one with an output per class.
struct ConvChain {
    struct Layer {
        int filters = 2;
        int kernel = 3;
        bool sigmoid = false; ///< else ReLU
        bool operator==(const Layer&) const = default;
    };
    std::vector<Layer> layers; ///< at least one

    bool operator==(const ConvChain&) const = default;
};
inline constexpr int kHiddenUnits = 10;

/// Rows and columns that the layers take away from the picture; nothing is left where it has no more than that.
[[nodiscard]] int shrinkOf(const ConvChain& network);

/// @throws Error if the feature map vanishes, there is no layer, classes < 2, or the input has no values
[[nodiscard]] NetworkGraph buildGraph(const ConvChain& network, const Shape& input, int classes);

} // namespace danas::graph
