// SPDX-License-Identifier: GPL-3.0-or-later
#include "quant/float_interpreter.h"

#include "base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace danas::quant {
namespace {

using graph::Activation;
using graph::Op;
using graph::OpKind;
using graph::Shape;

std::size_t size(std::int64_t value)
{
    return static_cast<std::size_t>(value);
}

/// [out][depth] to [depth][out].
std::vector<float> transposed(const std::vector<float>& weights, std::size_t outputs)
{
    const std::size_t depth = weights.size() / outputs;
    std::vector<float> result(weights.size());
    for (std::size_t out = 0; out < outputs; ++out)
        for (std::size_t i = 0; i < depth; ++i)
            result[i * outputs + out] = weights[out * depth + i];
    return result;
}

void activate(Activation activation, std::span<float> values)
{
    if (activation == Activation::None)
        return;
    const auto [low, high] = graph::limitsOf(activation);
    for (float& value : values)
        value = std::clamp(value, low, high);
}

/// Calls tap(kernel position, input position) for every tap of an output that lies within the picture.
template <typename Tap> void forEachTap(const Op& op, const Shape& in, int y, int x, const Tap& tap)
{
    for (int ky = 0; ky < op.kernel.height; ++ky) {
        const int row = y * op.stride - op.padding.top + ky;
        for (int kx = 0; row >= 0 && row < in.height && kx < op.kernel.width; ++kx) {
            const int column = x * op.stride - op.padding.left + kx;
            if (column >= 0 && column < in.width)
                tap(size(ky * op.kernel.width + kx), size(row * in.width + column));
        }
    }
}

/// out += factor x weights
void accumulate(float* out, const float* weights, float factor, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        out[i] += factor * weights[i];
}

void requireFinite(const std::vector<float>& values, std::int64_t expected, const Op& op, const char* what)
{
    if (values.size() != size(expected))
        throw Error(fmt::format("The layer '{}' has {} {} where the network needs {}: these weights belong to another network.", op.name(),
            values.size(), what, expected));
    if (!std::ranges::all_of(values, [](float value) { return std::isfinite(value); }))
        throw Error(fmt::format("The {} of the layer '{}' hold a value that is not a finite number: train it again.", what, op.name()));
}

} // namespace

void requireFitting(const graph::NetworkGraph& graph, const graph::NetworkWeights& weights)
{
    if (weights.ops.size() != graph.ops.size())
        throw Error(fmt::format("There are weights for {} layers where the network has {}: these weights belong to another network.",
            weights.ops.size(), graph.ops.size()));
    for (std::size_t i = 0; i < graph.ops.size(); ++i) {
        requireFinite(weights.ops[i].weights, graph.weights(graph.ops[i]), graph.ops[i], "weights");
        requireFinite(weights.ops[i].biases, graph.biases(graph.ops[i]), graph.ops[i], "biases");
    }
}

FloatInterpreter::FloatInterpreter(const graph::NetworkGraph& graph, const graph::NetworkWeights& weights)
    : m_graph(graph)
    , m_weights(weights)
{
    requireFitting(graph, weights);
    for (std::size_t i = 0; i < graph.ops.size(); ++i)
        if (const OpKind kind = graph.ops[i].kind; kind == OpKind::Conv2d || kind == OpKind::Dense)
            m_weights.ops[i].weights = transposed(weights.ops[i].weights, weights.ops[i].biases.size());
    for (const Shape& shape : graph.tensors)
        m_tensors.emplace_back(size(shape.elements()));
}

std::span<const float> FloatInterpreter::run(std::span<const float> input)
{
    assert(input.size() == m_tensors.front().size());
    std::ranges::copy(input, m_tensors.front().begin());
    for (std::size_t i = 0; i < m_graph.ops.size(); ++i) {
        const Op& op = m_graph.ops[i];
        switch (op.kind) {
        case OpKind::Conv2d:
            convolve(op, i);
            break;
        case OpKind::DepthwiseConv2d:
            convolveDepthwise(op, i);
            break;
        case OpKind::Dense:
            dense(op, i);
            break;
        case OpKind::Add:
            add(op);
            break;
        case OpKind::GlobalAveragePool:
            pool(op);
            break;
        case OpKind::Sigmoid:
            squash(op);
            break;
        }
        activate(op.activation, m_tensors[size(op.output)]);
    }
    return m_tensors.back();
}

void FloatInterpreter::convolve(const Op& op, std::size_t index)
{
    const Shape& in = m_graph.input(op);
    const Shape& out = m_graph.output(op);
    const auto& numbers = m_weights.ops[index];
    const float* input = m_tensors[size(op.input)].data();
    float* output = m_tensors[size(op.output)].data();
    const std::size_t inputs = size(in.channels);
    const std::size_t outputs = size(out.channels);
    for (int y = 0; y < out.height; ++y) {
        for (int x = 0; x < out.width; ++x, output += outputs) {
            std::ranges::copy(numbers.biases, output);
            forEachTap(op, in, y, x, [&](std::size_t tap, std::size_t pixel) {
                for (std::size_t i = 0; i < inputs; ++i)
                    accumulate(output, &numbers.weights[(tap * inputs + i) * outputs], input[pixel * inputs + i], outputs);
            });
        }
    }
}

void FloatInterpreter::convolveDepthwise(const Op& op, std::size_t index)
{
    const Shape& in = m_graph.input(op);
    const Shape& out = m_graph.output(op);
    const auto& numbers = m_weights.ops[index];
    const float* input = m_tensors[size(op.input)].data();
    float* output = m_tensors[size(op.output)].data();
    const std::size_t channels = size(out.channels);
    for (int y = 0; y < out.height; ++y) {
        for (int x = 0; x < out.width; ++x, output += channels) {
            std::ranges::copy(numbers.biases, output);
            forEachTap(op, in, y, x, [&](std::size_t tap, std::size_t pixel) {
                const float* weights = &numbers.weights[tap * channels];
                const float* values = &input[pixel * channels];
                for (std::size_t c = 0; c < channels; ++c)
                    output[c] += values[c] * weights[c];
            });
        }
    }
}

void FloatInterpreter::add(const Op& op)
{
    std::ranges::transform(
        m_tensors[size(op.input)], m_tensors[size(op.secondInput)], m_tensors[size(op.output)].begin(), std::plus<>());
}

void FloatInterpreter::pool(const Op& op)
{
    const auto& input = m_tensors[size(op.input)];
    auto& output = m_tensors[size(op.output)];
    std::ranges::fill(output, 0.0F);
    for (std::size_t i = 0; i < input.size(); ++i)
        output[i % output.size()] += input[i];
    const auto pixels = static_cast<float>(input.size() / output.size());
    for (float& value : output)
        value /= pixels;
}

void FloatInterpreter::squash(const Op& op)
{
    std::ranges::transform(m_tensors[size(op.input)], m_tensors[size(op.output)].begin(), [](float x) { return 1.0F / (1.0F + std::exp(-x)); });
}

void FloatInterpreter::dense(const Op& op, std::size_t index)
{
    const auto& numbers = m_weights.ops[index];
    const auto& input = m_tensors[size(op.input)];
    auto& output = m_tensors[size(op.output)];
    std::ranges::copy(numbers.biases, output.begin());
    for (std::size_t i = 0; i < input.size(); ++i)
        accumulate(output.data(), &numbers.weights[i * output.size()], input[i], output.size());
}

} // namespace danas::quant
