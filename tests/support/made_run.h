// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/rng.h"
#include "compare/comparison.h"
#include "store/project.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

namespace danas::test {

/// A spec for runs that nobody trains: lean space under 256 KiB of RAM and 1 MiB of flash.
inline search::RunSpec madeSpec(std::uint64_t seed, int evaluations = 60)
{
    search::RunSpec spec;
    spec.name = "made";
    spec.dataset.path = "/not/read";
    spec.budget.ramBytes = 256 * 1024;
    spec.budget.flashBytes = 1024 * 1024;
    spec.objectives = { search::Objective::Accuracy, search::Objective::Ram };
    spec.search.evaluations = evaluations;
    spec.seed = seed;
    return spec;
}

/// Candidates sampled from the space: exact costs, and an accuracy that grows with resolution and work, plus `bonus` and noise.
inline std::vector<search::Evaluation> madeEvaluations(const search::RunSpec& spec, double bonus = 0.0)
{
    Rng rng(spec.seed);
    std::vector<search::Evaluation> evaluations;
    for (int id = 0; id < spec.search.evaluations; ++id) {
        search::Evaluation evaluation;
        evaluation.id = id;
        evaluation.genes = spec.space.sample(rng);
        evaluation.data = spec.space.dataConfig(evaluation.genes);
        evaluation.cost = search::costOf(spec, evaluation.genes, 2);
        evaluation.violation = spec.budget.violation(evaluation.cost);
        evaluation.origin = "random";
        evaluation.seconds = 0.5;
        evaluation.at = 0.5 * (id + 1);
        const double work = std::log10(static_cast<double>(evaluation.cost.macs)) - 5.0;
        const double accuracy = 0.45 + bonus + 0.06 * work + 0.05 * std::log2(evaluation.data.image().resolution / 32.0) + rng.uniform(-0.04, 0.04);
        const auto right = static_cast<std::int32_t>(std::lround(250.0 * std::clamp(accuracy, 0.0, 1.0)));
        evaluation.confusion = { 2, { right, 250 - right, 250 - right, right } };
        evaluations.push_back(std::move(evaluation));
    }
    return evaluations;
}

/// A whole run in memory.
inline std::shared_ptr<compare::StoredRun> madeRun(std::int64_t id, const search::RunSpec& spec, double bonus = 0.0)
{
    auto run = std::make_shared<compare::StoredRun>();
    run->project = "made.danas";
    run->label = "#" + std::to_string(id);
    run->record.id = id;
    run->record.name = spec.name;
    run->record.state = store::RunState::Done;
    run->record.spec = spec;
    run->record.classes = { "no_person", "person" };
    run->record.datasetFingerprint = 42;
    run->record.environment = "made";
    run->secondsBefore = 10.0;
    run->evaluations = madeEvaluations(spec, bonus);
    run->record.evaluations = static_cast<int>(run->evaluations.size());
    return run;
}

/// The same in a project; returns the run's number.
inline std::int64_t storeRun(store::Project& project, const search::RunSpec& spec, double bonus = 0.0, store::RunState state = store::RunState::Done)
{
    const std::int64_t id = project.addRun(spec);
    project.setPrepared(id, { "no_person", "person" }, 42, "made");
    project.setPhaseSeconds(id, search::Phase::Prepare, 4.0);
    project.setPhaseSeconds(id, search::Phase::Supernet, 6.0);
    for (const auto& evaluation : madeEvaluations(spec, bonus))
        project.addEvaluation(id, evaluation, {});
    project.setState(id, state);
    return id;
}

} // namespace danas::test
