// SPDX-License-Identifier: GPL-3.0-or-later
// Trains a supernet on a dataset and measures what training and scoring cost and what candidates reach:
//   bench_learn <dataset folder | demo> [--space lean|paper|demo] [--steps n] [--batch n] [--rate x] [--random n]
//               [--candidates n] [--threads n] [--most-pixels n] [--per-configuration]
#include "base/control.h"
#include "data/demo.h"
#include "learn/compute_device.h"
#include "learn/scoring.h"
#include "learn/supernet_evaluator.h"
#include "learn/tensor_memory.h"
#include "search/metrics.h"

#include <ATen/ATen.h>
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>

using namespace danas;

namespace {

double wallSeconds()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double processorSeconds()
{
    rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double peakMegabytes()
{
    rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

struct Options {
    std::string dataset;
    search::RunSpec spec;
    int candidates = 20;
};

Options parse(int argc, char** argv)
{
    Options options;
    options.dataset = argc > 1 ? argv[1] : "demo";
    RunControl control;
    if (options.dataset == "demo") {
        const auto folder = std::filesystem::temp_directory_path() / "danas-bench-demo";
        data::writeDemoDataset(folder, 1, control);
        options.spec = search::demoSpec(folder);
    } else {
        options.spec.dataset.path = options.dataset;
    }
    auto& net = options.spec.supernet;
    for (int i = 2; i < argc; ++i) {
        const std::string name = argv[i];
        const auto next = [&] { return std::string(++i < argc ? argv[i] : "0"); };
        if (name == "--space")
            options.spec.space = space::spacePreset(next());
        else if (name == "--steps")
            net.steps = std::stoi(next());
        else if (name == "--batch")
            net.batch = std::stoi(next());
        else if (name == "--rate")
            net.learningRate = std::stod(next());
        else if (name == "--random")
            net.randomSubnets = std::stoi(next());
        else if (name == "--seed")
            options.spec.seed = std::stoull(next());
        else if (name == "--calibration")
            net.calibrationImages = std::stoi(next());
        else if (name == "--most-pixels") {
            const int most = std::stoi(next());
            auto configs = options.spec.space.dataConfigs();
            std::erase_if(configs, [&](const auto& config) { return config.image().resolution > most; });
            options.spec.space = options.spec.space.withDataConfigs(configs);
        } else if (name == "--candidates")
            options.candidates = std::stoi(next());
        else if (name == "--threads")
            options.spec.threads = std::stoi(next());
        else if (name == "--per-configuration")
            net.scope = search::SupernetScope::PerConfiguration;
    }
    return options;
}

double accuracy(const search::Score& score, const data::Dataset& dataset)
{
    std::vector<int> truth;
    for (const int sample : dataset.indices(data::Split::Validation))
        truth.push_back(dataset.samples[static_cast<std::size_t>(sample)].label);
    return search::ConfusionMatrix::from(truth, score.predictions, static_cast<int>(dataset.classes.size())).accuracy();
}

/// Seconds of the passes that a score cannot do without, with the pictures ready as tensors: calibration with the
/// statistics of the batch, validation with batch norm folded.
double pureForwardSeconds(const learn::Supernet& supernet, const learn::Candidate& candidate,
    learn::EvaluationPictures& calibration, learn::EvaluationPictures& validation)
{
    const auto tensors = [&](learn::EvaluationPictures& pictures) {
        std::vector<at::Tensor> batches;
        const std::size_t atOnce = learn::picturesPerPass(candidate.graph);
        for (std::size_t first = 0; first < pictures.size(); first += atOnce)
            batches.push_back(learn::evaluationTensor(
                pictures, candidate.config, first, std::min(atOnce, pictures.size() - first), at::kCPU));
        return batches;
    };
    const auto calibrationBatches = tensors(calibration), validationBatches = tensors(validation);
    const double start = wallSeconds();
    learn::Statistics statistics;
    for (const auto& x : calibrationBatches)
        statistics = supernet.statistics(candidate.graph, x);
    const auto folded = supernet.fold(candidate.graph, statistics);
    for (const auto& x : validationBatches)
        static_cast<void>(learn::infer(candidate.graph, folded, x));
    return wallSeconds() - start;
}

void benchScoring(const search::RunSpec& spec, search::Evaluator& evaluator,
    const std::shared_ptr<const data::Dataset>& dataset, const std::shared_ptr<const data::SampleSource>& cache)
{
    RunControl control;
    const int classes = static_cast<int>(dataset->classes.size());
    const learn::Supernet supernet(spec.space, classes, 1, at::kCPU); // the time does not depend on the weights
    auto train = dataset->indices(data::Split::Train);
    train.resize(std::min(train.size(), static_cast<std::size_t>(spec.supernet.calibrationImages)));
    learn::EvaluationPictures calibration(cache, train, 1LL << 30),
        validation(cache, dataset->indices(data::Split::Validation), 1LL << 30);
    double scored = 0.0, pure = 0.0;
    for (const auto& config : spec.space.dataConfigs()) {
        const auto genes = spec.space.withData(spec.space.largest(), config);
        const learn::Candidate candidate { config,
            graph::buildGraph(spec.space.architecture(genes), config.shape(), classes) };
        double bestScore = 1e9, bestPure = 1e9;
        for (int round = 0; round < 4; ++round) { // the first one prepares pictures and kernels
            const double start = wallSeconds();
            static_cast<void>(evaluator.evaluate(genes, { control }));
            bestScore = std::min(bestScore, wallSeconds() - start);
            bestPure = std::min(bestPure, pureForwardSeconds(supernet, candidate, calibration, validation));
        }
        fmt::print("largest at {:>8}: score {:6.3f} s, pure forward passes {:6.3f} s, ratio {:.2f}\n", config.key(),
            bestScore, bestPure, bestScore / bestPure);
        scored += bestScore;
        pure += bestPure;
    }
    fmt::print("scoring / pure forward passes: {:.3f}\n", scored / pure);
}

} // namespace

int main(int argc, char** argv)
try {
    const Options options = parse(argc, argv);
    const auto& spec = options.spec;
    RunControl control;
    double start = wallSeconds();
    const auto dataset = std::make_shared<const data::Dataset>(data::openDataset(spec.dataset, control));
    const auto cache = data::loadSamples(*dataset, spec.space.dataConfigs(), control);
    fmt::print("data: {:.1f} s, {} + {} pictures\n", wallSeconds() - start, dataset->count(data::Split::Train),
        dataset->count(data::Split::Validation));

    const auto evaluator = learn::makeSupernetEvaluator({ spec, dataset, cache });
    fmt::print("{}\n", evaluator->describe());
    search::TrainingHooks hooks;
    start = wallSeconds();
    const double startProcessor = processorSeconds();
    hooks.curve = [&](const search::CurvePoint& point) {
        if (point.accuracy >= 0.0)
            fmt::print("step {:5}  {:6.1f} s  teacher {:.3f}  students {:.3f}  largest {:.3f}\n", point.step,
                wallSeconds() - start, point.teacherLoss, point.studentLoss, point.accuracy);
        std::fflush(stdout);
    };
    evaluator->train({}, hooks);
    const double seconds = wallSeconds() - start, processor = processorSeconds() - startProcessor;
    fmt::print("training: {:.1f} s, {:.1f} ms a step ({:.1f} ms of processor time)\n", seconds,
        1e3 * seconds / spec.supernet.steps, 1e3 * processor / spec.supernet.steps);

    const auto show = [&](const char* what, const space::Genes& genes) {
        const double begin = wallSeconds();
        const double reached = accuracy(evaluator->evaluate(genes, { control }), *dataset);
        fmt::print("{:8} {:>8} {:7.2f} MMAC  {:5.1f} %  {:.2f} s  {}\n", what, spec.space.dataConfig(genes).key(),
            static_cast<double>(search::costOf(spec.space, genes, static_cast<int>(dataset->classes.size())).macs)
                * 1e-6,
            100.0 * reached, wallSeconds() - begin, spec.space.architectureLabel(genes));
        std::fflush(stdout);
        return reached;
    };
    for (const auto& config : spec.space.dataConfigs()) {
        show("largest", spec.space.withData(spec.space.largest(), config));
        show("smallest", spec.space.withData(spec.space.smallest(), config));
    }
    start = wallSeconds();
    double sum = 0.0;
    Rng rng(7);
    for (int i = 0; i < options.candidates; ++i)
        sum += show("random", spec.space.sample(rng));
    if (options.candidates > 0)
        fmt::print("random candidates: {:.2f} s each, mean accuracy {:.2f} %\n",
            (wallSeconds() - start) / options.candidates, 100.0 * sum / options.candidates);
    fmt::print("peak memory {:.0f} MB, of it kept for tensors {:.0f} MB\n", peakMegabytes(),
        static_cast<double>(learn::keptTensorBytes()) / 1048576.0);
    benchScoring(spec, *evaluator, dataset, cache);
    return 0;
} catch (const Error& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
}
