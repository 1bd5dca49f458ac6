// SPDX-License-Identifier: GPL-3.0-or-later
// bench_audio: seconds for the features of 1,000 one-second clips at 16 kHz on one thread, for each feature type and for
// the keyword configurations, in 8 bit as a network receives them; and for resampling the clips.
#include "base/rng.h"
#include "data/audio/features.h"
#include "data/audio/resample.h"

#include <fmt/format.h>

#include <chrono>

using namespace danas;
using namespace danas::data::audio;

namespace {

constexpr int kClips = 1000;
constexpr int kDistinct = 50;
constexpr int kRate = 16000;

std::vector<std::vector<float>> noiseClips()
{
    Rng random(1, RandomPhase::Demo, 0);
    std::vector<std::vector<float>> clips(kDistinct, std::vector<float>(kRate));
    for (auto& clip : clips) {
        for (float& sample : clip)
            sample = static_cast<float>(random.uniform(-0.5, 0.5));
    }
    return clips;
}

template <typename Work>
double secondsForAll(const std::vector<std::vector<float>>& clips, const Work& work)
{
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < kClips; ++i)
        work(clips[static_cast<std::size_t>(i % kDistinct)]);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void measure(const std::vector<std::vector<float>>& clips, const AudioConfig& config)
{
    const FeatureExtractor extractor(config);
    std::size_t bytes = 0;
    const double seconds = secondsForAll(clips, [&](const std::vector<float>& clip) { bytes += extractor.codes(extractor.features(clip)).pixels.size(); });
    fmt::print("{:60} {:6.3f} s, {:.1f} MB of features\n", config.label(), seconds, static_cast<double>(bytes) / 1e6);
}

} // namespace

int main()
{
    const auto clips = noiseClips();
    fmt::print("{} clips of 1 s at {} Hz, one thread\n", kClips, kRate);
    for (const Feature feature : { Feature::Spectrogram, Feature::MelSpectrogram, Feature::Mfcc }) {
        AudioConfig config;
        config.feature = feature;
        config.deltas = 2;
        measure(clips, config);
    }
    for (const AudioConfig& config : keywordConfigs())
        measure(clips, config);
    measure(clips, mlperfTiny());
    for (const int rate : { 6000, 375 }) {
        std::size_t samples = 0;
        const double seconds = secondsForAll(clips, [&](const std::vector<float>& clip) { samples += resample(clip, kRate, rate).size(); });
        fmt::print("resampled to {} Hz: {:.3f} s, {} samples\n", rate, seconds, samples);
    }
    return 0;
}
