// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/metrics.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace danas::search {

/// What a finalised candidate was scored with and on. Scores of the search itself (supernet or from scratch, float, on
/// validation) are Evaluation::confusion; these are kept apart from them and from each other everywhere.
enum class FinalScore : std::uint8_t { FloatValidation, Int8Validation, FloatTest, Int8Test };
inline constexpr std::array kFinalScores { FinalScore::FloatValidation, FinalScore::Int8Validation, FinalScore::FloatTest, FinalScore::Int8Test };
[[nodiscard]] std::string_view finalScoreName(FinalScore score);  ///< "float_validation", ... as in files
[[nodiscard]] std::string_view finalScoreLabel(FinalScore score); ///< "Fine-tuned, validation" for people

/// Why a candidate was finalised.
enum class FinalReason : std::uint8_t { Best, Knee, Frugal, Spread, Picked };
inline constexpr std::array kFinalReasons { FinalReason::Best, FinalReason::Knee, FinalReason::Frugal, FinalReason::Spread, FinalReason::Picked };
[[nodiscard]] std::string_view finalReasonName(FinalReason reason);  ///< "best", "knee", ... as in files
[[nodiscard]] std::string_view finalReasonLabel(FinalReason reason); ///< "knee of the front" for people

/// What the finalise phase found out about one candidate. Plain values, copied between threads.
struct Finalised {
    int id = 0; ///< Evaluation::id
    FinalReason reason = FinalReason::Picked;
    std::array<ConfusionMatrix, kFinalScores.size()> scores; ///< on test: of no samples where the dataset has no test split
    int calibrationImages = 0; ///< training pictures from which the ranges of int8 come
    double seconds = 0.0;      ///< fine-tuning and scoring

    [[nodiscard]] const ConfusionMatrix& score(FinalScore which) const { return scores[static_cast<std::size_t>(which)]; }
    bool operator==(const Finalised&) const = default;
};
/// reason, calibration_images, seconds, and each score by its name (metrics as of ConfusionMatrix; null without samples).
[[nodiscard]] Json toJson(const Finalised& finalised);

} // namespace danas::search
