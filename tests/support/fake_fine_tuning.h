// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/rng.h"
#include "search/evaluator.h"

#include <cmath>

namespace danas::test {

/// What a fine-tuned network says of a split: three of four right, the others the next class; which ones, and how sure it is,
/// follows from the key.
inline std::vector<search::Prediction> mostlyRight(const data::Dataset& dataset, data::Split split, std::uint64_t key)
{
    Rng rng(mix64(key ^ static_cast<std::uint64_t>(split)));
    const auto classes = static_cast<int>(dataset.classes.size());
    std::vector<search::Prediction> predictions;
    for (const int sample : dataset.indices(split)) {
        const int truth = dataset.samples[static_cast<std::size_t>(sample)].label;
        const int said = rng.chance(0.75) ? truth : (truth + 1) % classes;
        predictions.push_back({ static_cast<std::uint8_t>(said), static_cast<std::uint8_t>(128 + rng.below(128)) });
    }
    return predictions;
}

/// A fine-tuning without networks, a pure function of (spec, dataset, genes, key): weights of the right sizes, drawn so that
/// activations neither die out nor explode, and predictions as `mostlyRight`. Takes spec.finalise.steps steps.
inline search::FineTuned fakeFineTuned(const search::EvaluatorInput& input, const space::Genes& genes, std::uint64_t key,
    const search::CandidateHooks& hooks)
{
    const int steps = input.spec.finalise.steps;
    for (int step = 1; step <= steps; ++step) {
        hooks.control.checkpoint();
        if (hooks.step)
            hooks.step(step, steps);
    }
    const auto& space = input.spec.space;
    const auto graph = graph::buildGraph(
        space.architecture(genes), space.dataConfig(genes).shape(), static_cast<int>(input.dataset->classes.size()));
    search::FineTuned tuned;
    Rng rng(mix64(key));
    for (const graph::Op& op : graph.ops) {
        graph::OpWeights weights;
        const auto each = static_cast<double>(graph.weights(op)) / static_cast<double>(graph.output(op).channels); // fan-in
        for (std::int64_t i = 0; i < graph.weights(op); ++i)
            weights.weights.push_back(static_cast<float>(std::sqrt(6.0 / each) * rng.uniform(-1.0, 1.0)));
        for (std::int64_t i = 0; i < graph.biases(op); ++i)
            weights.biases.push_back(static_cast<float>(rng.uniform(-0.1, 0.1)));
        tuned.weights.ops.push_back(std::move(weights));
    }
    tuned.validation = mostlyRight(*input.dataset, data::Split::Validation, key);
    tuned.test = mostlyRight(*input.dataset, data::Split::Test, key);
    return tuned;
}

/// A tuning for int8 without networks: each weight a little changed, in spec.finalise.quantisationSteps steps.
inline graph::NetworkWeights fakeTunedForInt8(
    const search::EvaluatorInput& input, graph::NetworkWeights weights, std::uint64_t key, const search::CandidateHooks& hooks)
{
    const int steps = input.spec.finalise.quantisationSteps;
    for (int step = 1; step <= steps; ++step) {
        hooks.control.checkpoint();
        if (hooks.step)
            hooks.step(step, steps);
    }
    Rng rng(mix64(key + 1));
    for (auto& op : weights.ops) {
        for (float& weight : op.weights)
            weight *= static_cast<float>(rng.uniform(0.8, 1.2));
    }
    return weights;
}

} // namespace danas::test
