// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

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

enum class Colour : std::uint8_t { Rgb, Gray };

[[nodiscard]] std::string_view colourName(Colour colour); ///< "rgb" or "gray", as in files
[[nodiscard]] std::optional<Colour> colourFromName(std::string_view name);

/// One input data configuration: what the sensor's picture is turned into before the network sees it.
/// (Images only so far; audio will make this a choice of modalities behind the same four functions.)
struct DataConfig {
    int resolution = 0; ///< side of the square input, pixels
    Colour colour = Colour::Rgb;

    [[nodiscard]] constexpr int channels() const { return colour == Colour::Rgb ? 3 : 1; }
    [[nodiscard]] constexpr Shape shape() const { return { channels(), resolution, resolution }; }
    /// Bytes of one input as the network receives it, int8.
    [[nodiscard]] constexpr std::int64_t inputBytes() const { return shape().elements(); }
    [[nodiscard]] std::string label() const; ///< for people: "96 px RGB", "96 px gray"
    [[nodiscard]] std::string key() const;   ///< for files and maps: "96-rgb", "96-gray"

    auto operator<=>(const DataConfig&) const = default;
};

} // namespace danas::data
