// SPDX-License-Identifier: GPL-3.0-or-later
// The chunks of a PNG file (W3C PNG specification, sections 5 and 11): length 4, type 4, data, CRC-32 of type and data.
#include "base/error.h"
#include "data/image_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <string_view>

namespace danas::data {
namespace {

constexpr std::size_t kSignature = 8;
constexpr std::size_t kFrame = 12; ///< length, type and checksum around a chunk's data

constexpr std::array<std::uint32_t, 256> makeCrcTable()
{
    std::array<std::uint32_t, 256> table {};
    for (std::uint32_t n = 0; n < 256; ++n) {
        std::uint32_t c = n;
        for (int bit = 0; bit < 8; ++bit)
            c = (c & 1U) != 0 ? 0xEDB88320U ^ (c >> 1U) : c >> 1U;
        table[n] = c;
    }
    return table;
}

std::uint32_t crc32(Bytes bytes)
{
    static constexpr auto kTable = makeCrcTable();
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const std::uint8_t byte : bytes)
        crc = kTable[(crc ^ byte) & 0xFFU] ^ (crc >> 8U);
    return ~crc;
}

std::uint32_t bigEndian(Bytes bytes, std::size_t at)
{
    return (std::uint32_t { bytes[at] } << 24U) | (std::uint32_t { bytes[at + 1] } << 16U)
        | (std::uint32_t { bytes[at + 2] } << 8U) | bytes[at + 3];
}

struct Chunk {
    std::string_view type;
    Bytes data;
    Bytes whole;
};

std::string_view chunkType(Bytes bytes, std::size_t at)
{
    static constexpr std::array kKnown { std::string_view("IHDR"), std::string_view("PLTE"), std::string_view("IDAT"),
        std::string_view("IEND"), std::string_view("eXIf") };
    for (const std::string_view name : kKnown) {
        if (std::equal(name.begin(), name.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at),
                [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; }))
            return name;
    }
    return "other";
}

/// Calls `visit` for every chunk up to IEND; returns the position after it.
std::size_t forEachChunk(Bytes bytes, const std::function<void(const Chunk&)>& visit)
{
    std::size_t at = kSignature;
    while (true) {
        if (bytes.size() - at < kFrame)
            throw Error("cut off: a PNG without its end");
        const std::size_t length = bigEndian(bytes, at);
        if (length > bytes.size() - at - kFrame)
            throw Error("cut off: a PNG without its end");
        const Chunk chunk { chunkType(bytes, at + 4), bytes.subspan(at + 8, length), bytes.subspan(at, length + kFrame) };
        visit(chunk);
        at += length + kFrame;
        if (chunk.type == "IEND")
            return at;
    }
}

} // namespace

ImageHeader inspectPng(Bytes bytes)
{
    ImageHeader header { ImageFormat::Png, 0, 0, 0 };
    bool first = true;
    bool hasPixels = false;
    header.end = forEachChunk(bytes, [&](const Chunk& chunk) {
        const std::size_t covered = chunk.data.size() + 4; // type and data
        if (crc32(chunk.whole.subspan(4, covered)) != bigEndian(chunk.whole, 4 + covered))
            throw Error(fmt::format("damaged: the checksum of its {} chunk is wrong", chunk.type));
        if (first && (chunk.type != "IHDR" || chunk.data.size() != 13))
            throw Error("damaged: a PNG that does not begin with its header");
        if (first) {
            header.width = bigEndian(chunk.data, 0);
            header.height = bigEndian(chunk.data, 4);
            checkDimensions(header.width, header.height);
        }
        first = false;
        hasPixels = hasPixels || chunk.type == "IDAT";
    });
    if (!hasPixels)
        throw Error("damaged: a PNG without pixels");
    return header;
}

std::vector<std::uint8_t> essentialPng(Bytes bytes)
{
    std::vector<std::uint8_t> kept(bytes.begin(), bytes.begin() + kSignature);
    forEachChunk(bytes, [&](const Chunk& chunk) {
        if (chunk.type != "other")
            kept.insert(kept.end(), chunk.whole.begin(), chunk.whole.end());
    });
    return kept;
}

} // namespace danas::data
