// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/graph_builder.h"

#include "base/error.h"

#include <fmt/format.h>

namespace danas::graph {

GraphBuilder::GraphBuilder(const Shape& input, std::size_t ops)
{
    m_graph.tensors.reserve(ops + 1);
    m_graph.ops.reserve(ops);
    m_graph.tensors.push_back(input);
}

void GraphBuilder::at(int stage, int block)
{
    m_stage = static_cast<std::int8_t>(stage);
    m_block = static_cast<std::int8_t>(block);
}

void GraphBuilder::convolution(const ConvolutionPlan& plan)
{
    const Shape in = last();
    Op op = made(plan);
    op.padding = samePadding(in, plan.kernel, plan.stride);
    op.batchNorm = true;
    append(op, { plan.channels, (in.height + plan.stride - 1) / plan.stride, (in.width + plan.stride - 1) / plan.stride });
}

void GraphBuilder::validConvolution(const ConvolutionPlan& plan)
{
    const Shape in = last();
    append(made(plan), { plan.channels, (in.height - plan.kernel.height) / plan.stride + 1, (in.width - plan.kernel.width) / plan.stride + 1 });
}

void GraphBuilder::add(Part part, std::int16_t second)
{
    Op op = made(OpKind::Add, part);
    op.secondInput = second;
    append(op, last());
}

void GraphBuilder::sigmoid(Part part)
{
    append(made(OpKind::Sigmoid, part), last());
}

void GraphBuilder::globalPool()
{
    append(made(OpKind::GlobalAveragePool, Part::Pool), { last().channels, 1, 1 });
}

void GraphBuilder::dense(Part part, int units, Activation activation)
{
    Op op = made(OpKind::Dense, part);
    op.activation = activation;
    append(op, { units, 1, 1 });
}

Op GraphBuilder::made(OpKind kind, Part part) const
{
    Op op;
    op.kind = kind;
    op.part = part;
    op.stage = m_stage;
    op.block = m_block;
    op.input = m_last;
    return op;
}

Op GraphBuilder::made(const ConvolutionPlan& plan) const
{
    Op op = made(plan.kind, plan.part);
    op.kernel = plan.kernel;
    op.stride = plan.stride;
    op.activation = plan.activation;
    return op;
}

void GraphBuilder::append(Op op, const Shape& output)
{
    const Shape written = output; // may lie in the list that grows
    m_last = static_cast<std::int16_t>(m_graph.tensors.size());
    op.output = m_last;
    m_graph.tensors.push_back(written);
    m_graph.ops.push_back(op);
}

void requireSolvable(const Shape& input, int classes)
{
    if (classes < 2)
        throw Error(fmt::format("A classifier needs at least 2 classes, not {}.", classes));
    if (input.elements() <= 0)
        throw Error(fmt::format("An input of {}x{}x{} has no values.", input.height, input.width, input.channels));
}

} // namespace danas::graph
