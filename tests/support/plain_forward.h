// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/network_graph.h"
#include "graph/network_weights.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

namespace danas::test {

/// A convolution, plain or depthwise, written as its definition says. Tensors are [height][width][channels].
inline std::vector<float> plainConvolution(
    const graph::NetworkGraph& graph, const graph::Op& op, const graph::OpWeights& weights, const std::vector<float>& x)
{
    const graph::Shape in = graph.input(op), out = graph.output(op);
    const bool depthwise = op.kind == graph::OpKind::DepthwiseConv2d;
    const auto at = [](int a, int b, int c, int countB, int countC) { return static_cast<std::size_t>((a * countB + b) * countC + c); };
    std::vector<float> y;
    for (int row = 0; row < out.height; ++row) {
        for (int column = 0; column < out.width; ++column) {
            for (int o = 0; o < out.channels; ++o) {
                double sum = weights.biases[static_cast<std::size_t>(o)];
                for (int ky = 0; ky < op.kernel.height; ++ky) {
                    for (int kx = 0; kx < op.kernel.width; ++kx) {
                        const int r = row * op.stride + ky - op.padding.top, c = column * op.stride + kx - op.padding.left;
                        if (r < 0 || c < 0 || r >= in.height || c >= in.width)
                            continue;
                        if (depthwise) {
                            sum += static_cast<double>(x[at(r, c, o, in.width, in.channels)])
                                * static_cast<double>(weights.weights[at(ky, kx, o, op.kernel.width, out.channels)]);
                            continue;
                        }
                        for (int i = 0; i < in.channels; ++i)
                            sum += static_cast<double>(x[at(r, c, i, in.width, in.channels)])
                                * static_cast<double>(weights.weights[at(o * op.kernel.height + ky, kx, i, op.kernel.width, in.channels)]);
                    }
                }
                const auto value = static_cast<float>(sum);
                y.push_back(std::clamp(value, graph::limitsOf(op.activation).low, graph::limitsOf(op.activation).high));
            }
        }
    }
    return y;
}

/// Logits of one picture [height][width][channels], in plain C++: what the layouts of NetworkWeights mean.
inline std::vector<float> plainForward(
    const graph::NetworkGraph& graph, const graph::NetworkWeights& weights, std::span<const float> picture)
{
    std::vector<std::vector<float>> tensors(graph.tensors.size());
    tensors.front().assign(picture.begin(), picture.end());
    for (std::size_t index = 0; index < graph.ops.size(); ++index) {
        const graph::Op& op = graph.ops[index];
        const graph::OpWeights& own = weights.ops[index];
        const auto& x = tensors[static_cast<std::size_t>(op.input)];
        auto& y = tensors[static_cast<std::size_t>(op.output)];
        const auto channels = static_cast<std::size_t>(graph.input(op).channels);
        switch (op.kind) {
        case graph::OpKind::Conv2d:
        case graph::OpKind::DepthwiseConv2d:
            y = plainConvolution(graph, op, own, x);
            break;
        case graph::OpKind::Add:
            y = x;
            for (std::size_t i = 0; i < y.size(); ++i)
                y[i] += tensors[static_cast<std::size_t>(op.secondInput)][i];
            break;
        case graph::OpKind::GlobalAveragePool:
            y.assign(channels, 0.0F);
            for (std::size_t i = 0; i < x.size(); ++i)
                y[i % channels] += x[i] * static_cast<float>(channels) / static_cast<float>(x.size());
            break;
        case graph::OpKind::Dense:
            y = own.biases;
            for (std::size_t i = 0; i < own.weights.size(); ++i)
                y[i / x.size()] += own.weights[i] * x[i % x.size()];
            for (float& value : y)
                value = std::clamp(value, graph::limitsOf(op.activation).low, graph::limitsOf(op.activation).high);
            break;
        case graph::OpKind::Sigmoid:
            y.clear();
            for (const float value : x)
                y.push_back(1.0F / (1.0F + std::exp(-value)));
            break;
        }
    }
    return tensors.back();
}

} // namespace danas::test
