// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/sample_source.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace danas::data {

/// Decodes a file to 8-bit RGB (16 bit scaled, gray repeated, alpha dropped, EXIF orientation applied).
/// @throws Error "<reason>" for anything that is broken, cut off, empty or larger than 100 megapixels
[[nodiscard]] Image decodeImage(const std::filesystem::path& file);

/// All pictures of a dataset, decoded once, shorter side scaled (area) to at most the largest resolution of the space.
/// Immutable after loading, so any thread may read it.
class SampleCache final : public SampleSource {
public:
    /// Decodes in parallel. A file that fails to decode since the scan is an Error. @throws Error, Stopped
    SampleCache(const Dataset& dataset, int largestResolution, RunControl& control, const ScanProgress& progress = {});

    [[nodiscard]] std::size_t size() const override { return m_images.size(); }
    [[nodiscard]] std::int64_t bytes() const override;
    [[nodiscard]] const Image& image(int sample) const { return m_images[static_cast<std::size_t>(sample)]; }
    [[nodiscard]] Image original(int sample) const override { return image(sample); }
    [[nodiscard]] Image evaluation(int sample, const DataConfig& config) const override;
    [[nodiscard]] Image training(int sample, const DataConfig& config, std::uint64_t key) const override;

private:
    std::vector<Image> m_images; ///< index = index into Dataset::samples
};

/// What the network receives for evaluation: shorter side to the resolution by area averaging, centre crop, colour.
/// 8 bit, before scaling to [-1, 1]. (REFERENCE.md section 1, input pipeline.)
[[nodiscard]] Image evaluationImage(const Image& source, const ImageConfig& config);

/// What the network receives in training: random crop of 60-100 % of the area, bilinear resize, horizontal flip. The
/// crop and flip are a pure function of `key`, so the same key at two configurations shows the same part of the picture.
[[nodiscard]] Image trainingImage(const Image& source, const ImageConfig& config, std::uint64_t key);

} // namespace danas::data
