// SPDX-License-Identifier: GPL-3.0-or-later
#include "cost/target_cost.h"

#include "base/units.h"
#include "cost/figure_basis.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace danas::cost {
namespace {

using graph::NetworkGraph;
using graph::Op;
using graph::OpKind;

/// What making the network's input takes: RAM for samples and scratch, flash for tables.
struct InputBytes {
    std::int64_t sensor = 0, preprocessing = 0, tables = 0;
};

double perMac(const CyclesPerMac& cycles, const Op& op)
{
    switch (op.kind) {
    case OpKind::Conv2d:
        return op.kernel == 1 ? cycles.pointwise : cycles.spatial;
    case OpKind::DepthwiseConv2d:
        return cycles.spatial;
    case OpKind::Dense:
        return cycles.dense;
    case OpKind::Add:
    case OpKind::GlobalAveragePool:
    case OpKind::Sigmoid:
        return 0.0; // no multiply-accumulates: their time is within the fitted coefficients of the others
    }
    return 0.0;
}

std::optional<std::int64_t> sizeBy(const std::optional<SizeRule>& rule, const NetworkGraph& graph)
{
    if (!rule)
        return std::nullopt;
    std::int64_t channels = 0;
    for (const Op& op : graph.ops) {
        if (op.kind == OpKind::Conv2d || op.kind == OpKind::DepthwiseConv2d)
            channels += graph.output(op).channels;
    }
    return std::llround(rule->base + rule->perOp * static_cast<double>(graph.ops.size()) + rule->perChannel * static_cast<double>(channels));
}

Json orNull(const std::optional<std::int64_t>& bytes)
{
    return bytes ? Json(*bytes) : Json();
}

Json orNull(const std::optional<double>& value)
{
    return value ? Json(*value) : Json();
}

Json basisJson(const Basis& basis)
{
    return { { "trust", trustName(basis.trust) }, { "source", basis.source } };
}

Json basesJson(const Target& target)
{
    Json bases;
    const auto add = [&](const char* name, Figure figure) {
        if (const auto basis = basisOf(target, figure))
            bases[name] = basisJson(*basis);
    };
    add("arena", Figure::Arena);
    add("runtime_ram", Figure::RuntimeRam);
    add("code", Figure::Code);
    add("latency", Figure::Latency);
    add("energy", Figure::Energy);
    return bases;
}

} // namespace

Json toJson(const MemoryPlan& plan, const NetworkGraph& graph)
{
    Json tensors = Json::array();
    for (const PlannedTensor& tensor : plan.tensors) {
        Json row { { "name", tensorName(graph, tensor.tensor) }, { "offset", tensor.offset }, { "bytes", tensor.bytes },
            { "first_step", tensor.firstStep }, { "last_step", tensor.lastStep } };
        if (tensor.inPlaceOf >= 0)
            row["in_place_of"] = tensorName(graph, tensor.inPlaceOf);
        tensors.push_back(std::move(row));
    }
    Json scratch = Json::array();
    for (const PlannedScratch& one : plan.scratch)
        scratch.push_back({ { "name", one.op < 0 ? "engine" : graph.ops[static_cast<std::size_t>(one.op)].name() }, { "offset", one.offset },
            { "bytes", one.bytes }, { "first_step", one.firstStep }, { "last_step", one.lastStep } });
    return { { "arena_bytes", plan.arenaBytes }, { "peak_bytes", plan.peakBytes }, { "peak_step", plan.peakStep },
        { "order", plan.order }, { "tensors", std::move(tensors) }, { "scratch", std::move(scratch) } };
}

static TargetCost costWith(const Deployment& deployment, const NetworkGraph& graph, const InputBytes& input)
{
    const Target& target = deployment.target;
    TargetCost result;
    result.plan = planMemory(graph, target.engine.memory);
    result.cost = costOf(graph);
    result.ram = { result.plan.arenaBytes, input.sensor, input.preprocessing, sizeBy(target.engine.runtimeRam, graph) };
    result.flash = { result.cost.flashBytes, input.tables, sizeBy(target.engine.code, graph) };
    result.cost.ramBytes = result.ram.total();
    result.cost.flashBytes = result.flash.total();
    if (!target.engine.cycles)
        return result;
    const double factor = target.cyclesFactor ? target.cyclesFactor->value : 1.0;
    result.cycles.reserve(graph.ops.size());
    for (const Op& op : graph.ops)
        result.cycles.push_back(factor * perMac(*target.engine.cycles, op) * static_cast<double>(graph.macs(op)));
    const double cycles = std::accumulate(result.cycles.begin(), result.cycles.end(), 0.0);
    result.cost.latencyMs = cycles / static_cast<double>(target.board.clockHz) * 1e3;
    if (target.board.energy)
        result.cost.energyUj = cycles * target.board.energy->nanojoules * 1e-3;
    return result;
}

