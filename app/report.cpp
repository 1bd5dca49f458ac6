// SPDX-License-Identifier: GPL-3.0-or-later
#include "report.h"

#include "search/pareto.h"
#include "store/run_lock.h"

#include <fmt/format.h>

#include <algorithm>

namespace danas::app {
namespace {

void nameClasses(Json& metrics, const std::vector<std::string>& classes)
{
    if (metrics.is_null())
        return;
    Json& each = metrics.at("per_class");
    for (std::size_t i = 0; i < classes.size() && i < each.size(); ++i)
        each[i]["class"] = classes[i];
}

} // namespace

std::string RunResult::state() const
{
    return record.state == store::RunState::Running && !live ? "interrupted" : std::string(store::runStateName(record.state));
}

RunResult readRun(const store::Project& project, std::int64_t id)
{
    if (id == 0) {
        const auto runs = project.runs();
        if (runs.empty())
            throw Error(fmt::format("The project {} has no runs yet: start one with \"danas run\".", project.file().string()));
        id = runs.back().id;
    }
    RunResult run;
    run.record = project.run(id);
    run.live = store::RunLock::held(project.file(), id);
    run.evaluations = project.evaluations(id);
    run.finals = project.finals(id);
    search::ParetoArchive archive(run.record.spec.objectives);
    for (const auto& evaluation : run.evaluations)
        archive.insert(evaluation);
    for (const auto& member : archive.members())
        run.front.push_back(run.evaluations.at(static_cast<std::size_t>(member.id)));
    if (!run.record.classes.empty())
        run.hypervolume = archive.hypervolume(referencePoint(run.record.spec, static_cast<int>(run.record.classes.size())));
    return run;
}

const search::Finalised* finalOf(const RunResult& run, int candidate)
{
    const auto found = std::find_if(run.finals.begin(), run.finals.end(), [candidate](const auto& one) { return one.id == candidate; });
    return found != run.finals.end() ? &*found : nullptr;
}

Json toJson(const RunResult& run)
{
    Json objectives = Json::array();
    for (const auto objective : run.record.spec.objectives)
        objectives.push_back(search::objectiveName(objective));
    return { { "id", run.record.id }, { "name", run.record.name }, { "created", run.record.created }, { "state", run.state() },
        { "error", run.record.error }, { "dataset", run.record.spec.dataset.path }, { "classes", run.record.classes },
        { "seed", run.record.spec.seed }, { "budget", cost::toJson(run.record.spec.budget) }, { "objectives", std::move(objectives) },
        { "environment", run.record.environment }, { "evaluations", run.evaluations.size() }, { "front_size", run.front.size() },
        { "hypervolume", run.hypervolume } };
}

Json candidateJson(const RunResult& run, const search::Evaluation& evaluation)
{
    const search::Finalised* const final = finalOf(run, evaluation.id);
    Json finalised = final != nullptr ? search::toJson(*final) : Json();
    if (final != nullptr) {
        for (const auto which : search::kFinalScores)
            nameClasses(finalised[std::string(search::finalScoreName(which))], run.record.classes);
    }
    Json metrics = search::toJson(evaluation.confusion);
    nameClasses(metrics, run.record.classes);
    Json data = run.record.spec.space.data().toJson(evaluation.data);
    data["channels"] = evaluation.data.channels();
    data["input_bytes"] = evaluation.data.inputBytes();
    return { { "id", evaluation.id }, { "genes", run.record.spec.space.genesToJson(evaluation.genes) },
        { "data", std::move(data) },
        { "metrics", std::move(metrics) }, { "costs", cost::toJson(evaluation.cost) }, { "feasible", evaluation.feasible() },
        { "violation", evaluation.violation }, { "origin", evaluation.origin }, { "generation", evaluation.generation },
        { "seconds", evaluation.seconds }, { "at", evaluation.at }, { "finalised", std::move(finalised) } };
}

Json frontJson(const store::Project& project, const RunResult& run)
{
    Json front = Json::array();
    for (const auto& evaluation : run.front)
        front.push_back(candidateJson(run, evaluation));
    Json finals = Json::array();
    for (const auto& one : run.finals)
        finals.push_back(candidateJson(run, run.evaluations.at(static_cast<std::size_t>(one.id))));
    return { { "project", project.file().string() }, { "run", toJson(run) }, { "front", std::move(front) }, { "finalised", std::move(finals) } };
}

} // namespace danas::app
