// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/image_config.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace danas::data {

std::string_view colourName(Colour colour)
{
    return colour == Colour::Rgb ? "rgb" : "gray";
}

std::optional<Colour> colourFromName(std::string_view name)
{
    if (name == "rgb")
        return Colour::Rgb;
    if (name == "gray")
        return Colour::Gray;
    return std::nullopt;
}

std::string ImageConfig::label() const
{
    return fmt::format("{}\u202fpx {}", resolution, colour == Colour::Rgb ? "RGB" : "gray");
}

std::string ImageConfig::key() const
{
    return fmt::format("{}-{}", resolution, colourName(colour));
}

std::optional<ImageConfig> ImageConfig::fromKey(std::string_view key)
{
    const std::size_t dash = std::min(key.find('-'), key.size());
    int resolution = 0;
    const auto [end, failed] = std::from_chars(key.data(), key.data() + dash, resolution);
    const auto colour = colourFromName(key.substr(std::min(dash + 1, key.size())));
    if (failed != std::errc() || end != key.data() + dash || !colour)
        return std::nullopt;
    return ImageConfig { resolution, *colour };
}

} // namespace danas::data
