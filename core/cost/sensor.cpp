// SPDX-License-Identifier: GPL-3.0-or-later
#include "cost/sensor.h"

#include "base/error.h"
#include "data/audio/device_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

namespace danas::cost {
namespace {

constexpr std::array kSizes { SensorSize { "qqvga", 160, 120 }, SensorSize { "qcif", 176, 144 }, SensorSize { "qvga", 320, 240 },
    SensorSize { "cif", 352, 288 }, SensorSize { "hvga", 480, 320 }, SensorSize { "vga", 640, 480 }, SensorSize { "svga", 800, 600 } };
constexpr std::array kPixelFormats { PixelFormat::Gray8, PixelFormat::Bayer8, PixelFormat::Rgb565, PixelFormat::Yuv422, PixelFormat::Rgb888 };

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
    for (const SensorSize& size : kSizes) {
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

std::int64_t Sensor::bytes(const data::DataConfig& data) const
{
    if (!delivers(data.modality()))
        return 0;
    if (!data.isAudio())
        return bytes();
    return sliding ? data.audio().slidingBytes(sampleBits) : data.audio().clipBytes(sampleBits);
}

std::string Sensor::text() const
{
    if (!present())
        return "none";
    if (sampleBits > 0)
        return fmt::format("mic-{}bit{}", sampleBits, sliding ? "-sliding" : "");
    for (const SensorSize& size : kSizes) {
        if (size.width == width && size.height == height)
            return fmt::format("{}-{}", size.name, formatOf(format).name);
    }
    return fmt::format("{}x{}-{}", width, height, formatOf(format).name);
}

Sensor sensorFromText(const std::string& text, const std::string& where)
{
    if (text == "none")
        return {};
    for (const int bits : { 8, 16 }) {
        for (const bool sliding : { false, true }) {
            const Sensor microphone { .sampleBits = bits, .sliding = sliding };
            if (microphone.text() == text)
                return microphone;
        }
    }
    const std::string_view view(text);
    const auto dash = view.find('-');
    const auto size = sizeFrom(view.substr(0, dash));
    const auto name = dash == std::string_view::npos ? std::string_view() : view.substr(dash + 1);
    const auto format = std::find_if(kFormats.begin(), kFormats.end(), [&](const Format& known) { return known.name == name; });
    if (!size || format == kFormats.end())
        throw Error(fmt::format("{}: \"{}\" is not a sensor: write none, mic-8bit or mic-16bit (also with -sliding), or a size (qqvga, qcif, qvga, cif, hvga, vga, svga or "
                                "WIDTHxHEIGHT), a dash and gray8, bayer8, rgb565, yuv422 or rgb888, such as qvga-rgb565.",
            where, text));
    return { size->first, size->second, static_cast<PixelFormat>(format - kFormats.begin()), 0, false };
}

std::span<const SensorSize> sensorSizes()
{
    return kSizes;
}

std::span<const PixelFormat> pixelFormats()
{
    return kPixelFormats;
}

std::string_view pixelFormatName(PixelFormat format)
{
    return formatOf(format).name;
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

std::int64_t preprocessingBytes(const Sensor& sensor, const data::DataConfig& data)
{
    if (!sensor.delivers(data.modality()))
        return 0;
    if (data.isAudio())
        return sensor.present() ? data.audio().scratchBytes() : 0;
    return preprocessingBytes(sensor, data.shape());
}

std::int64_t preprocessingTableBytes(const Sensor& sensor, const data::DataConfig& data)
{
    const bool made = data.isAudio() && sensor.present() && sensor.delivers(data.modality());
    return made ? data::audio::tableBytes(data.audio()) : 0;
}

} // namespace danas::cost
