// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/report.h"

namespace danas::compare {
namespace {

template <typename Value> Json orNull(const std::optional<Value>& value)
{
    return value ? Json(*value) : Json();
}

Json toJson(const Spread& spread)
{
    if (spread.count == 0)
        return {};
    return { { "count", spread.count }, { "least", spread.least }, { "lower_quartile", spread.lowerQuartile }, { "median", spread.median },
        { "upper_quartile", spread.upperQuartile }, { "most", spread.most } };
}

Json toJson(const search::Evaluation& one)
{
    Json metrics = Json::object();
    for (const auto objective : search::kObjectives) {
        if (search::isMetric(objective))
            metrics[std::string(search::objectiveName(objective))] = one.value(objective);
    }
    return { { "candidate", one.id }, { "data", one.data.key() }, { "metrics", std::move(metrics) }, { "costs", cost::toJson(one.cost) } };
}

Json toJson(const RunResult& run)
{
    Json front = Json::array(), growth = Json::array(), tiers = Json::array();
    for (const auto& one : run.front)
        front.push_back(toJson(one));
    for (const auto& point : run.growth)
        growth.push_back({ { "evaluations", point.evaluations }, { "seconds", run.seconds ? Json(point.at) : Json() }, { "hypervolume", point.hypervolume } });
    for (const TierResult& tier : run.tiers)
        tiers.push_back({ { "best", tier.best ? toJson(*tier.best) : Json() }, { "hypervolume", orNull(tier.hypervolume) } });
    return { { "label", run.label }, { "id", run.id }, { "seed", run.seed }, { "state", run.state }, { "evaluations", run.evaluations },
        { "seconds", orNull(run.seconds) }, { "hypervolume", orNull(run.hypervolume) },
        { "hypervolume_at_equal_evaluations", orNull(run.atEqualEvaluations) }, { "hypervolume_at_equal_seconds", orNull(run.atEqualSeconds) },
        { "front", std::move(front) }, { "growth", std::move(growth) }, { "tiers", std::move(tiers) },
        { "smallest_near_best", run.smallest ? toJson(*run.smallest) : Json() } };
}

Json toJson(const std::vector<BandPoint>& band)
{
    Json points = Json::array();
    for (const BandPoint& point : band)
        points.push_back({ { "x", point.x }, { "hypervolume", toJson(point.hypervolume) } });
    return points;
}

Json toJson(const ArmResult& arm)
{
    Json runs = Json::array(), data = Json::array();
    for (const RunResult& run : arm.runs)
        runs.push_back(toJson(run));
    for (const DataShare& share : arm.data)
        data.push_back({ { "data", share.data.key() }, { "points", share.points }, { "runs", share.runs }, { "best", toJson(share.best) } });
    return { { "name", arm.name }, { "runs", std::move(runs) }, { "hypervolume", toJson(arm.hypervolume) }, { "data", std::move(data) },
        { "over_evaluations", toJson(arm.overEvaluations) }, { "over_seconds", toJson(arm.overSeconds) } };
}

Json toJson(const std::optional<Test>& test)
{
    if (!test)
        return {};
    return { { "kind", test->kind == TestKind::SignFlip ? "sign_flip" : "mann_whitney" }, { "first", test->first }, { "second", test->second },
        { "p", test->p }, { "smallest_p", test->smallest }, { "exact", test->exact }, { "significant", test->significant() } };
}

Json toJson(const Comparison& comparison, const PairResult& pair)
{
    Json findings = Json::array();
    for (const Finding& finding : pair.findings) {
        Json json { { "quantity", quantityName(finding.quantity) }, { "label", findingLabel(comparison, finding) }, { "first", finding.first },
            { "second", finding.second }, { "first_spread", toJson(finding.firstSpread) }, { "second_spread", toJson(finding.secondSpread) },
            { "missing", finding.missing }, { "wins", finding.wins }, { "losses", finding.losses }, { "test", toJson(finding.test) } };
        if (finding.quantity == Quantity::ReachShare)
            json["pairs"] = finding.pairs;
        if (finding.quantity >= Quantity::BestInTier)
            json["tier"] = finding.tier;
        findings.push_back(std::move(json));
    }
    return { { "first", comparison.arms[pair.first].name }, { "second", comparison.arms[pair.second].name }, { "paired", pair.paired },
        { "verdict", pair.verdict }, { "findings", std::move(findings) }, { "first_dominated", toJson(pair.firstDominated) },
        { "second_dominated", toJson(pair.secondDominated) }, { "seconds_until_first_reaches_second", orNull(pair.firstReaches) },
        { "seconds_until_second_reaches_first", orNull(pair.secondReaches) }, { "sizes_at_like_metric",
            { { "first_parameters", toJson(pair.sizes.first) }, { "second_parameters", toJson(pair.sizes.second) }, { "ratio", toJson(pair.sizes.ratio) } } } };
}

} // namespace

Json toJson(const Comparison& comparison)
{
    Json objectives = Json::array(), tiers = Json::array(), arms = Json::array(), pairs = Json::array(), remarks = Json::array();
    for (const auto objective : comparison.objectives)
        objectives.push_back(search::objectiveName(objective));
    for (const Tier& tier : comparison.tiers)
        tiers.push_back({ { "ram_bytes", tier.ramBytes }, { "flash_bytes", orNull(tier.flashBytes) } });
    for (const ArmResult& arm : comparison.arms)
        arms.push_back(toJson(arm));
    for (const PairResult& pair : comparison.pairs)
        pairs.push_back(toJson(comparison, pair));
    for (const Remark& remark : comparison.remarks)
        remarks.push_back({ { "grade", remark.grade == Grade::Mind ? "mind" : "not_comparable" }, { "text", remark.text } });
    return { { "verdict", comparison.verdict }, { "fine_tuned", comparison.fineTuned }, { "comparable", comparison.comparable }, { "remarks", std::move(remarks) },
        { "objectives", std::move(objectives) },
        { "metric", comparison.objectives.empty() ? Json() : Json(search::objectiveName(comparison.metric)) },
        { "reference", comparison.reference }, { "limits", cost::toJson(comparison.limits) }, { "tiers", std::move(tiers) },
        { "equal", comparison.equal ? Json(*comparison.equal == Equal::Time ? "time" : "evaluations") : Json() },
        { "equal_evaluations", comparison.equalEvaluations }, { "equal_seconds", orNull(comparison.equalSeconds) }, { "arms", std::move(arms) },
        { "pairs", std::move(pairs) } };
}

} // namespace danas::compare
