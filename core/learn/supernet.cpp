// SPDX-License-Identifier: GPL-3.0-or-later
#include "learn/supernet.h"

#include "base/rng.h"
#include "graph/architecture.h"
#include "learn/graph_run.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace danas::learn {
namespace {

using graph::NetworkGraph;
using graph::Op;
using graph::OpKind;
using graph::Part;

int lastStage(const NetworkGraph& graph)
{
    int last = 0;
    for (const Op& op : graph.ops)
        last = std::max(last, static_cast<int>(op.stage));
    return last;
}

/// What a weight is multiplied with, of one output.
int inputsOf(const NetworkGraph& graph, const Op& op)
{
    if (op.kind == OpKind::Dense)
        return static_cast<int>(graph.input(op).elements());
    return op.kind == OpKind::DepthwiseConv2d ? 1 : graph.input(op).channels;
}

/// Two normal deviates (Box and Muller 1958).
std::array<double, 2> normalPair(Rng& rng)
{
    const double radius = std::sqrt(-2.0 * std::log(1.0 - rng.uniform()));
    const double angle = 2.0 * std::numbers::pi * rng.uniform();
    return { radius * std::cos(angle), radius * std::sin(angle) };
}

} // namespace

Supernet::Key Supernet::keyOf(const NetworkGraph& graph, const Op& op)
{
    constexpr int kBlocks = 64; // more than any stage has
    switch (op.part) {
    case Part::Stem:
        return { op.part, graph.input(op).channels };
    case Part::Head:
        return { op.part, lastStage(graph) };
    default:
        return { op.part, op.stage * kBlocks + op.block };
    }
}

Supernet::Extents Supernet::extentsOf(const space::SearchSpace& space, int classes)
{
    Extents extents;
    for (const data::DataConfig& config : space.dataConfigs()) {
        const auto largest = space.architecture(space.withData(space.largest(), config));
        const auto networks = space.familyModule().sharesWeights() ? graph::beginnings(largest) : std::vector { largest };
        for (const auto& network : networks) {
            const NetworkGraph graph = graph::buildGraph(network, config.shape(), classes);
            for (const Op& op : graph.ops) {
                if (graph.weights(op) == 0)
                    continue;
                Extent& extent = extents[keyOf(graph, op)];
                extent.out = std::max(extent.out, graph.output(op).channels);
                extent.in = std::max(extent.in, inputsOf(graph, op));
                extent.kernel = { std::max(extent.kernel.height, op.kernel.height), std::max(extent.kernel.width, op.kernel.width) };
                extent.dense = op.kind == OpKind::Dense;
                extent.batchNorm = op.batchNorm;
            }
            for (const Op& sum : graph.ops) {
                const auto closes = [&](const Op& op) { return sum.kind == OpKind::Add && op.output == sum.input; };
                if (const auto last = std::find_if(graph.ops.begin(), graph.ops.end(), closes); last != graph.ops.end())
                    extents[keyOf(graph, *last)].closesResidual = true;
            }
        }
    }
    return extents;
}

Supernet::Supernet(const space::SearchSpace& space, int classes, std::uint64_t seed, at::Device device)
{
    const Extents extents = extentsOf(space, classes);
    layOut(extents);
    initialise(extents, seed);
    m_values = m_values.to(device);
    m_gradients = at::zeros_like(m_values);
    makeViews(extents);
}

void Supernet::layOut(const Extents& extents)
{
    std::int64_t total = 0;
    const auto reserve = [&](std::int64_t size, bool decays) {
        m_parameters.push_back({ {}, total, size, decays });
        total += size;
        return m_parameters.size() - 1;
    };
    for (const auto& [key, extent] : extents) {
        Layer& layer = m_layers[key];
        layer.kernel = extent.kernel;
        layer.weight = reserve(std::int64_t { extent.out } * extent.in * extent.kernel.taps(), true);
        if (extent.batchNorm)
            layer.scale = reserve(extent.out, false);
        layer.shift = reserve(extent.out, false);
    }
    m_values = at::zeros({ total });
}

void Supernet::initialise(const Extents& extents, std::uint64_t seed)
{
    for (const auto& [key, extent] : extents) {
        const Layer& layer = m_layers.at(key);
        // A residual branch starts at nothing (Goyal et al. 2017, and BigNAS of Yu et al. 2020): networks of every depth
        // then begin as nearly the same function, and deep ones learn from the first step.
        if (extent.batchNorm)
            m_values.narrow(0, m_parameters[layer.scale].offset, m_parameters[layer.scale].size)
                .fill_(extent.closesResidual ? 0.0 : 1.0);
        // Normal with variance 2 / fan-in (He et al. 2015); heads start near zero, so that first logits say "don't
        // know".
        const double fanIn = static_cast<double>(extent.in) * extent.kernel.taps();
        const double deviation = key.part == Part::Head ? 0.01 : std::sqrt(2.0 / fanIn);
        const Parameter& parameter = m_parameters[layer.weight];
        Rng rng(seed, RandomPhase::Initialise, layer.weight);
        float* weights = m_values.data_ptr<float>() + parameter.offset;
        for (std::int64_t i = 0; i < parameter.size; i += 2) {
            const auto pair = normalPair(rng);
            weights[i] = static_cast<float>(deviation * pair[0]);
            if (i + 1 < parameter.size)
                weights[i + 1] = static_cast<float>(deviation * pair[1]);
        }
    }
}

