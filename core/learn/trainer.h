// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "learn/scoring.h"
#include "learn/supernet.h"
#include "learn/training_batches.h"
#include "learn/training_state.h"

#include <map>
#include <utility>
#include <vector>

namespace danas::learn {

/// Trains one supernet over data configuration and architecture together. At most steps one random sub-network learns from
/// the labels (single path, Guo et al. 2020); every SupernetSpec::sandwichEvery-th step is a sandwich with in-place
/// distillation (Yu et al. 2020, BigNAS): the largest architecture learns from the labels and teaches the smallest, on the
/// same crops of the same pictures, each at its own data configuration. A sandwich at every step is the published rule; at
/// equal time on a CPU many updates by single sub-networks rank candidates better.
///
/// Every pass also trains the systems that are its first stages, at their own heads (deep supervision, Lee et al. 2015): one
/// pass of a deep network is up to six updates. On cifar10 at 16 px, lean space, 2,000 steps, mean accuracy of 16 systems:
/// 25.3 % with neither this nor empty residual branches at the start, 31.8 % with those, 37.7 % with both, at equal cost
/// (bench_fidelity --resolutions 16 --candidates 16 --steps 2000).
///
/// Which data configuration: each sub-network's is drawn in proportion to its pixels, since the more there is to see the
/// longer it takes to learn it; drawn uniformly, small inputs look better beside large ones than they are once trained alone.
/// Kendall's tau of 24 candidates against training alone (bench_fidelity, lean space): cifar10 at 8 to 32 px after 6,000
/// steps 0.76 against 0.60, person at 32 to 96 px after 3,000 steps 0.71 against 0.67 (4,000 steps). Of every fourth sandwich
/// it is the largest system and the smallest; not of every one, as the largest costs a CPU most of its time, and the
/// largest architecture of every configuration has to be good as well: a search may fix the data.
///
/// A space of one system has neither sandwich nor exits: that network learns from the labels alone.
class Trainer {
public:
    /// `space` is the run's, the same with its data fixed, or one system of it; `stream` tells the random numbers of
    /// several trainings apart.
    Trainer(const Workplace& workplace, const space::SearchSpace& space, const Schedule& schedule, Supernet& supernet,
        std::uint64_t stream);

    /// One optimiser step; step counts from 0. The same step from the same state gives the same numbers, bit for bit
    /// (on the same kind of processor with the same number of threads: oneDNN splits its sums by threads).
    /// @throws Error if the loss is not finite
    [[nodiscard]] search::CurvePoint train(int step);

    [[nodiscard]] SupernetState state() const;
    void restore(const SupernetState& state); ///< @throws Error if it is of another size

private:
    [[nodiscard]] Candidate candidateOf(const space::Genes& genes) const;
    [[nodiscard]] bool isSandwich(int step) const;
    [[nodiscard]] std::vector<Candidate> subnetsOf(int step) const;
    [[nodiscard]] std::vector<at::Tensor> outputsOf(const Candidate& candidate, const at::Tensor& x) const;
    /// Adds the gradients of this sub-network to m_sum.
    void addClipped(const Candidate& candidate);
    void update(const std::vector<Candidate>& candidates, double rate);

    const Workplace& m_workplace;
    space::SearchSpace m_space;
    Schedule m_schedule;
    Supernet& m_supernet;
    std::uint64_t m_stream;
    TrainingBatches m_batches;
    bool m_alone; ///< one system, no supernet
    std::vector<data::DataConfig> m_configs;
    std::map<data::DataConfig, std::pair<Candidate, Candidate>> m_extremes; ///< largest and smallest architecture
    std::vector<float> m_first, m_second; ///< Adam's moments
    std::vector<float> m_sum; ///< the step's gradients
    std::vector<std::int32_t> m_updates;
};

} // namespace danas::learn
