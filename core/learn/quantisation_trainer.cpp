// SPDX-License-Identifier: GPL-3.0-or-later
#include "learn/quantisation_trainer.h"

#include "base/error.h"
#include "learn/graph_run.h"
#include "learn/kernels.h"

#include <fmt/format.h>

#include <cmath>

namespace danas::learn {
namespace {

using graph::Op;
using graph::OpKind;

constexpr double kSoftShare = 0.5; // of the targets: what the network in float says
constexpr double kLargestWeight = 127.0; // of int8, symmetric

at::Tensor copied(const std::vector<float>& values, at::IntArrayRef sizes)
{
    at::Tensor tensor = at::empty(sizes);
    std::copy(values.begin(), values.end(), tensor.data_ptr<float>());
    return tensor;
}

/// Of an operator's weights as graph::OpWeights lays them out.
std::vector<std::int64_t> sizesOf(const graph::NetworkGraph& graph, const Op& op)
{
    const std::int64_t out = graph.output(op).channels;
    switch (op.kind) {
    case OpKind::Conv2d:
        return { out, op.kernel.height, op.kernel.width, graph.input(op).channels };
    case OpKind::DepthwiseConv2d:
        return { op.kernel.height, op.kernel.width, out };
    default:
        return { out, graph.input(op).elements() };
    }
}

/// From that layout to LibTorch's.
at::Tensor asTorch(const Op& op, const at::Tensor& weight)
{
    switch (op.kind) {
    case OpKind::Conv2d:
        return weight.permute({ 0, 3, 1, 2 });
    case OpKind::DepthwiseConv2d:
        return weight.permute({ 2, 0, 1 }).unsqueeze(1);
    default:
        return weight;
    }
}

/// The largest magnitude of each output channel, of a dense layer the largest of all; broadcasts against LibTorch's layout.
at::Tensor largest(const Op& op, const at::Tensor& weight)
{
    const at::Tensor magnitude = weight.abs();
    const at::Tensor most = op.kind == OpKind::Dense ? magnitude.amax() : magnitude.amax({ 1, 2, 3 }, true);
    return at::where(most > 0.0, most, at::ones_like(most)); // a channel of zeros has any unit
}

/// From LibTorch's layout back, of what `largest` returns.
at::Tensor unitOf(const Op& op, const at::Tensor& most)
{
    switch (op.kind) {
    case OpKind::Conv2d:
        return most.permute({ 0, 2, 3, 1 });
    case OpKind::DepthwiseConv2d:
        return most.view({ 1, 1, -1 });
    default:
        return most;
    }
}

std::vector<float> product(const at::Tensor& value, const at::Tensor& unit)
{
    const at::Tensor numbers = (value.detach() * unit).contiguous();
    return { numbers.data_ptr<float>(), numbers.data_ptr<float>() + numbers.numel() };
}

FoldedNetwork folded(const graph::NetworkGraph& graph, const graph::NetworkWeights& weights, at::Device device)
{
    FoldedNetwork network;
    for (std::size_t i = 0; i < graph.ops.size(); ++i) {
        const auto& numbers = weights.ops[i];
        auto& layer = network.layers.emplace_back();
        if (numbers.weights.empty())
            continue;
        layer.weight = asTorch(graph.ops[i], copied(numbers.weights, sizesOf(graph, graph.ops[i]))).to(device);
        layer.bias = copied(numbers.biases, { std::ssize(numbers.biases) }).to(device);
    }
    return network;
}

} // namespace

QuantisationTrainer::QuantisationTrainer(const Workplace& workplace, const Candidate& candidate, const graph::NetworkWeights& weights,
    const quant::ActivationRanges& ranges, const Schedule& schedule, std::uint64_t stream)
    : m_workplace(workplace)
    , m_candidate(candidate)
    , m_schedule(schedule)
    , m_batches(workplace, schedule.batch, stream)
    , m_int8(quant::quantize(candidate.graph, weights, ranges))
    , m_teacher(folded(candidate.graph, weights, workplace.device))
{
    const auto learned = [](const at::Tensor& numbers, const at::Tensor& unit) {
        Learned result { (numbers / unit).contiguous(), unit, {}, {} };
        result.value.set_requires_grad(true);
        result.first.resize(static_cast<std::size_t>(numbers.numel()));
        result.second.resize(result.first.size());
        return result;
    };
    const auto& graph = candidate.graph;
    for (std::size_t i = 0; i < graph.ops.size(); ++i) {
        const Op& op = graph.ops[i];
        Layer& layer = m_layers.emplace_back();
        if (weights.ops[i].weights.empty())
            continue;
        const at::Tensor numbers = copied(weights.ops[i].weights, sizesOf(graph, op));
        layer.weight = learned(numbers, unitOf(op, largest(op, asTorch(op, numbers))));
        const float range = 255.0F * m_int8.tensors[tensorIndex(op.output)].scale;
        layer.bias = learned(copied(weights.ops[i].biases, { std::ssize(weights.ops[i].biases) }), at::full({ 1 }, range));
    }
}

at::Tensor QuantisationTrainer::weightAt(std::size_t index) const
{
    const Op& op = m_candidate.graph.ops[index];
    const Learned& learned = m_layers[index].weight;
    const at::Tensor weight = asTorch(op, learned.value * learned.unit).to(m_workplace.device);
    const at::Tensor scale = largest(op, weight.detach()) / kLargestWeight;
    if (op.kind == OpKind::Dense)
        return at::fake_quantize_per_tensor_affine(weight, scale.item<double>(), 0, -127, 127);
    const at::Tensor zeros = at::zeros({ scale.numel() }, weight.options().dtype(at::kInt));
    return at::fake_quantize_per_channel_affine(weight, scale.flatten(), zeros, 0, -127, 127);
}

at::Tensor QuantisationTrainer::biasAt(std::size_t index) const
{
    const Learned& learned = m_layers[index].bias;
    return (learned.value * learned.unit).to(m_workplace.device);
}

at::Tensor QuantisationTrainer::forward(const at::Tensor& x) const
{
    const auto& graph = m_candidate.graph;
    const auto convolving = [&](std::size_t i, const Op& op, const at::Tensor& input) {
        return convolve(graph, op, input, weightAt(i), {}) + biasAt(i).view({ 1, -1, 1, 1 });
    };
    const auto dense = [&](std::size_t i, const Op&, const at::Tensor& input) { return at::linear(flattened(input), weightAt(i), biasAt(i)); };
    const auto rounded = [&](std::size_t i, at::Tensor& output) { // the limits hold activations as well
        const auto& scale = m_int8.tensors[tensorIndex(graph.ops[i].output)];
        const auto& limits = m_int8.ops[i];
        output = at::fake_quantize_per_tensor_affine(output, static_cast<double>(scale.scale), scale.zeroPoint, limits.low, limits.high);
    };
    return run(graph, x, convolving, dense, rounded);
}

void QuantisationTrainer::train(int step)
{
    const auto batch = m_batches.draw(step);
    const at::Tensor x = m_batches.inputs(batch, m_candidate.config);
    const at::Tensor said = at::softmax(infer(m_candidate.graph, m_teacher, x), 1);
    const at::Tensor loss = crossEntropy(forward(x), kSoftShare * said + (1.0 - kSoftShare) * batch.targets, batch.weights);
    if (!std::isfinite(loss.item<double>()))
        throw Error(fmt::format("The loss of the fine-tune for int8 became infinite or undefined at step {}: start a new run with "
                                "\"quantisation_steps\" 0.",
            step + 1));
    loss.backward();
    const double rate = learningRate(m_schedule, step);
    for (Layer& layer : m_layers) {
        for (Learned* const learned : { &layer.weight, &layer.bias }) {
            if (!learned->value.defined())
                continue;
            update(*learned, learned->value.grad().contiguous(), rate, step);
            learned->value.mutable_grad().reset();
        }
    }
}

void QuantisationTrainer::update(Learned& learned, const at::Tensor& gradient, double rate, int step) const
{
    kernels::adam(learned.value.data_ptr<float>(), gradient.data_ptr<float>(), learned.first.data(), learned.second.data(),
        learned.value.numel(), { rate, 0.0, step + 1 });
}

graph::NetworkWeights QuantisationTrainer::weights() const
{
    graph::NetworkWeights weights;
    for (const Layer& layer : m_layers) {
        auto& numbers = weights.ops.emplace_back();
        if (layer.weight.value.defined())
            numbers = { product(layer.weight.value, layer.weight.unit), product(layer.bias.value, layer.bias.unit) };
    }
    return weights;
}

} // namespace danas::learn