void Supernet::makeViews(const Extents& extents)
{
    const auto bind = [this](std::size_t index, const auto& shaped) {
        Parameter& parameter = m_parameters[index];
        parameter.value = shaped(m_values.narrow(0, parameter.offset, parameter.size)).detach();
        parameter.value.set_requires_grad(true);
        parameter.value.mutable_grad() = shaped(m_gradients.narrow(0, parameter.offset, parameter.size));
    };
    for (const auto& [keyOfLayer, sizes] : extents) {
        const Layer& layer = m_layers.at(keyOfLayer);
        const Extent extent = sizes;
        const auto flat = [](const at::Tensor& part) { return part; };
        bind(layer.shift, flat);
        if (extent.dense) {
            bind(layer.weight, [&](const at::Tensor& part) { return part.view({ extent.out, extent.in }); });
            continue;
        }
        if (extent.batchNorm)
            bind(layer.scale, flat);
        bind(layer.weight, [&](const at::Tensor& part) { // channels-last: output, rows, columns, input
            return part.view({ extent.out, extent.kernel.height, extent.kernel.width, extent.in }).permute({ 0, 3, 1, 2 });
        });
    }
}

std::vector<float> Supernet::copiedValues() const
{
    const at::Tensor host = m_values.to(at::kCPU);
    return { host.data_ptr<float>(), host.data_ptr<float>() + host.numel() };
}

void Supernet::load(std::span<const float> values)
{
    const at::Tensor host = at::empty_like(m_values, at::kCPU);
    std::copy(values.begin(), values.end(), host.data_ptr<float>());
    m_values.copy_(host);
}

void Supernet::inherit(const Supernet& from, const NetworkGraph& graph)
{
    const at::NoGradGuard noGradient;
    for (const Op& op : graph.ops) {
        if (graph.weights(op) == 0)
            continue;
        const Layer &mine = layerOf(graph, op), &theirs = from.layerOf(graph, op);
        const std::int64_t channels = graph.output(op).channels;
        weight(graph, op).copy_(from.weight(graph, op));
        firstOf(mine.shift, channels).copy_(from.firstOf(theirs.shift, channels));
        if (op.batchNorm)
            firstOf(mine.scale, channels).copy_(from.firstOf(theirs.scale, channels));
    }
}

const Supernet::Layer& Supernet::layerOf(const NetworkGraph& graph, const Op& op) const
{
    return m_layers.at(keyOf(graph, op));
}

std::vector<std::size_t> Supernet::parametersOf(const NetworkGraph& graph, bool withExits) const
{
    std::vector<std::size_t> used;
    if (withExits) {
        for (const Exit& exit : exitsOf(graph))
            used.insert(used.end(), { exit.head.weight, exit.head.shift });
    }
    for (const Op& op : graph.ops) {
        if (graph.weights(op) == 0)
            continue;
        const Layer& layer = layerOf(graph, op);
        used.push_back(layer.weight);
        used.push_back(layer.shift);
        if (op.batchNorm)
            used.push_back(layer.scale);
    }
    std::sort(used.begin(), used.end());
    return used;
}

at::Tensor Supernet::weight(const NetworkGraph& graph, const Op& op) const
{
    const Layer& layer = layerOf(graph, op);
    at::Tensor weight = m_parameters[layer.weight].value.narrow(0, 0, graph.output(op).channels);
    if (op.kind != OpKind::DepthwiseConv2d)
        weight = weight.narrow(1, 0, inputsOf(graph, op));
    if (op.kernel != layer.kernel) {
        weight = weight.narrow(2, (layer.kernel.height - op.kernel.height) / 2, op.kernel.height)
                     .narrow(3, (layer.kernel.width - op.kernel.width) / 2, op.kernel.width);
    }
    return weight;
}

at::Tensor Supernet::firstOf(std::size_t parameter, std::int64_t count) const
{
    return m_parameters[parameter].value.narrow(0, 0, count);
}

at::Tensor Supernet::dense(const NetworkGraph& graph, const Op& op, const at::Tensor& x) const
{
    return limited(at::linear(flattened(x), weight(graph, op), m_parameters[layerOf(graph, op).shift].value), op.activation);
}

at::Tensor Supernet::biased(const NetworkGraph& graph, const Op& op, const at::Tensor& y) const
{
    return limited(y + firstOf(layerOf(graph, op).shift, graph.output(op).channels).view({ 1, -1, 1, 1 }), op.activation);
}

