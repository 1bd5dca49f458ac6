// SPDX-License-Identifier: GPL-3.0-or-later
// The markers of a JPEG file (ITU-T T.81, annex B). OpenCV fills what is missing with gray and says nothing, so whether
// a file is whole is judged here.
#include "base/error.h"
#include "data/image_file.h"
#include "data/jpeg_scan.h"

#include <algorithm>

namespace danas::data {
namespace {

constexpr std::uint8_t kEndOfImage = 0xD9;
constexpr std::uint8_t kStartOfScan = 0xDA;
constexpr std::uint8_t kHuffmanTables = 0xC4;
constexpr std::uint8_t kRestartInterval = 0xDD;
constexpr std::uint8_t kBaseline = 0xC0;
constexpr std::uint8_t kExtended = 0xC1;

bool isRestart(std::uint8_t marker) { return marker >= 0xD0 && marker <= 0xD7; }
bool standsAlone(std::uint8_t marker) { return isRestart(marker) || marker == 0x01; }
bool isFrame(std::uint8_t marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

class Markers {
public:
    explicit Markers(Bytes bytes)
        : m_bytes(bytes)
    {
    }

    /// The next marker, past fill bytes and stray bytes (decoders skip both).
    std::uint8_t next()
    {
        while (byteAt(m_at) != 0xFF || byteAt(m_at + 1) == 0xFF || byteAt(m_at + 1) == 0x00)
            ++m_at;
        m_at += 2;
        return m_bytes[m_at - 1];
    }

    /// The body of the segment whose marker was read.
    Bytes segment()
    {
        const std::size_t length = static_cast<std::size_t>(byteAt(m_at) << 8U) | byteAt(m_at + 1);
        if (length < 2)
            throw Error("damaged: a JPEG segment without length");
        if (length > m_bytes.size() - m_at)
            throw cutOff();
        const Bytes body = m_bytes.subspan(m_at + 2, length - 2);
        m_at += length;
        return body;
    }

    /// Past the compressed data of a scan: up to a marker that is neither stuffing nor a restart.
    void skipScan()
    {
        while (byteAt(m_at) != 0xFF || byteAt(m_at + 1) == 0x00 || isRestart(static_cast<std::uint8_t>(byteAt(m_at + 1))))
            ++m_at;
    }

    void advance(std::size_t count) { m_at += count; }
    [[nodiscard]] std::size_t position() const { return m_at; }

private:
    static Error cutOff() { return Error("cut off: a JPEG without its end"); }
    [[nodiscard]] unsigned byteAt(std::size_t at) const
    {
        if (at >= m_bytes.size())
            throw cutOff();
        return m_bytes[at];
    }

    Bytes m_bytes;
    std::size_t m_at = 2; // after the start-of-image marker
};

void readFrame(Bytes body, std::uint8_t marker, JpegState& state)
{
    if (body.size() < 6 || body.size() < 6U + 3U * body[5])
        throw Error("damaged: a JPEG frame that is too short");
    if (marker == 0xC3 || (marker >= 0xC5 && marker <= 0xC7) || marker >= 0xCB)
        throw Error("a lossless or hierarchical JPEG, which is not read: convert it to PNG");
    if (body[0] != 8)
        throw Error("a JPEG of more than 8 bits a value, which is not read: convert it to PNG");
    state.height = (body[1] << 8) | body[2];
    state.width = (body[3] << 8) | body[4];
    checkDimensions(state.width, state.height);
    state.components.clear();
    for (std::size_t i = 6; i < 6U + 3U * body[5]; i += 3) {
        state.components.push_back({ body[i], body[i + 1] >> 4, body[i + 1] & 15 });
        if (state.components.back().across == 0 || state.components.back().down == 0)
            throw Error("damaged: a JPEG frame with impossible sampling");
    }
}

/// One segment may hold several tables: class and place 1, counts 16, symbols.
void readHuffmanTables(Bytes body, JpegState& state)
{
    while (body.size() >= 17) {
        const unsigned which = body[0];
        const Bytes counts = body.subspan(1, 16);
        std::size_t symbols = 0;
        for (const std::uint8_t count : counts)
            symbols += count;
        if ((which >> 4U) > 1 || (which & 15U) > 3 || body.size() < 17 + symbols)
            throw Error("damaged: its Huffman table is impossible");
        auto& tables = (which >> 4U) == 0 ? state.dc : state.ac;
        tables[which & 15U].assign(counts, body.subspan(17, symbols));
        body = body.subspan(17 + symbols);
    }
}

} // namespace

ImageHeader inspectJpeg(Bytes bytes)
{
    Markers markers(bytes);
    JpegState state;
    std::uint8_t frame = 0;
    bool hasScan = false;
    for (std::uint8_t marker = markers.next(); marker != kEndOfImage; marker = markers.next()) {
        if (standsAlone(marker))
            continue;
        const Bytes body = markers.segment();
        if (isFrame(marker)) {
            readFrame(body, marker, state);
            frame = marker;
        } else if (marker == kHuffmanTables) {
            readHuffmanTables(body, state);
        } else if (marker == kRestartInterval && body.size() >= 2) {
            state.restartInterval = (body[0] << 8) | body[1];
        } else if (marker == kStartOfScan) {
            if (frame == 0)
                throw Error("damaged: a JPEG whose pixels come before their size");
            hasScan = true;
            // The codes of progressive and arithmetic scans depend on each other: of those only the markers are checked.
            if (frame == kBaseline || frame == kExtended)
                markers.advance(verifyScan(state, body, bytes.subspan(markers.position())));
            else
                markers.skipScan();
        }
    }
    if (!hasScan)
        throw Error("damaged: a JPEG without pixels");
    return { ImageFormat::Jpeg, state.width, state.height, markers.position() };
}

} // namespace danas::data
