// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/control.h"
#include "data/sample_source.h"
#include "graph/network_weights.h"
#include "quant/quantize.h"
#include "search/metrics.h"
#include "search/run_spec.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace danas::search {

/// One point of the training curves.
struct CurvePoint {
    int step = 0;
    double teacherLoss = 0.0;  ///< cross entropy of the largest sub-network
    double studentLoss = 0.0;  ///< mean distillation loss of the others
    double learningRate = 0.0;
    double accuracy = -1.0;    ///< of the largest sub-network on validation, where measured; -1 elsewhere
};

/// How training talks to the engine. All calls on the engine's thread.
struct TrainingHooks {
    /// Every step: how far, of how many. Blocks while paused. @throws Stopped
    std::function<void(int done, int total)> step;
    std::function<void(const CurvePoint&)> curve;
    /// Called after every step; true when a checkpoint is due (time, or a stop or pause is waiting).
    std::function<bool()> checkpointDue;
    /// All that is needed to go on from `step`, bit for bit: weights, optimiser, batch-norm buffers.
    std::function<void(int step, const std::vector<std::uint8_t>& state)> checkpoint;
    std::function<void(const std::string&)> log;
};

/// What one candidate scored.
struct Score {
    std::vector<Prediction> predictions; ///< one per validation sample, in the order of Dataset::indices(Validation)
};

/// A candidate trained to its end by itself: what the finalise phase quantises and scores.
struct FineTuned {
    graph::NetworkWeights weights;       ///< of its graph, batch norm folded in; layouts as in graph/network_weights.h
    std::vector<Prediction> validation;  ///< in float, in the order of Dataset::indices(Validation)
    std::vector<Prediction> test;        ///< likewise of Dataset::indices(Test); empty where there is no test split
};

/// How work on one candidate talks to the engine. All calls on the engine's thread.
struct CandidateHooks {
    RunControl& control; ///< its checkpoint() is called at least once a second
    /// Every training step of this candidate: how far, of how many. Never called where nothing is trained.
    std::function<void(int done, int total)> step {};
};

/// What the evaluator works with: everything by value or shared and immutable.
struct EvaluatorInput {
    RunSpec spec;
    std::shared_ptr<const data::Dataset> dataset;
    std::shared_ptr<const data::SampleSource> cache;
};

/// Scores candidates; knows no strategy. Used by one thread at a time.
class Evaluator {
public:
    virtual ~Evaluator() = default;
    /// Trains what candidates share (the supernet); from the start, or from a checkpoint's state. Ends with a last
    /// checkpoint call. @throws Stopped; Error (a NaN loss, out of memory, a checkpoint of another spec)
    virtual void train(const std::optional<std::vector<std::uint8_t>>& resumeFrom, const TrainingHooks& hooks) = 0;
    /// Brings a finished training back without training. @throws Error
    virtual void restore(const std::vector<std::uint8_t>& state) = 0;
    /// A pure function of (trained state, genes, seed): does not depend on what was scored before, nor on an evaluation that
    /// was broken off. @throws Stopped, Error
    [[nodiscard]] virtual Score evaluate(const space::Genes& genes, const CandidateHooks& hooks) = 0;
    /// Trains the candidate to its end, as spec.finalise says: from the weights that it inherits, or that it has after training
    /// from scratch. The only one to read the test split. A pure function as `evaluate` is, and changes nothing for it.
    /// @throws Stopped, Error (a loss that is not finite)
    [[nodiscard]] virtual FineTuned fineTune(const space::Genes& genes, const CandidateHooks& hooks) = 0;
    /// Trains such weights on for spec.finalise.quantisationSteps, with the rounding of int8 simulated at these ranges of its
    /// activations, so that int8 at the same ranges comes closer to them. Pure and without effect as `fineTune` is; does not
    /// read validation or test. @throws Stopped, Error
    [[nodiscard]] virtual graph::NetworkWeights tuneForInt8(const space::Genes& genes, const graph::NetworkWeights& weights,
        const quant::ActivationRanges& ranges, const CandidateHooks& hooks) = 0;
    /// One line for the log and the project: device, threads, library versions.
    [[nodiscard]] virtual std::string describe() const = 0;
};
using EvaluatorFactory = std::function<std::unique_ptr<Evaluator>(EvaluatorInput)>;

} // namespace danas::search
