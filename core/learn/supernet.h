// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/network_graph.h"
#include "learn/batch_norm.h"
#include "space/search_space.h"

#include <ATen/core/Tensor.h>

#include <compare>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace danas::learn {

/// Batch-norm statistics of one sub-network: one entry per operator of its graph, empty where there is no batch norm.
using Statistics = std::vector<Moments>;

/// A sub-network with batch norm folded in, one entry per operator: what deployment would run, in single precision.
struct FoldedNetwork {
    struct Layer {
        at::Tensor weight, bias;
    };
    std::vector<Layer> layers;
};

/// Weights of every network of a space, shared by slicing: a sub-network takes the first channels, the centre of the
/// kernels and the first blocks of each stage. Which sub-network is an argument (its graph), never a state. One stem per
/// number of input channels, and one head per stage or block that can be the last.
///
/// All weights lie in one flat buffer, so that the optimiser and checkpoints need not know layers.
class Supernet {
public:
    /// He initialisation, a pure function of the seed.
    Supernet(const space::SearchSpace& space, int classes, std::uint64_t seed, at::Device device);

    struct Parameter {
        at::Tensor value; ///< a view of values(), requires grad
        std::int64_t offset = 0; ///< in values(), in elements
        std::int64_t size = 0;
        bool decays = false; ///< weights of convolutions and heads; not batch norm, not biases
    };
    [[nodiscard]] const std::vector<Parameter>& parameters() const { return m_parameters; }
    [[nodiscard]] const at::Tensor& values() const { return m_values; }
    [[nodiscard]] const at::Tensor& gradients() const { return m_gradients; } ///< backward adds to it
    [[nodiscard]] std::vector<float> copiedValues() const;
    void load(std::span<const float> values); ///< as many as values() has
    /// Takes over the weights of this sub-network from a supernet of a space that holds it.
    void inherit(const Supernet& from, const graph::NetworkGraph& graph);
    /// Indices of the parameters that this sub-network has a share in, ascending; of forwardWithExits if so said.
    [[nodiscard]] std::vector<std::size_t> parametersOf(const graph::NetworkGraph& graph, bool withExits = false) const;

    /// Logits [N, classes] with the statistics of the batch; differentiable. x: [N, C, H, W], channels-last.
    [[nodiscard]] at::Tensor forward(const graph::NetworkGraph& graph, const at::Tensor& x) const;
    /// The same, and on the way the logits of the sub-networks that are this one up to the end of an earlier stage, for the
    /// price of their heads; this one's own are the last.
    [[nodiscard]] std::vector<at::Tensor> forwardWithExits(const graph::NetworkGraph& graph, const at::Tensor& x) const;
    /// The same without gradient; returns the statistics that each batch norm met.
    [[nodiscard]] Statistics statistics(const graph::NetworkGraph& graph, const at::Tensor& x) const;
    [[nodiscard]] FoldedNetwork fold(const graph::NetworkGraph& graph, const Statistics& statistics) const;

private:
    struct Key {
        graph::Part part = graph::Part::Stem;
        int place = 0; ///< stage and block; for the stem the input channels, for the head the last stage
        auto operator<=>(const Key&) const = default;
    };
    struct Extent {
        int out = 0, in = 0; ///< `in` per group
        graph::Window kernel { 0 };
        bool dense = false, batchNorm = false;
        bool closesResidual = false; ///< its output is added to the block's input
    };
    struct Layer {
        std::size_t weight = 0, scale = 0, shift = 0; ///< indices of parameters; scale only with batch norm
        graph::Window kernel;
    };
    struct Exit {
        std::size_t op = 0; ///< whose output the head reads
        Layer head;
    };
    static Key keyOf(const graph::NetworkGraph& graph, const graph::Op& op);
    using Extents = std::map<Key, Extent>;
    static Extents extentsOf(const space::SearchSpace& space, int classes);
    void layOut(const Extents& extents);
    void initialise(const Extents& extents, std::uint64_t seed);
    void makeViews(const Extents& extents);

    [[nodiscard]] const Layer& layerOf(const graph::NetworkGraph& graph, const graph::Op& op) const;
    [[nodiscard]] std::vector<Exit> exitsOf(const graph::NetworkGraph& graph) const;
    /// Convolution, batch norm with the statistics of the batch, activation.
    [[nodiscard]] at::Tensor trainable(const graph::NetworkGraph& graph, const graph::Op& op, const at::Tensor& x) const;
    [[nodiscard]] at::Tensor weight(const graph::NetworkGraph& graph, const graph::Op& op) const;
    [[nodiscard]] at::Tensor firstOf(std::size_t parameter, std::int64_t count) const;
    [[nodiscard]] at::Tensor dense(const graph::NetworkGraph& graph, const graph::Op& op, const at::Tensor& x) const;
    [[nodiscard]] at::Tensor biased(const graph::NetworkGraph& graph, const graph::Op& op, const at::Tensor& y) const;

    at::Tensor m_values, m_gradients;
    std::vector<Parameter> m_parameters;
    std::map<Key, Layer> m_layers;
};

/// Logits [N, classes] of a folded network, without gradient. x: [N, C, H, W], channels-last.
[[nodiscard]] at::Tensor infer(const graph::NetworkGraph& graph, const FoldedNetwork& network, const at::Tensor& x);

} // namespace danas::learn
