// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/torch_forward.h"

#include <ATen/ATen.h>

namespace danas::test {
namespace {

using graph::Op;
using graph::OpKind;

/// Values of ours seen as a tensor, in the order of dimensions that LibTorch wants.
at::Tensor tensorOf(const std::vector<float>& values, at::IntArrayRef sizes, at::IntArrayRef order)
{
    return at::from_blob(const_cast<float*>(values.data()), sizes, at::kFloat).permute(order);
}

at::Tensor weightOf(const Op& op, const graph::Shape& in, const graph::Shape& out, const graph::OpWeights& numbers)
{
    if (op.kind == OpKind::Dense)
        return tensorOf(numbers.weights, { out.channels, in.elements() }, { 0, 1 });
    if (op.kind == OpKind::DepthwiseConv2d)
        return tensorOf(numbers.weights, { op.kernel.height, op.kernel.width, 1, out.channels }, { 3, 2, 0, 1 });
    return tensorOf(numbers.weights, { out.channels, op.kernel.height, op.kernel.width, in.channels }, { 0, 3, 1, 2 });
}

/// A picture as a dense layer reads it: channels innermost.
at::Tensor rowsFirst(const at::Tensor& x)
{
    return (x.dim() == 4 ? x.permute({ 0, 2, 3, 1 }) : x).flatten(1);
}

at::Tensor limited(const at::Tensor& x, graph::Activation activation)
{
    if (activation == graph::Activation::None)
        return x;
    const auto [low, high] = graph::limitsOf(activation);
    return at::clamp(x, low, high);
}

at::Tensor forward(const graph::NetworkGraph& graph, const Op& op, const graph::OpWeights& numbers, const std::vector<at::Tensor>& tensors)
{
    const at::Tensor& input = tensors[static_cast<std::size_t>(op.input)];
    if (op.kind == OpKind::Add)
        return input + tensors[static_cast<std::size_t>(op.secondInput)];
    if (op.kind == OpKind::GlobalAveragePool)
        return at::adaptive_avg_pool2d(input, { 1, 1 });
    if (op.kind == OpKind::Sigmoid)
        return at::sigmoid(input);
    const at::Tensor weight = weightOf(op, graph.input(op), graph.output(op), numbers);
    const at::Tensor bias = tensorOf(numbers.biases, { std::ssize(numbers.biases) }, { 0 });
    if (op.kind == OpKind::Dense)
        return at::linear(rowsFirst(input), weight, bias);
    const at::Tensor padded = at::constant_pad_nd(input, { op.padding.left, op.padding.right, op.padding.top, op.padding.bottom });
    return at::conv2d(padded, weight, bias, op.stride, at::IntArrayRef { 0, 0 }, 1, input.size(1) / weight.size(1));
}

} // namespace

std::vector<float> torchForward(
    const graph::NetworkGraph& graph, const graph::NetworkWeights& weights, const std::vector<float>& inputs, std::int64_t count)
{
    const auto& shape = graph.input();
    std::vector<at::Tensor> tensors(graph.tensors.size());
    tensors[0] = tensorOf(inputs, { count, shape.height, shape.width, shape.channels }, { 0, 3, 1, 2 });
    for (std::size_t i = 0; i < graph.ops.size(); ++i) {
        const Op& op = graph.ops[i];
        tensors[static_cast<std::size_t>(op.output)] = limited(forward(graph, op, weights.ops[i], tensors), op.activation);
    }
    const at::Tensor logits = tensors.back().contiguous();
    return { logits.data_ptr<float>(), logits.data_ptr<float>() + logits.numel() };
}

} // namespace danas::test
