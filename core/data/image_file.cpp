// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/image_file.h"

#include "base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

namespace danas::data {
namespace {

using namespace std::string_view_literals;

constexpr auto kJpegMagic = "\xFF\xD8\xFF"sv;
constexpr auto kPngMagic = "\x89PNG\r\n\x1A\n"sv;
constexpr auto kBmpMagic = "BM"sv;

/// Names a kind of file that people put among pictures; empty if it is none of these.
std::string_view foreignKind(Bytes bytes)
{
    static constexpr std::array kKinds {
        FileKind { "GIF8"sv, 0, "a GIF picture" },
        FileKind { "WEBP"sv, 8, "a WebP picture" },
        FileKind { "II*\0"sv, 0, "a TIFF picture" },
        FileKind { "MM\0*"sv, 0, "a TIFF picture" },
        FileKind { "ftypavif"sv, 4, "an AVIF picture" },
        FileKind { "ftyp"sv, 4, "a HEIF picture or a film" },
        FileKind { "\0\0\0\x0CjP  "sv, 0, "a JPEG 2000 picture" },
        FileKind { "8BPS"sv, 0, "a Photoshop picture" },
        FileKind { "%PDF"sv, 0, "a PDF document" },
        FileKind { "PK\x03\x04"sv, 0, "a ZIP archive" },
    };
    return kindOf(bytes, kKinds);
}

std::uint32_t littleEndian(Bytes bytes, std::size_t at, int count)
{
    std::uint32_t value = 0;
    for (int i = count - 1; i >= 0; --i)
        value = (value << 8U) | bytes[at + static_cast<std::size_t>(i)];
    return value;
}

} // namespace

bool looksLikeImage(Bytes bytes)
{
    return startsWith(bytes, kJpegMagic) || startsWith(bytes, kPngMagic) || startsWith(bytes, kBmpMagic);
}

void checkDimensions(std::int64_t width, std::int64_t height)
{
    if (width <= 0 || height <= 0)
        throw Error(fmt::format("its header claims {} x {} pixels", width, height));
    if (width > kMostPixels / height)
        throw Error(fmt::format("its header claims {} x {} pixels; more than {} megapixels are not read", width, height,
            kMostPixels / 1'000'000));
    if (std::min(width, height) < kLeastSide)
        throw Error(fmt::format("only {} x {} pixels; at least {} on a side are needed", width, height, kLeastSide));
}

ImageHeader inspectImage(Bytes bytes)
{
    if (bytes.empty())
        throw Error("empty file (0 bytes)");
    if (startsWith(bytes, kJpegMagic))
        return inspectJpeg(bytes);
    if (startsWith(bytes, kPngMagic))
        return inspectPng(bytes);
    if (startsWith(bytes, kBmpMagic))
        return inspectBmp(bytes);
    if (const std::string_view kind = foreignKind(bytes); !kind.empty())
        throw Error(fmt::format("{}, which is not read: convert it to PNG or JPEG", kind));
    throw Error(looksLikeText(bytes) ? "a text file, not a picture" : "not a JPEG, PNG or BMP picture");
}

ImageHeader inspectBmp(Bytes bytes)
{
    // BITMAPFILEHEADER: magic 2, file size 4, reserved 4, offset of the pixels 4. Then BITMAPINFOHEADER: own size 4,
    // width 4, height 4 (negative: rows top down), planes 2, bits per pixel 2, compression 4.
    constexpr std::size_t kInfo = 14;
    if (bytes.size() < kInfo + 20)
        throw Error("cut off in its header");
    const std::uint32_t infoSize = littleEndian(bytes, kInfo, 4);
    const std::int64_t bits = littleEndian(bytes, kInfo + 14, 2);
    const std::uint32_t compression = littleEndian(bytes, kInfo + 16, 4); // 0 none, 1 and 2 run lengths, 3 with colour masks
    static constexpr std::array<std::int64_t, 6> kDepths { 1, 4, 8, 16, 24, 32 };
    const bool knownDepth = std::find(kDepths.begin(), kDepths.end(), bits) != kDepths.end();
    if (infoSize < 40 || infoSize > 1024 || compression > 3 || !knownDepth)
        throw Error("a BMP picture of an unusual kind, which is not read: convert it to PNG");
    const auto width = static_cast<std::int32_t>(littleEndian(bytes, kInfo + 4, 4));
    const auto signedHeight = static_cast<std::int32_t>(littleEndian(bytes, kInfo + 8, 4));
    const std::int64_t height = std::abs(static_cast<std::int64_t>(signedHeight));
    checkDimensions(width, height);
    const std::int64_t rowBytes = (bits * width + 31) / 32 * 4;
    const bool runLength = compression == 1 || compression == 2; // then the size of the pixels is not known from the header
    if (!runLength && littleEndian(bytes, 10, 4) + rowBytes * height > static_cast<std::int64_t>(bytes.size()))
        throw Error("cut off: its pixels are not all there");
    return { ImageFormat::Bmp, width, height, bytes.size() };
}

} // namespace danas::data
