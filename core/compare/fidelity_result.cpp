// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/fidelity_result.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace danas::compare {
namespace {

search::Objective metricOf(const search::RunSpec& spec)
{
    const auto metric = std::find_if(spec.objectives.begin(), spec.objectives.end(), search::isMetric);
    return metric == spec.objectives.end() ? search::Objective::Accuracy : *metric;
}

ProbedCandidate candidateOf(const store::RunRecord& run, search::Objective metric, const store::Probe& probe)
{
    const auto cost = search::costOf(run.spec.space, probe.genes, static_cast<int>(run.classes.size()));
    return { probe.genes, run.spec.space.architectureLabel(probe.genes),
        { run.spec.space.dataConfig(probe.genes), search::metricOf(probe.shared, metric), search::metricOf(probe.alone, metric), cost.macs, cost.parameters },
        probe.seconds };
}

Json orNull(const std::optional<double>& value)
{
    return value ? Json(*value) : Json();
}

Json toJson(const Agreement& agreement)
{
    const auto& tau = agreement.tau;
    return { { "tau", tau ? Json(tau->tau) : Json() }, { "low", tau ? Json(tau->low) : Json() }, { "high", tau ? Json(tau->high) : Json() },
        { "within", orNull(agreement.within) }, { "across", orNull(agreement.across) } };
}

} // namespace

FidelityResult readFidelity(const store::Project& project, std::int64_t run, const store::ProbePlan& plan)
{
    FidelityResult result;
    result.run = project.run(run);
    result.metric = metricOf(result.run.spec);
    result.plan = plan;
    std::map<space::Genes, store::Probe> done;
    for (store::Probe& probe : project.probes(run, plan.training))
        done.emplace(probe.genes, probe);
    std::vector<Probe> probes;
    for (const space::Genes& genes : plan.candidates) {
        if (const auto probe = done.find(genes); probe != done.end())
            result.candidates.push_back(candidateOf(result.run, result.metric, probe->second));
    }
    std::stable_sort(result.candidates.begin(), result.candidates.end(),
        [](const ProbedCandidate& a, const ProbedCandidate& b) { return a.probe.aloneScore > b.probe.aloneScore; });
    for (const ProbedCandidate& candidate : result.candidates)
        probes.push_back(candidate.probe);
    result.fidelity = fidelityOf(probes);
    return result;
}

std::vector<FidelityResult> readFidelities(const store::Project& project, std::int64_t run)
{
    std::vector<FidelityResult> results;
    for (const store::ProbePlan& plan : project.probePlans(run))
        results.push_back(readFidelity(project, run, plan));
    return results;
}

std::string planText(const store::ProbePlan& plan)
{
    return fmt::format("{} candidates {}, each trained alone: {} steps of {} samples, rate {}", plan.candidates.size(),
        plan.withinBudget ? "within the budget" : "of the whole space", plan.training.steps, plan.training.batch, plan.training.learningRate);
}

std::string tauText(const std::optional<double>& tau)
{
    return tau ? fmt::format("{:.2f}", *tau) : "not defined";
}

std::string verdictText(const FidelityResult& result)
{
    const Fidelity& fidelity = result.fidelity;
    if (fidelity.candidates < 2)
        return "Fewer than two candidates are done: there is no ranking yet.";
    const auto& supernet = fidelity.supernet.tau;
    if (!supernet)
        return "All scores of the supernet, or all of training alone, are equal: there is no ranking to compare.";
    if (supernet->high < 0.0)
        return "The supernet ranks candidates against what training them alone says: do not trust its ranking.";
    if (supernet->low <= 0.0)
        return "With so few candidates the supernet's ranking cannot be told from chance.";
    std::string text = "The supernet ranks candidates as training them alone does, more often than not.";
    std::string better, notBetter;
    for (const auto& [name, agreement] : { std::pair { "MACs", &fidelity.macs }, std::pair { "parameters", &fidelity.parameters } }) {
        const bool above = supernet->tau > (agreement->tau ? agreement->tau->tau : 0.0);
        std::string& list = above ? better : notBetter;
        list += fmt::format("{}{}", list.empty() ? "" : " and ", name);
    }
    if (!better.empty())
        text += fmt::format(" Here it ranks better than counting {}{}", better, notBetter.empty() ? "." : ",");
    if (!notBetter.empty())
        text += fmt::format("{} no better than counting {}.", better.empty() ? " Here it ranks" : " but", notBetter);
    return text;
}

Json toJson(const FidelityResult& result)
{
    const store::ProbePlan& plan = result.plan;
    Json configs = Json::array(), candidates = Json::array();
    for (const ConfigFidelity& one : result.fidelity.configs)
        configs.push_back({ { "data", one.data.key() }, { "candidates", one.candidates }, { "tau", orNull(one.tau) } });
    for (const ProbedCandidate& one : result.candidates)
        candidates.push_back({ { "genes", result.run.spec.space.genesToJson(one.genes) }, { "data", one.probe.data.key() }, { "network", one.network },
            { "supernet", one.probe.supernetScore }, { "alone", one.probe.aloneScore }, { "macs", one.probe.macs },
            { "parameters", one.probe.parameters }, { "seconds_alone", one.seconds } });
    return { { "run", result.run.id }, { "name", result.run.name }, { "metric", search::objectiveName(result.metric) },
        { "plan",
            { { "candidates", plan.candidates.size() }, { "within_budget", plan.withinBudget }, { "steps", plan.training.steps },
                { "batch", plan.training.batch }, { "learning_rate", plan.training.learningRate } } },
        { "done", result.candidates.size() }, { "verdict", verdictText(result) },
        { "tau", { { "supernet", toJson(result.fidelity.supernet) }, { "macs", toJson(result.fidelity.macs) },
                     { "parameters", toJson(result.fidelity.parameters) } } },
        { "data_configurations", std::move(configs) }, { "candidates", std::move(candidates) } };
}

} // namespace danas::compare
