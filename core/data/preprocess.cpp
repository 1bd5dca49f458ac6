// SPDX-License-Identifier: GPL-3.0-or-later
// From a cached picture to what the network receives (REFERENCE.md section 1, input pipeline).
#include "base/rng.h"
#include "data/opencv.h"
#include "data/sample_cache.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace danas::data {
namespace {

constexpr double kLeastArea = 0.6;       ///< of the picture, per training crop
constexpr double kMostStretch = 4.0 / 3; ///< width to height of a training crop, either way, where the picture has room

/// Bilinear when it grows, area averaging when it shrinks (bilinear there would alias). A shrink below 1 in one direction
/// only is left to bilinear: OpenCV's area mode needs both.
void resizeInto(const cv::Mat& source, cv::Mat& target)
{
    const bool shrinks = source.cols >= target.cols && source.rows >= target.rows;
    if (source.size() == target.size())
        source.copyTo(target);
    else
        cv::resize(source, target, target.size(), 0, 0, shrinks ? cv::INTER_AREA : cv::INTER_LINEAR);
}

/// Resizes a part of the picture and turns it into the colour that the network wants.
Image render(const Image& source, const cv::Rect& part, const ImageConfig& config, bool mirrored)
{
    assert(source.channels == 3 && config.resolution > 0);
    prepareOpenCv();
    Image scaled = makeImage(config.resolution, config.resolution, 3);
    cv::Mat pixels = matOf(scaled);
    resizeInto(matOf(source)(part), pixels);
    if (mirrored)
        cv::flip(pixels, pixels, 1);
    if (config.colour == Colour::Rgb)
        return scaled;
    Image gray = makeImage(config.resolution, config.resolution, 1);
    cv::Mat luma = matOf(gray);
    cv::cvtColor(pixels, luma, cv::COLOR_RGB2GRAY); // BT.601 luma
    return gray;
}

/// A crop of `area` times the picture, as near to the wanted width to height ratio as the picture has room for.
cv::Rect cropOfArea(const Image& source, double area, double ratio, double left, double top)
{
    const double width = source.width;
    const double height = source.height;
    double cropWidth = std::sqrt(area * width * height * ratio);
    double cropHeight = std::sqrt(area * width * height / ratio);
    if (cropWidth > width) {
        cropWidth = width;
        cropHeight = area * height;
    } else if (cropHeight > height) {
        cropHeight = height;
        cropWidth = area * width;
    }
    const int w = std::clamp(static_cast<int>(std::lround(cropWidth)), 1, source.width);
    const int h = std::clamp(static_cast<int>(std::lround(cropHeight)), 1, source.height);
    return { static_cast<int>(std::lround(left * (source.width - w))), static_cast<int>(std::lround(top * (source.height - h))), w, h };
}

} // namespace

Image evaluationImage(const Image& source, const ImageConfig& config)
{
    // Cropping first gives the same picture as scaling the shorter side first, without scaling what is thrown away.
    const int side = std::min(source.width, source.height);
    const cv::Rect centre((source.width - side) / 2, (source.height - side) / 2, side, side);
    return render(source, centre, config, false);
}

Image trainingImage(const Image& source, const ImageConfig& config, std::uint64_t key)
{
    Rng rng(key, RandomPhase::Data, 0);
    const double area = rng.uniform(kLeastArea, 1.0);
    const double ratio = std::pow(kMostStretch, rng.uniform(-1.0, 1.0));
    const double left = rng.uniform();
    const double top = rng.uniform();
    const bool mirrored = rng.chance(0.5);
    return render(source, cropOfArea(source, area, ratio, left, top), config, mirrored);
}

} // namespace danas::data
