// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "data/image_file.h"
#include "data/opencv.h"

#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <mutex>
#include <optional>

namespace danas::data {
namespace {

/// Larger pictures are decoded one at a time, so that a folder full of them does not multiply the memory.
constexpr std::int64_t kLargePixels = 16'000'000;

cv::Mat decodeBgr(Bytes bytes, const ImageHeader& header, int flags)
{
    prepareOpenCv();
    static std::mutex largeOnes;
    std::unique_lock<std::mutex> turn;
    if (header.width * header.height > kLargePixels)
        turn = std::unique_lock(largeOnes);

    std::vector<std::uint8_t> cleaned;
    Bytes picture = bytes.first(header.end);
    if (header.format == ImageFormat::Png) {
        cleaned = essentialPng(picture);
        picture = cleaned;
    }
    const cv::Mat encoded(1, static_cast<int>(picture.size()), CV_8UC1, const_cast<std::uint8_t*>(picture.data()));
    cv::Mat decoded;
    try {
        decoded = cv::imdecode(encoded, flags);
    } catch (const cv::Exception&) {
        throw Error("damaged: it cannot be decoded");
    }
    if (decoded.empty())
        throw Error("damaged: it cannot be decoded");
    return decoded;
}

int decodeFlags(const ImageHeader& header, int shorterSide)
{
    if (shorterSide > 0 && header.format == ImageFormat::Jpeg) {
        const std::int64_t side = std::min(header.width, header.height);
        const std::int64_t needed = 2LL * shorterSide; // the rest is averaged by area, exactly
        if (side / 8 >= needed)
            return cv::IMREAD_REDUCED_COLOR_8;
        if (side / 4 >= needed)
            return cv::IMREAD_REDUCED_COLOR_4;
        if (side / 2 >= needed)
            return cv::IMREAD_REDUCED_COLOR_2;
    }
    return cv::IMREAD_COLOR;
}

} // namespace

void prepareOpenCv()
{
    static std::once_flag once;
    std::call_once(once, [] {
        cv::setNumThreads(1);
        cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    });
}

Image decodeBytes(Bytes bytes, const ImageHeader& header, int shorterSide)
{
    const cv::Mat bgr = decodeBgr(bytes, header, decodeFlags(header, shorterSide));
    Image image = makeImage(bgr.cols, bgr.rows, 3);
    cv::Mat rgb = matOf(image);
    cv::cvtColor(bgr, rgb, cv::COLOR_BGR2RGB);
    return image;
}

void verifyDecodes(Bytes bytes, const ImageHeader& header)
{
    // At an eighth of the size a JPEG's codes are all read, but most of the arithmetic is left out.
    const bool canReduce = header.format == ImageFormat::Jpeg;
    [[maybe_unused]] const cv::Mat pixels
        = decodeBgr(bytes, header, canReduce ? cv::IMREAD_REDUCED_COLOR_8 : cv::IMREAD_COLOR);
}

Image decodeImage(const std::filesystem::path& file)
{
    const std::vector<std::uint8_t> bytes = readFileBytes(file);
    return decodeBytes(bytes, inspectImage(bytes));
}

} // namespace danas::data
