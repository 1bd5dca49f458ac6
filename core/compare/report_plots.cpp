// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/report_plots.h"

#include "base/svg.h"
#include "base/units.h"
#include "search/objective_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace danas::compare {
namespace {

using search::Objective;

/// The first common cost, or RAM.
Objective costAxis(const Comparison& comparison)
{
    const auto cost = std::find_if_not(comparison.objectives.begin(), comparison.objectives.end(), search::isMetric);
    return cost == comparison.objectives.end() ? Objective::Ram : *cost;
}

struct Range {
    double low = std::numeric_limits<double>::infinity(), high = -std::numeric_limits<double>::infinity();
    void add(double value)
    {
        low = std::min(low, value);
        high = std::max(high, value);
    }
    [[nodiscard]] bool empty() const { return low > high; }
};

std::string frontPlot(const Comparison& comparison, Objective cost)
{
    Range x, y;
    for (const ArmResult& arm : comparison.arms) {
        for (const RunResult& run : arm.runs) {
            for (const auto& one : run.front) {
                x.add(std::max(1.0, one.value(cost)));
                y.add(one.value(comparison.metric));
            }
        }
    }
    if (x.empty())
        return {};
    const double margin = std::max(0.01, 0.05 * (y.high - y.low));
    SvgPlot plot("Fronts of the arms",
        { std::string(search::objectiveLabel(cost)), x.low * 0.9, x.high * 1.1, true, [cost](double value) { return search::objectiveText(cost, value); } },
        { std::string(search::objectiveLabel(comparison.metric)), y.low - margin, y.high + margin, false, [](double value) { return formatPercent(value); } });
    if (cost == Objective::Ram) {
        for (const Tier& tier : comparison.tiers)
            plot.vertical(static_cast<double>(tier.ramBytes), formatBytes(tier.ramBytes));
    }
    for (std::size_t i = 0; i < comparison.arms.size(); ++i) {
        for (const RunResult& run : comparison.arms[i].runs) {
            for (const auto& one : run.front)
                plot.dot(std::max(1.0, one.value(cost)), one.value(comparison.metric), seriesColour(i),
                    fmt::format("{} {} candidate {}: {}, {}, {}", comparison.arms[i].name, run.label, one.id, one.data.label(),
                        formatPercent(one.value(comparison.metric)), search::objectiveText(cost, one.value(cost))),
                    i);
        }
    }
    return plot.text();
}

/// Median with the band between the quartiles where there are several runs, and each run as a thin line.
std::string growthPlot(const Comparison& comparison, bool overTime)
{
    Range x, y;
    y.add(0.0);
    for (const ArmResult& arm : comparison.arms) {
        for (const RunResult& run : arm.runs) {
            for (const auto& point : run.growth) {
                x.add(overTime ? point.at : point.evaluations);
                y.add(point.hypervolume);
            }
        }
    }
    if (x.empty())
        return {};
    SvgPlot plot(overTime ? "Hypervolume over time" : "Hypervolume over evaluations",
        { overTime ? "time from the start, pauses excluded" : "scored candidates", 0.0, x.high, false,
            [overTime](double value) { return overTime ? formatDuration(value) : formatCount(std::llround(value)); } },
        { "hypervolume", 0.0, std::max(1e-6, y.high * 1.05), false, [](double value) { return fmt::format("{:.3g}", value); } });
    for (std::size_t i = 0; i < comparison.arms.size(); ++i) {
        const ArmResult& arm = comparison.arms[i];
        for (const RunResult& run : arm.runs) {
            Line line;
            const std::size_t each = run.growth.size() / 400 + 1; // more cannot be seen
            for (std::size_t k = 0; k < run.growth.size(); ++k) {
                if (k % each == 0 || k + 1 == run.growth.size())
                    line.emplace_back(overTime ? run.growth[k].at : run.growth[k].evaluations, run.growth[k].hypervolume);
            }
            plot.steps(line, seriesColour(i), arm.runs.size() > 1);
        }
        Line low, median, high;
        for (const BandPoint& point : overTime ? arm.overSeconds : arm.overEvaluations) {
            low.emplace_back(point.x, point.hypervolume.lowerQuartile);
            median.emplace_back(point.x, point.hypervolume.median);
            high.emplace_back(point.x, point.hypervolume.upperQuartile);
        }
        if (arm.runs.size() > 1) {
            plot.band(low, high, seriesColour(i));
            plot.steps(median, seriesColour(i));
        }
    }
    return plot.text();
}

std::string dataBars(const Comparison& comparison)
{
    std::set<data::DataConfig> all;
    for (const ArmResult& arm : comparison.arms) {
        for (const DataShare& share : arm.data)
            all.insert(share.data);
    }
    std::vector<BarRow> rows;
    for (const data::DataConfig& data : all) {
        BarRow row { data.label(), {}, {} };
        for (const ArmResult& arm : comparison.arms) {
            const auto share = std::find_if(arm.data.begin(), arm.data.end(), [&](const DataShare& one) { return one.data == data; });
            const bool there = share != arm.data.end();
            row.values.push_back(there ? share->points : 0.0);
            row.notes.push_back(there ? fmt::format("{}, best {}", share->points, formatPercent(share->best.value(comparison.metric))) : "0");
        }
        rows.push_back(std::move(row));
    }
    return rows.empty() ? std::string() : svgBars("Points on the fronts by data configuration", rows);
}

} // namespace

std::vector<std::pair<std::string, std::string>> reportPlots(const Comparison& comparison)
{
    std::vector<std::pair<std::string, std::string>> plots;
    const auto add = [&plots](std::string caption, std::string svg) {
        if (!svg.empty())
            plots.emplace_back(std::move(caption), std::move(svg));
    };
    add("Fronts; dashed: RAM of the budgets", frontPlot(comparison, costAxis(comparison)));
    add("Hypervolume over scored candidates; bold: median, band: quartiles over the seeds", growthPlot(comparison, false));
    const bool timed = comparison.equalSeconds.has_value();
    add("Hypervolume over time; training counts", timed ? growthPlot(comparison, true) : std::string());
    add("Points on the fronts by data configuration", dataBars(comparison));
    return plots;
}

} // namespace danas::compare
