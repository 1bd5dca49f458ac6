// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/html.h"
#include "base/svg.h"
#include "base/units.h"
#include "compare/fidelity_result.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace danas::compare {
namespace {

/// From the smallest resolution (or sample rate) of the space to its largest: blue over teal and green to yellow, each readable on white and on
/// black.
std::string resolutionColour(const data::DataConfig& data, const std::vector<data::DataConfig>& configs)
{
    constexpr std::array<std::array<double, 3>, 4> kStops { { { 82, 110, 214 }, { 33, 145, 140 }, { 76, 168, 72 }, { 186, 146, 20 } } };
    const auto [least, most] = std::minmax_element(
        configs.begin(), configs.end(), [](const auto& a, const auto& b) { return a.ordinal() < b.ordinal(); });
    const double range = std::log(static_cast<double>(most->ordinal()) / least->ordinal());
    const double share = range > 0.0 ? std::log(static_cast<double>(data.ordinal()) / least->ordinal()) / range : 0.5;
    const double at = std::clamp(share, 0.0, 1.0) * (kStops.size() - 1);
    const auto below = std::min(static_cast<std::size_t>(at), kStops.size() - 2);
    std::string colour = "#";
    for (std::size_t i = 0; i < 3; ++i)
        colour += fmt::format("{:02x}", std::lround(std::lerp(kStops[below][i], kStops[below + 1][i], at - static_cast<double>(below))));
    return colour;
}

std::string scatterPlot(const FidelityResult& result)
{
    Axis x { fmt::format("{} with the supernet's weights", search::objectiveLabel(result.metric)), 1.0, 0.0, false, formatPercent };
    Axis y { fmt::format("{} trained alone", search::objectiveLabel(result.metric)), 1.0, 0.0, false, formatPercent };
    for (const ProbedCandidate& one : result.candidates) {
        x.low = std::min(x.low, one.probe.supernetScore);
        x.high = std::max(x.high, one.probe.supernetScore);
        y.low = std::min(y.low, one.probe.aloneScore);
        y.high = std::max(y.high, one.probe.aloneScore);
    }
    for (Axis* axis : { &x, &y }) {
        const double margin = std::max(0.01, 0.06 * (axis->high - axis->low));
        axis->low -= margin;
        axis->high += margin;
    }
    SvgPlot plot("Score alone over the supernet's score", x, y);
    const auto& configs = result.run.spec.space.dataConfigs();
    for (const ProbedCandidate& one : result.candidates)
        plot.dot(one.probe.supernetScore, one.probe.aloneScore, resolutionColour(one.probe.data, configs),
            fmt::format("{}, {}: supernet {}, alone {}", one.probe.data.label(), one.network, formatPercent(one.probe.supernetScore),
                formatPercent(one.probe.aloneScore)),
            one.probe.data.channels() == 3 ? 0 : 1);
    return plot.text();
}

std::string tauRow(const char* name, const Agreement& agreement)
{
    const auto& tau = agreement.tau;
    return htmlRow({ name, tau ? tauText(tau->tau) : tauText({}), tau ? fmt::format("{:.2f} to {:.2f}", tau->low, tau->high) : "",
        tauText(agreement.within), tauText(agreement.across) });
}

std::string configTable(const FidelityResult& result)
{
    std::string rows;
    const auto& configs = result.run.spec.space.dataConfigs();
    for (const ConfigFidelity& one : result.fidelity.configs)
        rows += htmlRow({ fmt::format("<span class=\"key\" style=\"background:{}\"></span>{}", resolutionColour(one.data, configs), escaped(one.data.label())),
            std::to_string(one.candidates), tauText(one.tau) });
    return htmlTable({ "data configuration", "candidates", "tau of the supernet" }, rows);
}

std::string candidateTable(const FidelityResult& result)
{
    std::string rows;
    for (const ProbedCandidate& one : result.candidates)
        rows += htmlRow({ escaped(one.probe.data.label()), escaped(one.network), formatPercent(one.probe.supernetScore), formatPercent(one.probe.aloneScore),
            formatMacs(one.probe.macs), formatCount(one.probe.parameters), formatDuration(one.seconds) });
    return htmlTable({ "data", "network", "supernet", "alone", "MACs", "parameters", "time alone" }, rows);
}

} // namespace

std::string toHtml(const FidelityResult& result)
{
    const Fidelity& fidelity = result.fidelity;
    std::string text = fmt::format("<h1>Is the ranking to be believed? Run {} \"{}\"</h1>\n<p class=\"verdict\">{}</p>\n<p>{}; {} of them done.</p>\n",
        result.run.id, escaped(result.run.name), escaped(verdictText(result)), escaped(planText(result.plan)), result.candidates.size());
    if (!result.candidates.empty())
        text += htmlFigure("Score alone over the supernet's; squares: gray, colour: resolution", scatterPlot(result));
    text += "<h2>Kendall's tau against training alone</h2>\n"
        + htmlTable({ "ranked by", "tau", "95 % interval", "within data configurations", "across them" },
            tauRow("supernet", fidelity.supernet) + tauRow("MACs", fidelity.macs) + tauRow("parameters", fidelity.parameters));
    text += "<p>Tau-b with its bootstrap interval over the candidates: 1 is the same order, 0 none, -1 the opposite. Within: over the pairs of one data "
            "configuration; across: over the other pairs. All scores are of the validation split.</p>\n";
    text += configTable(result) + "<h2>Candidates</h2>\n" + candidateTable(result);
    return htmlPage("DANAS fidelity", text);
}

} // namespace danas::compare
