// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/shape.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace danas::data {

enum class Colour : std::uint8_t { Rgb, Gray };

[[nodiscard]] std::string_view colourName(Colour colour); ///< "rgb" or "gray", as in files
[[nodiscard]] std::optional<Colour> colourFromName(std::string_view name);

/// One input data configuration of pictures: what the sensor's picture is turned into before the network sees it.
struct ImageConfig {
    int resolution = 0; ///< side of the square input, pixels
    Colour colour = Colour::Rgb;

    [[nodiscard]] constexpr int channels() const { return colour == Colour::Rgb ? 3 : 1; }
    [[nodiscard]] constexpr Shape shape() const { return { channels(), resolution, resolution }; }
    [[nodiscard]] std::string label() const; ///< for people: "96 px RGB", "96 px gray"
    [[nodiscard]] std::string key() const;   ///< for files and maps: "96-rgb", "96-gray"
    [[nodiscard]] static std::optional<ImageConfig> fromKey(std::string_view key);

    auto operator<=>(const ImageConfig&) const = default;
};

} // namespace danas::data
