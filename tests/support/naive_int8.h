// SPDX-License-Identifier: GPL-3.0-or-later
// The integer operators written down once more as their definition says, one output at a time, without any layout or order
// that is made for speed. What quant::Interpreter must equal byte for byte.
#pragma once

#include "quant/quantize.h"

#include <algorithm>
#include <cmath>

namespace danas::test {

using Bytes = std::vector<std::int8_t>;

/// MultiplyByQuantizedMultiplier, in the terms of gemmlowp: a doubling high product, then a rounding division.
inline std::int32_t naiveScaled(std::int32_t value, const quant::Multiplier& multiplier)
{
    const std::int64_t product = static_cast<std::int64_t>(value) * (multiplier.shift > 0 ? 1 << multiplier.shift : 1) * multiplier.mantissa;
    const std::int64_t nudge = product >= 0 ? 1LL << 30 : 1 - (1LL << 30);
    const double high = static_cast<double>((product + nudge) / (1LL << 31));
    return static_cast<std::int32_t>(std::round(std::ldexp(high, std::min(multiplier.shift, 0)))); // ties away from zero
}

/// How convolutions (not depthwise ones) and dense layers bring their sums to the output's scale: as above; the same with ties of the
/// division going up; or the product exactly and rounded once, ties up.
enum class Rounding { Reference, TiesUp, Once };

inline std::int32_t naiveScaled(std::int32_t value, const quant::Multiplier& multiplier, Rounding rounding)
{
    if (rounding == Rounding::Reference)
        return naiveScaled(value, multiplier);
    if (rounding == Rounding::Once) {
        const int bits = 31 - multiplier.shift;
        return static_cast<std::int32_t>((static_cast<std::int64_t>(value) * multiplier.mantissa + (std::int64_t { 1 } << (bits - 1))) >> bits);
    }
    const std::int32_t high = naiveScaled(value, { multiplier.mantissa, std::max(multiplier.shift, 0) });
    return static_cast<std::int32_t>(std::floor(std::ldexp(static_cast<double>(high), std::min(multiplier.shift, 0)) + 0.5));
}

class NaiveInt8 {
public:
    explicit NaiveInt8(const quant::QuantizedNetwork& network, Rounding rounding = Rounding::Reference)
        : m_network(network)
        , m_rounding(rounding)
    {
    }

    std::vector<Bytes> run(const Bytes& input)
    {
        m_tensors.assign(m_network.graph.tensors.size(), {});
        m_tensors[0] = input;
        for (std::size_t i = 0; i < m_network.ops.size(); ++i) {
            const graph::Op& op = m_network.graph.ops[i];
            const data::Shape& shape = m_network.graph.output(op);
            for (int y = 0; y < shape.height; ++y)
                for (int x = 0; x < shape.width; ++x)
                    for (int c = 0; c < shape.channels; ++c)
                        tensor(op.output).push_back(value(op, m_network.ops[i], y, x, c));
        }
        return m_tensors;
    }

private:
    using Op = graph::Op;
    Bytes& tensor(int index) { return m_tensors[static_cast<std::size_t>(index)]; }
    [[nodiscard]] const quant::TensorScale& scale(int index) const { return m_network.tensors[static_cast<std::size_t>(index)]; }

    /// Outside of the picture stands the zero point.
    std::int32_t at(int index, int y, int x, int c)
    {
        const data::Shape& shape = m_network.graph.tensors[static_cast<std::size_t>(index)];
        if (y < 0 || x < 0 || y >= shape.height || x >= shape.width)
            return 0;
        return tensor(index)[static_cast<std::size_t>((y * shape.width + x) * shape.channels + c)] - scale(index).zeroPoint;
    }

    std::int8_t value(const Op& op, const quant::QuantizedOp& numbers, int y, int x, int c)
    {
        std::int32_t result = 0;
        if (op.kind == graph::OpKind::Add)
            result = sum(op, y, x, c) + scale(op.output).zeroPoint;
        else if (op.kind == graph::OpKind::GlobalAveragePool)
            result = mean(op, c);
        else if (op.kind == graph::OpKind::Sigmoid)
            result = static_cast<std::int32_t>(std::lround(256.0 / (1.0 + std::exp(-static_cast<double>(scale(op.input).scale) * at(op.input, y, x, c))))) - 128;
        else
            result = weighted(op, numbers, y, x, c) + scale(op.output).zeroPoint;
        return static_cast<std::int8_t>(std::min(std::max(result, numbers.low), numbers.high));
    }

    std::int32_t sum(const Op& op, int y, int x, int c)
    {
        const double a = scale(op.input).scale;
        const double b = scale(op.secondInput).scale;
        const double twice = 2.0 * std::max(a, b);
        const std::int32_t first = naiveScaled(at(op.input, y, x, c) * (1 << 20), quant::multiplierOf(a / twice));
        const std::int32_t second = naiveScaled(at(op.secondInput, y, x, c) * (1 << 20), quant::multiplierOf(b / twice));
        return naiveScaled(first + second, quant::multiplierOf(twice / ((1 << 20) * static_cast<double>(scale(op.output).scale))));
    }

    std::int32_t mean(const Op& op, int c)
    {
        const data::Shape& in = m_network.graph.input(op);
        std::int32_t total = 0;
        for (int y = 0; y < in.height; ++y)
            for (int x = 0; x < in.width; ++x)
                total += at(op.input, y, x, c) + scale(op.input).zeroPoint;
        return static_cast<std::int32_t>(std::lround(total / static_cast<double>(in.height * in.width)));
    }

    std::int32_t weighted(const Op& op, const quant::QuantizedOp& numbers, int y, int x, int c)
    {
        const data::Shape& in = m_network.graph.input(op);
        const int channels = m_network.graph.output(op).channels;
        const bool dense = op.kind == graph::OpKind::Dense;
        const int rows = dense ? in.height : op.kernel.height;
        const int columns = dense ? in.width : op.kernel.width;
        std::int32_t total = numbers.biases[static_cast<std::size_t>(c)];
        for (int ky = 0; ky < rows; ++ky)
            for (int kx = 0; kx < columns; ++kx) {
                const int row = y * op.stride - op.padding.top + ky;
                const int column = x * op.stride - op.padding.left + kx;
                const int tap = ky * columns + kx;
                if (op.kind == graph::OpKind::DepthwiseConv2d) {
                    total += at(op.input, row, column, c) * numbers.weights[static_cast<std::size_t>(tap * channels + c)];
                    continue;
                }
                for (int i = 0; i < in.channels; ++i)
                    total += at(op.input, row, column, i)
                        * numbers.weights[static_cast<std::size_t>((c * rows * columns + tap) * in.channels + i)];
            }
        const quant::Multiplier& factor = numbers.multipliers[dense ? 0 : static_cast<std::size_t>(c)];
        return naiveScaled(total, factor, op.kind == graph::OpKind::DepthwiseConv2d ? Rounding::Reference : m_rounding);
    }

    const quant::QuantizedNetwork& m_network;
    Rounding m_rounding;
    std::vector<Bytes> m_tensors;
};

} // namespace danas::test
