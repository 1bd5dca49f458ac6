// SPDX-License-Identifier: GPL-3.0-or-later
#include "quant/quantize.h"

#include "base/error.h"
#include "quant/float_interpreter.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace danas::quant {
namespace {

using graph::Activation;
using graph::NetworkGraph;
using graph::Op;
using graph::OpKind;

constexpr float kInputScale = 1.0F / 127.5F; ///< of data::normalise: 255 steps from -1 to 1
constexpr double kInputShift = 0.5;          ///< data::normalise(byte) = (byte - 128 + this) x kInputScale
constexpr TensorScale kSigmoidScale { 1.0F / 256.0F, -128 }; ///< fixed by TensorFlow Lite
/// A bias may use a quarter of the 32 bits; the products of 255 x 127 that are added to it fill the rest only after 99,000.
constexpr double kLargestBias = 0x1p30;

std::size_t size(std::int64_t value)
{
    return static_cast<std::size_t>(value);
}

/// Spreads [low, high], which holds zero, over 256 steps so that zero is one of them. (NudgeQuantizationParameters.)
TensorScale scaleOf(const Range& range)
{
    const double width = static_cast<double>(range.high) - range.low;
    const auto scale = static_cast<float>(width / 255.0);
    if (!std::isnormal(scale))
        return { 1.0F, range.low < 0.0F ? 0 : -128 }; // a tensor of zeros
    const double zero = -128.0 - static_cast<double>(range.low) / scale;
    return { scale, static_cast<std::int32_t>(std::lround(std::clamp(zero, -128.0, 127.0))) };
}

std::vector<TensorScale> tensorScales(const NetworkGraph& graph, const ActivationRanges& ranges)
{
    std::vector<TensorScale> scales(graph.tensors.size());
    scales.front() = { kInputScale, 0 };
    for (const Op& op : graph.ops) {
        Range range = ranges[size(op.output)];
        if (op.activation != Activation::None)
            range = { 0.0F, std::clamp(range.high, 0.0F, graph::limitsOf(op.activation).high) };
        if (op.kind == OpKind::Sigmoid)
            scales[size(op.output)] = kSigmoidScale;
        else
            scales[size(op.output)] = op.kind == OpKind::GlobalAveragePool ? scales[size(op.input)] : scaleOf(range);
    }
    return scales;
}

/// The integers that an activation leaves. (CalculateActivationRangeQuantized: in float, rounded to nearest.)
void limitOutput(QuantizedOp& numbers, Activation activation, const TensorScale& out)
{
    if (activation == Activation::None)
        return;
    const float top = std::round(graph::limitsOf(activation).high / out.scale);
    numbers.low = std::max(-128, out.zeroPoint);
    numbers.high = static_cast<std::int32_t>(std::min(127.0F, static_cast<float>(out.zeroPoint) + top));
}

/// Largest weight to 127, but never so fine that the bias leaves its range (a channel of almost no weight).
float weightScale(float largest, float largestBias, float inputScale)
{
    const double fine = largest / 127.0;
    const double forBias = largestBias / (kLargestBias * inputScale);
    const auto scale = static_cast<float>(std::max(fine, forBias));
    return std::isnormal(scale) ? scale : 1.0F;
}

std::int8_t quantizedWeight(float weight, float scale)
{
    return static_cast<std::int8_t>(std::clamp(std::lround(weight / scale), -127L, 127L));
}

std::int32_t quantizedBias(float bias, double scale, double shift)
{
    return static_cast<std::int32_t>(std::clamp<long>(std::lround(bias / scale + shift), INT32_MIN, INT32_MAX));
}

float largestMagnitude(const std::vector<float>& values)
{
    float largest = 0.0F;
    for (const float value : values)
        largest = std::max(largest, std::abs(value));
    return largest;
}

/// Index of the output channel that weight i belongs to.
std::size_t channelOf(const Op& op, std::size_t i, std::size_t weights, std::size_t channels)
{
    return op.kind == OpKind::DepthwiseConv2d ? i % channels : i / (weights / channels);
}

std::vector<float> weightScales(const Op& op, const graph::OpWeights& from, float inputScale)
{
    if (op.kind == OpKind::Dense)
        return { weightScale(largestMagnitude(from.weights), largestMagnitude(from.biases), inputScale) };
    const std::size_t channels = from.biases.size();
    std::vector<float> largest(channels, 0.0F);
    for (std::size_t i = 0; i < from.weights.size(); ++i) {
        float& most = largest[channelOf(op, i, from.weights.size(), channels)];
        most = std::max(most, std::abs(from.weights[i]));
    }
    for (std::size_t c = 0; c < channels; ++c)
        largest[c] = weightScale(largest[c], std::abs(from.biases[c]), inputScale);
    return largest;
}

/// Input x weight / output scale. A dense layer's product is rounded to float first, as there
/// (GetQuantizedConvolutionMultipler against PopulateConvolutionQuantizationParams).
Multiplier outputMultiplier(OpKind kind, float in, float weight, float out)
{
    const double product = kind == OpKind::Dense ? static_cast<double>(in * weight) : static_cast<double>(in) * weight;
    return multiplierOf(product / out);
}

QuantizedOp quantizedOp(const Op& op, const graph::OpWeights& from, const TensorScale& in, const TensorScale& out)
{
    QuantizedOp numbers;
    if (!from.weights.empty())
        numbers.weightScales = weightScales(op, from, in.scale);
    completeFromScales(numbers, op, in, out);
    if (from.weights.empty())
        return numbers;

    const std::size_t channels = from.biases.size();
    const auto scaleAt = [&](std::size_t channel) { return numbers.weightScales[channel % numbers.weightScales.size()]; };
    numbers.weights.resize(from.weights.size());
    std::vector<double> weightSums(channels, 0.0);
    for (std::size_t i = 0; i < from.weights.size(); ++i) {
        const std::size_t channel = channelOf(op, i, from.weights.size(), channels);
        numbers.weights[i] = quantizedWeight(from.weights[i], scaleAt(channel));
        weightSums[channel] += numbers.weights[i];
    }
    numbers.biases.resize(channels);
    const double shift = op.input == 0 ? kInputShift : 0.0;
    for (std::size_t c = 0; c < channels; ++c)
        numbers.biases[c] = quantizedBias(from.biases[c], static_cast<double>(in.scale) * scaleAt(c), shift * weightSums[c]);
    return numbers;
}

void requireRanges(const NetworkGraph& graph, const ActivationRanges& ranges)
{
    if (ranges.size() != graph.tensors.size())
        throw Error(fmt::format("There are ranges for {} tensors where the network has {}: calibrate this network.", ranges.size(),
            graph.tensors.size()));
    for (const Op& op : graph.ops)
        if (const Range& range = ranges[size(op.output)];
            !std::isfinite(range.low) || !std::isfinite(range.high) || range.low > 0.0F || range.high < 0.0F)
            throw Error(fmt::format("The output of the layer '{}' ranges from {} to {}, which cannot be quantised: train the network again.",
                op.name(), range.low, range.high));
}

} // namespace

void completeFromScales(QuantizedOp& numbers, const Op& op, const TensorScale& in, const TensorScale& out)
{
    limitOutput(numbers, op.activation, out);
    numbers.multipliers.clear();
    for (const float scale : numbers.weightScales)
        numbers.multipliers.push_back(outputMultiplier(op.kind, in.scale, scale, out.scale));
}

QuantizedNetwork quantize(const NetworkGraph& graph, const graph::NetworkWeights& weights, const ActivationRanges& ranges)
{
    requireFitting(graph, weights);
    requireRanges(graph, ranges);
    QuantizedNetwork network { graph, tensorScales(graph, ranges), {} };
    network.ops.reserve(graph.ops.size());
    for (std::size_t i = 0; i < graph.ops.size(); ++i) {
        const Op& op = graph.ops[i];
        network.ops.push_back(
            quantizedOp(op, weights.ops[i], network.tensors[size(op.input)], network.tensors[size(op.output)]));
    }
    return network;
}

void quantizeInput(std::span<const std::uint8_t> pixels, std::span<std::int8_t> out)
{
    std::ranges::transform(pixels, out.begin(), [](std::uint8_t byte) { return static_cast<std::int8_t>(byte - 128); });
}

} // namespace danas::quant
