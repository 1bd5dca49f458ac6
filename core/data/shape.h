// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>

namespace danas::data {

/// Shape of one tensor of a network, without the batch. Activations are counted as int8: one byte an element.
struct Shape {
    int channels = 0;
    int height = 0;
    int width = 0;

    [[nodiscard]] constexpr std::int64_t elements() const
    {
        return static_cast<std::int64_t>(channels) * height * width;
    }
    auto operator<=>(const Shape&) const = default;
};

} // namespace danas::data
