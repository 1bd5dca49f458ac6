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

struct ConfigFidelity {
    data::DataConfig data;
    int candidates = 0;
    std::optional<double> tau; ///< absent where it is not defined: fewer than two candidates, or equal scores
};

/// How far the supernet's ranking is that of training alone, beside what counting MACs or parameters would have given.
struct Fidelity {
    int candidates = 0;
    std::optional<TauEstimate> supernet, macs, parameters; ///< each against the score alone; absent where tau is not defined
    std::vector<ConfigFidelity> within; ///< the supernet's, in each data configuration by itself, in their order
    std::optional<double> meanWithin;   ///< of those that have a tau, weighted by their pairs of candidates
    std::optional<double> across;       ///< between the mean scores of the data configurations
};
/// `seed` of the bootstrap intervals.
[[nodiscard]] Fidelity fidelityOf(const std::vector<Probe>& probes, std::uint64_t seed = 1);

} // namespace danas::compare
