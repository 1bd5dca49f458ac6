// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/data_words.h"

#include "base/resources.h"
#include "data/audio/device_tables.h"

#include <fmt/format.h>

namespace danas::deploy {
namespace {

using data::audio::AudioConfig;
using data::audio::Feature;

Json pictureJson(const data::ImageConfig& config)
{
    return { { "resolution", config.resolution }, { "colour", data::colourName(config.colour) },
        { "preprocessing", "centre crop to a square, area averaging (bilinear where it grows), colour" } };
}

std::string stepsOf(const AudioConfig& config)
{
    std::string steps = "frames, Hann window, FFT, power";
    if (config.feature != Feature::Spectrogram)
        steps += ", mel bands";
    steps += ", decibels down to 80 below the largest";
    if (config.feature == Feature::Mfcc)
        steps += config.deltas == 0 ? ", DCT" : config.deltas == 1 ? ", DCT, delta" : ", DCT, delta and delta-delta";
    return steps + ", 8 bits by fixed ranges";
}

Json soundJson(const AudioConfig& config)
{
    Json json { { "sample_rate_hz", config.sampleRate }, { "clip_ms", config.clipMs }, { "samples", config.samples() },
        { "feature", featureName(config.feature) }, { "window_samples", config.window }, { "hop_samples", config.hop },
        { "fft_samples", config.fftSize }, { "frames_centred", config.centred }, { "frames", config.frames() }, { "rows", config.rows() } };
    if (config.feature != Feature::Spectrogram) {
        json["mel_bands"] = config.melBands;
        json["lowest_hz"] = config.fMin;
        json["highest_hz"] = config.topHz();
        json["mel_scale"] = config.melScale == data::audio::MelScale::Htk ? "htk" : "slaney";
    }
    if (config.feature == Feature::Mfcc) {
        json["coefficients"] = config.coefficients;
        json["deltas"] = config.deltas;
    }
    json["preprocessing"] = stepsOf(config);
    json["clip_bytes_16_bit"] = config.clipBytes(16);
    json["workspace_bytes"] = config.scratchBytes();
    json["table_bytes"] = tableBytes(config);
    return json;
}

} // namespace

Json configurationJson(const data::DataConfig& config)
{
    return config.isAudio() ? soundJson(config.audio()) : pictureJson(config.image());
}

std::map<std::string, std::string> dataWords(const data::DataConfig& config)
{
    if (!config.isAudio())
        return { { "USAGE", std::string(resource("usage_picture.md")) }, { "DATA_ROWS", "" },
            { "INPUT", "bytes of the picture minus 128, rows from the top down, channels innermost" },
            { "ARDUINO", "from the camera's frame with `danas_preprocess`. Cameras of the OV767x family send RGB565 high byte first: `DANAS_RGB565_SWAPPED`." } };
    const AudioConfig& sound = config.audio();
    std::string usage(resource("usage_sound.md"));
    constexpr std::string_view mark = "@RATE@";
    usage.replace(usage.find(mark), mark.size(), std::to_string(sound.sampleRate));
    return { { "USAGE", usage },
        { "DATA_ROWS",
            fmt::format("| microphone | {} Hz; {} samples make one input: {} bytes of 16 bits, or {} if features are made while sound comes in |\n"
                        "| preprocessing | {} bytes of RAM while it runs, {} bytes of tables in flash |\n",
                sound.sampleRate, sound.samples(), sound.clipBytes(16), sound.slidingBytes(16), sound.scratchBytes(), tableBytes(sound)) },
        { "INPUT", fmt::format("features of the sound ({}) minus 128, rows are {}, the lowest first, columns are frames", stepsOf(sound),
                       sound.feature == Feature::Mfcc ? "coefficients" : "frequencies") },
        { "ARDUINO", "from the microphone's samples (PDM or I2S, 16 bits) with `danas_preprocess`." } };
}

const char* samplesWord(const data::DataConfig& config)
{
    return config.isAudio() ? "clips" : "pictures";
}

} // namespace danas::deploy
