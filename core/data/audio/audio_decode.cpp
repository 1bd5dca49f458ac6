// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "data/audio/sound_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>

namespace danas::data::audio {
namespace {

constexpr std::size_t kBlock = 4096; ///< frames decoded at a time

/// libsndfile's own words as a clause: no capital, no full stop.
std::string clause(const char* words)
{
    std::string text(words);
    while (!text.empty() && (text.back() == '.' || text.back() == ' ' || text.back() == '\n'))
        text.pop_back();
    return text;
}

/// The samples of a WAV file alone, behind a header that is true: libsndfile trusts the sizes that it reads.
std::vector<std::uint8_t> withTrueSizes(Bytes bytes, const AudioHeader& header)
{
    std::vector<std::uint8_t> copy(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(header.dataAt + header.dataBytes));
    const bool bigEndian = bytes[3] == 'X'; // RIFX
    const auto write = [&](std::size_t at, std::size_t value) {
        for (std::size_t i = 0; i < 4; ++i)
            copy[at + (bigEndian ? 3 - i : i)] = static_cast<std::uint8_t>(value >> (8 * i));
    };
    write(4, copy.size() - 8);
    write(header.dataAt - 4, header.dataBytes);
    return copy;
}

float meanOf(std::span<const float> frame)
{
    float sum = 0;
    for (const float sample : frame)
        sum += sample;
    return sum / static_cast<float>(frame.size());
}

void requireSensible(const Sound& sound)
{
    const auto timeOf = [&](std::size_t i) { return static_cast<double>(i) / sound.rate; };
    for (std::size_t i = 0; i < sound.samples.size(); ++i) {
        if (!std::isfinite(sound.samples[i]))
            throw Error(fmt::format("it holds samples that are no numbers (NaN or infinite), the first at {:.3f} s", timeOf(i)));
        if (std::abs(sound.samples[i]) > kMostLevel)
            throw Error(fmt::format("its samples reach {:.3g} at {:.3f} s, where 1 is full scale: scale them to -1..1", sound.samples[i], timeOf(i)));
    }
}

} // namespace

SF_VIRTUAL_IO SoundFile::access()
{
    SF_VIRTUAL_IO io {};
    io.get_filelen = [](void* user) { return static_cast<sf_count_t>(static_cast<Position*>(user)->bytes.size()); };
    io.seek = [](sf_count_t offset, int whence, void* user) {
        auto& position = *static_cast<Position*>(user);
        const auto size = static_cast<sf_count_t>(position.bytes.size());
        const sf_count_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? static_cast<sf_count_t>(position.at) : size;
        position.at = static_cast<std::size_t>(std::clamp<sf_count_t>(base + offset, 0, size));
        return static_cast<sf_count_t>(position.at);
    };
    io.read = [](void* to, sf_count_t count, void* user) {
        auto& position = *static_cast<Position*>(user);
        const std::size_t taken = std::min(static_cast<std::size_t>(std::max<sf_count_t>(count, 0)), position.bytes.size() - position.at);
        if (taken > 0)
            std::memcpy(to, position.bytes.data() + position.at, taken);
        position.at += taken;
        return static_cast<sf_count_t>(taken);
    };
    io.write = [](const void*, sf_count_t, void*) { return sf_count_t { 0 }; };
    io.tell = [](void* user) { return static_cast<sf_count_t>(static_cast<Position*>(user)->at); };
    return io;
}

SoundFile::SoundFile(Bytes bytes)
    : m_position { bytes, 0 }
{
    SF_VIRTUAL_IO io = access();
    m_file.reset(sf_open_virtual(&io, SFM_READ, &m_info, &m_position));
    if (!m_file)
        throw Error(fmt::format("damaged, or of a kind that is not read (libsndfile: {})", clause(sf_strerror(nullptr))));
}

AudioHeader SoundFile::header() const
{
    AudioHeader header;
    header.rate = m_info.samplerate;
    header.channels = m_info.channels;
    header.frames = m_info.frames;
    return header;
}

std::size_t SoundFile::read(std::span<float> interleaved)
{
    const auto frames = static_cast<sf_count_t>(interleaved.size()) / m_info.channels;
    const sf_count_t got = sf_readf_float(m_file.get(), interleaved.data(), frames);
    if (sf_error(m_file.get()) != SF_ERR_NO_ERROR)
        throw Error(fmt::format("damaged (libsndfile: {})", clause(sf_strerror(m_file.get()))));
    return static_cast<std::size_t>(got);
}

Sound decodeAudio(Bytes bytes, const AudioHeader& header, double mostSeconds)
{
    const bool wav = header.format == AudioFormat::Wav;
    const std::vector<std::uint8_t> sized = wav ? withTrueSizes(bytes, header) : std::vector<std::uint8_t>();
    SoundFile file(wav ? Bytes(sized) : bytes);
    const AudioHeader found = file.header();
    if (found.rate != header.rate || found.channels != header.channels)
        throw Error(fmt::format("its header contradicts itself: {} Hz and {} channels, or {} Hz and {}", header.rate, header.channels,
            found.rate, found.channels));
    checkClaims(found.rate, found.channels, found.frames);

    const auto wanted = static_cast<std::size_t>(std::min(static_cast<double>(found.frames), std::ceil(mostSeconds * found.rate)));
    const auto channels = static_cast<std::size_t>(found.channels);
    Sound sound { found.rate, {} };
    std::vector<float> block(kBlock * channels);
    while (sound.samples.size() < wanted) {
        const std::size_t frames = std::min(file.read(block), wanted - sound.samples.size());
        if (frames == 0)
            throw Error(fmt::format("cut off: {} of the {} samples that its header claims are there", sound.samples.size(), found.frames));
        for (std::size_t i = 0; i < frames; ++i)
            sound.samples.push_back(meanOf(std::span(block).subspan(i * channels, channels)));
    }
    requireSensible(sound);
    return sound;
}

} // namespace danas::data::audio
