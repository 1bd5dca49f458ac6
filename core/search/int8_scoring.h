// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/sample_source.h"
#include "graph/network_graph.h"
#include "graph/network_weights.h"
#include "quant/quantize.h"
#include "search/metrics.h"

#include <functional>
#include <vector>

namespace danas::search {

struct Int8Scores {
    quant::ActivationRanges ranges; ///< that the quantisation came from
    int calibrationImages = 0;
    std::vector<Prediction> validation; ///< in the order of Dataset::indices(Validation)
    std::vector<Prediction> test;       ///< likewise; empty where there is no test split
};

/// Calibrates int8 on up to 256 training pictures, evenly spread over the split so that all classes are among them, and
/// scores validation and test with integer arithmetic. `progress` hears the share that is done, 0..1. @throws Stopped, Error
[[nodiscard]] Int8Scores scoreInt8(const graph::NetworkGraph& graph, const graph::NetworkWeights& weights, const data::DataConfig& config,
    const data::Dataset& dataset, const data::SampleSource& cache, RunControl& control, const std::function<void(double share)>& progress);

} // namespace danas::search
