// SPDX-License-Identifier: GPL-3.0-or-later
#include "learn/supernet_checks.h"

#include "graph/mobilenet_v2.h"
#include "learn/convolution.h"
#include "learn/supernet.h"

#include <ATen/ATen.h>
#include <fmt/format.h>

#include <algorithm>

namespace danas::learn::checks {
namespace {

graph::NetworkGraph graphOf(const space::SearchSpace& space, const space::Genes& genes, int classes)
{
    return graph::buildGraph(space.architecture(genes), space.dataConfig(genes).shape(), classes);
}

at::Tensor pictures(const graph::NetworkGraph& graph, int count)
{
    const auto generator = at::detail::createCPUGenerator(5);
    const auto& shape = graph.input();
    return at::rand({ count, shape.channels, shape.height, shape.width }, generator)
        .mul(2)
        .sub(1)
        .contiguous(at::MemoryFormat::ChannelsLast);
}

double difference(const at::Tensor& a, const at::Tensor& b)
{
    return (a - b).abs().max().item<double>() / std::max(1e-6, b.abs().max().item<double>());
}

/// Statistics with which folding leaves the initial weights (scale 1, shift 0) as they are.
Statistics neutral(const graph::NetworkGraph& graph)
{
    Statistics statistics(graph.ops.size());
    for (std::size_t i = 0; i < graph.ops.size(); ++i) {
        const int channels = graph.output(graph.ops[i]).channels;
        statistics[i] = { at::zeros({ channels }), at::full({ channels }, 1.0 - kBatchNormEpsilon) };
    }
    return statistics;
}

at::Tensor plainForward(
    const graph::NetworkGraph& graph, const FoldedNetwork& weights, const at::Tensor& x, std::int64_t& macs)
{
    std::vector<at::Tensor> tensors(graph.tensors.size());
    tensors[0] = x;
    for (std::size_t i = 0; i < graph.ops.size(); ++i) {
        const graph::Op& op = graph.ops[i];
        const at::Tensor& input = tensors[static_cast<std::size_t>(op.input)];
        at::Tensor y;
        if (op.kind == graph::OpKind::Add) {
            y = input + tensors[static_cast<std::size_t>(op.secondInput)];
        } else if (op.kind == graph::OpKind::GlobalAveragePool) {
            y = at::adaptive_avg_pool2d(input, { 1, 1 }).flatten(1);
        } else if (op.kind == graph::OpKind::Dense) {
            y = at::matmul(input, weights.layers[i].weight.t()) + weights.layers[i].bias;
            macs += weights.layers[i].weight.numel();
        } else {
            const auto padded =
                at::constant_pad_nd(input, { op.padding.left, op.padding.right, op.padding.top, op.padding.bottom });
            const at::Tensor& weight = weights.layers[i].weight;
            y = at::conv2d(padded, weight, {}, op.stride, at::IntArrayRef { 0, 0 }, 1, input.size(1) / weight.size(1));
            macs += weight.numel() * y.size(2) * y.size(3);
            y = at::batch_norm(y, {}, {}, {}, {}, true, 0.0, kBatchNormEpsilon, false);
            if (op.activation == graph::Activation::Relu6)
                y = at::clamp(y, 0, 6);
        }
        tensors[static_cast<std::size_t>(op.output)] = y;
    }
    return tensors.back();
}

} // namespace

Comparison compareWithPlain(const space::SearchSpace& space, const space::Genes& genes, int classes)
{
    const Supernet supernet(space, classes, 3, at::kCPU);
    const auto graph = graphOf(space, genes, classes);
    const FoldedNetwork weights = supernet.fold(graph, neutral(graph));
    Comparison comparison;
    const at::Tensor mine = pictures(graph, 4).requires_grad_(), plain = pictures(graph, 4).requires_grad_();
    const at::Tensor a = supernet.forward(graph, mine), b = plainForward(graph, weights, plain, comparison.macs);
    comparison.logits = difference(a, b);
    a.pow(2).sum().backward();
    b.pow(2).sum().backward();
    comparison.inputGradient = ((mine.grad() - plain.grad()).norm() / plain.grad().norm()).item<double>();
    // Folded with the statistics of this very batch, inference says the same as training mode.
    const auto statistics = supernet.statistics(graph, mine.detach());
    comparison.folded = difference(infer(graph, supernet.fold(graph, statistics), mine.detach()), b);
    return comparison;
}

double batchNormDifference(int channels, int side, bool relu6)
{
    const auto activation = relu6 ? graph::Activation::Relu6 : graph::Activation::None;
    const auto generator = at::detail::createCPUGenerator(9);
    const auto random = [&](at::IntArrayRef sizes) { return at::randn(sizes, generator); };
    const at::Tensor values = (random({ 6, channels, side, side }) * 3 + 1).contiguous(at::MemoryFormat::ChannelsLast);
    const at::Tensor weightOfOutput = random({ 6, channels, side, side }), scales = random({ channels }) + 1,
                     shifts = random({ channels }) + 2;
    std::vector<at::Tensor> results[2];
    for (int plain = 0; plain < 2; ++plain) {
        const at::Tensor x = values.clone().requires_grad_(), gamma = scales.clone().requires_grad_(),
                         beta = shifts.clone().requires_grad_();
        at::Tensor y = plain ? at::batch_norm(x, gamma, beta, {}, {}, true, 0.0, kBatchNormEpsilon, false)
                             : batchNorm(x, gamma, beta, activation);
        if (plain && relu6)
            y = at::clamp(y, 0, 6);
        (y * weightOfOutput).sum().backward();
        results[plain] = { y.detach(), x.grad(), gamma.grad(), beta.grad() };
    }
    double worst = 0.0;
    for (std::size_t i = 0; i < results[0].size(); ++i)
        worst = std::max(worst, difference(results[0][i], results[1][i]));
    at::Tensor inPlace = values.clone();
    const Moments moments = batchNormInPlace(inPlace, scales, shifts, activation);
    const auto [variance, mean] = at::var_mean(values, at::IntArrayRef { 0, 2, 3 }, false);
    return std::max({ worst, difference(inPlace, results[1][0]), difference(moments.mean, mean),
        difference(moments.variance, variance) });
}

double convolutionDifference(int channels, int side, int kernel, int stride, bool depthwise)
{
    const auto generator = at::detail::createCPUGenerator(7);
    const auto padding = graph::samePadding({ channels, side, side }, kernel, stride);
    const std::int64_t out = (side + stride - 1) / stride, inputs = depthwise ? 1 : channels,
                       groups = depthwise ? channels : 1;
    const at::Tensor values =
        at::randn({ 5, channels, side, side }, generator).contiguous(at::MemoryFormat::ChannelsLast);
    const at::Tensor filters = at::randn({ channels, inputs, kernel, kernel }, generator),
                     factors = at::randn({ 5, channels, out, out }, generator);
    std::vector<at::Tensor> results[2];
    for (int plain = 0; plain < 2; ++plain) {
        const at::Tensor x = values.clone().requires_grad_(), weight = filters.clone().requires_grad_();
        at::Tensor y;
        if (plain) {
            const auto padded = at::constant_pad_nd(x, { padding.left, padding.right, padding.top, padding.bottom });
            y = at::conv2d(padded, weight, {}, stride, at::IntArrayRef { 0, 0 }, 1, groups);
        } else {
            y = convolution(x, weight, {}, { padding, stride, out, out });
        }
        (y * factors).sum().backward();
        results[plain] = { y.detach(), x.grad(), weight.grad() };
    }
    double worst = 0.0;
    for (std::size_t i = 0; i < results[0].size(); ++i)
        worst = std::max(worst, difference(results[0][i], results[1][i]));
    return worst;
}

std::string problemOf(const space::SearchSpace& space, const space::Genes& genes, int classes)
{
    const auto graph = graphOf(space, genes, classes);
    const Supernet supernet(space, classes, 1, at::kCPU);
    const at::Tensor x = pictures(graph, 2);
    const at::NoGradGuard noGradient;
    const at::Tensor training = supernet.forward(graph, x),
                     scoring = infer(graph, supernet.fold(graph, supernet.statistics(graph, x)), x);
    for (const at::Tensor& logits : { training, scoring }) {
        if (logits.sizes() != at::IntArrayRef { 2, classes })
            return fmt::format("{} numbers for two pictures", logits.numel());
        if (!logits.isfinite().all().item<bool>())
            return "logits are not finite";
    }
    return {};
}

bool slicesLargest(const space::SearchSpace& space, const space::Genes& genes, int classes)
{
    const Supernet supernet(space, classes, 2, at::kCPU);
    const auto small = graphOf(space, genes, classes);
    const auto large = graphOf(space, space.withData(space.largest(), space.dataConfig(genes)), classes);
    const auto mine = supernet.fold(small, neutral(small)), whole = supernet.fold(large, neutral(large));
    for (std::size_t i = 0; i < small.ops.size(); ++i) {
        const graph::Op& op = small.ops[i];
        const auto same = [&](const graph::Op& other) {
            return other.part == op.part && other.stage == op.stage && other.block == op.block;
        };
        const auto found = std::find_if(large.ops.begin(), large.ops.end(), same);
        // Heads differ by the last stage, as their inputs do.
        if (small.weights(op) == 0 || op.part == graph::Part::Head)
            continue;
        if (found == large.ops.end())
            return false;
        const at::Tensor& part = mine.layers[i].weight;
        at::Tensor expected = whole.layers[static_cast<std::size_t>(found - large.ops.begin())].weight;
        const auto margin = (expected.size(2) - part.size(2)) / 2;
        expected = expected.narrow(0, 0, part.size(0)).narrow(1, 0, part.size(1));
        expected = expected.narrow(2, margin, part.size(2)).narrow(3, margin, part.size(3));
        if (!at::equal(part, expected))
            return false;
    }
    return true;
}

bool inheritsExactly(const space::SearchSpace& space, const space::Genes& genes, int classes)
{
    const at::NoGradGuard noGradient;
    const Supernet whole(space, classes, 2, at::kCPU);
    Supernet alone(space.only(genes), classes, 9, at::kCPU);
    const auto graph = graphOf(space, genes, classes);
    const at::Tensor x = pictures(graph, 6);
    const bool differsBefore = !at::equal(whole.forward(graph, x), alone.forward(graph, x));
    alone.inherit(whole, graph);
    const auto folded = [&](const Supernet& net) { return infer(graph, net.fold(graph, net.statistics(graph, x)), x); };
    return differsBefore && at::equal(whole.forward(graph, x), alone.forward(graph, x)) && at::equal(folded(whole), folded(alone));
}

bool untouchedBy(const space::SearchSpace& space, const space::Genes& genes, const space::Genes& other)
{
    const Supernet supernet(space, 2, 4, at::kCPU);
    const auto logits = [&](const space::Genes& which) {
        const auto graph = graphOf(space, which, 2);
        const at::Tensor x = pictures(graph, 6);
        return infer(graph, supernet.fold(graph, supernet.statistics(graph, x)), x);
    };
    const at::Tensor before = logits(genes);
    static_cast<void>(logits(other));
    return at::equal(before, logits(genes));
}

} // namespace danas::learn::checks
