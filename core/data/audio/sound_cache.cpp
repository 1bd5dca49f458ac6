// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/audio/sound_cache.h"

#include "base/error.h"
#include "base/evenly.h"
#include "base/hash.h"
#include "base/rng.h"
#include "base/units.h"
#include "data/audio/resample.h"
#include "data/parallel.h"
#include "data/paths.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>
#include <numeric>
#include <set>

namespace danas::data::audio {
namespace {

constexpr std::int64_t kMostOwnBytes = std::int64_t { 8 } << 30U;       ///< of sound at its own rate
constexpr std::int64_t kMostResampledBytes = std::int64_t { 2 } << 30U; ///< beside it
constexpr std::size_t kMostNoises = 32;
constexpr double kNoiseSeconds = 60;  ///< of each recording
constexpr double kNoiseShare = 0.8;   ///< what comes later may be samples of validation and test

constexpr float k16Bits = 32768;      ///< steps of full scale

std::int64_t bytesOf(const std::vector<float>& samples)
{
    return static_cast<std::int64_t>(samples.size() * sizeof(float));
}

Sound readOrExplain(const Dataset& dataset, const std::string& file, double seconds)
{
    try {
        return readAudioFile(dataset.root / pathFromUtf8(file), seconds);
    } catch (const Error& error) {
        throw Error(fmt::format("{}: the file has changed since the dataset was opened ({}); open the dataset again.", file, error.what()));
    }
}

/// The waveform as people know it: columns from the least to the greatest sample, gray; louder than full scale is cut.
Image waveform(const Sound& sound, int width, int height)
{
    constexpr std::uint8_t kPaper = 255, kInk = 70;
    Image image { width, height, 1, std::vector<std::uint8_t>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), kPaper) };
    const auto row = [&](float value) { return std::clamp(static_cast<int>(std::lround((0.5F - 0.5F * value) * static_cast<float>(height - 1))), 0, height - 1); };
    int x = 0;
    for (const Extent& extent : extents(sound.samples, width)) {
        for (int y = row(extent.high); y <= row(extent.low); ++y)
            image.pixels[static_cast<std::size_t>(y * width + x)] = kInk;
        ++x;
    }
    return image;
}

} // namespace

/// One per configuration; those that were announced are made at the start, others at their first use.
struct SoundCache::Extractors {
    std::mutex mutex;
    std::map<AudioConfig, std::unique_ptr<const FeatureExtractor>> made;

    const FeatureExtractor& of(const AudioConfig& config)
    {
        const std::scoped_lock lock(mutex);
        auto& extractor = made[config];
        if (!extractor)
            extractor = std::make_unique<const FeatureExtractor>(config);
        return *extractor;
    }
};

SoundCache::SoundCache(const Dataset& dataset, const std::vector<AudioConfig>& configs, RunControl& control, const ScanProgress& progress)
    : m_own(dataset.samples.size())
    , m_extractors(std::make_unique<Extractors>())
{
    std::set<int> rates;
    int longest = 0;
    for (const AudioConfig& config : configs) {
        static_cast<void>(m_extractors->of(config)); // throws for one that is impossible
        rates.insert(config.sampleRate);
        longest = std::max(longest, config.clipMs);
    }
    load(dataset, longest / 1000.0, control, progress);
    if (dataset.noiseGainDb)
        mixNoiseIn(dataset, control);
    m_augmentsWithNoise = !dataset.noiseGainDb && !m_noises.empty();
    resampleAll({ rates.begin(), rates.end() }, control);
}

SoundCache::~SoundCache() = default;

