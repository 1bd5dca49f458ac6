// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/experiment_estimate.h"

#include "compare/statistics.h"

namespace danas::compare {
namespace {

using search::EvaluatorKind;

double supernets(const search::RunSpec& run)
{
    return run.supernet.scope == search::SupernetScope::PerConfiguration ? static_cast<double>(run.space.dataConfigs().size()) : 1.0;
}

std::optional<double> trainingStep(const store::Project& project, const store::RunRecord& run)
{
    const auto times = project.phaseSeconds(run.id);
    const auto training = times.find(search::Phase::Supernet);
    if (run.evaluations == 0 || training == times.end() || training->second <= 0.0 || project.trainedBy(run.id))
        return std::nullopt; // not trained to its end, or by another run
    return training->second / (run.spec.supernet.steps * supernets(run.spec));
}

std::optional<double> candidate(const store::Project& project, const store::RunRecord& run)
{
    std::vector<double> seconds;
    for (const search::Evaluation& one : project.evaluations(run.id))
        seconds.push_back(one.seconds);
    return seconds.empty() ? std::nullopt : std::optional(quantile(std::move(seconds), 0.5));
}

} // namespace

Pace paceOf(const store::Project& project)
{
    Pace pace;
    const auto runs = project.runs();
    for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
        if (run->spec.evaluator == EvaluatorKind::Scratch) {
            if (!pace.scratchStep && run->evaluations > 0)
                pace.scratchStep = *candidate(project, *run) / run->spec.scratch.steps;
            continue;
        }
        if (!pace.supernetStep)
            pace.supernetStep = trainingStep(project, *run);
        if (!pace.supernetCandidate && run->evaluations > 0)
            pace.supernetCandidate = candidate(project, *run);
    }
    return pace;
}

std::optional<double> expectedSeconds(const ExperimentSpec& spec, std::size_t arm, std::size_t tier, const Pace& pace)
{
    const bool scratch = spec.arms[arm].evaluator == EvaluatorKind::Scratch;
    const bool shares = tier > 0 && !scratch;
    if (spec.equal == Equal::Time)
        return spec.seconds * (shares ? 1.0 - spec.trainingShare : 1.0);
    const double candidates = spec.base.search.evaluations;
    if (scratch)
        return pace.scratchStep ? std::optional(candidates * spec.base.scratch.steps * *pace.scratchStep) : std::nullopt;
    if (!pace.supernetCandidate || (!shares && !pace.supernetStep))
        return std::nullopt;
    const double training = shares ? 0.0 : spec.base.supernet.steps * supernets(armSpec(spec, spec.arms[arm])) * *pace.supernetStep;
    return training + candidates * *pace.supernetCandidate;
}

std::optional<double> expectedSeconds(const ExperimentSpec& spec, const Pace& pace)
{
    double sum = 0.0;
    for (std::size_t arm = 0; arm < spec.arms.size(); ++arm) {
        for (std::size_t tier = 0; tier < spec.tiers.size(); ++tier) {
            const auto one = expectedSeconds(spec, arm, tier, pace);
            if (!one)
                return std::nullopt;
            sum += *one * static_cast<double>(spec.seeds.size());
        }
    }
    return sum;
}

} // namespace danas::compare
