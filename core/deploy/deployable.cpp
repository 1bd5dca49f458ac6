// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/deployable.h"

#include "base/error.h"
#include "base/evenly.h"
#include "cost/plain_plan.h"
#include "data/audio/sound_cache.h"
#include "quant/float_interpreter.h"
#include "quant/interpreter.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace danas::deploy {
namespace {

constexpr std::size_t kEvidenceSamples = 128;
constexpr std::size_t kLeastTestSamples = 100;

/// The chosen samples alone, so that no others are decoded.
data::Dataset chosenSamples(data::Dataset dataset, std::string& from)
{
    std::vector<int> chosen = evenlyFrom(dataset.indices(data::Split::Test), kEvidenceSamples);
    from = fmt::format("{} samples of the test split", chosen.size());
    if (chosen.size() < kLeastTestSamples) {
        const auto more = evenlyFrom(dataset.indices(data::Split::Validation), kLeastTestSamples - chosen.size());
        from += fmt::format(" and {} of the validation split", more.size());
        chosen.insert(chosen.end(), more.begin(), more.end());
    }
    std::vector<data::Sample> samples;
    for (const int index : chosen)
        samples.push_back(dataset.samples[static_cast<std::size_t>(index)]);
    dataset.samples = std::move(samples);
    return dataset;
}

} // namespace

std::string Deployable::title() const
{
    return fmt::format("run {}, candidate {}: {}, {} classes", run.id, evaluation.id, evaluation.data.label(), run.classes.size());
}

Deployable deployable(const store::Project& project, std::int64_t run, int candidate, const std::optional<cost::Deployment>& deployment)
{
    const store::RunRecord record = project.run(run);
    const auto evaluations = project.evaluations(run);
    if (candidate < 0 || candidate >= std::ssize(evaluations))
        throw Error(fmt::format("Run {} has no candidate {}: it has {}, numbered from 0.", run, candidate, evaluations.size()));
    const search::Evaluation& evaluation = evaluations[static_cast<std::size_t>(candidate)];
    const store::FinalRecord final = project.finalRecord(run, candidate);
    const auto graph = graph::buildGraph(
        record.spec.space.architecture(evaluation.genes), evaluation.data.shape(), static_cast<int>(record.classes.size()));

    Deployable system { project.file().string(), record, evaluation, final.result, final.weights, quant::quantize(graph, final.int8Weights(), final.ranges),
        deployment ? deployment : record.spec.deployment, {}, {}, std::nullopt };
    if (system.deployment) {
        system.targetCost = cost::costOn(*system.deployment, graph, evaluation.data);
        system.cost = system.targetCost->cost;
        system.plan = system.targetCost->plan;
    } else {
        system.cost = cost::costOf(graph);
        system.plan = cost::planPlainly(graph);
    }
    return system;
}

Evidence gatherEvidence(const Deployable& system, RunControl& control)
{
    const auto& spec = system.run.spec;
    data::Dataset all = data::openDataset(spec.dataset, control);
    if (all.fingerprint != system.run.datasetFingerprint || all.classes != system.run.classes)
        throw Error(fmt::format("The dataset {} changed since run {} (files, sizes or classes differ), so it cannot prove what is exported: bring the "
                                "old files back.",
            spec.dataset.path, system.run.id));
    Evidence evidence;
    const data::Dataset dataset = chosenSamples(std::move(all), evidence.from);
    const auto samples = data::loadSamples(dataset, spec.space.dataConfigs(), control);
    const auto* sounds = dynamic_cast<const data::audio::SoundCache*>(samples.get());
    quant::Interpreter interpreter(system.network);
    quant::FloatInterpreter floatInterpreter(system.network.graph, system.weights);
    std::vector<std::int8_t> input(static_cast<std::size_t>(system.network.graph.input().elements()));
    std::vector<float> real(input.size());
    for (int i = 0; i < std::ssize(dataset.samples); ++i) {
        control.checkpoint();
        if (sounds)
            evidence.sounds.push_back({ system.evaluation.data.audio().sampleRate, sounds->recording(i, system.evaluation.data.audio()) });
        else
            evidence.pictures.push_back(samples->original(i));
        const auto pixels = samples->evaluation(i, system.evaluation.data).pixels;
        quant::quantizeInput(pixels, input);
        data::normalise(pixels, real);
        evidence.inputs.insert(evidence.inputs.end(), input.begin(), input.end());
        const auto logits = interpreter.run(input);
        evidence.outputs.insert(evidence.outputs.end(), logits.begin(), logits.end());
        std::ranges::copy(floatInterpreter.run(real), std::back_inserter(evidence.floatOutputs));
    }
    return evidence;
}

} // namespace danas::deploy
