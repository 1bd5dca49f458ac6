// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/golden_samples.h"

#include "base/error.h"
#include "deploy/bundle_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace danas::deploy {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kGoldens = 4;                   ///< compiled into the self-test; more would not fit a board's flash
constexpr std::size_t kMostGoldenBytes = 1024 * 1024; ///< nor more than this, but for one that is larger itself
using Head = std::array<std::int32_t, 3>;

template <typename Values> void append(std::vector<std::uint8_t>& bytes, const Head& head, const Values& values)
{
    const auto add = [&](const void* data, std::size_t size) {
        const auto* first = static_cast<const std::uint8_t*>(data);
        bytes.insert(bytes.end(), first, first + size);
    };
    add(head.data(), sizeof head);
    add(values.data(), values.size() * sizeof(values[0]));
}

/// Calls use(head, bytes left, its bytes) for each sample; it returns how many of them are its own, none if it is no sample.
template <typename Use> void forEachRaw(const fs::path& file, const Use& use)
{
    const auto bytes = readBytes(file);
    for (std::size_t at = 0; at < bytes.size();) {
        Head head {};
        if (bytes.size() - at >= sizeof head)
            std::memcpy(head.data(), bytes.data() + at, sizeof head);
        at += sizeof head;
        const std::int64_t left = std::ssize(bytes) - static_cast<std::int64_t>(at);
        const std::int64_t own = left > 0 ? use(head, left, bytes.data() + at) : 0;
        if (own <= 0)
            throw Error(fmt::format("{} is cut off or damaged: export the system again.", file.string()));
        at += static_cast<std::size_t>(own);
    }
}

/// Declaration, and definition, of the sample that the first input comes from.
struct GoldenText {
    std::string header, source;
};

GoldenText goldenPicture(const data::Image& picture)
{
    return { fmt::format("#define DANAS_GOLDEN_WIDTH {}\n#define DANAS_GOLDEN_HEIGHT {}\n\n"
                         "/* The picture that the first input comes from, RGB. */\nextern const uint8_t danas_golden_picture[{}];\n",
                 picture.width, picture.height, picture.pixels.size()),
        fmt::format("const uint8_t danas_golden_picture[{}] = {{\n{}}};\n", picture.pixels.size(), cNumbers(picture.pixels)) };
}

GoldenText goldenSound(const Recording& sound)
{
    return { fmt::format("#define DANAS_GOLDEN_SAMPLES {}\n\n"
                         "/* The sound that the first input comes from, at DANAS_SAMPLE_RATE. */\nextern const int16_t danas_golden_sound[DANAS_GOLDEN_SAMPLES];\n",
                 sound.samples.size()),
        fmt::format("const int16_t danas_golden_sound[DANAS_GOLDEN_SAMPLES] = {{\n{}}};\n", cNumbers(sound.samples)) };
}

} // namespace

std::string_view rawName(const Evidence& evidence)
{
    return evidence.sounds.empty() ? "pictures" : "sounds";
}

std::size_t rawCount(const Evidence& evidence)
{
    return evidence.pictures.size() + evidence.sounds.size();
}

std::vector<std::uint8_t> rawBytes(const Evidence& evidence, std::size_t count)
{
    std::vector<std::uint8_t> bytes;
    for (std::size_t i = 0; i < std::min(count, evidence.pictures.size()); ++i)
        append(bytes, { evidence.pictures[i].width, evidence.pictures[i].height, 0 }, evidence.pictures[i].pixels);
    for (std::size_t i = 0; i < std::min(count, evidence.sounds.size()); ++i)
        append(bytes, { static_cast<std::int32_t>(evidence.sounds[i].samples.size()), evidence.sounds[i].rate, 0 }, evidence.sounds[i].samples);
    return bytes;
}

void readRaw(const fs::path& goldens, Evidence& evidence)
{
    if (!fs::exists(goldens / "sounds.bin")) {
        forEachRaw(goldens / "pictures.bin", [&](const Head& head, std::int64_t left, const std::int8_t* bytes) {
            const std::int64_t pixels = std::int64_t { 3 } * head[0] * head[1];
            if (head[0] <= 0 || head[1] <= 0 || pixels > left)
                return std::int64_t { 0 };
            evidence.pictures.push_back({ head[0], head[1], 3, std::vector<std::uint8_t>(bytes, bytes + pixels) });
            return pixels;
        });
        return;
    }
    forEachRaw(goldens / "sounds.bin", [&](const Head& head, std::int64_t left, const std::int8_t* bytes) {
        const std::int64_t size = std::int64_t { sizeof(std::int16_t) } * head[0];
        if (head[0] <= 0 || head[1] <= 0 || size > left)
            return std::int64_t { 0 };
        Recording& sound = evidence.sounds.emplace_back(Recording { head[1], std::vector<std::int16_t>(static_cast<std::size_t>(head[0])) });
        std::memcpy(sound.samples.data(), bytes, static_cast<std::size_t>(size));
        return size;
    });
}

std::vector<TextFile> goldenSources(const Deployable& system, const Evidence& evidence)
{
    const auto inputBytes = static_cast<std::size_t>(system.network.graph.input().elements());
    const std::size_t classes = system.run.classes.size();
    const std::size_t goldens = std::min({ kGoldens, evidence.inputs.size() / inputBytes, std::max<std::size_t>(1, kMostGoldenBytes / inputBytes) });
    const GoldenText raw = evidence.sounds.empty() ? goldenPicture(evidence.pictures.front()) : goldenSound(evidence.sounds.front());
    const std::string header = fmt::format("{}#ifndef DANAS_GOLDENS_H\n#define DANAS_GOLDENS_H\n\n#include \"model.h\"\n\n#define DANAS_GOLDENS {}\n\n"
                                           "extern const int8_t danas_golden_inputs[DANAS_GOLDENS][DANAS_INPUT_BYTES];\n"
                                           "extern const int8_t danas_golden_outputs[DANAS_GOLDENS][DANAS_CLASSES];\n\n{}\n#endif\n",
        generatedComment(evidence.from), goldens, raw.header);
    const auto rows = [goldens](const std::vector<std::int8_t>& values, std::size_t length) {
        std::string text;
        for (std::size_t i = 0; i < goldens; ++i)
            text += fmt::format("    {{\n{}    }},\n", cNumbers(std::span(values).subspan(i * length, length)));
        return text;
    };
    const std::string source = fmt::format("{}#include \"goldens.h\"\n\n"
                                           "const int8_t danas_golden_inputs[DANAS_GOLDENS][DANAS_INPUT_BYTES] = {{\n{}}};\n\n"
                                           "const int8_t danas_golden_outputs[DANAS_GOLDENS][DANAS_CLASSES] = {{\n{}}};\n\n{}",
        generatedComment(), rows(evidence.inputs, inputBytes), rows(evidence.outputs, classes), raw.source);
    return { { "goldens.h", header }, { "goldens.c", source } };
}

} // namespace danas::deploy
