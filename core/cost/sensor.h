// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/data_config.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace danas::cost {

enum class PixelFormat : std::uint8_t { Gray8, Bayer8, Rgb565, Yuv422, Rgb888 };

/// The picture that the sensor leaves in RAM, apart from the arena. Without one (width 0) the application writes straight
/// into the network's input.
struct Sensor {
    int width = 0, height = 0;
    PixelFormat format = PixelFormat::Rgb565;

    [[nodiscard]] bool present() const { return width > 0; }
    [[nodiscard]] std::int64_t bytes() const;
    [[nodiscard]] std::string text() const; ///< "none", "qvga-rgb565", "96x96-gray8"
    bool operator==(const Sensor&) const = default;
};
/// "none", or a size (qqvga, qcif, qvga, cif, hvga, vga, svga, or WIDTHxHEIGHT), a dash and a pixel format (gray8, bayer8,
/// rgb565, yuv422, rgb888). @throws Error saying so
[[nodiscard]] Sensor sensorFromText(const std::string& text, const std::string& where);
/// What a choice can offer.
struct SensorSize {
    std::string_view name; ///< "qvga"
    int width = 0, height = 0;
};
[[nodiscard]] std::span<const SensorSize> sensorSizes();
[[nodiscard]] std::span<const PixelFormat> pixelFormats();
[[nodiscard]] std::string_view pixelFormatName(PixelFormat format); ///< "rgb565"

/// RAM that centre crop, area averaging and grey need beside the sensor's picture and the network's input: one row of the
/// input as 32-bit sums, in three colours unless the sensor is grey (grey is made of the averaged colours, as in training).
/// The crop reads with a stride, and sums are rounded straight into the input; a source row that lies on the border of two
/// rows is read twice. 0 without a sensor, and where the sensor delivers the input as it is, or must be enlarged (bilinear
/// reads the picture and writes the input).
[[nodiscard]] std::int64_t preprocessingBytes(const Sensor& sensor, const data::Shape& input);

} // namespace danas::cost
