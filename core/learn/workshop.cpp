// SPDX-License-Identifier: GPL-3.0-or-later
#include "learn/workshop.h"

#include "base/hash.h"
#include "learn/compute_device.h"
#include "learn/quantisation_trainer.h"
#include "learn/supernet_evaluator.h"
#include "learn/tensor_memory.h"

#include <ATen/ATen.h>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace danas::learn {
namespace {

constexpr std::int64_t kPictureBytes = std::int64_t { 384 } << 20U; // kept 8-bit pictures of validation and calibration
constexpr std::uint64_t kFineTuning = 0x66696e65; // tells its random numbers from those of training from scratch
constexpr std::uint64_t kTuningForInt8 = 0x696e7438;
constexpr double kInt8Rate = 1e-3; // an eighth of a weight's step of int8

Workplace placeFor(search::EvaluatorInput input)
{
    const auto device = deviceFor(input.spec.device);
    auto train = input.dataset->indices(data::Split::Train);
    return { std::move(input), device, std::move(train) };
}

/// Training pictures for recalibration: a choice that depends on nothing but the seed and the data.
std::vector<int> calibrationSamples(std::vector<int> train, const search::RunSpec& spec)
{
    Rng rng(spec.seed, RandomPhase::Calibrate, 0);
    rng.shuffle(train);
    train.resize(std::min(train.size(), static_cast<std::size_t>(std::max(1, spec.supernet.calibrationImages))));
    return train;
}

std::vector<float> values(const at::Tensor& tensor)
{
    const at::Tensor host = tensor.to(at::kCPU).contiguous();
    return { host.data_ptr<float>(), host.data_ptr<float>() + host.numel() };
}

} // namespace

void throwOutOfMemory()
{
    throw Error("The memory does not suffice for the networks: choose a smaller batch, smaller resolutions or a narrower "
                "space.");
}

void throwLibraryError(const c10::Error& error)
{
    const std::string text = error.what_without_backtrace();
    throw Error(fmt::format("LibTorch failed: {}", text.substr(0, text.find('\n'))));
}

Workshop::Workshop(search::EvaluatorInput input)
    : m_place(placeFor(std::move(input)))
    , m_threads(learn::useThreads(spec().threads))
    , m_validation(m_place.input.cache, dataset().indices(data::Split::Validation), kPictureBytes)
    , m_calibration(m_place.input.cache, calibrationSamples(m_place.trainSamples, spec()), kPictureBytes / 4)
{
    keepTensorMemory();
}

std::string Workshop::describe() const
{
    return fmt::format("{}, {}, {} threads", libraryVersion(), m_place.device.str(), m_threads);
}

void Workshop::useThreads() const
{
    learn::useThreads(m_threads);
}

std::uint64_t Workshop::streamOf(const space::Genes& genes) const
{
    return fnv1a(spec().space.genesToJson(genes).dump());
}

Candidate Workshop::candidateOf(const space::SearchSpace& space, const space::Genes& genes) const
{
    const auto config = space.dataConfig(genes);
    return { config, graph::buildGraph(space.architecture(genes), config.shape(), classes()) };
}

LoneNetwork Workshop::loneNetwork(const space::Genes& genes) const
{
    auto alone = spec().space.only(genes);
    const std::uint64_t seed = mix64(spec().seed ^ streamOf(genes));
    Supernet weights(alone, classes(), seed, m_place.device);
    return { std::move(alone), candidateOf(spec().space, genes), std::move(weights) };
}

FoldedNetwork Workshop::calibrated(
    const Supernet& weights, const Candidate& candidate, const std::function<void()>& betweenPasses)
{
    return weights.fold(candidate.graph, recalibrate(weights, candidate, m_calibration, betweenPasses, m_place.device));
}

std::vector<search::Prediction> Workshop::predictions(const FoldedNetwork& network, const Candidate& candidate,
    EvaluationPictures& pictures, const std::function<void()>& betweenPasses) const
{
    return predict(network, candidate, pictures, betweenPasses, m_place.device);
}

void Workshop::train(LoneNetwork& network, const Schedule& schedule, std::uint64_t stream,
    const search::CandidateHooks& hooks, int done, int total) const
{
    Trainer trainer(m_place, network.space, schedule, network.weights, stream);
    for (int step = 0; step < schedule.steps; ++step) {
        hooks.control.checkpoint();
        static_cast<void>(trainer.train(step));
        if (hooks.step)
            hooks.step(done + step + 1, total);
    }
}

search::FineTuned Workshop::fineTune(
    LoneNetwork network, const space::Genes& genes, int batch, const search::CandidateHooks& hooks, int done)
{
    const auto& finalise = spec().finalise;
    train(network, { finalise.steps, batch, finalise.learningRate, Schedule::Start::AtPeak },
        mix64(streamOf(genes) ^ kFineTuning), hooks, done, done + finalise.steps);
    const auto pause = [&] { hooks.control.checkpoint(); };
    const FoldedNetwork folded = calibrated(network.weights, network.candidate, pause);
    EvaluationPictures test(m_place.input.cache, dataset().indices(data::Split::Test), 0); // read once, so none is kept
    return { exported(network.candidate.graph, folded), predictions(folded, network.candidate, m_validation, pause),
        predictions(folded, network.candidate, test, pause) };
}

graph::NetworkWeights Workshop::tuneForInt8(const space::Genes& genes, const graph::NetworkWeights& weights,
    const quant::ActivationRanges& ranges, int batch, const search::CandidateHooks& hooks) const
{
    const int steps = spec().finalise.quantisationSteps;
    const Candidate candidate = candidateOf(spec().space, genes);
    QuantisationTrainer trainer(m_place, candidate, weights, ranges, { steps, batch, kInt8Rate, Schedule::Start::AtPeak },
        mix64(streamOf(genes) ^ kTuningForInt8));
    for (int step = 0; step < steps; ++step) {
        hooks.control.checkpoint();
        trainer.train(step);
        if (hooks.step)
            hooks.step(step + 1, steps);
    }
    return trainer.weights();
}

graph::NetworkWeights exported(const graph::NetworkGraph& graph, const FoldedNetwork& network)
{
    graph::NetworkWeights weights;
    for (std::size_t i = 0; i < graph.ops.size(); ++i) {
        const auto& [weight, bias] = network.layers[i];
        graph::OpWeights& op = weights.ops.emplace_back();
        if (!weight.defined())
            continue;
        switch (graph.ops[i].kind) {
        case graph::OpKind::Conv2d: // [out, in, k, k] -> [out][k][k][in]
            op.weights = values(weight.permute({ 0, 2, 3, 1 }));
            break;
        case graph::OpKind::DepthwiseConv2d: // [channels, 1, k, k] -> [k][k][channels]
            op.weights = values(weight.permute({ 2, 3, 0, 1 }));
            break;
        default:
            op.weights = values(weight);
        }
        op.biases = values(bias);
    }
    return weights;
}

} // namespace danas::learn
