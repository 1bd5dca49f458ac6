// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/data_config.h"

#include <fmt/format.h>

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

std::string DataConfig::label() const
{
    return fmt::format("{}\u202fpx {}", resolution, colour == Colour::Rgb ? "RGB" : "gray");
}

std::string DataConfig::key() const
{
    return fmt::format("{}-{}", resolution, colourName(colour));
}

} // namespace danas::data
