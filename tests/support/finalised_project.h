// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/project.h"
#include "support/random_network.h"
#include "support/tiny_dataset.h"

namespace danas::test {

/// A project with one run of the spec, over two classes: candidate 0 finalised with random weights, and others for int8, candidate 1 not.
/// Returns the run's number.
inline std::int64_t writeFinalisedRun(const std::filesystem::path& file, const search::RunSpec& spec, std::uint64_t seed)
{
    RunControl control;
    const data::Dataset dataset = data::openDataset(spec.dataset, control);

    store::Project project(file, store::Project::Mode::Create);
    const std::int64_t run = project.addRun(spec);
    project.setPrepared(run, dataset.classes, dataset.fingerprint, "test");
    Rng rng(seed);
    store::FinalRecord record;
    for (int id = 0; id < 2; ++id) {
        search::Evaluation evaluation;
        evaluation.id = id;
        evaluation.genes = spec.space.sample(rng);
        evaluation.data = spec.space.dataConfig(evaluation.genes);
        evaluation.cost = search::costOf(spec, evaluation.genes, 2);
        evaluation.confusion = { 2, { 5, 3, 2, 6 } };
        evaluation.origin = "random";
        project.addEvaluation(run, evaluation, {});
        if (id > 0)
            continue;
        const auto graph = graph::buildGraph(spec.space.architecture(evaluation.genes), evaluation.data.shape(), 2);
        record.weights = randomWeights(graph, rng);
        record.ranges = quant::activationRanges(
            graph, record.weights, [&](std::int64_t i) { return randomImage(graph.input(), 5, i); }, 8, control);
        record.tuned = record.weights; // as a fine-tune for int8 might leave it
        Rng change(seed + 1);
        for (auto& op : record.tuned->ops)
            for (float& weight : op.weights)
                weight *= static_cast<float>(change.uniform(0.95, 1.05));
        record.result.tuning = { search::QuantisationTuning::Outcome::Kept, 200, 0.6, 0.6875 };
        record.result.calibrationImages = 8;
        for (auto& score : record.result.scores)
            score = { 2, { 5, 3, 2, 6 } };
    }
    project.addFinal(run, record);
    project.setState(run, store::RunState::Done);
    return run;
}

/// The same over a tiny dataset of pictures.
inline std::int64_t writeFinalisedProject(const std::filesystem::path& file, const std::filesystem::path& data, std::uint64_t seed = 3)
{
    writeTinyDataset(data, 16, 40);
    search::RunSpec spec;
    spec.dataset.path = data.string();
    spec.space = space::spacePreset("demo");
    return writeFinalisedRun(file, spec, seed);
}

} // namespace danas::test
