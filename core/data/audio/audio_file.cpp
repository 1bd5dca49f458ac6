// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/audio/audio_file.h"

#include "base/error.h"
#include "data/audio/sound_file.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace danas::data::audio {
namespace {

using namespace std::string_view_literals;

bool isWav(Bytes bytes)
{
    return (startsWith(bytes, "RIFF"sv) || startsWith(bytes, "RIFX"sv)) && startsWith(bytes, "WAVE"sv, 8);
}

/// Names a kind of file that people put among recordings; empty if it is none of these.
std::string_view foreignKind(Bytes bytes)
{
    static constexpr std::array kKinds {
        FileKind { "ID3"sv, 0, "an MP3 file" },
        FileKind { "\xFF\xFB"sv, 0, "an MP3 file" },
        FileKind { "\xFF\xF3"sv, 0, "an MP3 file" },
        FileKind { "\xFF\xF1"sv, 0, "an AAC file" },
        FileKind { "ftyp"sv, 4, "an MP4 file (AAC, ALAC or a film)" },
        FileKind { "FORM"sv, 0, "an AIFF file" },
        FileKind { "RF64"sv, 0, "an RF64 file" },
        FileKind { "riff"sv, 0, "a Wave64 file" },
        FileKind { "caff"sv, 0, "a Core Audio file" },
        FileKind { ".snd"sv, 0, "an AU file" },
        FileKind { "#!AMR"sv, 0, "an AMR file" },
        FileKind { "\x30\x26\xB2\x75"sv, 0, "a WMA file" },
        FileKind { "MThd"sv, 0, "a MIDI file, which holds notes and no sound" },
        FileKind { "\x1A\x45\xDF\xA3"sv, 0, "a Matroska or WebM file" },
        FileKind { "PK\x03\x04"sv, 0, "a ZIP archive" },
    };
    return kindOf(bytes, kKinds);
}

/// Ogg comes in pages: "OggS", version 1, flags 1, position 8, serial 4, number 4, checksum 4, then a count of segments and
/// the length of each. A file that was cut off ends inside a page.
void requireWholePages(Bytes bytes)
{
    constexpr std::size_t kFixed = 27;
    std::size_t at = 0;
    while (at < bytes.size() && startsWith(bytes, "OggS"sv, at)) {
        const std::size_t table = at + kFixed;
        if (table > bytes.size() || table + bytes[table - 1] > bytes.size())
            throw Error("cut off in a page");
        std::size_t next = table + bytes[table - 1];
        for (std::size_t segment = table; segment < table + bytes[table - 1]; ++segment)
            next += bytes[segment];
        if (next > bytes.size())
            throw Error("cut off in a page");
        at = next;
    }
}

} // namespace

bool looksLikeAudio(Bytes bytes)
{
    return isWav(bytes) || startsWith(bytes, "fLaC"sv) || startsWith(bytes, "OggS"sv);
}

void checkClaims(std::int64_t rate, std::int64_t channels, std::int64_t frames)
{
    if (rate < kLeastRate || rate > kMostRate)
        throw Error(fmt::format("its header claims {} Hz; rates from {} to {} Hz are read", rate, kLeastRate, kMostRate));
    if (channels < 1 || channels > kMostChannels)
        throw Error(fmt::format("its header claims {} channels; 1 to {} are read", channels, kMostChannels));
    if (frames > kMostFrames)
        throw Error(fmt::format("{} million samples long; more than {} million are not read", frames / 1'000'000, kMostFrames / 1'000'000));
    if (frames <= 0)
        throw Error("it holds no samples");
    const double seconds = static_cast<double>(frames) / static_cast<double>(rate);
    if (seconds < kLeastSeconds)
        throw Error(fmt::format("only {} samples ({:.1f} ms); at least {:.0f} ms are needed", frames, 1000 * seconds, 1000 * kLeastSeconds));
}

AudioHeader inspectAudio(Bytes bytes)
{
    if (bytes.empty())
        throw Error("empty file (0 bytes)");
    if (isWav(bytes))
        return inspectWav(bytes);
    const bool flac = startsWith(bytes, "fLaC"sv);
    if (flac || startsWith(bytes, "OggS"sv)) {
        if (!flac)
            requireWholePages(bytes);
        AudioHeader header = SoundFile(bytes).header();
        header.format = flac ? AudioFormat::Flac : AudioFormat::Ogg;
        checkClaims(header.rate, header.channels, header.frames);
        return header;
    }
    if (startsWith(bytes, "RIFF"sv) && bytes.size() < 12)
        throw Error("cut off in its header");
    if (const std::string_view kind = foreignKind(bytes); !kind.empty())
        throw Error(fmt::format("{}, which is not read: convert it to WAV or FLAC", kind));
    throw Error(looksLikeText(bytes) ? "a text file, not a recording" : "not a WAV, FLAC or OGG recording");
}

Sound readAudioFile(const std::filesystem::path& file, double mostSeconds)
{
    const std::vector<std::uint8_t> bytes = readFileBytes(file);
    return decodeAudio(bytes, inspectAudio(bytes), mostSeconds);
}

} // namespace danas::data::audio
