// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/network_graph.h"

#include <cstddef>

namespace danas::graph {

/// A convolution to append.
struct ConvolutionPlan {
    Part part = Part::Stem;
    OpKind kind = OpKind::Conv2d;
    int channels = 0;
    Window kernel;
    int stride = 1;
    Activation activation = Activation::None;
};

/// Appends operators one after another, each reading the last tensor. What every family's builder writes with.
class GraphBuilder {
public:
    GraphBuilder(const Shape& input, std::size_t ops);

    void at(int stage, int block); ///< Op::stage and Op::block of what follows
    [[nodiscard]] const Shape& last() const { return m_graph.tensors[static_cast<std::size_t>(m_last)]; }
    [[nodiscard]] std::int16_t lastTensor() const { return m_last; }

    void convolution(const ConvolutionPlan& plan);      ///< padded as TensorFlow's SAME, with batch norm
    void validConvolution(const ConvolutionPlan& plan); ///< not padded, with bias, no batch norm
    void add(Part part, std::int16_t second);
    void sigmoid(Part part);
    void globalPool();
    void dense(Part part, int units, Activation activation);

    [[nodiscard]] NetworkGraph take() { return std::move(m_graph); }

private:
    [[nodiscard]] Op made(OpKind kind, Part part) const;
    [[nodiscard]] Op made(const ConvolutionPlan& plan) const;
    void append(Op op, const Shape& output);

    NetworkGraph m_graph;
    std::int16_t m_last = 0;
    std::int8_t m_stage = 0;
    std::int8_t m_block = 0;
};

/// @throws Error if there is nothing to see or to tell apart: an input without elements, fewer than 2 classes
void requireSolvable(const Shape& input, int classes);

} // namespace danas::graph
