// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/rng.h"

#include <QImage>
#include <QString>

#include <filesystem>
#include <string>

namespace danas::test {

/// A picture of noise around a base colour; every (name, index) gives another one, always the same.
inline QImage noisePicture(int side, QRgb base, std::uint64_t key)
{
    Rng rng(key);
    QImage picture(side, side, QImage::Format_RGB32);
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            const auto noise = [&rng](int value) { return static_cast<int>(rng.below(64)) + value / 2; };
            picture.setPixel(x, y, qRgb(noise(qRed(base)), noise(qGreen(base)), noise(qBlue(base))));
        }
    }
    return picture;
}

/// Two classes, red and blue, as <split>/<class>/*.png with `each` pictures per class for training and half for the others.
inline void writeTinyDataset(const std::filesystem::path& root, int each = 8, int side = 32)
{
    std::uint64_t key = 0;
    for (const std::string split : { "train", "validation", "test" }) {
        for (const std::string label : { "blue", "red" }) {
            const auto folder = root / split / label;
            std::filesystem::create_directories(folder);
            const int pictures = split == "train" ? each : each / 2;
            for (int i = 0; i < pictures; ++i) {
                const auto file = folder / (std::to_string(i) + ".png");
                noisePicture(side, label == "red" ? qRgb(255, 0, 0) : qRgb(0, 0, 255), ++key).save(QString::fromStdString(file.string()));
            }
        }
    }
}

} // namespace danas::test
