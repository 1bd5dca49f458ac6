// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/int8_scoring.h"

#include "base/evenly.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

namespace danas::search {
namespace {

constexpr std::size_t kCalibrationImages = 256;
/// Pictures scored between two reports of progress.
constexpr std::size_t kScoredAtOnce = 256;
/// Parts of the work, for progress: calibration and validation, a tuning and validation once more; the rest is the test split.
constexpr double kScoredShare = 0.3, kTunedShare = 0.8, kOfTuning = 0.8;
/// Half a point: one in so many samples.
constexpr std::int64_t kHalfPoint = 200;

using Progress = std::function<void(double share)>;

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

std::int64_t rightOf(const data::Dataset& dataset, std::span<const Prediction> validation)
{
    const std::vector<int> samples = dataset.indices(data::Split::Validation);
    std::int64_t right = 0;
    for (std::size_t i = 0; i < samples.size(); ++i)
        right += validation[i].label == dataset.samples[static_cast<std::size_t>(samples[i])].label ? 1 : 0;
    return right;
}

Progress within(const Progress& progress, double begin, double end)
{
    return [&progress, begin, end](double share) { progress(begin + (end - begin) * share); };
}

/// The samples' predictions in integers.
std::vector<Prediction> scored(const Int8Subject& subject, const quant::QuantizedNetwork& network, data::Split split, const Progress& progress)
{
    const std::vector<int> samples = subject.dataset.indices(split);
    const std::size_t classes = subject.dataset.classes.size();
    std::vector<Prediction> predictions;
    while (predictions.size() < samples.size()) {
        const auto now = std::span(samples).subspan(predictions.size(), std::min(kScoredAtOnce, samples.size() - predictions.size()));
        const std::vector<float> logits = quant::int8Logits(network, pictures(now, subject.cache, subject.config), std::ssize(now), subject.control);
        for (std::size_t i = 0; i < now.size(); ++i)
            predictions.push_back(predictionOf(std::span(logits).subspan(i * classes, classes)));
        progress(static_cast<double>(predictions.size()) / static_cast<double>(samples.size()));
    }
    return predictions;
}

/// Tunes, and replaces network and scores where that made int8 better on validation.
void tune(const Int8Subject& subject, const Int8Tuning& tuning, Int8Scores& scores, quant::QuantizedNetwork& network, const Progress& progress)
{
    using Outcome = QuantisationTuning::Outcome;
    if (tuning.steps == 0)
        return;
    const auto samples = std::ssize(scores.validation);
    const std::int64_t before = rightOf(subject.dataset, scores.validation);
    if ((rightOf(subject.dataset, tuning.validation) - before) * kHalfPoint <= samples) {
        scores.tuning.outcome = Outcome::NotNeeded;
        return;
    }
    auto weights = tuning.tune(scores.ranges, within(progress, 0.0, kOfTuning));
    auto tuned = quant::quantize(subject.graph, weights, scores.ranges);
    auto validation = scored(subject, tuned, data::Split::Validation, within(progress, kOfTuning, 1.0));
    const std::int64_t after = rightOf(subject.dataset, validation);
    const bool kept = after > before;
    const auto accuracy = [samples](std::int64_t right) { return static_cast<double>(right) / static_cast<double>(samples); };
    scores.tuning = { kept ? Outcome::Kept : Outcome::Discarded, tuning.steps, accuracy(before), accuracy(after) };
    if (!kept)
        return;
    scores.tuned = std::move(weights);
    scores.validation = std::move(validation);
    network = std::move(tuned);
}

} // namespace

Int8Scores scoreInt8(const Int8Subject& subject, const Int8Tuning& tuning, const Progress& progress)
{
    const std::vector<int> calibration = evenlyFrom(subject.dataset.indices(data::Split::Train), kCalibrationImages);
    Int8Scores scores;
    scores.calibrationImages = static_cast<int>(calibration.size());
    scores.ranges = quant::activationRanges(
        subject.graph, subject.weights, pictures(calibration, subject.cache, subject.config), std::ssize(calibration), subject.control);
    auto network = quant::quantize(subject.graph, subject.weights, scores.ranges);
    scores.validation = scored(subject, network, data::Split::Validation, within(progress, 0.0, kScoredShare));
    tune(subject, tuning, scores, network, within(progress, kScoredShare, kTunedShare));
    scores.test = scored(subject, network, data::Split::Test, within(progress, kTunedShare, 1.0));
    return scores;
}

} // namespace danas::search
