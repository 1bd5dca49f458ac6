// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/network_graph.h"
#include "learn/convolution.h"

#include <ATen/ATen.h>

#include <cstddef>
#include <utility>
#include <vector>

namespace danas::learn {

inline std::size_t tensorIndex(std::int16_t tensor)
{
    return static_cast<std::size_t>(tensor);
}

inline at::Tensor convolve(
    const graph::NetworkGraph& graph, const graph::Op& op, const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias)
{
    const auto& shape = graph.output(op);
    return convolution(x, weight, bias, { op.padding, op.stride, shape.height, shape.width });
}

/// Runs the operators in order. `convolve` and `dense` do what carries weights, given index, operator and input; `look` is
/// given each output and may replace it. Tensors are let go after their last use (autograd keeps what it needs).
template <typename Convolution, typename Dense, typename Look>
at::Tensor run(
    const graph::NetworkGraph& graph, const at::Tensor& x, const Convolution& convolve, const Dense& dense, const Look& look)
{
    std::vector<std::size_t> lastUse(graph.tensors.size(), 0);
    for (std::size_t i = 0; i < graph.ops.size(); ++i) {
        lastUse[tensorIndex(graph.ops[i].input)] = i;
        if (graph.ops[i].secondInput >= 0)
            lastUse[tensorIndex(graph.ops[i].secondInput)] = i;
    }
    std::vector<at::Tensor> tensors(graph.tensors.size());
    tensors.front() = x;
    for (std::size_t i = 0; i < graph.ops.size(); ++i) {
        const graph::Op& op = graph.ops[i];
        const at::Tensor& input = tensors[tensorIndex(op.input)];
        at::Tensor output;
        switch (op.kind) {
        case graph::OpKind::Conv2d:
        case graph::OpKind::DepthwiseConv2d:
            output = convolve(i, op, input);
            break;
        case graph::OpKind::Dense:
            output = dense(i, op, input);
            break;
        case graph::OpKind::Add:
            output = input + tensors[tensorIndex(op.secondInput)];
            break;
        case graph::OpKind::GlobalAveragePool:
            output = input.mean({ 2, 3 });
            break;
        case graph::OpKind::Sigmoid:
            output = at::sigmoid(input);
            break;
        }
        look(i, output);
        tensors[tensorIndex(op.output)] = std::move(output);
        for (const std::int16_t used : { op.input, op.secondInput }) {
            if (used >= 0 && lastUse[tensorIndex(used)] == i)
                tensors[tensorIndex(used)] = at::Tensor();
        }
    }
    return tensors.back();
}

template <typename Convolution, typename Dense>
at::Tensor run(const graph::NetworkGraph& graph, const at::Tensor& x, const Convolution& convolve, const Dense& dense)
{
    return run(graph, x, convolve, dense, [](std::size_t, const at::Tensor&) {});
}

/// A picture as a dense layer reads it: rows first, channels innermost.
inline at::Tensor flattened(const at::Tensor& x)
{
    return x.dim() == 4 ? x.permute({ 0, 2, 3, 1 }).reshape({ x.size(0), -1 }) : x;
}

} // namespace danas::learn
