// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/sample_source.h"
#include "graph/network_graph.h"
#include "graph/network_weights.h"
#include "quant/quantize.h"
#include "search/finalised.h"

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace danas::search {

/// A network in float, and the data that it is quantised and scored on. All but `control` must outlive the call.
struct Int8Subject {
    const graph::NetworkGraph& graph;
    const graph::NetworkWeights& weights;
    const data::DataConfig& config;
    const data::Dataset& dataset;
    const data::SampleSource& cache;
    RunControl& control;
};

/// What may make up for what int8 loses.
struct Int8Tuning {
    int steps = 0; ///< 0: never
    /// In float, on validation: what int8 is held against.
    std::span<const Prediction> validation;
    /// Trains the weights on with int8 simulated at these ranges (Evaluator::tuneForInt8).
    std::function<graph::NetworkWeights(const quant::ActivationRanges& ranges, const std::function<void(double share)>& progress)> tune;
};

struct Int8Scores {
    quant::ActivationRanges ranges; ///< that the quantisation came from
    int calibrationImages = 0;
    QuantisationTuning tuning;
    std::optional<graph::NetworkWeights> tuned; ///< those that were kept
    std::vector<Prediction> validation; ///< in the order of Dataset::indices(Validation)
    std::vector<Prediction> test;       ///< likewise; empty where there is no test split
};

/// Calibrates int8 on up to 256 training pictures, evenly spread over the split so that all classes are among them, and
/// scores validation and test with integer arithmetic. Where int8 is right on validation for more than half a point less than
/// float, the network is tuned, and the better of the two on validation is kept; the test split is read after that, by the one that is kept.
/// `progress` hears the share that is done, 0..1. @throws Stopped, Error
[[nodiscard]] Int8Scores scoreInt8(const Int8Subject& subject, const Int8Tuning& tuning, const std::function<void(double share)>& progress);

} // namespace danas::search
