// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cost/target.h"
#include "graph/network_graph.h"

#include <cstdint>
#include <string>
#include <vector>

namespace danas::cost {

/// One tensor's place in the arena. Lifetimes count steps: positions in MemoryPlan::order, both ends included.
struct PlannedTensor {
    int tensor = 0; ///< index into NetworkGraph::tensors
    std::int64_t offset = 0, bytes = 0;
    int firstStep = 0, lastStep = 0;
    int inPlaceOf = -1; ///< tensor whose memory this one takes over at firstStep, or -1
};

/// Memory that a kernel needs beside its tensors.
struct PlannedScratch {
    int op = -1; ///< index into NetworkGraph::ops; -1: held by the engine for the whole inference
    std::int64_t offset = 0, bytes = 0;
    int firstStep = 0, lastStep = 0;
};

/// Where everything lies when. It carries its own proof: offsets and lifetimes, which `flaw` checks against the graph.
struct MemoryPlan {
    std::vector<int> order;             ///< op of each step
    std::vector<PlannedTensor> tensors; ///< one per tensor of the graph, in that order
    std::vector<PlannedScratch> scratch;
    std::int64_t arenaBytes = 0; ///< end of the highest of them
    std::int64_t peakBytes = 0;  ///< most bytes taken at one step, memory that is handed on counted whole: the arena cannot be smaller
    int peakStep = 0;            ///< the first step that reaches it
};

/// Plans the arena as TensorFlow Lite Micro's greedy memory planner does (largest first, each into the first gap that is
/// free for its whole life), with the rules of the engine. Where the graph leaves a choice of order, the order of
/// `lowestPeakOrder` is taken if it makes the arena smaller. @throws Error for an operator of an unknown kind
[[nodiscard]] MemoryPlan planMemory(const graph::NetworkGraph& graph, const MemoryRules& rules);
/// The same with a given order of the operators. @throws Error
[[nodiscard]] MemoryPlan planMemory(const graph::NetworkGraph& graph, const MemoryRules& rules, const std::vector<int>& order);

/// Bytes in use at each step, tensors that share memory counted once. Their maximum is MemoryPlan::peakBytes.
[[nodiscard]] std::vector<std::int64_t> liveBytes(const MemoryPlan& plan);

/// Checks a plan against graph and rules, from the definitions and not from the planner's own lists: every tensor is there,
/// large enough, aligned, alive from its writer to its last reader; nothing that lives at the same time overlaps, save an
/// output that takes over its dying input where the rules allow; every kernel has its scratch. Empty if all holds, else the
/// first flaw in words.
[[nodiscard]] std::string flaw(const MemoryPlan& plan, const graph::NetworkGraph& graph, const MemoryRules& rules);

/// Bytes of scratch that a kernel takes while it runs, by the engine's rules. @throws Error for an operator of an unknown kind
[[nodiscard]] std::int64_t kernelScratch(const graph::NetworkGraph& graph, const graph::Op& op, const MemoryRules& rules);
/// Bytes that the engine holds for the whole inference: the line buffer of DepthwiseMemory::LineBuffer, or 0.
[[nodiscard]] std::int64_t heldScratch(const graph::NetworkGraph& graph, const MemoryRules& rules);
/// Whether the output of `op` may take over the memory of `input` (which must die there).
[[nodiscard]] bool mayTakeOver(const graph::NetworkGraph& graph, const graph::Op& op, int input, const MemoryRules& rules);

/// "input", or the name of the operator that writes the tensor.
[[nodiscard]] std::string tensorName(const graph::NetworkGraph& graph, int tensor);

} // namespace danas::cost
