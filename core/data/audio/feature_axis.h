// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/audio/audio_config.h"

#include <string>
#include <vector>

namespace danas::data::audio {

struct AxisMark {
    double at = 0; ///< share of the picture's extent, 0 = left or lowest
    std::string text;
};

/// What the rows of a feature map are, for the axis beside its picture.
struct RowAxis {
    std::string quantity;       ///< "Hz", "coefficient", "MFCC and deltas"
    std::vector<AxisMark> marks; ///< lowest first
    std::vector<double> borders; ///< between coefficients, deltas and their deltas
};
/// Marks of `most` or fewer. Spectrogram: frequencies, even. Mel: frequencies where their bands are. MFCC: coefficients, or
/// what its blocks are.
[[nodiscard]] RowAxis rowAxis(const AudioConfig& config, int most);

/// Where a moment of the clip is in the picture of its frames: each frame is one column, its middle the middle of the window.
/// Outside 0..1 for moments before and after all frames.
[[nodiscard]] double columnOf(const AudioConfig& config, double seconds);

/// Round numbers from 0 up to `end`: steps of 1, 2 or 5 times a power of ten, `most` or fewer besides 0.
[[nodiscard]] std::vector<double> roundMarks(double end, int most);

/// A frequency: "500", "1.5k".
[[nodiscard]] std::string hertzMark(double hertz);

} // namespace danas::data::audio
