// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/sound_writer.h"

#include "data/audio/device_tables.h"
#include "data/audio/features.h"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

namespace danas::deploy {
namespace {

using data::audio::AudioConfig;
using data::audio::CodeRange;
using data::audio::Feature;
using data::audio::FeatureExtractor;
using data::audio::MelFilter;

/// Digits enough to tell any two floats apart.
std::string number(float value)
{
    return fmt::format("{:.8e}F", value);
}

std::string numbers(std::span<const float> values)
{
    constexpr std::size_t kLine = 8;
    std::string text;
    for (std::size_t i = 0; i < values.size(); ++i)
        text += fmt::format("{}{},{}", i % kLine == 0 ? "    " : " ", number(values[i]), i % kLine == kLine - 1 || i + 1 == values.size() ? "\n" : "");
    return text;
}

std::string table(const char* name, std::span<const float> values)
{
    return fmt::format("\nstatic const float {}[{}] = {{\n{}}};\n", name, values.size(), numbers(values));
}

/// exp(-2 pi i k / fftSize) for k below transformPoints, as pairs.
std::vector<float> circleOf(const AudioConfig& config)
{
    std::vector<float> circle;
    for (int k = 0; k < transformPoints(config); ++k) {
        const double angle = 2 * std::numbers::pi * k / config.fftSize;
        circle.push_back(static_cast<float>(std::cos(angle)));
        circle.push_back(static_cast<float>(-std::sin(angle)));
    }
    return circle;
}

std::span<const float> windowOf(const FeatureExtractor& extractor)
{
    return extractor.window().first(static_cast<std::size_t>(keptWindow(extractor.config())));
}

std::vector<CodeRange> rangesOf(const FeatureExtractor& extractor)
{
    std::vector<CodeRange> ranges = extractor.ranges();
    ranges.resize(static_cast<std::size_t>(keptRanges(extractor.config())));
    return ranges;
}

std::string filtersText(std::span<const MelFilter> filters)
{
    if (filters.empty())
        return {};
    std::string bands;
    std::vector<float> weights;
    for (const MelFilter& filter : filters) {
        bands += fmt::format("    {{ {}, {}, {} }},\n", filter.first, filter.weights.size(), weights.size());
        weights.insert(weights.end(), filter.weights.begin(), filter.weights.end());
    }
    return fmt::format("\n/* Mel bands: the first bin, how many of them, and where their weights begin. */\n"
                       "typedef struct {{\n    int32_t first, count, weights;\n}} danas_band;\n\n"
                       "static const danas_band danas_bands[{}] = {{\n{}}};\n", filters.size(), bands)
        + table("danas_band_weights", weights);
}

std::string rangesText(const std::vector<CodeRange>& ranges)
{
    std::string rows;
    for (const CodeRange& range : ranges)
        rows += fmt::format("    {{ {}, {} }},\n", number(range.low), number(255 / (range.high - range.low)));
    return fmt::format("\n/* What becomes the lowest of 256 steps, and steps per unit. */\ntypedef struct {{\n    float low, steps;\n}} danas_range;\n\n"
                       "#define DANAS_RANGES {} /* one for all rows, or one for each */\nstatic const danas_range danas_ranges[DANAS_RANGES] = {{\n{}}};\n",
        ranges.size(), rows);
}

TextFile configText(const AudioConfig& config)
{
    const bool mel = config.feature != Feature::Spectrogram, mfcc = config.feature == Feature::Mfcc;
    const int lead = config.centred ? config.fftSize / 2 - (config.fftSize - config.window) / 2 : 0;
    std::string text = generatedComment(config.label()) + "#ifndef DANAS_PREPROCESS_CONFIG_H\n#define DANAS_PREPROCESS_CONFIG_H\n\n";
    const auto define = [&](const char* name, std::int64_t value, const char* comment = "") {
        text += fmt::format("#define DANAS_{} {}{}\n", name, value, *comment ? fmt::format(" /* {} */", comment) : "");
    };
    define("SAMPLE_RATE", config.sampleRate, "Hz: what the microphone is to be set to");
    define("SAMPLES", config.samples(), "of one input");
    define("WINDOW", config.window, "samples of one frame");
    define("HOP", config.hop, "samples from frame to frame");
    define("LEAD", lead, "samples of the first frame that lie before the clip");
    define("FRAMES", config.frames());
    define("ROWS", config.rows());
    define("FFT", config.fftSize, "samples of the transform: the frame, then zeros");
    define("FFT_FLOATS", std::int64_t { 2 } * transformPoints(config));
    define("MEL_BANDS", mel ? config.melBands : 0);
    define("COEFFICIENTS", mfcc ? config.coefficients : 0, "MFCC");
    define("DELTAS", mfcc ? config.deltas : 0);
    define("WORKSPACE_BYTES", config.scratchBytes(), "sizeof(danas_workspace)");
    return { "preprocess_config.h", text + "\n#endif\n" };
}

TextFile tablesText(const FeatureExtractor& extractor)
{
    const auto radices = transformRadices(extractor.config());
    std::string text = generatedComment() + "#ifndef DANAS_PREPROCESS_TABLES_H\n#define DANAS_PREPROCESS_TABLES_H\n";
    text += fmt::format("\n#define DANAS_FFT_STAGES {}\nstatic const int32_t danas_radices[] = {{\n{}}};\n", radices.size(),
        cNumbers(radices.empty() ? std::vector<int> { 1 } : radices));
    text += "\n/* The transform's roots of unity: cos, -sin. */" + table("danas_circle", circleOf(extractor.config()));
    text += "\n/* The first half of the Hann window, which is symmetric. */" + table("danas_hann", windowOf(extractor));
    text += filtersText(extractor.filters());
    if (!extractor.cosines().empty())
        text += "\n/* From mel bands to coefficients. */" + table("danas_cosines", extractor.cosines());
    return { "preprocess_tables.h", text + rangesText(rangesOf(extractor)) + "\n#endif\n" };
}

} // namespace

std::vector<TextFile> soundSources(const AudioConfig& config)
{
    return { configText(config), tablesText(FeatureExtractor(config)) };
}

} // namespace danas::deploy
