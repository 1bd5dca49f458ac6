// SPDX-License-Identifier: GPL-3.0-or-later
#include "report.h"

#include "search/pareto.h"
#include "store/run_lock.h"

#include <fmt/format.h>

namespace danas::app {

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
    search::ParetoArchive archive(run.record.spec.objectives);
    for (const auto& evaluation : run.evaluations)
        archive.insert(evaluation);
    for (const auto& member : archive.members())
        run.front.push_back(run.evaluations.at(static_cast<std::size_t>(member.id)));
    if (!run.record.classes.empty())
        run.hypervolume = archive.hypervolume(referencePoint(run.record.spec, static_cast<int>(run.record.classes.size())));
    return run;
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
    Json metrics = search::toJson(evaluation.confusion);
    for (std::size_t i = 0; i < run.record.classes.size() && i < metrics["per_class"].size(); ++i)
        metrics["per_class"][i]["class"] = run.record.classes[i];
    const data::DataConfig& data = evaluation.data;
    return { { "id", evaluation.id }, { "genes", run.record.spec.space.genesToJson(evaluation.genes) },
        { "data", { { "resolution", data.resolution }, { "colour", data::colourName(data.colour) }, { "channels", data.channels() },
                      { "input_bytes", data.inputBytes() } } },
        { "metrics", std::move(metrics) }, { "costs", cost::toJson(evaluation.cost) }, { "feasible", evaluation.feasible() },
        { "violation", evaluation.violation }, { "origin", evaluation.origin }, { "generation", evaluation.generation },
        { "seconds", evaluation.seconds }, { "at", evaluation.at } };
}

Json frontJson(const store::Project& project, const RunResult& run)
{
    Json front = Json::array();
    for (const auto& evaluation : run.front)
        front.push_back(candidateJson(run, evaluation));
    return { { "project", project.file().string() }, { "run", toJson(run) }, { "front", std::move(front) } };
}

} // namespace danas::app
