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

/// What legends call ordinal and marks.
struct DataWords {
    QString ordinal;         ///< "resolution"
    QString unit;            ///< "px"
    QString circle, diamond; ///< "RGB", "gray"
};
[[nodiscard]] DataWords dataWords(data::Modality modality);

} // namespace danas::ui
