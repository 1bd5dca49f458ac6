// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/control.h"
#include "learn/batches.h"
#include "learn/supernet.h"
#include "search/metrics.h"

#include <functional>
#include <vector>

namespace danas::learn {

/// A sub-network and what it is fed with.
struct Candidate {
    data::DataConfig config;
    graph::NetworkGraph graph;
};

/// So many pictures at a time go through a network that its largest tensors stay near the processor's caches; a
/// function of the graph alone, so that scores do not depend on the machine.
[[nodiscard]] std::size_t picturesPerPass(const graph::NetworkGraph& graph);

/// Channels-last float tensor [count, C, R, R] on the device.
[[nodiscard]] at::Tensor evaluationTensor(EvaluationPictures& pictures, const data::DataConfig& config,
    std::size_t first, std::size_t count, at::Device device);

/// Batch-norm statistics of this sub-network over all calibration pictures: each pass uses its own, their moments are
/// then joined (mean of means; mean of squares minus square of the mean). `betweenPasses` may throw Stopped.
[[nodiscard]] Statistics recalibrate(const Supernet& supernet, const Candidate& candidate,
    EvaluationPictures& calibration, const std::function<void()>& betweenPasses, at::Device device);

/// What the sub-network says of each picture.
[[nodiscard]] std::vector<search::Prediction> predict(const FoldedNetwork& network, const Candidate& candidate,
    EvaluationPictures& pictures, const std::function<void()>& betweenPasses, at::Device device);

} // namespace danas::learn