void SoundCache::load(const Dataset& dataset, double seconds, RunControl& control, const ScanProgress& progress)
{
    std::int64_t expected = 0;
    const std::int64_t files = std::max<std::int64_t>(1, std::ssize(dataset.samples));
    for (const auto& [rate, count] : dataset.sounds.rates)
        expected += static_cast<std::int64_t>(rate * std::min(seconds, std::max(dataset.sounds.longest, 0.0))) * std::int64_t { sizeof(float) } * count;
    if (expected > kMostOwnBytes)
        throw Error(fmt::format("{} clips of up to {:g} s would take {} of memory: choose shorter clips, or keep a smaller share of the dataset.",
            files, seconds, formatBytes(expected)));
    parallelFor(
        std::ssize(dataset.samples), control,
        [&](std::int64_t i) {
            const auto at = static_cast<std::size_t>(i);
            m_own[at] = readClip(dataset, dataset.samples[at], seconds);
        },
        progress);
    std::vector<int> all(dataset.noises.size());
    std::iota(all.begin(), all.end(), 0);
    const std::vector<int> chosen = evenlyFrom(all, kMostNoises);
    m_noises.resize(chosen.size());
    parallelFor(std::ssize(chosen), control, [&](std::int64_t i) {
        const auto at = static_cast<std::size_t>(i);
        m_noises[at] = readOrExplain(dataset, dataset.noises[static_cast<std::size_t>(chosen[at])], kNoiseSeconds);
        std::vector<float>& samples = m_noises[at].samples;
        samples.resize(std::max<std::size_t>(1, static_cast<std::size_t>(kNoiseShare * static_cast<double>(samples.size()))));
    });
}

/// The same part of the same noise for a clip whatever else is in the dataset: by the hash of its name.
void SoundCache::mixNoiseIn(const Dataset& dataset, RunControl& control)
{
    if (m_noises.empty())
        throw Error("The dataset holds no recordings of noise that could be mixed in: leave noise_gain_db out.");
    const auto gain = static_cast<float>(std::pow(10, *dataset.noiseGainDb / 20));
    parallelFor(std::ssize(m_own), control, [&](std::int64_t i) {
        Sound& sound = m_own[static_cast<std::size_t>(i)];
        Rng random(fnv1a(dataset.samples[static_cast<std::size_t>(i)].file), RandomPhase::Data, 0);
        const Sound noise = resample(m_noises[random.below(m_noises.size())], sound.rate);
        const std::size_t from = random.below(noise.samples.size());
        for (std::size_t at = 0; at < sound.samples.size(); ++at)
            sound.samples[at] += gain * noise.samples[(from + at) % noise.samples.size()];
    });
}

void SoundCache::resampleAll(const std::vector<int>& rates, RunControl& control)
{
    double seconds = 0;
    for (const Sound& sound : m_own)
        seconds += sound.seconds();
    double bytes = 0;
    for (const int rate : rates) {
        AtRate& there = m_rates[rate];
        if (m_augmentsWithNoise) {
            for (const Sound& noise : m_noises)
                there.noises.push_back(resample(noise, rate));
        }
        bytes += seconds * rate * sizeof(float);
        if (bytes > static_cast<double>(kMostResampledBytes))
            continue;
        there.clips.resize(m_own.size());
        parallelFor(std::ssize(m_own), control, [&](std::int64_t i) {
            const Sound& sound = m_own[static_cast<std::size_t>(i)];
            if (sound.rate != rate) // a clip at this rate is there already
                there.clips[static_cast<std::size_t>(i)] = resample(sound.samples, sound.rate, rate);
        });
    }
}

std::int64_t SoundCache::bytes() const
{
    std::int64_t sum = 0;
    const auto add = [&](const std::vector<Sound>& sounds) {
        for (const Sound& sound : sounds)
            sum += bytesOf(sound.samples);
    };
    add(m_own);
    add(m_noises);
    for (const auto& [rate, there] : m_rates) {
        add(there.noises);
        for (const auto& clip : there.clips)
            sum += bytesOf(clip);
    }
    return sum;
}

Sound SoundCache::clip(int sample, int rate) const
{
    const auto at = static_cast<std::size_t>(sample);
    const auto there = m_rates.find(rate);
    if (m_own[at].rate == rate || there == m_rates.end() || there->second.clips.empty())
        return { rate, from16Bits(in16Bits(resample(m_own[at], rate).samples)) };
    return { rate, from16Bits(in16Bits(there->second.clips[at])) };
}

std::vector<std::int16_t> SoundCache::recording(int sample, const AudioConfig& config) const
{
    std::vector<std::int16_t> samples = in16Bits(clip(sample, config.sampleRate).samples);
    samples.resize(std::min(samples.size(), static_cast<std::size_t>(config.samples())));
    return samples;
}

Image SoundCache::original(int sample) const
{
    return waveform(own(sample), 160, 80);
}

