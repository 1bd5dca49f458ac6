// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/audio/wav_writer.h"

#include "base/error.h"
#include "data/paths.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <string_view>

namespace danas::data::audio {

void writeWav(const std::filesystem::path& file, const Sound& sound)
{
    std::vector<char> bytes;
    const auto text = [&](std::string_view four) { bytes.insert(bytes.end(), four.begin(), four.end()); };
    const auto number = [&](std::uint32_t value, int count) {
        for (int i = 0; i < count; ++i)
            bytes.push_back(static_cast<char>(static_cast<std::uint8_t>(value >> (8 * i))));
    };
    const auto rate = static_cast<std::uint32_t>(sound.rate), size = static_cast<std::uint32_t>(sound.samples.size() * 2);
    text("RIFF");
    number(36 + size, 4);
    text("WAVEfmt ");
    number(16, 4); // bytes of this chunk
    number(1, 2);  // PCM
    number(1, 2);  // channel
    number(rate, 4);
    number(rate * 2, 4); // bytes a second
    number(2, 2);        // bytes a frame
    number(16, 2);       // bits
    text("data");
    number(size, 4);
    for (const float sample : sound.samples)
        number(static_cast<std::uint32_t>(std::lround(std::clamp(sample * 32768.0F, -32768.0F, 32767.0F))), 2);
    std::ofstream stream(file, std::ios::binary);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    stream.close();
    if (!stream)
        throw Error(fmt::format("\"{}\" cannot be written: make room on the disk, or choose another folder.", displayName(file)));
}

} // namespace danas::data::audio
