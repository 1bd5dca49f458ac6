// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/network_graph.h"
#include "graph/network_weights.h"

#include <span>
#include <vector>

namespace danas::quant {

/// Runs a folded network in float, one picture at a time: what int8 is calibrated on and compared with. Keeps a reference to
/// the graph and copies of the weights; one per thread.
class FloatInterpreter {
public:
    /// @throws Error if the weights do not fit the graph
    FloatInterpreter(const graph::NetworkGraph& graph, const graph::NetworkWeights& weights);

    /// Input height x width x channels, channels innermost. The logits stay valid until the next run.
    std::span<const float> run(std::span<const float> input);
    /// Any tensor of the last run.
    [[nodiscard]] std::span<const float> tensor(std::size_t index) const { return m_tensors[index]; }

private:
    void convolve(const graph::Op& op, std::size_t index);
    void convolveDepthwise(const graph::Op& op, std::size_t index);
    void add(const graph::Op& op);
    void pool(const graph::Op& op);
    void squash(const graph::Op& op);
    void dense(const graph::Op& op, std::size_t index);

    const graph::NetworkGraph& m_graph;
    graph::NetworkWeights m_weights; ///< of convolutions and dense layers [..][in][out], so that the innermost loop runs over outputs
    std::vector<std::vector<float>> m_tensors;
};

/// @throws Error naming the operator whose weights or biases have another size than the graph's, or a value that is not finite
void requireFitting(const graph::NetworkGraph& graph, const graph::NetworkWeights& weights);

} // namespace danas::quant
