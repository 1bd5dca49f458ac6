// SPDX-License-Identifier: GPL-3.0-or-later
// Times 100,000 candidates from sampling to cost, on one core, for every space preset: without a target, then in full (graph,
// memory plan, every part of RAM and flash, cycles of each operator) on every engine.
#include "base/units.h"
#include "cost/target_cost.h"
#include "search/run_spec.h"

#include <fmt/format.h>

#include <chrono>

namespace {

using namespace danas;

constexpr int kCandidates = 100'000;

/// Calls cost(genes) for random systems; it returns a figure, so that nothing is optimised away.
template <typename CostOf> void time(std::string_view what, const space::SearchSpace& space, const CostOf& costOf)
{
    Rng rng(1);
    std::int64_t sum = 0;
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < kCandidates; ++i)
        sum += costOf(space.sample(rng));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    fmt::print("  {:<20} {:.3f} s, {:.2f} us each, {:.0f} a second, mean RAM {}\n", what, took.count(), took.count() / kCandidates * 1e6,
        kCandidates / took.count(), formatBytes(sum / kCandidates));
}

} // namespace

int main()
{
    for (const std::string_view name : space::kSpacePresets) {
        const space::SearchSpace space = space::spacePreset(name);
        fmt::print("{}: {} systems, {} sampled and costed\n", name, formatGrouped(space.count()), kCandidates);
        time("no target", space, [&](const space::Genes& genes) { return search::costOf(space, genes, 2).ramBytes; });
        for (const char* id : { "h743-tflm", "h743-cmsis-nn", "h743-st-edge-ai", "h743-tinyengine" }) {
            const cost::Deployment deployment { cost::findTarget(cost::targets(), id), cost::sensorFromText("qvga-rgb565", id) };
            time(id, space, [&](const space::Genes& genes) {
                return cost::costOn(deployment, graph::buildGraph(space.architecture(genes), space.dataConfig(genes).shape(), 2)).cost.ramBytes;
            });
        }
    }
}
