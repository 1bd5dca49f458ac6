// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/rng.h"
#include "data/sample_cache.h"
#include "graph/network_graph.h"
#include "graph/network_weights.h"

#include <cmath>

namespace danas::test {

/// Weights of a spread that keeps activations of the same order from layer to layer (He et al. 2015), biases around zero, and
/// channels of very different size, as folded batch norm leaves them.
inline graph::NetworkWeights randomWeights(const graph::NetworkGraph& graph, Rng& rng)
{
    graph::NetworkWeights weights;
    for (const graph::Op& op : graph.ops) {
        graph::OpWeights& numbers = weights.ops.emplace_back();
        const auto channels = static_cast<std::size_t>(graph.biases(op));
        numbers.weights.resize(static_cast<std::size_t>(graph.weights(op)));
        if (channels == 0)
            continue;
        const double fanIn = static_cast<double>(numbers.weights.size()) / static_cast<double>(channels);
        std::vector<double> gain(channels);
        for (double& value : gain)
            value = std::exp2(rng.uniform(-2.0, 1.0)) * std::sqrt(6.0 / fanIn);
        const bool depthwise = op.kind == graph::OpKind::DepthwiseConv2d;
        for (std::size_t i = 0; i < numbers.weights.size(); ++i) {
            const std::size_t channel = depthwise ? i % channels : i / (numbers.weights.size() / channels);
            numbers.weights[i] = static_cast<float>(gain[channel] * rng.uniform(-1.0, 1.0));
        }
        for (std::size_t c = 0; c < channels; ++c)
            numbers.biases.push_back(static_cast<float>(rng.uniform(-0.5, 1.0)));
    }
    return weights;
}

/// A picture of soft stripes and noise: neighbours agree, as in photographs. Image i of a seed is always the same.
inline data::Image randomImage(const data::Shape& shape, std::uint64_t seed, std::int64_t i)
{
    Rng rng(seed, RandomPhase::Sample, static_cast<std::uint64_t>(i));
    data::Image image { shape.width, shape.height, shape.channels, {} };
    const double across = rng.uniform(-0.6, 0.6);
    const double down = rng.uniform(-0.6, 0.6);
    const double bright = rng.uniform(60.0, 190.0);
    for (int y = 0; y < shape.height; ++y)
        for (int x = 0; x < shape.width; ++x)
            for (int c = 0; c < shape.channels; ++c) {
                const double value = bright + 60.0 * std::sin(across * x + down * y + c) + rng.uniform(-20.0, 20.0);
                image.pixels.push_back(static_cast<std::uint8_t>(std::lround(std::min(std::max(value, 0.0), 255.0))));
            }
    return image;
}

} // namespace danas::test
