// SPDX-License-Identifier: GPL-3.0-or-later
#include "cost/cost.h"

#include <algorithm>

namespace danas::cost {
namespace {

bool hasWindow(graph::OpKind kind)
{
    return kind == graph::OpKind::Conv2d || kind == graph::OpKind::DepthwiseConv2d;
}

} // namespace

std::vector<Layer> layerTable(const graph::NetworkGraph& graph)
{
    const std::vector<std::int64_t> live = liveBytes(graph);
    const auto peak = std::max_element(live.begin(), live.end()) - live.begin();
    std::vector<Layer> layers;
    layers.reserve(graph.ops.size());
    for (std::size_t i = 0; i < graph.ops.size(); ++i) {
        const graph::Op& op = graph.ops[i];
        Layer layer;
        layer.name = op.name();
        layer.kind = op.kind;
        if (hasWindow(op.kind)) {
            layer.kernel = op.kernel;
            layer.stride = op.stride;
        }
        layer.output = graph.output(op);
        layer.parameters = graph.parameters(op);
        layer.macs = graph.macs(op);
        layer.flashBytes = graph.weights(op) + 4 * graph.biases(op);
        layer.liveBytes = live[i];
        layer.peak = static_cast<std::ptrdiff_t>(i) == peak;
        if (op.secondInput >= 0)
            layer.residualFrom = op.secondInput - 1; // op k writes tensor k + 1
        layers.push_back(std::move(layer));
    }
    return layers;
}

Json toJson(const std::vector<Layer>& layers)
{
    Json rows = Json::array();
    for (const Layer& layer : layers) {
        Json row { { "name", layer.name }, { "kind", graph::opName(layer.kind) },
            { "output", { layer.output.height, layer.output.width, layer.output.channels } }, { "params", layer.parameters },
            { "macs", layer.macs }, { "flash_bytes", layer.flashBytes }, { "live_bytes", layer.liveBytes }, { "peak", layer.peak } };
        if (layer.hasKernel()) {
            row["kernel"] = layer.kernel.height;
            if (layer.kernel.width != layer.kernel.height)
                row["kernel_width"] = layer.kernel.width;
            row["stride"] = layer.stride;
        }
        if (layer.latencyMs && layer.latencyShare) {
            row["latency_ms"] = *layer.latencyMs;
            row["latency_share"] = *layer.latencyShare;
        }
        if (layer.residualFrom >= 0)
            row["residual_from"] = layer.residualFrom;
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace danas::cost
