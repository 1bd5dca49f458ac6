// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/audio/audio_config.h"

#include "base/error.h"
#include "data/audio/audio_file.h"
#include "data/audio/mel_filters.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace danas::data::audio {
namespace {

constexpr int kMostFft = 1 << 16U;
constexpr int kMostClipMs = 600'000;
constexpr std::int64_t kFloat = 4; ///< bytes

std::string_view shownName(Feature feature)
{
    return feature == Feature::Spectrogram ? "spectrogram" : feature == Feature::MelSpectrogram ? "mel" : "MFCC";
}

std::string faultOfMel(const AudioConfig& config)
{
    if (config.melBands < 2 || config.melBands > 512)
        return fmt::format("{} mel bands are not possible: choose 2 to 512.", config.melBands);
    if (config.fMin < 0 || config.topHz() > config.sampleRate / 2.0 || config.fMin >= config.topHz())
        return fmt::format("Mel bands from {} to {} Hz do not fit a sample rate of {} Hz: stay between 0 and {} Hz.", config.fMin,
            config.topHz(), config.sampleRate, config.sampleRate / 2.0);
    if (const int empty = emptyBands(melFilters(config)); empty > 0)
        return fmt::format("{} of the {} mel bands lie between two frequencies of a transform of {} samples and stay empty: choose "
                           "fewer bands or a longer transform.", empty, config.melBands, config.fftSize);
    if (config.feature != Feature::Mfcc)
        return {};
    if (config.coefficients < 1 || config.coefficients > config.melBands)
        return fmt::format("{} coefficients cannot be made of {} mel bands: choose 1 to {}.", config.coefficients, config.melBands, config.melBands);
    if (config.deltas < 0 || config.deltas > 2)
        return fmt::format("Deltas of order {} are not possible: choose 0, 1 or 2.", config.deltas);
    return {};
}

} // namespace

std::string_view featureName(Feature feature)
{
    return feature == Feature::Spectrogram ? "spectrogram" : feature == Feature::MelSpectrogram ? "mel" : "mfcc";
}

std::optional<Feature> featureFromName(std::string_view name)
{
    for (const Feature feature : { Feature::Spectrogram, Feature::MelSpectrogram, Feature::Mfcc }) {
        if (featureName(feature) == name)
            return feature;
    }
    return std::nullopt;
}

std::int64_t AudioConfig::samples() const
{
    return (std::int64_t { sampleRate } * clipMs + 999) / 1000;
}

int AudioConfig::frames() const
{
    return static_cast<int>(1 + (centred ? samples() : samples() - window) / hop);
}

int AudioConfig::rows() const
{
    switch (feature) {
    case Feature::Spectrogram:
        return bins();
    case Feature::MelSpectrogram:
        return melBands;
    case Feature::Mfcc:
        break;
    }
    return coefficients * (1 + deltas);
}

std::int64_t AudioConfig::clipBytes(int bits) const
{
    return samples() * bits / 8;
}

std::int64_t AudioConfig::slidingBytes(int bits) const
{
    return std::int64_t { window + hop } * bits / 8;
}

std::int64_t AudioConfig::scratchBytes() const
{
    const std::int64_t transform = std::int64_t { fftSize } * (fftSize % 2 == 0 ? 2 : 4);
    const std::int64_t whole = feature == Feature::Mfcc ? std::int64_t { melBands } * frames() : 0;
    return kFloat * (transform + 1 + whole);
}

AudioConfig AudioConfig::canonical() const
{
    const AudioConfig plain;
    AudioConfig made = *this;
    if (feature == Feature::Spectrogram) {
        made.melBands = plain.melBands;
        made.fMin = plain.fMin;
        made.fMax = plain.fMax;
        made.melScale = plain.melScale;
    }
    if (feature != Feature::Mfcc) {
        made.coefficients = plain.coefficients;
        made.deltas = plain.deltas;
    }
    return made;
}

std::string AudioConfig::fault() const
{
    if (sampleRate < kLeastRate || sampleRate > kMostRate)
        return fmt::format("A sample rate of {} Hz is not possible: choose {} to {} Hz.", sampleRate, kLeastRate, kMostRate);
    if (clipMs < 1 || clipMs > kMostClipMs)
        return fmt::format("A clip of {} ms is not possible: choose 1 ms to 10 minutes.", clipMs);
    if (window < 2 || hop < 1 || hop > window)
        return fmt::format("A window of {} samples with a hop of {} is not possible: the hop must be 1 to the window's length.", window, hop);
    if (fftSize < window || fftSize > kMostFft)
        return fmt::format("A transform of {} samples does not fit a window of {}: choose {} to {}.", fftSize, window, window, kMostFft);
    if (window > samples())
        return fmt::format("The window of {} samples ({:.0f} ms at {} Hz) is longer than the clip of {} ms: choose a shorter window, a "
                           "higher sample rate or a longer clip.", window, 1000.0 * window / sampleRate, sampleRate, clipMs);
    return feature == Feature::Spectrogram ? std::string() : faultOfMel(*this);
}

