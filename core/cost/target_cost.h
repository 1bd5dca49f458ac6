// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cost/cost.h"
#include "cost/memory_plan.h"
#include "cost/sensor.h"

#include <optional>
#include <string>
#include <vector>

namespace danas::cost {

/// Where a network will run, and what feeds it.
struct Deployment {
    Target target;
    Sensor sensor;
    bool operator==(const Deployment&) const = default;
};

/// RAM, each part apart; what is not known of an engine is absent and not in the total.
struct RamParts {
    std::int64_t arena = 0, sensor = 0, preprocessing = 0;
    std::optional<std::int64_t> runtime;
    [[nodiscard]] std::int64_t total() const { return arena + sensor + preprocessing + runtime.value_or(0); }
};

struct FlashParts {
    std::int64_t weights = 0;         ///< with biases, as Cost::flashBytes without a target
    std::int64_t preprocessing = 0;   ///< its constant tables
    std::optional<std::int64_t> code; ///< of operators and runtime
    [[nodiscard]] std::int64_t total() const { return weights + preprocessing + code.value_or(0); }
};

/// All figures of one network on one target.
struct TargetCost {
    Cost cost;
    RamParts ram;
    FlashParts flash;
    MemoryPlan plan;
    std::vector<double> cycles; ///< one per op of the graph; empty where the engine has no figures
};

/// Of a network behind this data configuration, which decides what the sensor's buffer and the preprocessing take. About 5
/// microseconds. @throws Error for an operator of an unknown kind
[[nodiscard]] TargetCost costOn(const Deployment& deployment, const graph::NetworkGraph& graph, const data::DataConfig& data);
/// Of a network fed by pictures in the shape of its input.
[[nodiscard]] TargetCost costOn(const Deployment& deployment, const graph::NetworkGraph& graph);
/// costOf(graph) without a deployment, the totals of costOn with one. @throws Error
[[nodiscard]] Cost costOf(const graph::NetworkGraph& graph, const std::optional<Deployment>& deployment, const data::DataConfig& data);

/// Adds to the layer table what the target changes: live bytes and the peak of its plan, latency and share of it.
[[nodiscard]] std::vector<Layer> layerTable(const graph::NetworkGraph& graph, const Deployment& deployment, const TargetCost& cost);

/// Empty if it fits the usable memory of the board, else one sentence: what is needed, what there is (and if not even all of the
/// board's memory would do, that), what to do.
[[nodiscard]] std::string fitProblem(const Deployment& deployment, const TargetCost& cost);

/// {macs, params, ram{total_bytes, arena_bytes, ..., usable_bytes, fits}, flash{...}, latency_ms, energy_uj, target, sensor, fits, basis, memory};
/// what is not known is null.
[[nodiscard]] Json toJson(const Deployment& deployment, const graph::NetworkGraph& graph, const TargetCost& cost);

/// {arena_bytes, peak_bytes, order, tensors, scratch}, all by name.
[[nodiscard]] Json toJson(const MemoryPlan& plan, const graph::NetworkGraph& graph);

} // namespace danas::cost
