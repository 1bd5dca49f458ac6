// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/audio/audio_config.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace danas::data::audio {

[[nodiscard]] double melFromHz(double hertz, MelScale scale);

/// One triangular filter: its weights from bin `first` on.
struct MelFilter {
    std::size_t first = 0;
    std::vector<float> weights; ///< empty: no bin lies inside
};

/// librosa.filters.mel with norm="slaney": triangles of equal area on the mel scale.
[[nodiscard]] std::vector<MelFilter> melFilters(const AudioConfig& config);
/// How many weights they have together, without making them.
[[nodiscard]] std::int64_t melWeights(const AudioConfig& config);
[[nodiscard]] int emptyBands(const std::vector<MelFilter>& filters);

} // namespace danas::data::audio
