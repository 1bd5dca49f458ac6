// SPDX-License-Identifier: GPL-3.0-or-later
#include "cost/figure_basis.h"

#include <algorithm>

namespace danas::cost {
namespace {

std::optional<Basis> basisOf(const std::optional<SizeRule>& rule)
{
    return rule ? std::optional(rule->basis) : std::nullopt;
}

std::optional<Basis> latencyBasis(const Target& target)
{
    if (!target.engine.cycles)
        return std::nullopt;
    std::string source = target.engine.cycles->basis.source;
    if (target.cyclesFactor)
        source += " " + target.cyclesFactor->basis.source;
    return Basis { target.latencyTrust(), std::move(source) };
}

} // namespace

std::optional<Basis> basisOf(const Target& target, Figure figure)
{
    const Basis& arena = target.engine.memory.basis;
    switch (figure) {
    case Figure::Arena:
        return arena;
    case Figure::RuntimeRam:
        return basisOf(target.engine.runtimeRam);
    case Figure::Ram: {
        const auto runtime = basisOf(target.engine.runtimeRam);
        return runtime ? Basis { std::min(arena.trust, runtime->trust), arena.source + " " + runtime->source } : arena;
    }
    case Figure::Code:
        return basisOf(target.engine.code);
    case Figure::Latency:
        return latencyBasis(target);
    case Figure::Energy: {
        const auto latency = latencyBasis(target);
        if (!latency || !target.board.energy)
            return std::nullopt;
        const Basis& energy = target.board.energy->basis;
        return Basis { std::min(energy.trust, latency->trust), energy.source };
    }
    }
    return std::nullopt;
}

} // namespace danas::cost
