// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/fidelity.h"

#include <map>

namespace danas::compare {
namespace {

struct Scores {
    std::vector<double> supernet, alone;

    [[nodiscard]] double pairs() const { return 0.5 * static_cast<double>(alone.size() * (alone.size() - 1)); }
};

double mean(const std::vector<double>& values)
{
    double sum = 0.0;
    for (const double value : values)
        sum += value;
    return sum / static_cast<double>(values.size());
}

template <typename Of> std::vector<double> each(const std::vector<Probe>& probes, Of of)
{
    std::vector<double> values;
    for (const Probe& probe : probes)
        values.push_back(static_cast<double>(of(probe)));
    return values;
}

} // namespace

Fidelity fidelityOf(const std::vector<Probe>& probes, std::uint64_t seed)
{
    Fidelity fidelity;
    fidelity.candidates = static_cast<int>(probes.size());
    const auto alone = each(probes, [](const Probe& probe) { return probe.aloneScore; });
    fidelity.supernet = kendallTauInterval(each(probes, [](const Probe& probe) { return probe.supernetScore; }), alone, seed);
    fidelity.macs = kendallTauInterval(each(probes, [](const Probe& probe) { return probe.macs; }), alone, seed);
    fidelity.parameters = kendallTauInterval(each(probes, [](const Probe& probe) { return probe.parameters; }), alone, seed);

    std::map<data::DataConfig, Scores> byData;
    for (const Probe& probe : probes) {
        byData[probe.data].supernet.push_back(probe.supernetScore);
        byData[probe.data].alone.push_back(probe.aloneScore);
    }
    Scores means;
    double weighted = 0.0, weights = 0.0;
    for (const auto& [data, scores] : byData) {
        const auto tau = kendallTau(scores.supernet, scores.alone);
        fidelity.within.push_back({ data, static_cast<int>(scores.alone.size()), tau });
        weighted += tau.value_or(0.0) * scores.pairs();
        weights += tau ? scores.pairs() : 0.0;
        means.supernet.push_back(mean(scores.supernet));
        means.alone.push_back(mean(scores.alone));
    }
    if (weights > 0.0)
        fidelity.meanWithin = weighted / weights;
    fidelity.across = kendallTau(means.supernet, means.alone);
    return fidelity;
}

} // namespace danas::compare
