// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/audio/audio_config.h"
#include "data/image_config.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace danas::data {

/// What a dataset is made of, and with it its data configurations.
enum class Modality : std::uint8_t { Image, Audio }; ///< in the order of DataConfig's variant
[[nodiscard]] std::string_view modalityName(Modality modality); ///< "image", "audio", as in files

/// One input data configuration: what the sensor delivers is turned into this before the network sees it. A value of one of
/// the modalities behind the functions that all share; code of one modality asks for its own by image() or audio().
class DataConfig {
public:
    DataConfig() = default;
    DataConfig(const ImageConfig& image) // NOLINT(google-explicit-constructor): a picture's configuration is one
        : m_config(image)
    {
    }
    DataConfig(const audio::AudioConfig& audio) // NOLINT(google-explicit-constructor): likewise; canonical
        : m_config(audio.canonical())
    {
    }
    DataConfig(int resolution, Colour colour)
        : m_config(ImageConfig { resolution, colour })
    {
    }

    [[nodiscard]] Modality modality() const { return static_cast<Modality>(m_config.index()); }
    [[nodiscard]] bool isAudio() const { return modality() == Modality::Audio; }
    /// @throws std::bad_variant_access for another modality, which is an error of the program
    [[nodiscard]] const ImageConfig& image() const& { return std::get<ImageConfig>(m_config); }
    [[nodiscard]] ImageConfig image() && { return std::get<ImageConfig>(m_config); } ///< of a temporary: no reference into it
    [[nodiscard]] const audio::AudioConfig& audio() const& { return std::get<audio::AudioConfig>(m_config); }
    [[nodiscard]] audio::AudioConfig audio() && { return std::get<audio::AudioConfig>(m_config); }

    [[nodiscard]] Shape shape() const;
    [[nodiscard]] int channels() const { return shape().channels; }
    /// What orders configurations along one scale for people: the resolution in pixels, or the sample rate in Hz.
    [[nodiscard]] int ordinal() const { return isAudio() ? audio().sampleRate : image().resolution; }
    /// Bytes of one input as the network receives it, int8.
    [[nodiscard]] std::int64_t inputBytes() const { return shape().elements(); }
    [[nodiscard]] std::string label() const; ///< for people: "96 px RGB", "16 kHz MFCC 13×41 of 40 mel, 25/10 ms, 1 s"
    [[nodiscard]] std::string key() const;   ///< for files and maps: "96-rgb"; tells any two configurations apart
    [[nodiscard]] static std::optional<DataConfig> fromKey(std::string_view key); ///< nothing for any other text

    auto operator<=>(const DataConfig&) const = default;

private:
    std::variant<ImageConfig, audio::AudioConfig> m_config;
};

} // namespace danas::data
