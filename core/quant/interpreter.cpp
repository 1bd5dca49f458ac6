// SPDX-License-Identifier: GPL-3.0-or-later
#include "quant/interpreter.h"

#include <algorithm>
#include <cassert>

namespace danas::quant {

using graph::OpKind;

Interpreter::Interpreter(const QuantizedNetwork& network)
    : m_network(network)
{
    for (const graph::Shape& shape : network.graph.tensors)
        m_tensors.emplace_back(static_cast<std::size_t>(shape.elements()));
    for (std::size_t i = 0; i < network.ops.size(); ++i)
        m_prepared.push_back(kernels::prepare(network, i));
}

std::span<const std::int8_t> Interpreter::run(std::span<const std::int8_t> input)
{
    assert(input.size() == m_tensors.front().size());
    std::ranges::copy(input, m_tensors.front().begin());
    for (std::size_t i = 0; i < m_network.ops.size(); ++i)
        execute(m_network.graph.ops[i], i);
    return m_tensors.back();
}

void Interpreter::execute(const graph::Op& op, std::size_t index)
{
    const auto in = static_cast<std::size_t>(op.input);
    const auto out = static_cast<std::size_t>(op.output);
    const kernels::Job job { m_network.graph, op, m_network.ops[index], m_prepared[index], m_network.tensors[in], m_network.tensors[out] };
    switch (op.kind) {
    case OpKind::Conv2d:
        return kernels::convolution(job, m_tensors[in], m_tensors[out], m_scratch);
    case OpKind::DepthwiseConv2d:
        return kernels::depthwiseConvolution(job, m_tensors[in], m_tensors[out], m_scratch);
    case OpKind::Dense:
        return kernels::dense(job, m_tensors[in], m_tensors[out], m_scratch);
    case OpKind::Add:
        return kernels::addition(job, m_tensors[in], m_tensors[static_cast<std::size_t>(op.secondInput)], m_tensors[out]);
    case OpKind::GlobalAveragePool:
        return kernels::averagePool(job, m_tensors[in], m_tensors[out]);
    case OpKind::Sigmoid:
        return kernels::sigmoid(job, m_tensors[in], m_tensors[out]);
    }
}

} // namespace danas::quant
