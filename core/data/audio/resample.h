// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/audio/audio_file.h"

#include <span>
#include <vector>

namespace danas::data::audio {

/// Samples that `count` at `from` Hz become at `to` Hz: ceil(count * to / from), as librosa.resample has it.
[[nodiscard]] std::int64_t resampledLength(std::int64_t count, int from, int to);

/// Band-limited resampling (libsoxr, its high quality: linear phase, pass band to 0.91 of the lower Nyquist frequency, 120 dB
/// rejection), which is librosa's default too. On one thread and without dither, so the same input gives the same output;
/// equal rates copy. Rates from 100 Hz to 1 MHz.
[[nodiscard]] std::vector<float> resample(std::span<const float> samples, int from, int to);
[[nodiscard]] Sound resample(const Sound& sound, int to);

} // namespace danas::data::audio
