// SPDX-License-Identifier: GPL-3.0-or-later
#include "cost/cost.h"

#include <algorithm>
#include <array>

namespace danas::cost {
namespace {

using graph::NetworkGraph;
using graph::Op;

/// Calls visit(op index, live bytes) for every operator: the tensors written so far that this or a later one reads.
template <typename Visit>
void walkLive(const NetworkGraph& graph, const Visit& visit)
{
    // Networks of every family here have fewer tensors than this; longer ones take the heap.
    std::array<int, 256> small;
    std::vector<int> large;
    if (graph.tensors.size() > small.size())
        large.resize(graph.tensors.size());
    int* lastUse = large.empty() ? small.data() : large.data();
    std::fill_n(lastUse, graph.tensors.size(), -1);
    for (std::size_t i = 0; i < graph.ops.size(); ++i) {
        lastUse[graph.ops[i].input] = static_cast<int>(i);
        if (graph.ops[i].secondInput >= 0)
            lastUse[graph.ops[i].secondInput] = static_cast<int>(i);
    }
    std::int64_t live = graph.input().elements();
    for (std::size_t i = 0; i < graph.ops.size(); ++i) {
        const Op& op = graph.ops[i];
        live += graph.output(op).elements();
        visit(i, live);
        const auto release = [&](int tensor) {
            if (tensor >= 0 && lastUse[tensor] == static_cast<int>(i))
                live -= graph.tensors[static_cast<std::size_t>(tensor)].elements();
        };
        release(op.input);
        if (op.secondInput != op.input)
            release(op.secondInput);
    }
}

} // namespace

Cost costOf(const NetworkGraph& graph)
{
    constexpr std::int64_t kBiasBytes = 4; // int32
    Cost cost;
    for (const Op& op : graph.ops) {
        cost.macs += graph.macs(op);
        cost.parameters += graph.parameters(op);
        cost.flashBytes += graph.weights(op) + kBiasBytes * graph.biases(op);
    }
    walkLive(graph, [&](std::size_t, std::int64_t live) { cost.ramBytes = std::max(cost.ramBytes, live); });
    return cost;
}

std::vector<std::int64_t> liveBytes(const NetworkGraph& graph)
{
    std::vector<std::int64_t> bytes(graph.ops.size());
    walkLive(graph, [&](std::size_t i, std::int64_t live) { bytes[i] = live; });
    return bytes;
}

Json toJson(const Cost& cost)
{
    Json json { { "macs", cost.macs }, { "params", cost.parameters }, { "flash", { { "total_bytes", cost.flashBytes } } },
        { "ram", { { "total_bytes", cost.ramBytes } } } };
    if (cost.latencyMs)
        json["latency_ms"] = *cost.latencyMs;
    if (cost.energyUj)
        json["energy_uj"] = *cost.energyUj;
    return json;
}

} // namespace danas::cost
