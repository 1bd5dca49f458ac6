// SPDX-License-Identifier: GPL-3.0-or-later
// The markers of a JPEG file (ITU-T T.81, annex B). OpenCV fills what is missing with gray and says nothing, so whether
// a file is whole is judged here.
#include "base/error.h"
#include "data/image_file.h"

#include <algorithm>

namespace danas::data {
namespace {

constexpr std::uint8_t kEndOfImage = 0xD9;
constexpr std::uint8_t kStartOfScan = 0xDA;

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

ImageHeader readFrame(Bytes body, std::uint8_t marker)
{
    if (body.size() < 6)
        throw Error("damaged: a JPEG frame that is too short");
    if (marker == 0xC3 || (marker >= 0xC5 && marker <= 0xC7) || marker >= 0xCB)
        throw Error("a lossless or hierarchical JPEG, which is not read: convert it to PNG");
    if (body[0] != 8)
        throw Error("a JPEG of more than 8 bits a value, which is not read: convert it to PNG");
    const std::int64_t height = (body[1] << 8) | body[2];
    const std::int64_t width = (body[3] << 8) | body[4];
    checkDimensions(width, height);
    return { ImageFormat::Jpeg, width, height, 0 };
}

} // namespace

ImageHeader inspectJpeg(Bytes bytes)
{
    Markers markers(bytes);
    ImageHeader header;
    bool hasScan = false;
    while (true) {
        const std::uint8_t marker = markers.next();
        if (marker == kEndOfImage)
            break;
        if (standsAlone(marker))
            continue;
        const Bytes body = markers.segment();
        if (isFrame(marker)) {
            header = readFrame(body, marker);
        } else if (marker == kStartOfScan) {
            if (header.width == 0)
                throw Error("damaged: a JPEG whose pixels come before their size");
            hasScan = true;
            markers.skipScan();
        }
    }
    if (!hasScan)
        throw Error("damaged: a JPEG without pixels");
    header.end = markers.position();
    return header;
}

} // namespace danas::data