at::Tensor Supernet::trainable(const NetworkGraph& graph, const Op& op, const at::Tensor& x) const
{
    const Layer& layer = layerOf(graph, op);
    const std::int64_t channels = graph.output(op).channels;
    const at::Tensor y = convolve(graph, op, x, weight(graph, op), {});
    if (!op.batchNorm)
        return biased(graph, op, y);
    return batchNorm(y, firstOf(layer.scale, channels), firstOf(layer.shift, channels), op.activation);
}

at::Tensor Supernet::forward(const NetworkGraph& graph, const at::Tensor& x) const
{
    return run(
        graph, x, [&](std::size_t, const Op& op, const at::Tensor& input) { return trainable(graph, op, input); },
        [&](std::size_t, const Op& op, const at::Tensor& input) { return dense(graph, op, input); });
}

std::vector<at::Tensor> Supernet::forwardWithExits(const NetworkGraph& graph, const at::Tensor& x) const
{
    const auto exits = exitsOf(graph);
    std::vector<at::Tensor> logits;
    const auto leave = [&](std::size_t i, const at::Tensor& output) {
        const auto exit = std::find_if(exits.begin(), exits.end(), [i](const Exit& one) { return one.op == i; });
        if (exit == exits.end())
            return;
        const at::Tensor weight = m_parameters[exit->head.weight].value.narrow(1, 0, output.size(1));
        logits.push_back(at::linear(output.mean({ 2, 3 }), weight, m_parameters[exit->head.shift].value));
    };
    logits.push_back(run(
        graph, x, [&](std::size_t, const Op& op, const at::Tensor& input) { return trainable(graph, op, input); },
        [&](std::size_t, const Op& op, const at::Tensor& input) { return dense(graph, op, input); }, leave));
    return logits;
}

std::vector<Supernet::Exit> Supernet::exitsOf(const NetworkGraph& graph) const
{
    std::vector<Exit> exits;
    for (std::size_t i = 0; i + 1 < graph.ops.size(); ++i) {
        const int stage = graph.ops[i].stage;
        if (graph.ops[i + 1].stage <= stage) // within a stage, or the end of the last one
            continue;
        if (const auto head = m_layers.find({ Part::Head, stage }); head != m_layers.end())
            exits.push_back({ i, head->second });
    }
    return exits;
}

Statistics Supernet::statistics(const NetworkGraph& graph, const at::Tensor& x) const
{
    const at::NoGradGuard noGradient;
    Statistics statistics(graph.ops.size());
    const auto convolving = [&](std::size_t i, const Op& op, const at::Tensor& input) {
        const Layer& layer = layerOf(graph, op);
        const std::int64_t channels = graph.output(op).channels;
        at::Tensor y = convolve(graph, op, input, weight(graph, op), {});
        if (!op.batchNorm)
            return biased(graph, op, y);
        statistics[i] = batchNormInPlace(y, firstOf(layer.scale, channels), firstOf(layer.shift, channels), op.activation);
        return y;
    };
    static_cast<void>(run(graph, x, convolving,
        [&](std::size_t, const Op& op, const at::Tensor& input) { return dense(graph, op, input); }));
    return statistics;
}

FoldedNetwork Supernet::fold(const NetworkGraph& graph, const Statistics& statistics) const
{
    const at::NoGradGuard noGradient;
    FoldedNetwork folded;
    folded.layers.resize(graph.ops.size());
    for (std::size_t i = 0; i < graph.ops.size(); ++i) {
        const Op& op = graph.ops[i];
        if (graph.weights(op) == 0)
            continue;
        const Layer& layer = layerOf(graph, op);
        const std::int64_t channels = graph.output(op).channels;
        if (!op.batchNorm) {
            folded.layers[i] = { weight(graph, op), firstOf(layer.shift, channels) };
            continue;
        }
        const at::Tensor scale = firstOf(layer.scale, channels) * at::rsqrt(statistics[i].variance + kBatchNormEpsilon);
        folded.layers[i] = { weight(graph, op) * scale.view({ -1, 1, 1, 1 }),
            firstOf(layer.shift, channels) - statistics[i].mean * scale };
    }
    return folded;
}

at::Tensor infer(const NetworkGraph& graph, const FoldedNetwork& network, const at::Tensor& x)
{
    const at::NoGradGuard noGradient;
    const auto convolving = [&](std::size_t i, const Op& op, const at::Tensor& input) {
        at::Tensor y = convolve(graph, op, input, network.layers[i].weight, network.layers[i].bias);
        limit(y, op.activation);
        return y;
    };
    const auto dense = [&](std::size_t i, const Op& op, const at::Tensor& input) {
        return limited(at::linear(flattened(input), network.layers[i].weight, network.layers[i].bias), op.activation);
    };
    return run(graph, x, convolving, dense);
}

} // namespace danas::learn
