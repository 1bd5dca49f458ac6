// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/demo.h"

#include "base/error.h"
#include "base/json.h"
#include "data/audio/demo_machine.h"
#include "data/audio/wav_writer.h"
#include "data/demo_scene.h"
#include "data/opencv.h"
#include "data/parallel.h"
#include "data/paths.h"

#include <fmt/format.h>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <fstream>
#include <functional>

namespace danas::data {
namespace fs = std::filesystem;
namespace {

constexpr auto kMarker = ".danas-demo.json"; ///< hidden, so no reader takes it for a sample

/// One of the sets that the program makes itself: two classes, which alternate.
struct DemoSet {
    Json marker; ///< version and seed; the version to be raised when what is made changes
    std::array<int, 3> counts; ///< train, validation, test
    std::array<std::string_view, 2> classes;
    std::string_view prefix, suffix; ///< of file names
    std::function<void(const fs::path& file, int number)> write;

    [[nodiscard]] int total() const { return counts[0] + counts[1] + counts[2]; }
    /// Where sample `number` goes, relative. Numbers run through the splits.
    [[nodiscard]] fs::path place(int number) const
    {
        const Split split = number < counts[0] ? Split::Train : number < counts[0] + counts[1] ? Split::Validation : Split::Test;
        return fs::path(splitName(split)) / classes[static_cast<std::size_t>(number % 2)] / fmt::format("{}_{:04}{}", prefix, number, suffix);
    }
    [[nodiscard]] Json markerOf(bool complete) const
    {
        Json json = marker;
        json["complete"] = complete;
        return json;
    }
};

bool isComplete(const fs::path& folder, const DemoSet& set)
{
    std::error_code failure;
    if (!fs::exists(folder / kMarker, failure) || readJsonFile(folder / kMarker) != set.markerOf(true))
        return false;
    for (int number = 0; number < set.total(); ++number) {
        if (!fs::exists(folder / set.place(number), failure))
            return false;
    }
    return true;
}

/// An empty place to write into: made if need be; what an earlier demo left is removed, what is not ours is refused.
void prepareFolder(const fs::path& folder, const DemoSet& set)
{
    std::error_code failure;
    fs::create_directories(folder, failure);
    if (failure)
        throw Error(fmt::format("The demo folder \"{}\" cannot be made ({}): choose another place.", displayName(folder), failure.message()));
    if (!fs::is_empty(folder, failure) && !fs::exists(folder / kMarker, failure))
        throw Error(fmt::format("\"{}\" is not empty and holds no demo set: choose an empty folder.", displayName(folder)));
    writeJsonFile(folder / kMarker, set.markerOf(false));
    for (const Split split : kSplits) {
        fs::remove_all(folder / splitName(split), failure);
        for (const std::string_view name : set.classes)
            fs::create_directories(folder / splitName(split) / name, failure);
    }
}

void writeSet(const fs::path& folder, const DemoSet& set, RunControl& control, const ScanProgress& progress)
{
    if (isComplete(folder, set))
        return;
    prepareFolder(folder, set);
    parallelFor(
        set.total(), control, [&](std::int64_t i) { set.write(folder / set.place(static_cast<int>(i)), static_cast<int>(i)); }, progress);
    writeJsonFile(folder / kMarker, set.markerOf(true));
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
    const auto draw = [seed](const fs::path& file, int number) {
        writePng(file, drawDemoImage(seed, static_cast<std::uint64_t>(number), number % 2 == 0 ? DemoClass::Across : DemoClass::Upright));
    };
    writeSet(folder, { { { "version", 1 }, { "seed", seed } }, { 900, 300, 300 }, { kDemoClassNames[0], kDemoClassNames[1] }, "cloth", ".png", draw },
        control, progress);
}

void writeDemoSounds(const fs::path& folder, std::uint64_t seed, RunControl& control, const ScanProgress& progress)
{
    const auto make = [seed](const fs::path& file, int number) {
        audio::writeWav(file, audio::machineSound(seed, static_cast<std::uint64_t>(number), number % 2 == 1));
    };
    writeSet(folder, { { { "version", 1 }, { "seed", seed }, { "set", "machines" } }, { 300, 150, 150 }, { "sound", "worn" }, "machine", ".wav", make },
        control, progress);
}

} // namespace danas::data
