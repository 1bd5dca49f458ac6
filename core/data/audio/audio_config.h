// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/shape.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace danas::data::audio {

enum class Feature : std::uint8_t { Spectrogram, MelSpectrogram, Mfcc };
[[nodiscard]] std::string_view featureName(Feature feature); ///< "spectrogram", "mel", "mfcc", as in files
[[nodiscard]] std::optional<Feature> featureFromName(std::string_view name);
enum class MelScale : std::uint8_t { Slaney, Htk };          ///< librosa's htk=False (default) and htk=True

/// One input data configuration of sound: what a clip is turned into before the network sees it. Whole numbers only, so
/// that it can be compared and stored exactly. Axis order: rows (height) are frequency bins, bands or coefficients, the
/// lowest first; columns (width) are frames, the earliest first; one channel.
struct AudioConfig {
    int sampleRate = 16000; ///< Hz
    Feature feature = Feature::MelSpectrogram;
    int window = 2048;      ///< samples of one frame (Hann, periodic)
    int hop = 512;          ///< samples from frame to frame
    int fftSize = 2048;     ///< samples of the transform, at least the window; any size, not only powers of two
    int melBands = 80;      ///< mel spectrogram and MFCC
    int fMin = 0;           ///< Hz, lower edge of the mel bands
    int fMax = 0;           ///< Hz, upper edge; 0: half the sample rate
    MelScale melScale = MelScale::Slaney;
    int coefficients = 13;  ///< MFCC
    int deltas = 0;         ///< MFCC: 0 none, 1 with delta, 2 with delta and delta-delta, stacked below
    int clipMs = 1000;      ///< milliseconds of sound that make one input; shorter clips are followed by silence
    bool centred = true;    ///< frame t is centred on sample t * hop (silence around the clip), or begins there

    [[nodiscard]] std::int64_t samples() const; ///< of one clip
    [[nodiscard]] int frames() const;           ///< centred: 1 + floor(samples / hop); else 1 + floor((samples - window) / hop)
    [[nodiscard]] int bins() const { return fftSize / 2 + 1; }
    [[nodiscard]] int rows() const;
    [[nodiscard]] Shape shape() const { return { 1, rows(), frames() }; }
    /// Bytes of one input as the network receives it, int8.
    [[nodiscard]] std::int64_t inputBytes() const { return shape().elements(); }
    [[nodiscard]] double topHz() const { return fMax > 0 ? fMax : sampleRate / 2.0; }

    /// Bytes of the whole clip's samples as recorded: bits / 8 x rate x seconds (REFERENCE.md section 2).
    [[nodiscard]] std::int64_t clipBytes(int bits) const;
    /// The same if features are made while sound comes in: one window and the hop that arrives meanwhile.
    [[nodiscard]] std::int64_t slidingBytes(int bits) const;
    /// RAM beside samples and input while features are made, as resources/c/preprocess_sound.h has it, in float: the transform, the
    /// largest power so far and, for MFCC, all frames' mel bands: the 80 dB floor hangs on the clip's maximum. (Coefficients
    /// take their place; spectra go into the input at once; an odd transform is complex.) Tables (window, filters) are flash.
    [[nodiscard]] std::int64_t scratchBytes() const;

    /// The same with what its feature does not use as it is by default (the mel bands of a spectrogram): two configurations make
    /// the same input exactly if these are equal.
    [[nodiscard]] AudioConfig canonical() const;
    /// Why no features can be made this way: one sentence with what to do, "" if they can.
    [[nodiscard]] std::string fault() const;
    void requireValid() const; ///< @throws Error with the fault
    [[nodiscard]] std::string label() const; ///< for people: "16 kHz MFCC 13×41, 25/10 ms, 1 s"
    [[nodiscard]] std::string key() const;   ///< for files and maps; tells any two canonical configurations apart
    /// The canonical configuration with this key; nothing for any other text.
    [[nodiscard]] static std::optional<AudioConfig> fromKey(std::string_view key);

    auto operator<=>(const AudioConfig&) const = default;
};

/// REFERENCE.md section 2: frame 2048, hop 512, 80 bands, 13 MFCC with delta and delta-delta, first 10 s.
[[nodiscard]] AudioConfig paper2023(int sampleRate, Feature feature);
/// REFERENCE.md section 3: the eight MFCC configurations of keyword spotting at 16 kHz, 1 s. The paper's number of
/// coefficients is not known here; 13 unless given.
[[nodiscard]] std::vector<AudioConfig> keywordConfigs(int coefficients = 13);
/// REFERENCE.md section 6: MLPerf Tiny keyword spotting, 10 coefficients x 49 frames.
[[nodiscard]] AudioConfig mlperfTiny();

} // namespace danas::data::audio
