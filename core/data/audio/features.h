// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/audio/audio_config.h"
#include "data/audio/audio_file.h"
#include "data/audio/mel_filters.h"
#include "data/image.h"

#include <memory>
#include <span>
#include <vector>

namespace danas::data::audio {

/// Features as numbers, row by row (shape().height x shape().width). Spectra are in dB.
using FeatureMap = std::vector<float>;

/// What one row's values become as 8 bit: low -> 0, high -> 255, rounded, held at the ends.
struct CodeRange {
    float low = 0;
    float high = 0;
};

/// Makes the features of one configuration. Definitions are librosa's: stft (Hann, silence as padding), its squared
/// magnitude, filters.mel, power_to_db (reference 1, amin 1e-10, top_db 80), mfcc (DCT-II, orthonormal) and delta (width
/// 9, "interp"; with fewer than 9 frames "nearest", for then librosa has no other).
/// Const use is safe from any thread.
class FeatureExtractor {
public:
    /// @throws Error if no features can be made this way
    explicit FeatureExtractor(const AudioConfig& config);
    ~FeatureExtractor();
    FeatureExtractor(FeatureExtractor&&) noexcept;
    FeatureExtractor& operator=(FeatureExtractor&&) noexcept;

    [[nodiscard]] const AudioConfig& config() const { return m_config; }
    /// Of the clip's first samples() samples at sampleRate; silence follows a shorter one.
    [[nodiscard]] FeatureMap features(std::span<const float> clip) const;
    /// What the network receives: each row in 8 bit by its range; height = rows, width = frames, 1 channel. The same
    /// data::normalise as for pictures takes it to -1..1.
    [[nodiscard]] Image codes(const FeatureMap& features) const;
    /// One fixed range per row, a function of the configuration alone, so that a device needs no statistics of a data set.
    /// Spectra: 110 dB up to the power of a full-scale tone. Coefficient 0: sqrt(bands) times that. Coefficient k: +-
    /// 18 sqrt(2 bands / k); its delta 0.11 of that (0.25 for k = 0), its delta-delta half as much as the delta. The numbers
    /// were chosen on the training clips of keywords, machines and bearing-48k: 0.3 % of the values or fewer lie outside.
    [[nodiscard]] std::vector<CodeRange> ranges() const;

    // The constants of all this, for who writes them down for a device.
    [[nodiscard]] std::span<const float> window() const { return m_window; }
    [[nodiscard]] std::span<const MelFilter> filters() const { return m_filters; } ///< none for a spectrogram
    [[nodiscard]] std::span<const float> cosines() const { return m_cosines; }     ///< coefficients x mel bands; MFCC alone

private:
    struct Transform;
    [[nodiscard]] std::vector<float> power(std::span<const float> clip) const; ///< frame by frame: frames x bins
    [[nodiscard]] std::vector<float> bands(std::span<const float> power) const; ///< frame by frame: frames x mel bands
    [[nodiscard]] FeatureMap coefficients(std::span<const float> decibels) const;

    AudioConfig m_config;
    std::vector<float> m_window;
    std::vector<MelFilter> m_filters;
    std::vector<float> m_cosines; ///< coefficients x mel bands
    std::unique_ptr<Transform> m_transform;
};

/// 10 log10(max(power, 1e-10)), and nothing lower than 80 dB below the largest: librosa.power_to_db with its defaults.
void powerToDecibels(std::span<float> power);
/// librosa.feature.delta along each row: the `order`-th derivative of a polynomial of that order fitted to 9 frames.
[[nodiscard]] FeatureMap delta(std::span<const float> rows, int frames, int order);

} // namespace danas::data::audio
