// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/demo.h"

#include "base/error.h"
#include "base/json.h"
#include "data/demo_scene.h"
#include "data/opencv.h"
#include "data/parallel.h"
#include "data/paths.h"

#include <fmt/format.h>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <fstream>

namespace danas::data {
namespace fs = std::filesystem;
namespace {

constexpr int kVersion = 1; ///< to be raised when the drawing changes
constexpr auto kMarker = ".danas-demo.json"; ///< hidden, so no reader takes it for a sample
constexpr std::array<int, 3> kCounts { 900, 300, 300 }; ///< train, validation, test
constexpr int kTotal = kCounts[0] + kCounts[1] + kCounts[2];

struct Place {
    fs::path file; ///< relative
    DemoClass demoClass = DemoClass::Across;
};

/// Where picture `number` goes. Numbers run through the splits; the classes alternate.
Place placeOf(int number)
{
    const Split split = number < kCounts[0] ? Split::Train : number < kCounts[0] + kCounts[1] ? Split::Validation : Split::Test;
    const DemoClass demoClass = number % 2 == 0 ? DemoClass::Across : DemoClass::Upright;
    return { fs::path(splitName(split)) / kDemoClassNames[static_cast<std::size_t>(demoClass)] / fmt::format("cloth_{:04}.png", number),
        demoClass };
}

Json markerOf(std::uint64_t seed, bool complete)
{
    return { { "version", kVersion }, { "seed", seed }, { "complete", complete } };
}

bool isComplete(const fs::path& folder, std::uint64_t seed)
{
    std::error_code failure;
    if (!fs::exists(folder / kMarker, failure) || readJsonFile(folder / kMarker) != markerOf(seed, true))
        return false;
    for (int number = 0; number < kTotal; ++number) {
        if (!fs::exists(folder / placeOf(number).file, failure))
            return false;
    }
    return true;
}

/// An empty place to draw into: made if need be; what an earlier demo left is removed, what is not ours is refused.
void prepareFolder(const fs::path& folder, std::uint64_t seed)
{
    std::error_code failure;
    fs::create_directories(folder, failure);
    if (failure)
        throw Error(fmt::format("The demo folder \"{}\" cannot be made ({}): choose another place.", displayName(folder), failure.message()));
    if (!fs::is_empty(folder, failure) && !fs::exists(folder / kMarker, failure))
        throw Error(fmt::format("\"{}\" is not empty and holds no demo set: choose an empty folder.", displayName(folder)));
    writeJsonFile(folder / kMarker, markerOf(seed, false));
    for (const Split split : kSplits) {
        fs::remove_all(folder / splitName(split), failure);
        for (const std::string_view name : kDemoClassNames)
            fs::create_directories(folder / splitName(split) / name, failure);
    }
}

void writePng(const fs::path& file, const Image& image)
{
    cv::Mat bgr;
    cv::cvtColor(matOf(image), bgr, cv::COLOR_RGB2BGR);
    std::vector<std::uint8_t> encoded;
    cv::imencode(".png", bgr, encoded, { cv::IMWRITE_PNG_COMPRESSION, 3 });
    std::ofstream stream(file, std::ios::binary);
    stream.write(reinterpret_cast<const char*>(encoded.data()), static_cast<std::streamsize>(encoded.size()));
    stream.close();
    if (!stream)
        throw Error(fmt::format("\"{}\" cannot be written: make room on the disk, or choose another folder for the demo.", displayName(file)));
}

} // namespace

DemoTruth demoTruth()
{
    return { 64, Colour::Rgb };
}

void writeDemoDataset(const fs::path& folder, std::uint64_t seed, RunControl& control, const ScanProgress& progress)
{
    if (isComplete(folder, seed))
        return;
    prepareFolder(folder, seed);
    parallelFor(
        kTotal, control,
        [&](std::int64_t i) {
            const Place place = placeOf(static_cast<int>(i));
            writePng(folder / place.file, drawDemoImage(seed, static_cast<std::uint64_t>(i), place.demoClass));
        },
        progress);
    writeJsonFile(folder / kMarker, markerOf(seed, true));
}

} // namespace danas::data
