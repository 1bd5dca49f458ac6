// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/audio/audio_config.h"
#include "data/audio/augment.h"
#include "data/audio/features.h"
#include "data/sample_source.h"

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace danas::data::audio {

/// All sounds of a dataset, decoded once to mono at their own rate and cut to the longest clip of the configurations; where
/// memory allows also resampled to the rates of the configurations, the lowest first. Features are made when they are asked
/// for, in 8 bit by FeatureExtractor::ranges(): fixed by the configuration alone, so a board needs nothing of the data set,
/// and what training sees is what the board's preprocessing gives. (Those of evaluation are kept by whoever scores.)
/// Immutable after loading, but for extractors of configurations that were not announced: any thread may read it.
class SoundCache final : public SampleSource {
public:
    /// Decodes in parallel. Recordings of noise are mixed into every clip where the dataset says how loud (Dataset::noiseGainDb),
    /// else they are for augmentation. @throws Error for a file that fails to decode since the scan, a configuration of which
    /// no features can be made, or more sound than memory should hold; Stopped
    SoundCache(const Dataset& dataset, const std::vector<AudioConfig>& configs, RunControl& control, const ScanProgress& progress = {});
    ~SoundCache() override;

    [[nodiscard]] std::size_t size() const override { return m_own.size(); }
    [[nodiscard]] std::int64_t bytes() const override;
    [[nodiscard]] Image original(int sample) const override; ///< the waveform of its own rate, as far as it is kept
    [[nodiscard]] Image evaluation(int sample, const DataConfig& config) const override;
    /// Time shift, gain, noise and SpecAugment as `usualAugmentation` says.
    [[nodiscard]] Image training(int sample, const DataConfig& config, std::uint64_t key) const override;

    [[nodiscard]] const Sound& own(int sample) const { return m_own[static_cast<std::size_t>(sample)]; }
    /// Resampled, and in steps of 16 bits, held at full scale: what a board's microphone delivers at that rate.
    [[nodiscard]] Sound clip(int sample, int rate) const;
    /// The same in whole steps, as far as the configuration hears it.
    [[nodiscard]] std::vector<std::int16_t> recording(int sample, const AudioConfig& config) const;

private:
    struct Extractors;
    struct AtRate {
        std::vector<std::vector<float>> clips; ///< per sample; empty if they did not fit
        std::vector<Sound> noises;
    };
    void load(const Dataset& dataset, double seconds, RunControl& control, const ScanProgress& progress);
    void mixNoiseIn(const Dataset& dataset, RunControl& control);
    void resampleAll(const std::vector<int>& rates, RunControl& control);

    std::vector<Sound> m_own;    ///< index = index into Dataset::samples
    std::vector<Sound> m_noises; ///< at their own rate
    bool m_augmentsWithNoise = false;
    std::map<int, AtRate> m_rates;
    std::unique_ptr<Extractors> m_extractors;
};

/// Full scale in steps of 16 bits, to the nearest, held at the ends.
[[nodiscard]] std::vector<std::int16_t> in16Bits(std::span<const float> samples);
[[nodiscard]] std::vector<float> from16Bits(std::span<const std::int16_t> samples);

/// How training changes clips of this configuration: up to a tenth of the clip (at most 100 ms) earlier or later, up to 6 dB
/// louder or softer, half of the clips in noise of 5 to 30 dB less where there are recordings of noise; SpecAugment: one stripe of
/// up to a tenth of the frames, and for spectra one of up to a tenth of the rows. (Not for MFCC, whose rows are no frequencies.)
[[nodiscard]] Augmentation usualAugmentation(const AudioConfig& config, bool noise);

/// The sound of one sample from its file, at its own rate: at most `mostSeconds` from where the sample begins.
/// @throws Error that names the file
[[nodiscard]] Sound readClip(const Dataset& dataset, const Sample& sample, double mostSeconds);

/// How long a sample is by itself at most, in seconds: a piece of a recording of noise one, any other as long as its file.
[[nodiscard]] double ownSeconds(const Dataset& dataset, const Sample& sample);

/// What features of this configuration are made of: the sample at its rate, as long as its clip or shorter. Of a source of sounds.
[[nodiscard]] Sound heardClip(const SampleSource& source, int sample, const AudioConfig& config);

/// The least and the greatest sample of a stretch.
struct Extent {
    float low = 0;
    float high = 0;
};
/// As many stretches of equal length as there are columns; nothing of no samples.
[[nodiscard]] std::vector<Extent> extents(std::span<const float> samples, int columns);

} // namespace danas::data::audio
