// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/dataset.h"
#include "ui/base/clip_look.h"

#include <QImage>
#include <QString>

#include <memory>

namespace danas::ui {

/// A sample by itself, large: the picture, or the clip with its spectrogram, and what is to be said of it.
struct LargeSample {
    QImage picture;
    std::shared_ptr<const ClipLook> clip;
    data::audio::Sound sound; ///< at its own rate
    QString text;
};
/// Reads the file; if that fails, the text says why. `about` begins the text.
[[nodiscard]] LargeSample largeSample(const data::Dataset& dataset, const data::Sample& sample, const QString& about);

/// What the sounds of a dataset are like: "16 kHz · 0.6 to 1 s".
[[nodiscard]] QString soundFacts(const data::SoundFacts& facts);

} // namespace danas::ui
