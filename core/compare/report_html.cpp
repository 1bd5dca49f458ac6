// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/report.h"

#include "base/units.h"
#include "compare/report_plots.h"
#include "compare/svg.h"

#include <fmt/format.h>

namespace danas::compare {
namespace {

constexpr std::string_view kStyle = R"css(
:root { color-scheme: light dark; --ground: #fff; --ink: #1a1a1a; --line: #ccc; --note: #fff4d6; --stop: #fde2dc; }
@media (prefers-color-scheme: dark) { :root { --ground: #181a1d; --ink: #e8e8e8; --line: #444; --note: #3a3216; --stop: #4a211a; } }
body { background: var(--ground); color: var(--ink); font: 15px/1.45 system-ui, sans-serif; max-width: 1180px; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
.verdict { font-size: 1.15rem; }
.mind, .not_comparable { padding: .4rem .8rem; margin: .4rem 0; border-left: 4px solid; }
.mind { background: var(--note); } .not_comparable { background: var(--stop); font-weight: 600; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .25rem .7rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(440px, 1fr)); gap: 24px; }
figure { margin: 0; } figcaption { font-weight: 600; } svg { width: 100%; height: auto; }
.key { display: inline-block; width: .8em; height: .8em; margin-right: .4em; }
.scroll { overflow-x: auto; }
)css";

std::string row(const std::vector<std::string>& cells, const char* tag = "td")
{
    std::string text = "<tr>";
    for (const std::string& cell : cells)
        text += fmt::format("<{0}>{1}</{0}>", tag, cell);
    return text + "</tr>\n";
}

std::string tableOf(const std::vector<std::string>& header, const std::string& rows)
{
    return "<div class=\"scroll\"><table>\n" + row(header, "th") + rows + "</table></div>\n";
}

std::string nameOf(const Comparison& comparison, std::size_t arm)
{
    return fmt::format("<span class=\"key\" style=\"background:{}\"></span>{}", armColour(arm), escaped(comparison.arms[arm].name));
}

std::string runsTable(const Comparison& comparison)
{
    std::string rows;
    for (std::size_t i = 0; i < comparison.arms.size(); ++i) {
        for (const RunResult& run : comparison.arms[i].runs)
            rows += row({ nameOf(comparison, i), escaped(run.label), std::to_string(run.seed), escaped(run.state), std::to_string(run.evaluations),
                run.seconds ? formatDuration(*run.seconds) : "not known", std::to_string(run.front.size()),
                run.hypervolume ? fmt::format("{:.4f}", *run.hypervolume) : "none" });
    }
    return tableOf({ "arm", "run", "seed", "state", "candidates", "time", "on its front", "hypervolume" }, rows);
}

std::string testText(const Finding& finding)
{
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
        const std::string wins = finding.test ? fmt::format("{} : {}", finding.wins, finding.losses) : "";
        rows += row({ escaped(findingLabel(comparison, finding)), spreadText(finding, finding.firstSpread), spreadText(finding, finding.secondSpread), wins,
            testText(finding) });
    }
    std::string text = fmt::format("<h2>{} against {}</h2>\n<p>{}</p>\n", nameOf(comparison, pair.first), nameOf(comparison, pair.second), escaped(pair.verdict));
    text += tableOf({ "median (quartiles)", nameOf(comparison, pair.first), nameOf(comparison, pair.second), pair.paired ? "seeds won" : "pairs of runs won", "test" },
        rows);
    text += fmt::format("<p>{} of the second front is dominated by the first, {} of the first by the second (medians).</p>\n",
        formatPercent(pair.secondDominated.median), formatPercent(pair.firstDominated.median));
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
            rows += row({ nameOf(comparison, i), escaped(share.data.label()), std::to_string(share.points),
                fmt::format("{} of {}", share.runs, comparison.arms[i].runs.size()), formatPercent(share.best.value(comparison.metric)),
                formatBytes(share.best.cost.ramBytes) });
    }
    return tableOf({ "arm", "data configuration", "points", "fronts with it", fmt::format("best {}", search::objectiveName(comparison.metric)), "its RAM" }, rows);
}

std::string basisText(const Comparison& comparison)
{
    if (comparison.objectives.empty())
        return "";
    std::string text = "<p>Reference point of the hypervolume:";
    for (std::size_t i = 0; i < comparison.objectives.size(); ++i) {
        const auto objective = comparison.objectives[i];
        const double value = search::isMetric(objective) ? 1.0 - comparison.reference[i] : comparison.reference[i];
        text += fmt::format("{} {} {}", i == 0 ? "" : ",", search::objectiveLabel(objective), objectiveText(objective, value));
    }
    return text + ". It is a share of the box between that point and a perfect system without costs. All scores are of the validation split.</p>\n";
}

} // namespace

std::string toHtml(const Comparison& comparison)
{
    std::string text = fmt::format("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" "
                                   "content=\"width=device-width\"/>\n<title>DANAS comparison</title>\n<style>{}</style>\n</head>\n<body>\n"
                                   "<h1>Comparison of runs</h1>\n<p class=\"verdict\">{}</p>\n",
        kStyle, escaped(comparison.verdict));
    for (const Remark& remark : comparison.remarks)
        text += fmt::format("<p class=\"{}\">{}</p>\n", remark.grade == Grade::Mind ? "mind" : "not_comparable", escaped(remark.text));
    text += "<h2>Runs</h2>\n" + runsTable(comparison) + "<h2>Plots</h2>\n<div class=\"plots\">\n";
    for (const auto& [caption, svg] : reportPlots(comparison))
        text += fmt::format("<figure><figcaption>{}</figcaption>\n{}</figure>\n", escaped(caption), svg);
    text += "</div>\n";
    for (const PairResult& pair : comparison.pairs)
        text += pairSection(comparison, pair);
    text += "<h2>Data configurations on the fronts</h2>\n" + dataTable(comparison);
    return text + basisText(comparison) + "</body>\n</html>\n";
}

} // namespace danas::compare
