// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/file_bytes.h"

#include <cstdint>
#include <filesystem>
#include <limits>
#include <vector>

namespace danas::data::audio {

enum class AudioFormat : std::uint8_t { Wav, Flac, Ogg };

/// What a file says about itself before a sample is decoded.
struct AudioHeader {
    AudioFormat format = AudioFormat::Wav;
    int rate = 0;     ///< Hz
    int channels = 0;
    std::int64_t frames = 0; ///< samples of each channel
    std::size_t dataAt = 0;  ///< WAV: where the samples begin, and their bytes as found (the header may not know: streams)
    std::size_t dataBytes = 0;
};

/// One channel of sound at its native rate. Full scale is -1..1.
struct Sound {
    int rate = 0; ///< Hz
    std::vector<float> samples;

    [[nodiscard]] double seconds() const { return rate > 0 ? static_cast<double>(samples.size()) / rate : 0; }
};

inline constexpr int kLeastRate = 100;        ///< Hz: slower signals are no sound
inline constexpr int kMostRate = 1'000'000;   ///< Hz: the fastest recorders for bats and bearings sample at 1 MHz
inline constexpr int kMostChannels = 16;
inline constexpr std::int64_t kMostFrames = 100'000'000; ///< 35 minutes at 48 kHz
inline constexpr double kLeastSeconds = 0.01; ///< shorter than this tells nothing
inline constexpr float kMostLevel = 4.0F;     ///< times full scale: a float file may overshoot, but not hold other units

/// True if the first bytes are those of sound that we read. 12 bytes are enough.
[[nodiscard]] bool looksLikeAudio(Bytes bytes);

/// Judges the content, never the name: format, rate, channels, and (WAV) whether the samples that the header claims are
/// there, without decoding, so that nothing is allocated on the word of a header. WAV: a size of 2^32 - 1, which streaming
/// writers leave, means "to the end of the file"; an incomplete last frame is dropped. @throws Error "<reason>"
[[nodiscard]] AudioHeader inspectAudio(Bytes bytes);
[[nodiscard]] AudioHeader inspectWav(Bytes bytes);

/// Decodes to mono: the mean of all channels, as librosa.to_mono does. Integers are divided by their full scale; nothing is
/// rescaled. Reads at most the first `mostSeconds`. @throws Error "<reason>": cut off, damaged, too short, not finite, or
/// beyond full scale
[[nodiscard]] Sound decodeAudio(Bytes bytes, const AudioHeader& header, double mostSeconds = std::numeric_limits<double>::infinity());

/// Reads, inspects and decodes a file. @throws Error "<reason>"
[[nodiscard]] Sound readAudioFile(const std::filesystem::path& file, double mostSeconds = std::numeric_limits<double>::infinity());

/// @throws Error if these are no rate, channels or length of a recording
void checkClaims(std::int64_t rate, std::int64_t channels, std::int64_t frames);

} // namespace danas::data::audio
