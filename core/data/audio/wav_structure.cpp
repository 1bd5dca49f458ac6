// SPDX-License-Identifier: GPL-3.0-or-later
// The chunks of a WAV file (RIFF: Microsoft and IBM, "Multimedia Programming Interface and Data Specifications 1.0").
#include "base/error.h"
#include "data/audio/audio_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace danas::data::audio {
namespace {

enum Tag : std::uint32_t { kPcm = 1, kFloat = 3, kALaw = 6, kMuLaw = 7, kExtensible = 0xFFFE };

class RiffReader {
public:
    explicit RiffReader(Bytes bytes)
        : m_bytes(bytes)
        , m_bigEndian(bytes[3] == 'X')
    {
    }

    [[nodiscard]] std::uint32_t number(std::size_t at, std::size_t count) const
    {
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < count; ++i)
            value = (value << 8U) | m_bytes[at + (m_bigEndian ? i : count - 1 - i)];
        return value;
    }
    [[nodiscard]] std::string name(std::size_t at) const
    {
        std::string text;
        for (std::size_t i = 0; i < 4; ++i)
            text += m_bytes[at + i] >= 0x20 && m_bytes[at + i] < 0x7F ? static_cast<char>(m_bytes[at + i]) : '?';
        return text;
    }
    [[nodiscard]] std::size_t size() const { return m_bytes.size(); }

private:
    Bytes m_bytes;
    bool m_bigEndian;
};

struct Format {
    std::uint32_t tag = 0, channels = 0, rate = 0, frameBytes = 0, bits = 0;
};

/// fmt: tag 2, channels 2, rate 4, bytes a second 4, bytes a frame 2, bits a sample 2; extensible: own size 2, valid bits 2,
/// speakers 4, then the true tag.
Format readFormat(const RiffReader& riff, std::size_t at, std::size_t length)
{
    if (length < 16 || at + length > riff.size())
        throw Error("cut off in its header");
    Format format { riff.number(at, 2), riff.number(at + 2, 2), riff.number(at + 4, 4), riff.number(at + 12, 2), riff.number(at + 14, 2) };
    if (format.tag == kExtensible && length >= 26)
        format.tag = riff.number(at + 24, 2);
    return format;
}

/// Bits that a sample may have; nothing if the tag is one of the compressed kinds, which libsndfile judges.
std::optional<std::vector<std::uint32_t>> bitsOf(std::uint32_t tag)
{
    switch (tag) {
    case kPcm:
        return std::vector<std::uint32_t> { 8, 16, 24, 32 };
    case kFloat:
        return std::vector<std::uint32_t> { 32, 64 };
    case kALaw:
    case kMuLaw:
        return std::vector<std::uint32_t> { 8 };
    default:
        return std::nullopt;
    }
}

/// Frames in the data, 0 if only a decoder can tell.
std::int64_t framesOf(const Format& format, std::size_t dataBytes)
{
    const auto bits = bitsOf(format.tag);
    if (!bits)
        return 0;
    if (std::find(bits->begin(), bits->end(), format.bits) == bits->end())
        throw Error(fmt::format("its header claims {} bits a sample", format.bits));
    if (format.frameBytes != format.channels * format.bits / 8)
        throw Error(fmt::format("its header contradicts itself: {} bytes for {} channels of {} bits", format.frameBytes, format.channels, format.bits));
    return static_cast<std::int64_t>(dataBytes / format.frameBytes);
}

AudioHeader headerOf(const RiffReader& riff, const Format& format, std::size_t at, std::uint32_t claimed)
{
    constexpr std::uint32_t kStreaming = 0xFFFFFFFFU;
    constexpr std::int64_t kOneFrame = kMostRate; // stands for a length that is not known yet
    const std::size_t there = riff.size() - at;
    checkClaims(format.rate, format.channels, kOneFrame);
    if (claimed == 0 && there > 0)
        throw Error(fmt::format("its header claims no samples, but {} bytes follow it", there));
    if (claimed != kStreaming && claimed > there)
        throw Error(fmt::format("cut off: {} of the {} bytes of sound that its header claims are there", there, claimed));
    const std::size_t bytes = claimed == kStreaming ? there : claimed;
    const std::int64_t frames = framesOf(format, bytes);
    if (bitsOf(format.tag) || bytes == 0)
        checkClaims(format.rate, format.channels, frames);
    return { AudioFormat::Wav, static_cast<int>(format.rate), static_cast<int>(format.channels), frames, at, bytes };
}

} // namespace

AudioHeader inspectWav(Bytes bytes)
{
    const RiffReader riff(bytes);
    std::optional<Format> format;
    std::size_t at = 12; // RIFF, size, WAVE
    while (at + 8 <= riff.size()) {
        const std::string name = riff.name(at);
        const std::uint32_t length = riff.number(at + 4, 4);
        at += 8;
        if (name == "data") {
            if (!format)
                throw Error("damaged: no format is given before its samples");
            return headerOf(riff, *format, at, length);
        }
        if (name == "fmt ")
            format = readFormat(riff, at, length);
        if (length > riff.size() - at)
            throw Error(fmt::format("damaged or cut off: its chunk \"{}\" claims {} bytes, {} are left", name, length, riff.size() - at));
        at += std::size_t { length } + length % 2; // chunks are padded to an even length
    }
    throw Error(format ? "it holds no samples: its data chunk is missing" : "cut off in its header");
}

} // namespace danas::data::audio
