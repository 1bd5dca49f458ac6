// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/fidelity.h"

#include <cmath>
#include <map>

namespace danas::compare {
namespace {

template <typename Of> std::vector<double> each(const std::vector<Probe>& probes, Of of)
{
    std::vector<double> values;
    for (const Probe& probe : probes)
        values.push_back(static_cast<double>(of(probe)));
    return values;
}

/// Tau-b over some of the pairs: as kendallTau, but each sum leaves out the other pairs.
class PairTau {
public:
    void add(double score, double otherScore, double alone, double otherAlone)
    {
        const double a = sign(score, otherScore), b = sign(alone, otherAlone);
        m_both += a * b;
        m_scores += a * a;
        m_alone += b * b;
    }
    [[nodiscard]] std::optional<double> value() const
    {
        return m_scores * m_alone > 0.0 ? std::optional(m_both / std::sqrt(m_scores * m_alone)) : std::nullopt;
    }

private:
    static double sign(double a, double b) { return static_cast<double>((a > b) - (a < b)); }

    double m_both = 0.0, m_scores = 0.0, m_alone = 0.0;
};

Agreement agreementOf(const std::vector<Probe>& probes, const std::vector<double>& scores, std::uint64_t seed)
{
    const auto alone = each(probes, [](const Probe& probe) { return probe.aloneScore; });
    PairTau within, across;
    for (std::size_t i = 0; i < probes.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j)
            (probes[i].data == probes[j].data ? within : across).add(scores[i], scores[j], alone[i], alone[j]);
    }
    return { kendallTauInterval(scores, alone, seed), within.value(), across.value() };
}

std::vector<ConfigFidelity> configsOf(const std::vector<Probe>& probes)
{
    std::map<data::DataConfig, std::vector<Probe>> byData;
    for (const Probe& probe : probes)
        byData[probe.data].push_back(probe);
    std::vector<ConfigFidelity> configs;
    for (const auto& [data, members] : byData)
        configs.push_back({ data, static_cast<int>(members.size()),
            kendallTau(each(members, [](const Probe& probe) { return probe.supernetScore; }),
                each(members, [](const Probe& probe) { return probe.aloneScore; })) });
    return configs;
}

} // namespace

Fidelity fidelityOf(const std::vector<Probe>& probes, std::uint64_t seed)
{
    const auto agreement = [&](auto of) { return agreementOf(probes, each(probes, of), seed); };
    return { static_cast<int>(probes.size()), agreement([](const Probe& probe) { return probe.supernetScore; }),
        agreement([](const Probe& probe) { return probe.macs; }), agreement([](const Probe& probe) { return probe.parameters; }),
        configsOf(probes) };
}

} // namespace danas::compare
