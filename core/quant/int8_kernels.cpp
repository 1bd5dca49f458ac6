// SPDX-License-Identifier: GPL-3.0-or-later
#include "quant/int8_kernels.h"

#include "quant/logistic.h"

#include <algorithm>

namespace danas::quant::kernels {
namespace {

using graph::Op;
using graph::OpKind;
using graph::Shape;

constexpr int kAddShift = 20; ///< of TensorFlow Lite's int8 ADD: head room for its two roundings
constexpr std::size_t kPixelBlock = 2;

std::size_t size(std::int64_t value)
{
    return static_cast<std::size_t>(value);
}

std::size_t roundedUp(std::size_t value, std::size_t block)
{
    return (value + block - 1) / block * block;
}

/// Products per output of a convolution or dense layer.
std::size_t depthOf(const graph::NetworkGraph& graph, const Op& op)
{
    return size(graph.weights(op) / graph.output(op).channels);
}

/// The input as 16 bit without its zero point, which makes padding a border of zeros.
void widen(const Job& job, const Bytes& input, const graph::Padding& padding, std::vector<std::int16_t>& out)
{
    const Shape& in = job.graph.input(job.op);
    const std::size_t row = size(in.width) * size(in.channels);
    const std::size_t paddedRow = size(in.width + padding.left + padding.right) * size(in.channels);
    out.assign(paddedRow * size(in.height + padding.top + padding.bottom), 0);
    const auto zero = static_cast<std::int16_t>(job.in.zeroPoint);
    for (std::size_t y = 0; y < size(in.height); ++y) {
        const std::int8_t* from = &input[y * row];
        std::int16_t* to = &out[(y + size(padding.top)) * paddedRow + size(padding.left * in.channels)];
        for (std::size_t i = 0; i < row; ++i)
            to[i] = static_cast<std::int16_t>(from[i] - zero);
    }
}

std::int8_t requantized(const Job& job, std::int32_t sum, const Multiplier& multiplier)
{
    return static_cast<std::int8_t>(
        std::clamp(scaled(sum, multiplier) + job.out.zeroPoint, job.numbers.low, job.numbers.high));
}

/// Dot products of Pixels rows of inputs with kOutBlock rows of weights.
template <std::size_t Pixels>
void dotProducts(const std::int16_t* rows, const std::int16_t* weights, std::size_t depth, std::int32_t (&sums)[Pixels][kOutBlock])
{
    std::int32_t total[Pixels][kOutBlock] = {};
    for (std::size_t i = 0; i < depth; ++i)
        for (std::size_t p = 0; p < Pixels; ++p)
            for (std::size_t o = 0; o < kOutBlock; ++o)
                total[p][o] += rows[p * depth + i] * weights[o * depth + i];
    std::copy(&total[0][0], &total[0][0] + Pixels * kOutBlock, &sums[0][0]);
}

template <std::size_t Pixels> void multiplyBlock(const Job& job, const std::int16_t* rows, std::int8_t* output)
{
    const std::size_t outputs = job.numbers.biases.size();
    const std::size_t perChannel = job.numbers.multipliers.size() > 1 ? 1 : 0;
    for (std::size_t first = 0; first < outputs; first += kOutBlock) {
        std::int32_t sums[Pixels][kOutBlock];
        dotProducts<Pixels>(rows, &job.prepared.weights[first * job.prepared.depth], job.prepared.depth, sums);
        for (std::size_t p = 0; p < Pixels; ++p)
            for (std::size_t o = first; o < std::min(first + kOutBlock, outputs); ++o)
                output[p * outputs + o]
                    = requantized(job, sums[p][o - first] + job.numbers.biases[o], job.numbers.multipliers[o * perChannel]);
    }
}

/// `pixels` rows of inputs times the weights.
void multiply(const Job& job, const std::int16_t* rows, std::size_t pixels, std::int8_t* output)
{
    const std::size_t outputs = job.numbers.biases.size();
    std::size_t p = 0;
    for (; p + kPixelBlock <= pixels; p += kPixelBlock)
        multiplyBlock<kPixelBlock>(job, rows + p * job.prepared.depth, output + p * outputs);
    for (; p < pixels; ++p)
        multiplyBlock<1>(job, rows + p * job.prepared.depth, output + p * outputs);
}

/// The inputs of each output of row y, one after another (im2col).
void gatherRow(const Job& job, int y, Scratch& scratch)
{
    const Shape& in = job.graph.input(job.op);
    const Shape& out = job.graph.output(job.op);
    const std::size_t channels = size(in.channels);
    const std::size_t paddedRow = size(in.width + job.op.padding.left + job.op.padding.right) * channels;
    const std::size_t span = size(job.op.kernel.width) * channels;
    const std::size_t stride = size(job.op.stride);
    for (std::size_t x = 0; x < size(out.width); ++x)
        for (std::size_t ky = 0; ky < size(job.op.kernel.height); ++ky)
            std::copy_n(&scratch.image[(size(y) * stride + ky) * paddedRow + x * stride * channels], span,
                &scratch.rows[x * job.prepared.depth + ky * span]);
}

/// sums += inputs x weights over one row of a depthwise kernel.
template <std::size_t Kernel>
void addTaps(const std::int16_t* inputs, const std::int16_t* weights, std::size_t channels, std::int32_t* sums)
{
    for (std::size_t c = 0; c < channels; ++c) {
        std::int32_t sum = sums[c];
        for (std::size_t k = 0; k < Kernel; ++k)
            sum += inputs[k * channels + c] * weights[k * channels + c];
        sums[c] = sum;
    }
}

void addKernelRow(std::size_t kernel, const std::int16_t* inputs, const std::int16_t* weights, std::size_t channels, std::int32_t* sums)
{
    switch (kernel) {
    case 3:
        return addTaps<3>(inputs, weights, channels, sums);
    case 5:
        return addTaps<5>(inputs, weights, channels, sums);
    case 7:
        return addTaps<7>(inputs, weights, channels, sums);
    default:
        for (std::size_t k = 0; k < kernel; ++k)
            addTaps<1>(inputs + k * channels, weights + k * channels, channels, sums);
    }
}

std::vector<std::int32_t> addTerms(const TensorScale& operand, const Multiplier& factor)
{
    std::vector<std::int32_t> terms;
    for (std::int32_t q = -128; q <= 127; ++q)
        terms.push_back(scaled((q - operand.zeroPoint) * (1 << kAddShift), factor));
    return terms;
}

void prepareAddition(const QuantizedNetwork& network, const Op& op, Prepared& prepared)
{
    const AdditionFactors factors = additionFactors(network, op);
    prepared.terms = { addTerms(network.tensors[size(op.input)], factors.first), addTerms(network.tensors[size(op.secondInput)], factors.second) };
    prepared.sum = factors.sum;
}

} // namespace

AdditionFactors additionFactors(const QuantizedNetwork& network, const Op& op)
{
    const double first = network.tensors[size(op.input)].scale;
    const double second = network.tensors[size(op.secondInput)].scale;
    const double twice = 2.0 * std::max(first, second);
    return { multiplierOf(first / twice), multiplierOf(second / twice),
        multiplierOf(twice / ((1 << kAddShift) * static_cast<double>(network.tensors[size(op.output)].scale))) };
}

Prepared prepare(const QuantizedNetwork& network, std::size_t index)
{
    const Op& op = network.graph.ops[index];
    const QuantizedOp& numbers = network.ops[index];
    Prepared prepared;
    switch (op.kind) {
    case OpKind::Conv2d:
    case OpKind::Dense: {
        const std::size_t depth = depthOf(network.graph, op);
        prepared.depth = roundedUp(depth, kDepthBlock);
        prepared.weights.assign(roundedUp(numbers.biases.size(), kOutBlock) * prepared.depth, 0);
        for (std::size_t o = 0; o < numbers.biases.size(); ++o)
            std::copy_n(&numbers.weights[o * depth], depth, &prepared.weights[o * prepared.depth]);
        break;
    }
    case OpKind::DepthwiseConv2d:
        prepared.weights.assign(numbers.weights.begin(), numbers.weights.end());
        break;
    case OpKind::Add:
        prepareAddition(network, op, prepared);
        break;
    case OpKind::GlobalAveragePool:
        break;
    case OpKind::Sigmoid:
        prepared.table = logisticTable(network.tensors[size(op.input)]);
        break;
    }
    return prepared;
}

void convolution(const Job& job, const Bytes& input, Bytes& output, Scratch& scratch)
{
    const Shape& out = job.graph.output(job.op);
    widen(job, input, job.op.padding, scratch.image);
    const std::size_t inputs = size(job.graph.input(job.op).channels);
    if (job.op.kernel == 1 && job.op.stride == 1 && inputs == job.prepared.depth)
        return multiply(job, scratch.image.data(), size(out.height) * size(out.width), output.data());
    const std::size_t row = size(out.width) * size(out.channels);
    scratch.rows.assign(size(out.width) * job.prepared.depth, 0);
    for (int y = 0; y < out.height; ++y) {
        gatherRow(job, y, scratch);
        multiply(job, scratch.rows.data(), size(out.width), &output[size(y) * row]);
    }
}

void depthwiseConvolution(const Job& job, const Bytes& input, Bytes& output, Scratch& scratch)
{
    const Shape& in = job.graph.input(job.op);
    const Shape& out = job.graph.output(job.op);
    widen(job, input, job.op.padding, scratch.image);
    const std::size_t channels = size(out.channels);
    const std::size_t kernel = size(job.op.kernel.width);
    const std::size_t stride = size(job.op.stride);
    const std::size_t paddedRow = size(in.width + job.op.padding.left + job.op.padding.right) * channels;
    scratch.sums.resize(channels);
    std::int8_t* to = output.data();
    for (std::size_t y = 0; y < size(out.height); ++y) {
        for (std::size_t x = 0; x < size(out.width); ++x, to += channels) {
            std::ranges::copy(job.numbers.biases, scratch.sums.begin());
            for (std::size_t ky = 0; ky < size(job.op.kernel.height); ++ky)
                addKernelRow(kernel, &scratch.image[(y * stride + ky) * paddedRow + x * stride * channels],
                    &job.prepared.weights[ky * kernel * channels], channels, scratch.sums.data());
            for (std::size_t c = 0; c < channels; ++c)
                to[c] = requantized(job, scratch.sums[c], job.numbers.multipliers[c]);
        }
    }
}

void dense(const Job& job, const Bytes& input, Bytes& output, Scratch& scratch)
{
    widen(job, input, {}, scratch.image);
    scratch.image.resize(job.prepared.depth, 0);
    multiply(job, scratch.image.data(), 1, output.data());
}

void addition(const Job& job, const Bytes& first, const Bytes& second, Bytes& output)
{
    for (std::size_t i = 0; i < output.size(); ++i) {
        const std::int32_t sum = job.prepared.terms[0][size(first[i] + 128)] + job.prepared.terms[1][size(second[i] + 128)];
        output[i] = requantized(job, sum, job.prepared.sum);
    }
}

void averagePool(const Job& job, const Bytes& input, Bytes& output)
{
    const auto channels = output.size();
    const auto pixels = static_cast<std::int32_t>(input.size() / channels);
    for (std::size_t c = 0; c < channels; ++c) {
        std::int32_t sum = 0;
        for (std::size_t i = c; i < input.size(); i += channels)
            sum += input[i];
        const std::int32_t mean = (sum > 0 ? sum + pixels / 2 : sum - pixels / 2) / pixels; // ties away from zero
        output[c] = static_cast<std::int8_t>(std::clamp(mean, job.numbers.low, job.numbers.high));
    }
}

void sigmoid(const Job& job, const Bytes& input, Bytes& output)
{
    std::ranges::transform(input, output.begin(), [&](std::int8_t q) { return job.prepared.table[size(q + 128)]; });
}

} // namespace danas::quant::kernels
