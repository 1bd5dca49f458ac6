// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/experiment_result.h"

#include "compare/report.h"

#include <fmt/format.h>

namespace danas::compare {
namespace {

/// What stands at a position of the plan; the inverse of the order in `expand`.
struct Place {
    std::size_t arm, tier, seed;
};

Place placeOf(const ExperimentSpec& spec, int position)
{
    const auto at = static_cast<std::size_t>(position);
    return { at % spec.arms.size(), at / spec.arms.size() % spec.tiers.size(), at / spec.arms.size() / spec.tiers.size() };
}

Json runJson(const store::Project& project, const ExperimentSpec& spec, int position, std::int64_t id)
{
    const Place place = placeOf(spec, position);
    const store::RunRecord run = project.run(id);
    const auto times = project.phaseSeconds(id);
    const auto training = times.find(search::Phase::Supernet);
    const auto source = project.trainedBy(id);
    return { { "run", id }, { "arm", spec.arms.at(place.arm).key() }, { "tier", place.tier }, { "seed", spec.seeds.at(place.seed) },
        { "state", store::runStateName(run.state) }, { "error", run.error }, { "evaluations", run.evaluations },
        { "training_seconds", training == times.end() ? Json() : Json(training->second) },
        { "trained_by", source ? Json(*source) : Json() } };
}

} // namespace

ExperimentSpec experimentOf(const store::Project& project, const store::ExperimentRecord& record)
{
    return experimentFromJson(record.spec, fmt::format("{}: experiment \"{}\"", project.file().string(), record.name));
}

std::vector<TierComparison> compareExperiment(const store::Project& project, const store::ExperimentRecord& record)
{
    const ExperimentSpec spec = experimentOf(project, record);
    std::vector<TierComparison> results;
    for (const TierRuns& tier : tierRuns(spec, record, project.runs())) {
        std::vector<Arm> arms;
        for (const ArmRuns& planned : tier.arms) {
            Arm arm { planned.name, {} };
            for (const std::int64_t id : planned.runs)
                arm.runs.push_back(readStoredRun(project, id));
            if (!arm.runs.empty())
                arms.push_back(std::move(arm));
        }
        TierComparison result { tier.tier, {}, tier.missing };
        if (arms.size() >= 2)
            result.comparison = compare(arms, tierOptions(spec, tier));
        results.push_back(std::move(result));
    }
    return results;
}

Json experimentJson(const store::Project& project, const store::ExperimentRecord& record, const std::vector<TierComparison>& tiers)
{
    const ExperimentSpec spec = experimentOf(project, record);
    Json runs = Json::array(), comparisons = Json::array();
    for (const auto& [position, id] : record.runs)
        runs.push_back(runJson(project, spec, position, id));
    for (const TierComparison& tier : tiers) {
        comparisons.push_back({ { "budget", cost::toJson(tier.tier) }, { "missing_runs", tier.missing },
            { "comparison", tier.comparison ? toJson(*tier.comparison) : Json() } });
    }
    return { { "project", project.file().string() }, { "experiment", record.name }, { "spec", record.spec }, { "measured", record.measured },
        { "planned_runs", runCount(spec) }, { "runs", std::move(runs) }, { "tiers", std::move(comparisons) } };
}

} // namespace danas::compare
