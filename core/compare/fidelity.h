// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/statistics.h"
#include "data/data_config.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace danas::compare {

/// One candidate of a fidelity probe: what the supernet said of it, and what it reached when trained alone.
struct Probe {
    data::DataConfig data;
    double supernetScore = 0.0, aloneScore = 0.0; ///< the same metric on the same split
    std::int64_t macs = 0, parameters = 0;
};

/// How far one way of ranking candidates is that of training them alone. Every pair of candidates counts either within or
/// across.
struct Agreement {
    std::optional<TauEstimate> tau;       ///< absent where tau is not defined: fewer than two candidates, or equal scores
    std::optional<double> within, across; ///< tau-b over the pairs of the same data configuration, and over the others
};

struct ConfigFidelity {
    data::DataConfig data;
    int candidates = 0;
    std::optional<double> tau; ///< of the supernet, over these candidates only
};

/// The supernet's ranking beside what counting MACs or parameters would have given.
struct Fidelity {
    int candidates = 0;
    Agreement supernet, macs, parameters;
    std::vector<ConfigFidelity> configs; ///< in their order
};
/// `seed` of the bootstrap intervals.
[[nodiscard]] Fidelity fidelityOf(const std::vector<Probe>& probes, std::uint64_t seed = 1);

} // namespace danas::compare
