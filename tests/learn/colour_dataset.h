// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/rng.h"
#include "data/dataset.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace danas::test {

/// A 24-bit BMP: noise, tinted red for class 0 and blue-green for class 1, equally bright.
inline void writeColourPicture(const std::filesystem::path& file, int label, Rng& rng)
{
    constexpr int kSide = 40; // a row has 120 bytes, a multiple of 4 as BMP wants
    std::vector<std::uint8_t> bytes(54 + kSide * kSide * 3);
    const auto put = [&](std::size_t at, std::uint32_t value) {
        for (std::size_t i = 0; i < 4; ++i)
            bytes[at + i] = static_cast<std::uint8_t>(value >> (8 * i));
    };
    bytes[0] = 'B';
    bytes[1] = 'M';
    put(2, static_cast<std::uint32_t>(bytes.size()));
    put(10, 54);
    put(14, 40);
    put(18, kSide);
    put(22, kSide);
    put(26, 1U | (24U << 16U));
    for (std::size_t i = 54; i < bytes.size(); i += 3) {
        const auto noise = static_cast<std::uint8_t>(rng.below(120));
        bytes[i] = static_cast<std::uint8_t>(noise + (label == 1 ? 100 : 0)); // blue
        bytes[i + 1] = static_cast<std::uint8_t>(rng.below(180) + (label == 1 ? 32 : 0)); // evens out the brightness
        bytes[i + 2] = static_cast<std::uint8_t>(noise + (label == 0 ? 100 : 0)); // red
    }
    std::ofstream(file, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

/// Two classes that only colour tells apart, 48 pictures of each for training and 30 for validation.
inline void writeColourDataset(const std::filesystem::path& root, int testPerClass = 30)
{
    Rng rng(1);
    const std::array<std::pair<const char*, int>, 3> splits { { { "train", 48 }, { "val", 30 }, { "test", testPerClass } } };
    for (const auto& [split, perClass] : splits) {
        for (int label = 0; label < 2; ++label) {
            const auto folder = root / split / (label == 0 ? "a" : "b");
            std::filesystem::create_directories(folder);
            for (int i = 0; i < perClass; ++i)
                writeColourPicture(folder / (std::to_string(i) + ".bmp"), label, rng);
        }
    }
}

/// Labels of a split, in order.
inline std::vector<int> truthOf(const data::Dataset& dataset, data::Split split = data::Split::Validation)
{
    std::vector<int> truth;
    for (const int sample : dataset.indices(split))
        truth.push_back(dataset.samples[static_cast<std::size_t>(sample)].label);
    return truth;
}

} // namespace danas::test