void AudioConfig::requireValid() const
{
    if (const std::string sentence = fault(); !sentence.empty())
        throw Error(sentence);
}

std::string AudioConfig::label() const
{
    const std::string rate = sampleRate >= 1000 ? fmt::format("{:g}\u202fkHz", sampleRate / 1000.0) : fmt::format("{}\u202fHz", sampleRate);
    const auto ms = [&](int count) { return fmt::format("{:.3g}", 1000.0 * count / sampleRate); };
    const std::string bands = feature == Feature::Mfcc ? fmt::format(" of {} mel", melBands) : std::string();
    return fmt::format("{} {} {}×{}{}, {}/{}\u202fms, {:g}\u202fs", rate, shownName(feature), rows(), frames(), bands, ms(window), ms(hop),
        clipMs / 1000.0);
}

std::string AudioConfig::key() const
{
    std::string text = fmt::format("{}-{}-{}-{}-{}-{}ms", sampleRate, featureName(feature), window, hop, fftSize, clipMs);
    if (!centred)
        text += "-start";
    if (feature != Feature::Spectrogram)
        text += fmt::format("-{}mel-{}-{}{}", melBands, fMin, fMax, melScale == MelScale::Htk ? "-htk" : "");
    if (feature == Feature::Mfcc)
        text += fmt::format("-{}c-{}d", coefficients, deltas);
    return text;
}

std::optional<AudioConfig> AudioConfig::fromKey(std::string_view key)
{
    std::vector<std::string> parts;
    for (std::size_t from = 0; from <= key.size();) {
        const std::size_t dash = std::min(key.find('-', from), key.size());
        parts.emplace_back(key.substr(from, dash - from));
        from = dash + 1;
    }
    if (parts.size() < 6)
        return std::nullopt;
    AudioConfig config;
    std::size_t at = 0;
    const auto number = [&](int& into, std::string_view unit = {}) { // "40mel": digits, then the unit
        std::string_view text = at < parts.size() ? std::string_view(parts[at++]) : std::string_view();
        if (!text.ends_with(unit))
            return false;
        text.remove_suffix(unit.size());
        const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), into);
        return failed == std::errc() && end == text.data() + text.size();
    };
    const auto word = [&](std::string_view text) { return at < parts.size() && parts[at] == text && ++at > 0; };
    const std::optional<Feature> feature = featureFromName(parts[1]);
    bool good = number(config.sampleRate) && feature;
    ++at;
    good = good && number(config.window) && number(config.hop) && number(config.fftSize) && number(config.clipMs, "ms");
    config.feature = feature.value_or(Feature::Spectrogram);
    config.centred = !word("start");
    if (config.feature != Feature::Spectrogram) {
        good = good && number(config.melBands, "mel") && number(config.fMin) && number(config.fMax);
        config.melScale = word("htk") ? MelScale::Htk : MelScale::Slaney;
    }
    if (config.feature == Feature::Mfcc)
        good = good && number(config.coefficients, "c") && number(config.deltas, "d");
    return good && config.key() == key ? std::optional(config) : std::nullopt;
}

AudioConfig paper2023(int sampleRate, Feature feature)
{
    AudioConfig config;
    config.sampleRate = sampleRate;
    config.feature = feature;
    config.deltas = 2;
    config.clipMs = 10'000;
    return config;
}

std::vector<AudioConfig> keywordConfigs(int coefficients)
{
    std::vector<AudioConfig> configs;
    for (const auto& [window, hop] : { std::pair(400, 100), std::pair(400, 200), std::pair(640, 160), std::pair(640, 320) }) {
        for (const int bands : { 40, 80 }) {
            AudioConfig config;
            config.feature = Feature::Mfcc;
            config.window = config.fftSize = window;
            config.hop = hop;
            config.melBands = bands;
            config.coefficients = coefficients;
            configs.push_back(config);
        }
    }
    return configs;
}

AudioConfig mlperfTiny()
{
    AudioConfig config;
    config.feature = Feature::Mfcc;
    config.window = 480; // 30 ms
    config.hop = 320;    // 20 ms
    config.fftSize = 512;
    config.melBands = 40;
    config.fMin = 20;
    config.fMax = 4000;
    config.melScale = MelScale::Htk;
    config.coefficients = 10;
    config.centred = false;
    return config;
}

} // namespace danas::data::audio
