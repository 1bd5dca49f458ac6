// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace danas::space {

/// One value of the parameter "frame": the pieces of sound that spectra are made of.
struct Frame {
    bool milliseconds = false;
    double length = 0; ///< of the window; whole samples, or milliseconds in steps of 1/100
    double step = 0;   ///< of the hop, likewise, at most the window

    [[nodiscard]] int window(int sampleRate) const; ///< samples, rounded
    [[nodiscard]] int hop(int sampleRate) const;
    /// Samples of the transform: the window itself, or for one in milliseconds the next power of two.
    [[nodiscard]] int fftSize(int sampleRate) const;

    auto operator<=>(const Frame&) const = default;
};

/// "2048/512" in samples, "25/12.5 ms" in milliseconds; nothing for any other text.
[[nodiscard]] std::optional<Frame> frameFromText(std::string_view text);
[[nodiscard]] std::string frameText(const Frame& frame);

} // namespace danas::space
