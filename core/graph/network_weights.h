// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace danas::graph {

/// Weights of one operator as deployed, batch norm folded in. Row-major, the innermost index last, as TensorFlow Lite
/// lays them out: convolution [out][kernel][kernel][in], depthwise [kernel][kernel][channels], dense [out][in].
struct OpWeights {
    std::vector<float> weights; ///< NetworkGraph::weights(op) values
    std::vector<float> biases;  ///< NetworkGraph::biases(op) values
};

/// Weights of a whole network: one entry per operator of its graph, empty for operators without weights. What fine-tuning
/// ends with, what quantisation starts from and what the project keeps.
struct NetworkWeights {
    std::vector<OpWeights> ops;
};

} // namespace danas::graph
