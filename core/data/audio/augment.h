// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/audio/audio_file.h"
#include "data/image.h"

#include <cstdint>
#include <span>
#include <vector>

namespace danas::data::audio {

/// How much a training clip is changed. All 0: not at all.
struct Augmentation {
    double shiftMs = 0;    ///< up to this many milliseconds earlier or later, silence where nothing was
    double gainDb = 0;     ///< up to this many dB louder or softer
    double noiseChance = 0; ///< how many of the clips get noise, 0..1
    double leastSnrDb = 0, mostSnrDb = 0; ///< level of the clip over that of the noise
    int timeMasks = 0, mostMaskedFrames = 0; ///< SpecAugment: stripes of 0 to so many frames, or rows
    int rowMasks = 0, mostMaskedRows = 0;

    bool operator==(const Augmentation&) const = default;
};

/// Root of the mean square; 0 for no samples.
[[nodiscard]] double levelOf(std::span<const float> samples);

/// The samples `by` later (earlier if negative), as many as before; silence where nothing was.
[[nodiscard]] std::vector<float> shifted(std::span<const float> samples, std::int64_t by);

/// Adds noise such that the clip's level is `snrDb` over the noise's. The noise is taken from sample `from` on and begins
/// anew where it ends. Silence on either side leaves the clip as it is: there is no ratio to keep.
void mixNoise(std::span<float> clip, std::span<const float> noise, std::size_t from, double snrDb);

/// The clip as training hears it: shifted, made louder or softer, mixed with a part of one of `noises` (at the clip's rate).
/// A pure function of its arguments, in which the draws depend on `key` alone and times are in seconds: so the same key at
/// two sample rates gives the same change. The level of the noise's part is measured on that part.
[[nodiscard]] Sound trainingClip(const Sound& clip, const Augmentation& augmentation, std::span<const Sound> noises, std::uint64_t key);

/// SpecAugment's masks (Park et al., Interspeech 2019, without time warping) on features in 8 bit: stripes become the mean
/// of the picture. Stripe lengths are drawn evenly from 0 to the most, at most the picture. A pure function of its arguments.
void maskFeatures(Image& codes, const Augmentation& augmentation, std::uint64_t key);

} // namespace danas::data::audio
