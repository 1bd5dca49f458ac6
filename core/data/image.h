// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/shape.h"

#include <cstdint>
#include <vector>

namespace danas::data {

/// An 8-bit picture, rows top down, channels interleaved (RGB or gray), no padding. Features of sound are one, too: what
/// networks receive.
struct Image {
    int width = 0;
    int height = 0;
    int channels = 0;
    std::vector<std::uint8_t> pixels;

    [[nodiscard]] Shape shape() const { return { channels, height, width }; }
};

} // namespace danas::data
