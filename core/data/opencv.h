// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/image.h"

#include <opencv2/core.hpp>

namespace danas::data {

/// To be called before OpenCV is used: our own threads do the parallelism, and its log is silenced.
void prepareOpenCv();

/// A view of an image for reading; OpenCV has no read-only matrix.
[[nodiscard]] inline cv::Mat matOf(const Image& image)
{
    return { image.height, image.width, CV_8UC(image.channels), const_cast<std::uint8_t*>(image.pixels.data()) };
}

[[nodiscard]] inline Image makeImage(int width, int height, int channels)
{
    const auto bytes = static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * static_cast<std::size_t>(channels);
    return { width, height, channels, std::vector<std::uint8_t>(bytes) };
}

} // namespace danas::data
