// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/sample_cache.h"

#include <QImage>

#include <cstring>

namespace danas::ui {

/// A copy of core's picture for Qt.
[[nodiscard]] inline QImage toQImage(const data::Image& image)
{
    const bool gray = image.channels == 1;
    QImage result(image.width, image.height, gray ? QImage::Format_Grayscale8 : QImage::Format_RGB888);
    const auto rowBytes = static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.channels);
    for (int y = 0; y < image.height; ++y) // Qt pads its rows to four bytes
        std::memcpy(result.scanLine(y), image.pixels.data() + static_cast<std::size_t>(y) * rowBytes, rowBytes);
    return result;
}

} // namespace danas::ui