TargetCost costOn(const Deployment& deployment, const NetworkGraph& graph)
{
    return costWith(deployment, graph, { deployment.sensor.bytes(), preprocessingBytes(deployment.sensor, graph.input()) });
}

TargetCost costOn(const Deployment& deployment, const NetworkGraph& graph, const data::DataConfig& data)
{
    const Sensor& sensor = deployment.sensor;
    return costWith(deployment, graph, { sensor.bytes(data), preprocessingBytes(sensor, data), preprocessingTableBytes(sensor, data) });
}

Cost costOf(const NetworkGraph& graph, const std::optional<Deployment>& deployment, const data::DataConfig& data)
{
    return deployment ? costOn(*deployment, graph, data).cost : costOf(graph);
}

std::vector<Layer> layerTable(const NetworkGraph& graph, const Deployment& deployment, const TargetCost& cost)
{
    std::vector<Layer> layers = layerTable(graph);
    const auto live = liveBytes(cost.plan);
    const double total = std::accumulate(cost.cycles.begin(), cost.cycles.end(), 0.0);
    for (std::size_t step = 0; step < cost.plan.order.size(); ++step) {
        const auto op = static_cast<std::size_t>(cost.plan.order[step]);
        layers[op].liveBytes = live[step];
        layers[op].peak = static_cast<int>(step) == cost.plan.peakStep;
        if (cost.cycles.empty())
            continue;
        layers[op].latencyMs = cost.cycles[op] / static_cast<double>(deployment.target.board.clockHz) * 1e3;
        layers[op].latencyShare = total > 0.0 ? cost.cycles[op] / total : 0.0;
    }
    return layers;
}

std::string fitProblem(const Deployment& deployment, const TargetCost& cost)
{
    const Board& board = deployment.target.board;
    std::string text;
    bool beyondAll = false;
    const auto need = [&](const char* what, std::int64_t bytes, std::int64_t usable, std::int64_t all) {
        if (bytes <= usable)
            return;
        beyondAll = beyondAll || bytes > all;
        const std::string there = bytes > all ? fmt::format("the board has {} in all", formatBytes(all)) : fmt::format("usable: {}", formatBytes(usable));
        text += fmt::format("{}{} of {} ({})", text.empty() ? "" : " and ", formatBytes(bytes), what, there);
    };
    need("RAM", cost.cost.ramBytes, board.usableRamBytes(), board.ramBytes);
    need("flash", cost.cost.flashBytes, board.usableFlashBytes(), board.flashBytes);
    if (text.empty())
        return text;
    return fmt::format("{} {}: it needs {}; take a smaller input, width or sensor picture, or a larger board.",
        beyondAll ? "Does not fit any memory of" : "Does not fit", board.name, text);
}

Json toJson(const Deployment& deployment, const NetworkGraph& graph, const TargetCost& cost)
{
    const Board& board = deployment.target.board;
    const std::string problem = fitProblem(deployment, cost);
    Json json { { "macs", cost.cost.macs }, { "params", cost.cost.parameters } };
    json["ram"] = { { "total_bytes", cost.cost.ramBytes }, { "arena_bytes", cost.ram.arena }, { "sensor_bytes", cost.ram.sensor },
        { "preprocessing_bytes", cost.ram.preprocessing }, { "runtime_bytes", orNull(cost.ram.runtime) },
        { "usable_bytes", board.usableRamBytes() }, { "fits", cost.cost.ramBytes <= board.usableRamBytes() } };
    json["flash"] = { { "total_bytes", cost.cost.flashBytes }, { "weights_bytes", cost.flash.weights },
        { "preprocessing_bytes", cost.flash.preprocessing }, { "code_bytes", orNull(cost.flash.code) }, { "usable_bytes", board.usableFlashBytes() },
        { "fits", cost.cost.flashBytes <= board.usableFlashBytes() } };
    json["latency_ms"] = orNull(cost.cost.latencyMs);
    json["energy_uj"] = orNull(cost.cost.energyUj);
    json["target"] = deployment.target.id;
    json["engine"] = deployment.target.engine.id;
    json["sensor"] = deployment.sensor.text();
    json["fits"] = problem.empty();
    if (!problem.empty())
        json["problem"] = problem;
    json["basis"] = basesJson(deployment.target);
    json["memory"] = toJson(cost.plan, graph);
    return json;
}

} // namespace danas::cost
