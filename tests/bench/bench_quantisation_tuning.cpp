// SPDX-License-Identifier: GPL-3.0-or-later
// What fine-tuning with int8 simulated makes good on a finalised candidate, after how many steps. Networks that int8 costs nothing
// are the rule, so its bottlenecks can be given a large channel each, which leaves int8 few steps for the others.
#include "data/dataset.h"
#include "learn/evaluators.h"
#include "search/int8_scoring.h"
#include "store/project.h"
#include "support/planted_outliers.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

using namespace danas;

namespace {

double accuracy(const data::Dataset& dataset, const std::vector<search::Prediction>& validation)
{
    const auto samples = dataset.indices(data::Split::Validation);
    std::size_t right = 0;
    for (std::size_t i = 0; i < samples.size(); ++i)
        right += validation[i].label == dataset.samples[static_cast<std::size_t>(samples[i])].label ? 1U : 0U;
    return 100.0 * static_cast<double>(right) / static_cast<double>(samples.size());
}

void measure(const std::string& file, std::int64_t run, int id, float factor, const std::vector<int>& steps)
{
    const store::Project project(file, store::Project::Mode::ReadOnly);
    const auto record = project.run(run);
    const auto final = project.finalRecord(run, id);
    const auto evaluation = project.evaluations(run).at(static_cast<std::size_t>(id));
    const auto graph = graph::buildGraph(
        record.spec.space.architecture(evaluation.genes), evaluation.data.shape(), static_cast<int>(record.classes.size()));
    auto weights = final.weights;
    const int planted = factor > 1.0F ? test::plantOutliers(graph, weights, factor) : 0;

    RunControl control;
    search::EvaluatorInput input { record.spec, std::make_shared<const data::Dataset>(data::openDataset(record.spec.dataset, control)), {} };
    input.cache = data::loadSamples(*input.dataset, { evaluation.data }, control);
    const auto& inFloat = final.predictions[static_cast<std::size_t>(search::FinalScore::FloatValidation)];
    fmt::print("candidate {} of run {}: {}; {} bottlenecks times {}\nfloat {:.2f} %\n", id, run, evaluation.data.label(), planted, factor,
        accuracy(*input.dataset, inFloat));
    for (const int count : steps) {
        input.spec.finalise.quantisationSteps = count;
        const auto evaluator = learn::makeEvaluator(input);
        const auto began = std::chrono::steady_clock::now();
        double seconds = 0.0;
        const auto tune = [&](const quant::ActivationRanges& ranges, const auto&) {
            auto tuned = evaluator->tuneForInt8(evaluation.genes, weights, ranges, { control });
            seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
            return tuned;
        };
        const auto scores = search::scoreInt8(
            { graph, weights, evaluation.data, *input.dataset, *input.cache, control }, { count, inFloat, tune }, [](double) {});
        fmt::print("{:4} steps: int8 {:.2f} %, {} ({:.1f} s with calibration)\n", count, accuracy(*input.dataset, scores.validation),
            search::tuningText(scores.tuning), seconds);
        std::fflush(stdout);
    }
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 5) {
        fmt::print("usage: bench_quantisation_tuning PROJECT.danas RUN CANDIDATE FACTOR [STEPS...]\n");
        return 2;
    }
    std::vector<int> steps;
    for (int i = 5; i < argc; ++i)
        steps.push_back(std::atoi(argv[i]));
    try {
        measure(argv[1], std::atoll(argv[2]), std::atoi(argv[3]), std::strtof(argv[4], nullptr),
            steps.empty() ? std::vector { 50, 100, 200, 400 } : steps);
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
    return 0;
}