Image SoundCache::evaluation(int sample, const DataConfig& config) const
{
    const FeatureExtractor& extractor = m_extractors->of(config.audio());
    return extractor.codes(extractor.features(clip(sample, config.audio().sampleRate).samples));
}

Image SoundCache::training(int sample, const DataConfig& config, std::uint64_t key) const
{
    const AudioConfig& audio = config.audio();
    const FeatureExtractor& extractor = m_extractors->of(audio);
    const auto there = m_rates.find(audio.sampleRate);
    const std::vector<Sound> none;
    const std::vector<Sound>& noises = there == m_rates.end() ? none : there->second.noises;
    const Augmentation augmentation = usualAugmentation(audio, !noises.empty());
    const Sound heard = trainingClip(clip(sample, audio.sampleRate), augmentation, noises, key);
    Image codes = extractor.codes(extractor.features(heard.samples));
    maskFeatures(codes, augmentation, key);
    return codes;
}

std::vector<std::int16_t> in16Bits(std::span<const float> samples)
{
    std::vector<std::int16_t> steps(samples.size());
    std::transform(samples.begin(), samples.end(), steps.begin(),
        [](float value) { return static_cast<std::int16_t>(std::clamp(std::nearbyint(value * k16Bits), -k16Bits, k16Bits - 1)); });
    return steps;
}

std::vector<float> from16Bits(std::span<const std::int16_t> samples)
{
    std::vector<float> values(samples.size());
    std::transform(samples.begin(), samples.end(), values.begin(), [](std::int16_t step) { return static_cast<float>(step) / k16Bits; });
    return values;
}

Augmentation usualAugmentation(const AudioConfig& config, bool noise)
{
    Augmentation augmentation;
    augmentation.shiftMs = std::min(100.0, config.clipMs / 10.0);
    augmentation.gainDb = 6;
    augmentation.noiseChance = noise ? 0.5 : 0;
    augmentation.leastSnrDb = 5;
    augmentation.mostSnrDb = 30;
    augmentation.timeMasks = 1;
    augmentation.mostMaskedFrames = config.frames() / 10;
    augmentation.rowMasks = config.feature == Feature::Mfcc ? 0 : 1;
    augmentation.mostMaskedRows = config.rows() / 10;
    return augmentation;
}

Sound readClip(const Dataset& dataset, const Sample& sample, double mostSeconds)
{
    const double from = sample.fromMs / 1000.0;
    Sound sound = readOrExplain(dataset, sample.file, from + mostSeconds);
    const auto first = std::min(static_cast<std::size_t>(std::llround(from * sound.rate)), sound.samples.size());
    sound.samples.erase(sound.samples.begin(), sound.samples.begin() + static_cast<std::ptrdiff_t>(first));
    const auto most = static_cast<std::size_t>(std::ceil(mostSeconds * sound.rate));
    if (sound.samples.size() > most)
        sound.samples.resize(most);
    sound.samples.shrink_to_fit();
    return sound;
}

double ownSeconds(const Dataset& dataset, const Sample& sample)
{
    const bool piece = std::find(dataset.noises.begin(), dataset.noises.end(), sample.file) != dataset.noises.end();
    return piece ? 1.0 : std::numeric_limits<double>::infinity(); // as the layouts cut them
}

Sound heardClip(const SampleSource& source, int sample, const AudioConfig& config)
{
    Sound sound = dynamic_cast<const SoundCache&>(source).clip(sample, config.sampleRate);
    if (std::ssize(sound.samples) > config.samples())
        sound.samples.resize(static_cast<std::size_t>(config.samples()));
    return sound;
}

std::vector<Extent> extents(std::span<const float> samples, int columns)
{
    std::vector<Extent> all;
    const std::size_t count = samples.size();
    const auto wide = static_cast<std::size_t>(columns);
    for (std::size_t column = 0; column < wide && count > 0; ++column) {
        const std::size_t from = count * column / wide;
        const std::size_t to = std::clamp(count * (column + 1) / wide, from + 1, count);
        const auto [low, high] = std::minmax_element(samples.begin() + static_cast<std::ptrdiff_t>(from), samples.begin() + static_cast<std::ptrdiff_t>(to));
        all.push_back({ *low, *high });
    }
    return all;
}

} // namespace danas::data::audio
