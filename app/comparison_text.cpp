// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison_text.h"

#include "base/units.h"
#include "text_table.h"

#include <fmt/format.h>

namespace danas::app {
namespace {

std::string spreadText(const compare::Finding& finding, const compare::Spread& spread)
{
    if (spread.count == 0)
        return "none";
    if (spread.count == 1)
        return compare::findingValue(finding, spread.median);
    return fmt::format("{} ({} to {})", compare::findingValue(finding, spread.median), compare::findingValue(finding, spread.lowerQuartile),
        compare::findingValue(finding, spread.upperQuartile));
}

std::string pairText(const compare::Comparison& comparison, const compare::PairResult& pair)
{
    TextTable table({ "median (quartiles)", ">" + comparison.arms[pair.first].name, ">" + comparison.arms[pair.second].name, ">won : lost", ">p", ">p at best" });
    for (const compare::Finding& finding : pair.findings) {
        const auto test = finding.test;
        table.add({ compare::findingLabel(comparison, finding), spreadText(finding, finding.firstSpread), spreadText(finding, finding.secondSpread),
            test || finding.pairs > 0 ? fmt::format("{} : {}", finding.wins, finding.losses) : "", test ? fmt::format("{:.3g}", test->p) : "none",
            test ? fmt::format("{:.2g}", test->smallest) : "" });
    }
    const std::string sizes = sizeText(comparison, pair);
    return fmt::format("\n{}{}{}Of the front of {} {} is dominated by the other, of {} {}.\n", table.text(), sizes, sizes.empty() ? "" : "\n", comparison.arms[pair.first].name,
        formatPercent(pair.firstDominated.median), comparison.arms[pair.second].name, formatPercent(pair.secondDominated.median));
}

std::string armText(const compare::ArmResult& arm)
{
    std::string text = fmt::format("\n{}: on the fronts of {} {}:", arm.name, arm.runs.size(), arm.runs.size() == 1 ? "run" : "runs");
    for (const compare::DataShare& share : arm.data)
        text += fmt::format(" {} ({})", share.data.label(), share.points);
    return text + (arm.data.empty() ? " nothing" : "");
}

} // namespace

std::string comparisonText(const compare::Comparison& comparison)
{
    std::string text = comparison.verdict + '\n';
    for (const compare::Remark& remark : comparison.remarks)
        text += fmt::format("{} {}\n", remark.grade == compare::Grade::Mind ? "Mind:" : "Not comparable:", remark.text);
    for (const compare::PairResult& pair : comparison.pairs)
        text += pairText(comparison, pair);
    for (const compare::ArmResult& arm : comparison.arms)
        text += armText(arm);
    return text + '\n';
}

} // namespace danas::app
