// SPDX-License-Identifier: GPL-3.0-or-later
#include "learn/training_batches.h"

#include "learn/batches.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace danas::learn {
namespace {

constexpr double kWarmUp = 0.05; // share of the steps
constexpr double kLabelSmoothing = 0.05;

/// n / (k n_c) of each class c; empty if all count the same.
std::vector<float> classWeights(const Workplace& workplace)
{
    if (workplace.input.spec.classWeights == search::ClassWeights::Equal)
        return {};
    std::vector<float> weights(workplace.input.dataset->classes.size());
    for (const int sample : workplace.trainSamples)
        weights[static_cast<std::size_t>(workplace.input.dataset->samples[static_cast<std::size_t>(sample)].label)] += 1.0F;
    const float share = static_cast<float>(workplace.trainSamples.size()) / static_cast<float>(weights.size());
    for (float& weight : weights)
        weight = share / std::max(weight, 1.0F);
    return weights;
}

} // namespace

double learningRate(const Schedule& schedule, int step)
{
    const double warmUp = schedule.start == Schedule::Start::WarmUp ? std::max(1.0, kWarmUp * schedule.steps) : 0.0;
    if (step < warmUp)
        return schedule.learningRate * (step + 1) / (warmUp + 1);
    return 0.5 * schedule.learningRate
        * (1.0 + std::cos(std::numbers::pi * (step - warmUp) / std::max(1.0, schedule.steps - warmUp)));
}

Rng rngFor(std::uint64_t seed, std::uint64_t stream, Draw draw, std::int64_t step)
{
    return { mix64(seed ^ mix64(stream)), RandomPhase::Train,
        static_cast<std::uint64_t>(step) * 4 + static_cast<std::uint64_t>(draw) };
}

at::Tensor crossEntropy(const at::Tensor& logits, const at::Tensor& targets, const at::Tensor& weights)
{
    const at::Tensor each = -(at::log_softmax(logits, 1) * targets).sum(1);
    return weights.defined() ? (each * weights).mean() : each.mean();
}

TrainingBatches::TrainingBatches(const Workplace& workplace, int batch, std::uint64_t stream)
    : m_workplace(workplace)
    , m_batch(batch)
    , m_stream(stream)
    , m_classWeights(classWeights(workplace))
{
}

TrainingBatches::Batch TrainingBatches::draw(int step)
{
    const auto& input = m_workplace.input;
    const auto all = static_cast<std::int64_t>(m_workplace.trainSamples.size());
    const auto count = std::min<std::int64_t>(m_batch, all);
    const auto classes = static_cast<std::int64_t>(input.dataset->classes.size());
    Rng crops = rngFor(input.spec.seed, m_stream, Draw::Crops, step);
    Batch batch;
    batch.targets = at::full({ count, classes }, kLabelSmoothing / static_cast<double>(classes));
    if (!m_classWeights.empty())
        batch.weights = at::empty({ count });
    for (std::int64_t i = 0; i < count; ++i) {
        const std::int64_t position = step * count + i;
        if (position / all != m_epoch) {
            m_epoch = position / all;
            m_order = m_workplace.trainSamples;
            Rng order = rngFor(input.spec.seed, m_stream, Draw::Order, m_epoch);
            order.shuffle(m_order);
        }
        const int sample = m_order[static_cast<std::size_t>(position % all)];
        batch.samples.push_back(sample);
        batch.keys.push_back(crops.next());
        const int label = input.dataset->samples[static_cast<std::size_t>(sample)].label;
        batch.targets.data_ptr<float>()[i * classes + label] += static_cast<float>(1.0 - kLabelSmoothing);
        if (batch.weights.defined())
            batch.weights.data_ptr<float>()[i] = m_classWeights[static_cast<std::size_t>(label)];
    }
    batch.targets = batch.targets.to(m_workplace.device);
    if (batch.weights.defined())
        batch.weights = batch.weights.to(m_workplace.device);
    return batch;
}

at::Tensor TrainingBatches::inputs(const Batch& batch, const data::DataConfig& config) const
{
    const data::Shape shape = config.shape();
    at::Tensor x = at::empty({ static_cast<std::int64_t>(batch.samples.size()), shape.channels, shape.height, shape.width },
        at::TensorOptions().memory_format(at::MemoryFormat::ChannelsLast));
    fillTrainingPictures(*m_workplace.input.cache, batch.samples, batch.keys, config, x.data_ptr<float>());
    return x.to(m_workplace.device);
}

} // namespace danas::learn
