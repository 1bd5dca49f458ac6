// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/data_config.h"
#include "data/dataset.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace danas::data {

/// An 8-bit picture, rows top down, channels interleaved (RGB or gray), no padding.
struct Image {
    int width = 0;
    int height = 0;
    int channels = 0;
    std::vector<std::uint8_t> pixels;

    [[nodiscard]] Shape shape() const { return { channels, height, width }; }
};

/// Decodes a file to 8-bit RGB (16 bit scaled, gray repeated, alpha dropped, EXIF orientation applied).
/// @throws Error "<reason>" for anything that is broken, cut off, empty or larger than 100 megapixels
[[nodiscard]] Image decodeImage(const std::filesystem::path& file);

/// All samples of a dataset, decoded once, shorter side scaled (area) to at most the largest resolution of the space.
/// Immutable after loading, so any thread may read it.
class SampleCache {
public:
    /// Decodes in parallel. A file that fails to decode since the scan is an Error. @throws Error, Stopped
    SampleCache(const Dataset& dataset, int largestResolution, RunControl& control, const ScanProgress& progress = {});

    [[nodiscard]] std::size_t size() const { return m_images.size(); }
    [[nodiscard]] const Image& image(int sample) const { return m_images[static_cast<std::size_t>(sample)]; }
    [[nodiscard]] std::int64_t bytes() const;

private:
    std::vector<Image> m_images; ///< index = index into Dataset::samples
};

/// What the network receives for evaluation: shorter side to the resolution by area averaging, centre crop, colour.
/// 8 bit, before scaling to [-1, 1]. (REFERENCE.md section 1, input pipeline.)
[[nodiscard]] Image evaluationImage(const Image& source, const DataConfig& config);

/// What the network receives in training: random crop of 60-100 % of the area, bilinear resize, horizontal flip. The
/// crop and flip are a pure function of `key`, so the same key at two configurations shows the same part of the picture.
[[nodiscard]] Image trainingImage(const Image& source, const DataConfig& config, std::uint64_t key);

/// value / 127.5 - 1 for every byte, into `out` (height x width x channels, channels innermost = channels-last).
void normalise(std::span<const std::uint8_t> pixels, std::span<float> out);

} // namespace danas::data
