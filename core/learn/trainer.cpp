// SPDX-License-Identifier: GPL-3.0-or-later
#include "learn/trainer.h"

#include "base/error.h"
#include "learn/kernels.h"

#include <ATen/ATen.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace danas::learn {
namespace {

constexpr int kCornerSandwiches = 4; // every so many sandwiches are of the largest and the smallest system themselves
constexpr double kWeightDecay = 0.02;
constexpr double kLargestNorm = 1.0; // each sub-network's gradient is clipped to this length, so that no deep one drowns the others
constexpr double kSoftShare = 0.2; // of a student's loss: the teacher's word; the rest are the labels

/// In proportion to the pixels of the input.
const data::DataConfig& drawConfig(const std::vector<data::DataConfig>& configs, Rng& rng)
{
    const auto pixels = [](const data::DataConfig& config) {
        return static_cast<std::uint64_t>(config.shape().height) * static_cast<std::uint64_t>(config.shape().width);
    };
    std::uint64_t all = 0;
    for (const auto& config : configs)
        all += pixels(config);
    std::uint64_t at = rng.below(all);
    auto config = configs.begin();
    for (; at >= pixels(*config); ++config)
        at -= pixels(*config);
    return *config;
}

/// Every parameter of the architecture uniformly, then repaired: unlike a uniform choice of systems, this does not drown the
/// shallow ones.
space::Genes drawGenes(const space::SearchSpace& space, Rng& rng)
{
    space::Genes genes;
    for (const auto& parameter : space.parameters())
        genes.push_back(static_cast<std::uint8_t>(rng.below(parameter.values.size())));
    return space.withData(space.canonical(std::move(genes)), drawConfig(space.dataConfigs(), rng));
}

/// The network's own loss and the mean of its exits'.
at::Tensor lossOf(const std::vector<at::Tensor>& logits, const at::Tensor& targets, const at::Tensor& weights)
{
    at::Tensor loss = crossEntropy(logits.back(), targets, weights);
    const std::size_t exits = logits.size() - 1;
    for (std::size_t i = 0; i < exits; ++i)
        loss = loss + crossEntropy(logits[i], targets, weights) / static_cast<double>(exits);
    return loss;
}

} // namespace

Trainer::Trainer(const Workplace& workplace, const space::SearchSpace& space, const Schedule& schedule,
    Supernet& supernet, std::uint64_t stream)
    : m_workplace(workplace)
    , m_space(space)
    , m_schedule(schedule)
    , m_supernet(supernet)
    , m_stream(stream)
    , m_batches(workplace, schedule.batch, stream)
    , m_alone(space.count() == 1)
    , m_configs(space.dataConfigs())
    , m_first(static_cast<std::size_t>(supernet.values().numel()))
    , m_second(m_first.size())
    , m_sum(m_first.size())
    , m_updates(supernet.parameters().size())
{
    for (const auto& config : m_configs) {
        m_extremes.emplace(config,
            std::pair(candidateOf(m_space.withData(m_space.largest(), config)),
                candidateOf(m_space.withData(m_space.smallest(), config))));
    }
}

Candidate Trainer::candidateOf(const space::Genes& genes) const
{
    const auto config = m_space.dataConfig(genes);
    const int classes = static_cast<int>(m_workplace.input.dataset->classes.size());
    return { config, graph::buildGraph(m_space.architecture(genes), config.shape(), classes) };
}

bool Trainer::isSandwich(int step) const
{
    // Counted from the end, so that the last step is one: the training curves show these steps.
    return (m_schedule.steps - 1 - step) % m_workplace.input.spec.supernet.sandwichEvery == 0;
}

std::vector<Candidate> Trainer::subnetsOf(int step) const
{
    if (m_alone)
        return { m_extremes.begin()->second.first };
    const auto& net = m_workplace.input.spec.supernet;
    Rng rng = rngFor(m_workplace.input.spec.seed, m_stream, Draw::Subnets, step);
    const auto anyConfig = [&] { return drawConfig(m_configs, rng); };
    std::vector<Candidate> candidates;
    if (isSandwich(step)) {
        const bool corners = (m_schedule.steps - 1 - step) / net.sandwichEvery % kCornerSandwiches == 0;
        const auto top = corners ? m_space.dataConfig(m_space.largest()) : anyConfig();
        const auto bottom = corners ? m_space.dataConfig(m_space.smallest()) : anyConfig();
        candidates = { m_extremes.at(top).first, m_extremes.at(bottom).second };
    }
    if (!isSandwich(step) || net.sandwichEvery == 1) {
        for (int i = 0; i < net.randomSubnets; ++i)
            candidates.push_back(candidateOf(drawGenes(m_space, rng)));
    }
    return candidates;
}

