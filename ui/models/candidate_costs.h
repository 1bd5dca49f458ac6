// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cost/target_cost.h"
#include "search/run_spec.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace danas::ui {

/// All figures of one network that the candidate panel shows, on the run's target or on none. Computed anew from genes and
/// spec, so candidates of any stored run have them.
struct CandidateCosts {
    graph::NetworkGraph graph;
    std::optional<cost::Deployment> deployment;
    cost::Cost cost;
    cost::RamParts ram;    ///< without a target: the peak of live tensors as arena, nothing else
    cost::FlashParts flash;
    std::int64_t biasBytes = 0; ///< part of flash.weights
    cost::MemoryPlan plan; ///< without a target: of int8 tensors as they are, in the order of the graph
    std::vector<cost::Layer> layers;
    std::string problem; ///< if the target's board cannot hold it: one sentence

    /// RAM beside the arena that is known.
    [[nodiscard]] std::int64_t besideArena() const { return ram.total() - ram.arena; }
};
using SharedCosts = std::shared_ptr<const CandidateCosts>;

/// Some 20 microseconds for networks of the MobileNetV2 family. @throws Error for an operator of an unknown kind
[[nodiscard]] CandidateCosts candidateCosts(
    graph::NetworkGraph graph, const std::optional<cost::Deployment>& deployment, const data::DataConfig& data);
/// @throws Error also for genes of another space
[[nodiscard]] CandidateCosts candidateCosts(const search::RunSpec& spec, const space::Genes& genes, int classes);

} // namespace danas::ui
