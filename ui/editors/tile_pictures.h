// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/clip_look.h"
#include "ui/base/latest_job.h"

#include <QImage>
#include <QString>

#include <map>
#include <vector>

namespace danas::ui {

/// One sample as every configuration of a grid of tiles sees it.
struct TilePictures {
    std::map<data::DataConfig, QImage> pictures;
    std::map<int, Wave> waves; ///< of a sound, by sample rate
    data::audio::Sound sound;  ///< at its own rate, as long as the longest clip
    QString error;
};
/// Of the one sample in `few`, exactly what a run makes of it.
[[nodiscard]] TilePictures tilePictures(const data::Dataset& few, const std::vector<data::DataConfig>& configs, const LatestJob::IsStale& isStale);

} // namespace danas::ui
