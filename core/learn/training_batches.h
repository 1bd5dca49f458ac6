// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/rng.h"
#include "search/evaluator.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace danas::learn {

/// What every training of a run shares.
struct Workplace {
    search::EvaluatorInput input;
    at::Device device;
    std::vector<int> trainSamples; ///< indices into Dataset::samples
};

/// Length and learning rate of a training.
struct Schedule {
    enum class Start { WarmUp, AtPeak };
    int steps = 0;
    int batch = 0;             ///< pictures a step
    double learningRate = 0.0; ///< peak; cosine to zero
    Start start = Start::WarmUp;
};
[[nodiscard]] double learningRate(const Schedule& schedule, int step);

/// Uses of random numbers within a step.
enum class Draw : std::uint64_t { Order, Crops, Subnets };
[[nodiscard]] Rng rngFor(std::uint64_t seed, std::uint64_t stream, Draw draw, std::int64_t step);

/// Mean over the batch; targets [batch, classes] are probabilities, weights [batch], undefined if all are 1.
[[nodiscard]] at::Tensor crossEntropy(const at::Tensor& logits, const at::Tensor& targets, const at::Tensor& weights);

/// Which pictures a step trains on, and how they are cropped: epoch after epoch in a new order, a function of seed, stream and step.
class TrainingBatches {
public:
    struct Batch {
        std::vector<int> samples;
        std::vector<std::uint64_t> keys; ///< decide the crops
        at::Tensor targets;              ///< [batch, classes], smoothed
        at::Tensor weights;              ///< [batch], by class; undefined if all are 1
    };
    TrainingBatches(const Workplace& workplace, int batch, std::uint64_t stream);

    [[nodiscard]] Batch draw(int step);
    /// The pictures at this configuration: [batch, C, H, W], channels-last, on the device.
    [[nodiscard]] at::Tensor inputs(const Batch& batch, const data::DataConfig& config) const;

private:
    const Workplace& m_workplace;
    int m_batch;
    std::uint64_t m_stream;
    std::vector<float> m_classWeights; ///< empty if all are 1
    std::vector<int> m_order; ///< the training samples, shuffled for epoch m_epoch
    std::int64_t m_epoch = -1;
};

} // namespace danas::learn
