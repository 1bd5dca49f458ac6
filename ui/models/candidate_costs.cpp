// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/candidate_costs.h"

#include "graph/mobilenet_v2.h"

#include <numeric>

namespace danas::ui {

CandidateCosts candidateCosts(graph::NetworkGraph graph, const std::optional<cost::Deployment>& deployment, const data::DataConfig& data)
{
    constexpr std::int64_t kBiasBytes = 4; // int32
    CandidateCosts result;
    result.deployment = deployment;
    for (const graph::Op& op : graph.ops)
        result.biasBytes += kBiasBytes * graph.biases(op);
    if (deployment) {
        cost::TargetCost costs = cost::costOn(*deployment, graph, data);
        result.layers = cost::layerTable(graph, *deployment, costs);
        result.problem = cost::fitProblem(*deployment, costs);
        result.cost = costs.cost;
        result.ram = costs.ram;
        result.flash = costs.flash;
        result.plan = std::move(costs.plan);
    } else {
        std::vector<int> asGiven(graph.ops.size());
        std::iota(asGiven.begin(), asGiven.end(), 0);
        result.cost = cost::costOf(graph);
        result.plan = cost::planMemory(graph, cost::MemoryRules {}, asGiven);
        result.layers = cost::layerTable(graph);
        result.ram.arena = result.cost.ramBytes;
        result.flash.weights = result.cost.flashBytes;
    }
    result.graph = std::move(graph);
    return result;
}

CandidateCosts candidateCosts(const search::RunSpec& spec, const space::Genes& genes, int classes)
{
    const data::DataConfig data = spec.space.dataConfig(genes);
    return candidateCosts(graph::buildGraph(spec.space.architecture(genes), data.shape(), classes), spec.deployment, data);
}

} // namespace danas::ui
