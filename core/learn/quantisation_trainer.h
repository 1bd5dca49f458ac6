// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "learn/scoring.h"
#include "learn/training_batches.h"
#include "quant/quantize.h"

#include <vector>

namespace danas::learn {

/// Trains a folded network on with the rounding of int8 simulated where the integer network rounds: weights per output channel
/// (of a dense layer per tensor), the output of every operator at its scale and limits; gradients pass straight through rounding, and
/// stop where a value is clipped (Jacob et al. 2018). Half of what it learns from are the labels, half what the network in float
/// says, whose likeness is the aim. Activations keep the ranges that they were calibrated to.
///
/// A weight is learned in units of the largest of its channel, a bias in units of its output's range: one learning rate then
/// means the same share of a step of int8 everywhere, however batch norm's folding scaled the channels.
class QuantisationTrainer {
public:
    /// All references must outlive it. `schedule.learningRate` in those units.
    QuantisationTrainer(const Workplace& workplace, const Candidate& candidate, const graph::NetworkWeights& weights,
        const quant::ActivationRanges& ranges, const Schedule& schedule, std::uint64_t stream);

    void train(int step); ///< counted from 0. @throws Error if the loss is not finite
    [[nodiscard]] graph::NetworkWeights weights() const;

private:
    /// Of one operator, in the layout of graph::OpWeights, on the CPU.
    struct Learned {
        at::Tensor value; ///< requires grad
        at::Tensor unit;  ///< value x unit is the number; broadcasts
        std::vector<float> first, second; ///< Adam's moments
    };
    struct Layer {
        Learned weight, bias; ///< undefined for operators without
    };
    [[nodiscard]] at::Tensor forward(const at::Tensor& x) const;
    [[nodiscard]] at::Tensor weightAt(std::size_t op) const; ///< in LibTorch's layout, with the rounding of int8
    [[nodiscard]] at::Tensor biasAt(std::size_t op) const;
    void update(Learned& learned, const at::Tensor& gradient, double rate, int step) const;

    const Workplace& m_workplace;
    const Candidate& m_candidate;
    Schedule m_schedule;
    TrainingBatches m_batches;
    quant::QuantizedNetwork m_int8; ///< scales and limits; its weights are those of the start
    FoldedNetwork m_teacher;        ///< the network in float
    std::vector<Layer> m_layers;
};

} // namespace danas::learn