std::vector<at::Tensor> Trainer::outputsOf(const Candidate& candidate, const at::Tensor& x) const
{
    if (m_alone)
        return { m_supernet.forward(candidate.graph, x) };
    return m_supernet.forwardWithExits(candidate.graph, x);
}

search::CurvePoint Trainer::train(int step)
{
    search::CurvePoint point;
    point.learningRate = learningRate(m_schedule, step);
    const auto candidates = subnetsOf(step);
    const TrainingBatches::Batch pictures = m_batches.draw(step);
    std::map<data::DataConfig, at::Tensor> inputs;
    for (const Candidate& candidate : candidates) {
        if (!inputs.contains(candidate.config))
            inputs.emplace(candidate.config, m_batches.inputs(pictures, candidate.config));
    }
    std::fill(m_sum.begin(), m_sum.end(), 0.0F);
    at::Tensor targets = pictures.targets;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const auto logits = outputsOf(candidates[i], inputs.at(candidates[i].config));
        const double own = crossEntropy(logits.back().detach(), targets, pictures.weights).item<double>();
        const at::Tensor loss = lossOf(logits, targets, pictures.weights);
        m_supernet.gradients().zero_();
        loss.backward();
        addClipped(candidates[i]);
        if (!std::isfinite(loss.item<double>()))
            throw Error(fmt::format("The training loss became infinite or undefined at step {}: lower the learning "
                                    "rate ({}) and start a new run.",
                step + 1, m_schedule.learningRate));
        if (i == 0) {
            point.teacherLoss = own;
            if (isSandwich(step))
                targets = kSoftShare * at::softmax(logits.back().detach(), 1) + (1.0 - kSoftShare) * pictures.targets;
        } else {
            point.studentLoss += own / static_cast<double>(candidates.size() - 1);
        }
    }
    update(candidates, point.learningRate);
    point.step = step + 1;
    return point;
}

void Trainer::addClipped(const Candidate& candidate)
{
    const at::Tensor gradients = m_supernet.gradients().to(at::kCPU);
    const auto scale =
        static_cast<float>(std::min(1.0, kLargestNorm / (gradients.norm().item<double>() + 1e-12)));
    const float* from = gradients.data_ptr<float>();
    for (const std::size_t index : m_supernet.parametersOf(candidate.graph, !m_alone)) {
        const auto& parameter = m_supernet.parameters()[index];
        const auto begin = static_cast<std::size_t>(parameter.offset);
        for (std::size_t i = begin; i < begin + static_cast<std::size_t>(parameter.size); ++i)
            m_sum[i] += scale * from[i];
    }
}

void Trainer::update(const std::vector<Candidate>& candidates, double rate)
{
    // A parameter that no sub-network of this step uses keeps its moments, as if the step had not been.
    std::vector<bool> used(m_updates.size());
    for (const Candidate& candidate : candidates) {
        for (const std::size_t index : m_supernet.parametersOf(candidate.graph, !m_alone))
            used[index] = true;
    }
    at::Tensor values = m_supernet.values().to(at::kCPU); // the same memory if it is there already
    for (std::size_t i = 0; i < used.size(); ++i) {
        if (!used[i])
            continue;
        const auto& parameter = m_supernet.parameters()[i];
        kernels::adam(values.data_ptr<float>() + parameter.offset, m_sum.data() + parameter.offset,
            m_first.data() + parameter.offset, m_second.data() + parameter.offset, parameter.size,
            { rate, parameter.decays ? kWeightDecay : 0.0, ++m_updates[i] });
    }
    if (!m_supernet.values().is_cpu())
        m_supernet.load({ values.data_ptr<float>(), static_cast<std::size_t>(values.numel()) });
}

SupernetState Trainer::state() const
{
    return { m_supernet.copiedValues(), m_first, m_second, m_updates };
}

void Trainer::restore(const SupernetState& state)
{
    if (state.values.size() != m_first.size() || state.firstMoments.size() != m_first.size()
        || state.secondMoments.size() != m_first.size() || state.updates.size() != m_updates.size())
        throw Error("The supernet's checkpoint does not fit its space: start a new run.");
    m_supernet.load(state.values);
    m_first = state.firstMoments;
    m_second = state.secondMoments;
    m_updates = state.updates;
}

} // namespace danas::learn
