// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "graph/network_graph.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace danas::cost {

/// What a network costs. Without a target (costOf below) it is exact for any board: weights, biases and a plain arena, no
/// engine's overheads. With a target (target_cost.h) memory has every part that is known, and time and energy may be known.
struct Cost {
    std::int64_t macs = 0;       ///< multiply-accumulates of one inference
    std::int64_t parameters = 0; ///< as trained, batch-norm moving statistics included
    std::int64_t flashBytes = 0; ///< int8 weights + int32 biases, batch norm folded; with a target, also preprocessing's tables and code
    std::int64_t ramBytes = 0;   ///< peak of live int8 tensors over the fused graph, input and residuals included; with a
                                 ///< target, its arena, the sensor's picture, preprocessing and runtime
    std::optional<double> latencyMs = std::nullopt; ///< of one inference; absent without a target, or if its engine has no figures
    std::optional<double> energyUj = std::nullopt;  ///< of one inference; absent also if the board has no figure

    bool operator==(const Cost&) const = default;
};

/// About 2 microseconds. Never throws.
[[nodiscard]] Cost costOf(const graph::NetworkGraph& graph);

/// Live bytes while op i runs: its inputs, its output and every tensor that a later op still reads. The maximum is
/// Cost::ramBytes; the first op that reaches it is the bottleneck. One entry per op.
[[nodiscard]] std::vector<std::int64_t> liveBytes(const graph::NetworkGraph& graph);

/// One row of the layer table.
struct Layer {
    std::string name;
    graph::OpKind kind = graph::OpKind::Conv2d;
    graph::Window kernel { 0 }; ///< 0: the operator has none
    int stride = 0;
    [[nodiscard]] bool hasKernel() const { return kernel.height > 0; }
    data::Shape output;
    std::int64_t parameters = 0, macs = 0;
    std::int64_t flashBytes = 0;
    std::int64_t liveBytes = 0; ///< while it runs
    bool peak = false;          ///< the operator that decides the RAM
    std::optional<double> latencyMs = std::nullopt, latencyShare = std::nullopt; ///< on a target
    int residualFrom = -1;      ///< row whose output is added here (Add only)
};
[[nodiscard]] std::vector<Layer> layerTable(const graph::NetworkGraph& graph);
[[nodiscard]] Json toJson(const Cost& cost);          ///< macs, params, flash{total_bytes,..}, ram{total_bytes,..}
[[nodiscard]] Json toJson(const std::vector<Layer>& layers);

/// What the board can hold; an absent limit does not bind.
struct Budget {
    std::optional<std::int64_t> ramBytes, flashBytes, macs;
    std::optional<double> latencyMs = std::nullopt, energyUj = std::nullopt;

    [[nodiscard]] bool fits(const Cost& cost) const { return violation(cost) == 0.0; }
    /// Sum over the limits of max(0, value / limit - 1): 0 exactly if it fits. For constraint domination. Infinite if a
    /// limit is on a cost that is not known.
    [[nodiscard]] double violation(const Cost& cost) const;
    bool operator==(const Budget&) const = default;
};
[[nodiscard]] Json toJson(const Budget& budget);
[[nodiscard]] Budget budgetFromJson(const Json& json, const std::string& where); ///< @throws Error

} // namespace danas::cost
