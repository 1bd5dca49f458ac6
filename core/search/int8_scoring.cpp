// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/int8_scoring.h"

#include "base/evenly.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace danas::search {
namespace {

constexpr std::size_t kCalibrationImages = 256;
/// Pictures scored between two reports of progress.
constexpr std::size_t kScoredAtOnce = 256;

quant::ImageSource pictures(std::span<const int> samples, const data::SampleSource& cache, const data::DataConfig& config)
{
    return [samples, &cache, config](std::int64_t i) {
        return cache.evaluation(samples[static_cast<std::size_t>(i)], config);
    };
}

Prediction predictionOf(std::span<const float> logits)
{
    const std::vector<float> probabilities = quant::probabilities(logits);
    const auto top = std::max_element(probabilities.begin(), probabilities.end()); // of equals the first, as in float
    return { static_cast<std::uint8_t>(top - probabilities.begin()), static_cast<std::uint8_t>(std::lround(255.0F * *top)) };
}

} // namespace

Int8Scores scoreInt8(const graph::NetworkGraph& graph, const graph::NetworkWeights& weights, const data::DataConfig& config,
    const data::Dataset& dataset, const data::SampleSource& cache, RunControl& control, const std::function<void(double share)>& progress)
{
    const std::vector<int> calibration = evenlyFrom(dataset.indices(data::Split::Train), kCalibrationImages);
    const std::vector<int> validation = dataset.indices(data::Split::Validation), test = dataset.indices(data::Split::Test);
    const auto total = static_cast<double>(calibration.size() + validation.size() + test.size());
    std::size_t done = calibration.size();

    Int8Scores scores;
    scores.calibrationImages = static_cast<int>(calibration.size());
    scores.ranges = quant::activationRanges(graph, weights, pictures(calibration, cache, config), std::ssize(calibration), control);
    progress(static_cast<double>(done) / total);
    const quant::QuantizedNetwork network = quant::quantize(graph, weights, scores.ranges);
    const std::size_t classes = dataset.classes.size();
    const auto score = [&](std::span<const int> samples, std::vector<Prediction>& predictions) {
        while (predictions.size() < samples.size()) {
            const auto now = samples.subspan(predictions.size(), std::min(kScoredAtOnce, samples.size() - predictions.size()));
            const std::vector<float> logits = quant::int8Logits(network, pictures(now, cache, config), std::ssize(now), control);
            for (std::size_t i = 0; i < now.size(); ++i)
                predictions.push_back(predictionOf(std::span(logits).subspan(i * classes, classes)));
            done += now.size();
            progress(static_cast<double>(done) / total);
        }
    };
    score(validation, scores.validation);
    score(test, scores.test);
    return scores;
}

} // namespace danas::search
