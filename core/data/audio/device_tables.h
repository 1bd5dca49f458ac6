// SPDX-License-Identifier: GPL-3.0-or-later
// The constants that resources/c/preprocess_sound.c makes features with. core/deploy writes them down (sound_writer.h).
#pragma once

#include "data/audio/audio_config.h"

#include <cstdint>
#include <vector>

namespace danas::data::audio {

/// Of the complex transform, which is half as long as the real one if that is even.
[[nodiscard]] int transformPoints(const AudioConfig& config);
/// The transform's stages: fours first, for they take the fewest steps. None of one point, but C has no empty tables.
[[nodiscard]] std::vector<int> transformRadices(const AudioConfig& config);
/// Of the window the first half is kept: it is symmetric.
[[nodiscard]] int keptWindow(const AudioConfig& config);
/// One range is kept where all rows have the same.
[[nodiscard]] int keptRanges(const AudioConfig& config);
/// Bytes of them all, in flash: stages and roots of unity, window, mel bands and their weights, cosines, ranges. About a
/// microsecond. @pre the configuration has no fault
[[nodiscard]] std::int64_t tableBytes(const AudioConfig& config);

} // namespace danas::data::audio
