// SPDX-License-Identifier: GPL-3.0-or-later
#include "cost/sensor.h"

#include "base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

namespace danas::cost {
namespace {

struct Size {
    std::string_view name;
    int width, height;
};
constexpr std::array kSizes { Size { "qqvga", 160, 120 }, Size { "qcif", 176, 144 }, Size { "qvga", 320, 240 }, Size { "cif", 352, 288 },
    Size { "hvga", 480, 320 }, Size { "vga", 640, 480 }, Size { "svga", 800, 600 } };

struct Format {
    std::string_view name;
    int bytes;
};
constexpr std::array kFormats { Format { "gray8", 1 }, Format { "bayer8", 1 }, Format { "rgb565", 2 }, Format { "yuv422", 2 },
    Format { "rgb888", 3 } }; ///< in the order of PixelFormat

const Format& formatOf(PixelFormat format)
{
    return kFormats[static_cast<std::size_t>(format)];
}

std::optional<int> side(std::string_view text)
{
    int value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool good = failed == std::errc() && end == text.data() + text.size() && value >= 1 && value <= 10'000;
    return good ? std::optional(value) : std::nullopt;
}

std::optional<std::pair<int, int>> sizeFrom(std::string_view text)
{
    for (const Size& size : kSizes) {
        if (size.name == text)
            return std::pair(size.width, size.height);
    }
    const auto cross = text.find('x');
    const auto width = side(text.substr(0, cross));
    const auto height = cross == std::string_view::npos ? std::nullopt : side(text.substr(cross + 1));
    return width && height ? std::optional(std::pair(*width, *height)) : std::nullopt;
}

} // namespace

std::int64_t Sensor::bytes() const
{
    return std::int64_t { formatOf(format).bytes } * width * height;
}

std::string Sensor::text() const
{
    if (!present())
        return "none";
    for (const Size& size : kSizes) {
        if (size.width == width && size.height == height)
            return fmt::format("{}-{}", size.name, formatOf(format).name);
    }
    return fmt::format("{}x{}-{}", width, height, formatOf(format).name);
}

Sensor sensorFromText(const std::string& text, const std::string& where)
{
    if (text == "none")
        return {};
    const std::string_view view(text);
    const auto dash = view.find('-');
    const auto size = sizeFrom(view.substr(0, dash));
    const auto name = dash == std::string_view::npos ? std::string_view() : view.substr(dash + 1);
    const auto format = std::find_if(kFormats.begin(), kFormats.end(), [&](const Format& known) { return known.name == name; });
    if (!size || format == kFormats.end())
        throw Error(fmt::format("{}: \"{}\" is not a sensor: write none, or a size (qqvga, qcif, qvga, cif, hvga, vga, svga or "
                                "WIDTHxHEIGHT), a dash and gray8, bayer8, rgb565, yuv422 or rgb888, such as qvga-rgb565.",
            where, text));
    return { size->first, size->second, static_cast<PixelFormat>(format - kFormats.begin()) };
}

std::vector<std::string> sensorNames()
{
    std::vector<std::string> names { "none" };
    for (const Size& size : kSizes) {
        for (const Format& format : kFormats)
            names.push_back(fmt::format("{}-{}", size.name, format.name));
    }
    return names;
}

std::int64_t preprocessingBytes(const Sensor& sensor, const data::Shape& input)
{
    constexpr std::int64_t sum = 4;
    const bool gray = sensor.format == PixelFormat::Gray8;
    const bool asItIs = sensor.width == input.width && sensor.height == input.height
        && (gray ? input.channels == 1 : sensor.format == PixelFormat::Rgb888 && input.channels == 3);
    const bool shrinks = std::min(sensor.width, sensor.height) >= std::max(input.width, input.height);
    if (!sensor.present() || asItIs || !shrinks)
        return 0;
    return sum * (gray ? 1 : 3) * input.width;
}

} // namespace danas::cost
