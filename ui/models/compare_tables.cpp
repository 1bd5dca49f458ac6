// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/compare_tables.h"

#include "base/units.h"
#include "ui/base/marks.h"
#include "ui/base/text.h"
#include "ui/editors/quantity.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <map>

namespace danas::ui {
namespace {

QString tr(const char* text, int count = -1)
{
    return QCoreApplication::translate("danas::ui::CompareTables", text, nullptr, count);
}

QString volumeText(double volume)
{
    return QString::number(volume, 'f', 4);
}

/// "61.0 % to 64.1 % in 3 runs" and what is missing.
QString spreadTip(const compare::Spread& spread, std::size_t runs, QString (*text)(double))
{
    if (spread.count == 0)
        return tr("No system of this arm is within the budget.");
    QString tip = spread.count == 1
        ? tr("one run")
        : tr("Median of %1 runs; quartiles %2 to %3, all %4 to %5").arg(QString::number(spread.count), text(spread.lowerQuartile), text(spread.upperQuartile), text(spread.least), text(spread.most));
    if (static_cast<std::size_t>(spread.count) < runs)
        tip += QLatin1Char('\n') + tr("%1 of %2 runs have no system within the budget.").arg(static_cast<int>(runs) - spread.count).arg(runs);
    return tip;
}

QString percentText(double value)
{
    return toQt(formatPercent(value));
}

/// The median, and how many runs it is of where that is not all.
FigureCell spreadCell(const compare::Spread& spread, std::size_t runs, QString (*text)(double))
{
    FigureCell cell;
    cell.text = spread.count == 0 ? tr("none") : text(spread.median);
    if (spread.count > 0 && static_cast<std::size_t>(spread.count) < runs)
        cell.text += tr(" (%1 of %2)").arg(spread.count).arg(runs);
    cell.tip = spreadTip(spread, runs, text);
    return cell;
}

FigureCell bestCell(const compare::Comparison& comparison, std::size_t arm, std::size_t tier)
{
    const compare::ArmResult& result = comparison.arms[arm];
    std::vector<std::pair<double, std::size_t>> found; // value, run
    std::vector<double> values;
    for (std::size_t run = 0; run < result.runs.size(); ++run) {
        if (tier < result.runs[run].tiers.size() && result.runs[run].tiers[tier].best) {
            values.push_back(result.runs[run].tiers[tier].best->value(comparison.metric));
            found.emplace_back(values.back(), run);
        }
    }
    const compare::Spread spread = compare::spreadOf(values);
    FigureCell cell = spreadCell(spread, result.runs.size(), percentText);
    if (found.empty())
        return cell;
    // A click leads to the system of the run in the middle.
    std::sort(found.begin(), found.end());
    const std::size_t run = found[found.size() / 2].second;
    const search::Evaluation& best = *result.runs[run].tiers[tier].best;
    cell.arm = arm;
    cell.run = static_cast<int>(run);
    cell.candidate = best.id;
    cell.tip += QLatin1Char('\n')
        + tr("Run %1: #%2, %3, %4 RAM, %5 flash").arg(toQt(result.runs[run].label), QString::number(best.id), toQt(best.data.label()), toQt(formatBytes(best.cost.ramBytes)), toQt(formatBytes(best.cost.flashBytes)));
    return cell;
}

FigureCell volumeCell(const compare::ArmResult& arm, std::size_t tier)
{
    std::vector<double> values;
    for (const compare::RunResult& run : arm.runs) {
        if (tier < run.tiers.size() && run.tiers[tier].hypervolume)
            values.push_back(*run.tiers[tier].hypervolume);
    }
    return spreadCell(compare::spreadOf(values), arm.runs.size(), volumeText);
}

FigureCell testCell(const compare::Finding* finding)
{
    FigureCell cell;
    if (finding == nullptr || !finding->test) {
        cell.text = QStringLiteral("\u2013");
        const bool reach = finding != nullptr && finding->quantity == compare::Quantity::ReachShare;
        cell.tip = reach ? tr("Not tested: it is a figure of two runs together. Reached in %1 and %2 of %3.")
                               .arg(finding->firstSpread.count)
                               .arg(finding->secondSpread.count)
                               .arg(finding->pairs)
                         : tr("Nothing to test: a run of either arm has no value.");
        return cell;
    }
    const compare::Test& test = *finding->test;
    cell.text = test.p < 0.001 ? QStringLiteral("< 0.001") : QString::number(test.p, 'g', 2);
    cell.tip = test.canTell() ? tr("Chance of a difference as large if the arms were alike.")
                              : tr("So few runs cannot show a difference: %1 is the least that they can reach.").arg(QString::number(test.smallest, 'g', 2));
    if (!test.canTell())
        cell.text += QStringLiteral(" *");
    return cell;
}

} // namespace

FigureTable tierTable(const compare::Comparison& comparison)
{
    FigureTable table;
    const QString metric = toQt(search::objectiveLabel(comparison.metric));
    const bool tested = comparison.pairs.size() == 1;
    table.columns.push_back(tr("Budget"));
    for (std::size_t arm = 0; arm < comparison.arms.size(); ++arm)
        table.columns.push_back(tr("%1  %2").arg(armLetter(arm), metric.toLower()));
    if (tested)
        table.columns.push_back(tr("p"));
    for (std::size_t arm = 0; arm < comparison.arms.size(); ++arm)
        table.columns.push_back(tr("%1  volume").arg(armLetter(arm)));
    if (tested)
        table.columns.push_back(tr("p"));
    for (std::size_t tier = 0; tier < comparison.tiers.size(); ++tier) {
        auto& row = table.rows.emplace_back();
        row.push_back({ tierText(comparison.tiers[tier]), tr("RAM / flash. Double click or F2 to change; empty takes it away."), {}, {}, -1, -1 });
        for (std::size_t arm = 0; arm < comparison.arms.size(); ++arm)
            row.push_back(bestCell(comparison, arm, tier));
        if (tested)
            row.push_back(testCell(comparison.pairs.front().find(compare::Quantity::BestInTier, tier)));
        for (const compare::ArmResult& arm : comparison.arms)
            row.push_back(volumeCell(arm, tier));
        if (tested)
            row.push_back(testCell(comparison.pairs.front().find(compare::Quantity::HypervolumeInTier, tier)));
    }
    return table;
}

FigureTable dataTable(const compare::Comparison& comparison)
{
    FigureTable table;
    table.columns.push_back(tr("Data"));
    std::map<data::DataConfig, std::map<std::size_t, const compare::DataShare*>> shares;
    std::vector<int> points(comparison.arms.size(), 0);
    for (std::size_t arm = 0; arm < comparison.arms.size(); ++arm) {
        table.columns.push_back(tr("%1  points").arg(armLetter(arm)));
        table.columns.push_back(tr("%1  best").arg(armLetter(arm)));
        for (const compare::DataShare& share : comparison.arms[arm].data) {
            shares[share.data][arm] = &share;
            points[arm] += share.points;
        }
    }
    for (const auto& [config, arms] : shares) {
        auto& row = table.rows.emplace_back();
        row.push_back({ toQt(config.label()), {}, {}, {}, -1, -1 });
        for (std::size_t arm = 0; arm < comparison.arms.size(); ++arm) {
            const auto found = arms.find(arm);
            if (found == arms.end()) {
                row.insert(row.end(), 2, { QStringLiteral("\u2013"), tr("Not on a front of this arm"), {}, {}, -1, -1 });
                continue;
            }
            const compare::DataShare& share = *found->second;
            const auto runs = comparison.arms[arm].runs.size();
            const double part = static_cast<double>(share.points) / points[arm];
            row.push_back({ QString::number(share.points),
                tr("%1 of the %2 points on the fronts of this arm, in %3 of %4 runs").arg(toQt(formatPercent(part)), QString::number(points[arm]), QString::number(share.runs), QString::number(runs)), part, {}, -1, -1 });
            row.push_back({ percentText(share.best.value(comparison.metric)),
                tr("#%1, %2 RAM").arg(QString::number(share.best.id), toQt(formatBytes(share.best.cost.ramBytes))), {}, {}, -1, -1 });
        }
    }
    return table;
}

FigureTable findingTable(const compare::Comparison& comparison)
{
    FigureTable table;
    table.columns = { tr("Figure"), tr("First"), tr("Second"), tr("won : lost"), tr("p") };
    const auto spreadText = [](const compare::Finding& finding, const compare::Spread& spread) {
        return spread.count == 0 ? tr("none") : toQt(compare::findingValue(finding, spread.median));
    };
    for (const compare::PairResult& pair : comparison.pairs) {
        const QString names = armLetter(pair.first) + tr(" against ") + armLetter(pair.second) + QStringLiteral(": ");
        for (const compare::Finding& finding : pair.findings) {
            table.rows.push_back({ { names + toQt(compare::findingLabel(comparison, finding)), {}, {}, {}, -1, -1 },
                { spreadText(finding, finding.firstSpread), {}, {}, {}, -1, -1 }, { spreadText(finding, finding.secondSpread), {}, {}, {}, -1, -1 },
                { finding.test || finding.pairs > 0 ? QStringLiteral("%1 : %2").arg(finding.wins).arg(finding.losses) : QString(),
                    pair.paired ? tr("Seed by seed") : tr("Over all pairs of runs"), {}, {}, -1, -1 },
                testCell(&finding) });
        }
        table.rows.push_back({ { names + tr("share of the front that the other dominates"), tr("Median over the pairs of runs"), {}, {}, -1, -1 },
            { percentText(pair.firstDominated.median), {}, {}, {}, -1, -1 }, { percentText(pair.secondDominated.median), {}, {}, {}, -1, -1 }, {}, {} });
    }
    return table;
}

std::optional<compare::Tier> tierFromText(const QString& text)
{
    QString plain = text;
    plain.remove(QStringLiteral("RAM"), Qt::CaseInsensitive).remove(QStringLiteral("flash"), Qt::CaseInsensitive);
    const QStringList parts = plain.split(QRegularExpression(QStringLiteral("\\s*(?:/|;|\\band\\b)\\s*")));
    const ParsedLimit ram = parseLimit(parts.front(), Quantity::Bytes);
    const ParsedLimit flash = parts.size() == 2 ? parseLimit(parts.back(), Quantity::Bytes) : ParsedLimit { true, std::nullopt };
    if (parts.size() > 2 || !ram.understood || !ram.value || !flash.understood)
        return std::nullopt;
    return compare::Tier { std::llround(*ram.value), flash.value ? std::optional<std::int64_t>(std::llround(*flash.value)) : std::nullopt };
}

QString tierText(const compare::Tier& tier)
{
    const QString ram = toQt(formatBytes(tier.ramBytes));
    return tier.flashBytes ? ram + QStringLiteral(" / ") + toQt(formatBytes(*tier.flashBytes)) : ram;
}

} // namespace danas::ui
