// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/report.h"

#include "base/html.h"
#include "base/svg.h"
#include "base/units.h"
#include "compare/report_plots.h"
#include "search/objective_text.h"

#include <fmt/format.h>

namespace danas::compare {
namespace {

std::string nameOf(const Comparison& comparison, std::size_t arm)
{
    return fmt::format("<span class=\"key\" style=\"background:{}\"></span>{}", seriesColour(arm), escaped(comparison.arms[arm].name));
}

std::string runsTable(const Comparison& comparison)
{
    std::string rows;
    for (std::size_t i = 0; i < comparison.arms.size(); ++i) {
        for (const RunResult& run : comparison.arms[i].runs)
            rows += htmlRow({ nameOf(comparison, i), escaped(run.label), std::to_string(run.seed), escaped(run.state), std::to_string(run.evaluations),
                run.seconds ? formatDuration(*run.seconds) : "not known", std::to_string(run.front.size()),
                run.hypervolume ? fmt::format("{:.4f}", *run.hypervolume) : "none" });
    }
    return htmlTable({ "arm", "run", "seed", "state", "candidates", "time", "on its front", "hypervolume" }, rows);
}

std::string testText(const Finding& finding)
{
    if (finding.quantity == Quantity::ReachShare)
        return fmt::format("reached in {} and {} of {}", finding.firstSpread.count, finding.secondSpread.count, finding.pairs);
    if (!finding.test)
        return fmt::format("{} without a value", finding.missing);
    const Test& test = *finding.test;
    const char* kind = test.kind == TestKind::SignFlip ? "paired sign flips" : "Mann-Whitney";
    return fmt::format("p = {:.3g} ({}{}, at best {:.2g})", test.p, kind, test.exact ? ", exact" : "", test.smallest);
}

std::string spreadText(const Finding& finding, const Spread& spread)
{
    if (spread.count == 0)
        return "none";
    const std::string median = findingValue(finding, spread.median);
    return spread.count == 1 ? median
                             : fmt::format("{} ({} to {})", median, findingValue(finding, spread.lowerQuartile), findingValue(finding, spread.upperQuartile));
}

std::string pairSection(const Comparison& comparison, const PairResult& pair)
{
    std::string rows;
    for (const Finding& finding : pair.findings) {
        const std::string wins = finding.test || finding.pairs > 0 ? fmt::format("{} : {}", finding.wins, finding.losses) : "";
        rows += htmlRow({ escaped(findingLabel(comparison, finding)), spreadText(finding, finding.firstSpread), spreadText(finding, finding.secondSpread), wins,
            testText(finding) });
    }
    std::string text = fmt::format("<h2>{} against {}</h2>\n<p>{}</p>\n", nameOf(comparison, pair.first), nameOf(comparison, pair.second), escaped(pair.verdict));
    text += htmlTable({ "median (quartiles)", nameOf(comparison, pair.first), nameOf(comparison, pair.second), pair.paired ? "seeds won" : "pairs of runs won", "test" },
        rows);
    text += fmt::format("<p>{} of the second front is dominated by the first, {} of the first by the second (medians).</p>\n",
        formatPercent(pair.secondDominated.median), formatPercent(pair.firstDominated.median));
    if (const std::string sizes = sizeText(comparison, pair); !sizes.empty())
        text += fmt::format("<p>{}</p>\n", escaped(sizes));
    const auto reached = [&](std::size_t arm, const std::optional<double>& seconds) {
        if (comparison.equalSeconds)
            text += fmt::format("<p>{} {}</p>\n", nameOf(comparison, arm),
                seconds ? fmt::format("reaches the other's final median hypervolume after {}.", formatDuration(*seconds))
                        : "does not reach the other's final median hypervolume.");
    };
    reached(pair.first, pair.firstReaches);
    reached(pair.second, pair.secondReaches);
    return text;
}

std::string dataTable(const Comparison& comparison)
{
    std::string rows;
    for (std::size_t i = 0; i < comparison.arms.size(); ++i) {
        for (const DataShare& share : comparison.arms[i].data)
            rows += htmlRow({ nameOf(comparison, i), escaped(share.data.label()), std::to_string(share.points),
                fmt::format("{} of {}", share.runs, comparison.arms[i].runs.size()), formatPercent(share.best.value(comparison.metric)),
                formatBytes(share.best.cost.ramBytes) });
    }
    return htmlTable({ "arm", "data configuration", "points", "fronts with it", fmt::format("best {}", search::objectiveName(comparison.metric)), "its RAM" }, rows);
}

std::string basisText(const Comparison& comparison)
{
    if (comparison.objectives.empty())
        return "";
    std::string text = "<p>Reference point of the hypervolume:";
    for (std::size_t i = 0; i < comparison.objectives.size(); ++i) {
        const auto objective = comparison.objectives[i];
        const double value = search::isMetric(objective) ? 1.0 - comparison.reference[i] : comparison.reference[i];
        text += fmt::format("{} {} {}", i == 0 ? "" : ",", search::objectiveLabel(objective), search::objectiveText(objective, value));
    }
    return text + ". It is a share of the box between that point and a perfect system without costs. All scores are of the validation split.</p>\n";
}

} // namespace

std::string toHtml(const Comparison& comparison)
{
    std::string text = fmt::format("<h1>Comparison of runs</h1>\n<p class=\"verdict\">{}</p>\n", escaped(comparison.verdict));
    for (const Remark& remark : comparison.remarks)
        text += fmt::format("<p class=\"{}\">{}</p>\n", remark.grade == Grade::Mind ? "mind" : "stop", escaped(remark.text));
    text += "<h2>Runs</h2>\n" + runsTable(comparison) + "<h2>Plots</h2>\n<div class=\"plots\">\n";
    for (const auto& [caption, svg] : reportPlots(comparison))
        text += htmlFigure(caption, svg);
    text += "</div>\n";
    for (const PairResult& pair : comparison.pairs)
        text += pairSection(comparison, pair);
    text += "<h2>Data configurations on the fronts</h2>\n" + dataTable(comparison);
    return htmlPage("DANAS comparison", text + basisText(comparison));
}

} // namespace danas::compare
