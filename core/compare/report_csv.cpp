// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

namespace danas::compare {
namespace {

/// RFC 4180; figures with all their digits.
std::string field(std::string_view text)
{
    if (text.find_first_of(",\"\r\n") == std::string_view::npos)
        return std::string(text);
    std::string quoted = "\"";
    for (const char c : text) {
        quoted += c;
        if (c == '"')
            quoted += c;
    }
    return quoted + '"';
}

struct Row {
    std::string record, arm, run, seed, tier, candidate, data, quantity, x, value;
};

class Table {
public:
    void add(const Row& row)
    {
        const std::array fields { field(row.record), field(row.arm), field(row.run), row.seed, field(row.tier), row.candidate, row.data, field(row.quantity),
            row.x, field(row.value) };
        m_text += fmt::format("{}\r\n", fmt::join(fields, ","));
    }
    [[nodiscard]] std::string text() && { return std::move(m_text); }

private:
    std::string m_text = "record,arm,run,seed,tier,candidate,data,quantity,x,value\r\n";
};

std::string number(double value)
{
    return fmt::format("{}", value);
}

void addEvaluation(Table& table, Row row, const search::Evaluation& one)
{
    row.candidate = std::to_string(one.id);
    row.data = one.data.key();
    for (const auto objective : search::kObjectives) {
        const bool unknown = (objective == search::Objective::Latency && !one.cost.latencyMs) || (objective == search::Objective::Energy && !one.cost.energyUj);
        if (unknown)
            continue;
        row.quantity = search::objectiveName(objective);
        row.value = number(one.value(objective));
        table.add(row);
    }
}

void addRun(Table& table, const Comparison& comparison, const ArmResult& arm, const RunResult& run)
{
    Row row { .record = "run", .arm = arm.name, .run = run.label, .seed = std::to_string(run.seed), .tier = {}, .candidate = {}, .data = {}, .quantity = {}, .x = {}, .value = {} };
    const auto put = [&](const char* quantity, const std::optional<double>& value) {
        row.quantity = quantity;
        row.value = number(value.value_or(0.0));
        if (value)
            table.add(row);
    };
    put("evaluations", run.evaluations);
    put("seconds", run.seconds);
    put("hypervolume", run.hypervolume);
    put("hypervolume_at_equal_evaluations", run.atEqualEvaluations);
    put("hypervolume_at_equal_seconds", run.atEqualSeconds);
    row.quantity = "state";
    row.value = run.state;
    table.add(row);
    row.record = "tier";
    for (std::size_t i = 0; i < run.tiers.size(); ++i) {
        row.tier = comparison.tiers[i].label();
        put("hypervolume", run.tiers[i].hypervolume);
        if (run.tiers[i].best)
            addEvaluation(table, row, *run.tiers[i].best);
    }
    row.record = "smallest_near_best";
    row.tier.clear();
    if (run.smallest)
        addEvaluation(table, row, *run.smallest);
    row.record = "front";
    for (const auto& one : run.front)
        addEvaluation(table, row, one);
    row.record = "growth";
    for (const auto& point : run.growth) {
        row.x = std::to_string(point.evaluations);
        put("hypervolume", point.hypervolume);
        if (run.seconds)
            put("seconds", point.at);
    }
}

void addPair(Table& table, const Comparison& comparison, const PairResult& pair)
{
    const std::string arms = fmt::format("{} against {}", comparison.arms[pair.first].name, comparison.arms[pair.second].name);
    for (const Finding& finding : pair.findings) {
        const std::string tier = finding.quantity >= Quantity::BestInTier ? comparison.tiers[finding.tier].label() : std::string();
        const auto put = [&](const char* what, double value) {
            table.add({ "finding", arms, {}, {}, tier, {}, {}, fmt::format("{} {}", quantityName(finding.quantity), what), {}, number(value) });
        };
        if (finding.firstSpread.count > 0)
            put("median of the first", finding.firstSpread.median);
        if (finding.secondSpread.count > 0)
            put("median of the second", finding.secondSpread.median);
        put("missing", finding.missing);
        if (finding.quantity == Quantity::ReachShare) {
            for (const double share : finding.first)
                put("of the first", share);
            for (const double share : finding.second)
                put("of the second", share);
        }
        if (!finding.test)
            continue;
        put("wins of the first", finding.wins);
        put("p", finding.test->p);
        put("smallest possible p", finding.test->smallest);
    }
}

} // namespace

std::string toCsv(const Comparison& comparison)
{
    Table table;
    table.add({ "verdict", {}, {}, {}, {}, {}, {}, {}, {}, comparison.verdict });
    for (const Remark& remark : comparison.remarks)
        table.add({ "remark", {}, {}, {}, {}, {}, {}, remark.grade == Grade::Mind ? "mind" : "not_comparable", {}, remark.text });
    for (const ArmResult& arm : comparison.arms) {
        for (const RunResult& run : arm.runs)
            addRun(table, comparison, arm, run);
        for (const DataShare& share : arm.data) {
            const auto put = [&](const char* quantity, double value) {
                table.add({ "data", arm.name, {}, {}, {}, {}, share.data.key(), quantity, {}, number(value) });
            };
            put("points", share.points);
            put("runs", share.runs);
            put("best", share.best.value(comparison.metric));
        }
    }
    for (const PairResult& pair : comparison.pairs)
        addPair(table, comparison, pair);
    return std::move(table).text();
}

} // namespace danas::compare
