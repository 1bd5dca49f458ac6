// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/sample_cache.h"

#include "base/error.h"
#include "data/image_file.h"
#include "data/opencv.h"
#include "data/parallel.h"
#include "data/paths.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace danas::data {
namespace {

/// Shorter side at most `largest`, by area averaging; smaller pictures stay as they are.
Image shrunk(Image image, int largest)
{
    const int side = std::min(image.width, image.height);
    if (side <= largest)
        return image;
    const double scale = static_cast<double>(largest) / side;
    const auto scaled = [&](int length) { return std::max(largest, static_cast<int>(std::lround(length * scale))); };
    Image result = makeImage(scaled(image.width), scaled(image.height), image.channels);
    cv::Mat target = matOf(result);
    cv::resize(matOf(image), target, target.size(), 0, 0, cv::INTER_AREA);
    return result;
}

Image loadSample(const Dataset& dataset, const Sample& sample, int largest)
{
    try {
        const std::vector<std::uint8_t> bytes = readFileBytes(dataset.root / pathFromUtf8(sample.file));
        return shrunk(decodeBytes(bytes, inspectImage(bytes), largest), largest);
    } catch (const Error& error) {
        throw Error(fmt::format("{}: the file has changed since the dataset was opened ({}); open the dataset again.",
            sample.file, error.what()));
    }
}

} // namespace

SampleCache::SampleCache(const Dataset& dataset, int largestResolution, RunControl& control, const ScanProgress& progress)
    : m_images(dataset.samples.size())
{
    assert(largestResolution > 0);
    prepareOpenCv();
    parallelFor(
        static_cast<std::int64_t>(m_images.size()), control,
        [&](std::int64_t i) {
            const auto at = static_cast<std::size_t>(i);
            m_images[at] = loadSample(dataset, dataset.samples[at], largestResolution);
        },
        progress);
}

std::int64_t SampleCache::bytes() const
{
    std::int64_t sum = 0;
    for (const Image& image : m_images)
        sum += static_cast<std::int64_t>(image.pixels.capacity() + sizeof(Image));
    return sum;
}

Image SampleCache::evaluation(int sample, const DataConfig& config) const
{
    return evaluationImage(image(sample), config.image());
}

Image SampleCache::training(int sample, const DataConfig& config, std::uint64_t key) const
{
    return trainingImage(image(sample), config.image(), key);
}

} // namespace danas::data
