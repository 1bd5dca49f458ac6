// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/data_config.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace danas::cost {

enum class PixelFormat : std::uint8_t { Gray8, Bayer8, Rgb565, Yuv422, Rgb888 };

/// What the sensor leaves in RAM, apart from the arena: a camera's picture, or a microphone's samples. Without one the
/// application writes straight into the network's input.
struct Sensor {
    int width = 0, height = 0; ///< of the camera's picture; 0: no camera
    PixelFormat format = PixelFormat::Rgb565;
    int sampleBits = 0;   ///< of the microphone's samples, 8 or 16; 0: no microphone
    bool sliding = false; ///< features are made while sound comes in, so that one window and hop are kept instead of the whole clip

    [[nodiscard]] bool present() const { return width > 0 || sampleBits > 0; }
    [[nodiscard]] std::int64_t bytes() const; ///< of the camera's picture
    /// Of its buffer at this data configuration: the picture, or bits / 8 x rate x seconds (AudioConfig::clipBytes), or a window and
    /// a hop (slidingBytes). 0 for data that it cannot deliver; runs with such a sensor are refused (search::requireKnown).
    [[nodiscard]] std::int64_t bytes(const data::DataConfig& data) const;
    /// Whether it delivers such data: a camera pictures, a microphone sounds, none either.
    [[nodiscard]] bool delivers(data::Modality modality) const { return modality == data::Modality::Audio ? width == 0 : sampleBits == 0; }
    [[nodiscard]] std::string text() const; ///< "none", "qvga-rgb565", "96x96-gray8", "mic-16bit", "mic-8bit-sliding"
    bool operator==(const Sensor&) const = default;
};
/// "none", "mic-8bit" or "mic-16bit", either with "-sliding", or a size (qqvga, qcif, qvga, cif, hvga, vga, svga, or WIDTHxHEIGHT), a dash and a pixel format (gray8, bayer8,
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
/// The same for any data configuration: of sounds AudioConfig::scratchBytes, 0 without a sensor that delivers them.
[[nodiscard]] std::int64_t preprocessingBytes(const Sensor& sensor, const data::DataConfig& data);
/// Flash that preprocessing takes beside its code, for constants: of sounds data::audio::tableBytes, of pictures nothing. Likewise
/// 0 without a sensor that delivers such data, for then the application makes the input.
[[nodiscard]] std::int64_t preprocessingTableBytes(const Sensor& sensor, const data::DataConfig& data);

} // namespace danas::cost
