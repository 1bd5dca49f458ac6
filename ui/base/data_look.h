// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/data_config.h"

#include <QString>

#include <vector>

namespace danas::ui {

/// How plots tell data configurations apart: colour by DataConfig::ordinal(), mark by kind
/// (a diamond for gray, and for spectra beside MFCC).
[[nodiscard]] bool isDiamond(const data::DataConfig& config);
/// The ordinals of these, ascending, each once.
[[nodiscard]] std::vector<int> dataOrdinals(const std::vector<data::DataConfig>& configs);

/// An ordinal for people: "96 px", "1.5 kHz".
[[nodiscard]] QString ordinalText(data::Modality modality, int ordinal);
[[nodiscard]] QString featureWord(data::audio::Feature feature); ///< "MFCC"
/// Where DataConfig::label() is too long: "96 px RGB", "16 kHz MFCC"; and the rest of it, for pictures nothing.
[[nodiscard]] QString shortLabel(const data::DataConfig& config);
[[nodiscard]] QString labelRest(const data::DataConfig& config); ///< "13×41 of 40 mel, 25/10 ms, 1 s"
/// Of the same colour, or the same feature.
[[nodiscard]] bool sameKind(const data::DataConfig& a, const data::DataConfig& b);

/// What legends call ordinal and marks.
struct DataWords {
    QString ordinal;         ///< "resolution"
    QString circle, diamond; ///< "RGB", "gray"
};
[[nodiscard]] DataWords dataWords(data::Modality modality);

} // namespace danas::ui
