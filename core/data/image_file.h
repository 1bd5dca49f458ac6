// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/file_bytes.h"
#include "data/image.h"

#include <cstdint>
#include <vector>

namespace danas::data {

enum class ImageFormat : std::uint8_t { Jpeg, Png, Bmp };

/// What a file says about itself before a pixel is decoded.
struct ImageHeader {
    ImageFormat format = ImageFormat::Jpeg;
    std::int64_t width = 0;  ///< as stored, before EXIF orientation
    std::int64_t height = 0;
    std::size_t end = 0;     ///< bytes that belong to the picture; what follows is ignored
};

inline constexpr std::int64_t kMostPixels = 100'000'000;
/// Smaller than this on a side shows nothing: the smallest pictures that people train on have 8 (UCI digits).
inline constexpr std::int64_t kLeastSide = 8;

/// True if the first bytes are those of a picture that we read. 8 bytes are enough.
[[nodiscard]] bool looksLikeImage(Bytes bytes);

/// Judges the content, never the name: format, size, and whether it is whole (cut off, checksums, codes), without
/// decoding it, so that nothing is allocated on the word of a header. @throws Error "<reason>"
[[nodiscard]] ImageHeader inspectImage(Bytes bytes);
[[nodiscard]] ImageHeader inspectJpeg(Bytes bytes);
[[nodiscard]] ImageHeader inspectPng(Bytes bytes);
[[nodiscard]] ImageHeader inspectBmp(Bytes bytes);
/// @throws Error if nothing, too little or too much is claimed
void checkDimensions(std::int64_t width, std::int64_t height);

/// A PNG reduced to the chunks that decide its pixels: decoders warn about the others on standard error.
[[nodiscard]] std::vector<std::uint8_t> essentialPng(Bytes bytes);

/// Decodes to RGB. If `shorterSide` > 0 and the file can be decoded at a fraction of its size (JPEG: 1/2, 1/4, 1/8), the
/// largest such reduction that leaves at least twice `shorterSide` is used. @throws Error "<reason>"
[[nodiscard]] Image decodeBytes(Bytes bytes, const ImageHeader& header, int shorterSide = 0);

/// Decodes as cheaply as shows that the file can be decoded. @throws Error "<reason>"
void verifyDecodes(Bytes bytes, const ImageHeader& header);

} // namespace danas::data
