// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/metrics.h"

#include <array>
#include <cstdint>
#include <string>
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

/// The fine-tune with int8 simulated: whether it was needed, and what came of it. Accuracies are of int8 on validation.
struct QuantisationTuning {
    enum class Outcome : std::uint8_t {
        Off,       ///< switched off, or finalised before there was one
        NotNeeded, ///< int8 lost half a point at most
        Kept,      ///< int8 is made of the weights that it ended with
        Discarded  ///< no better than before: int8 is made of the weights that the float scores are of
    };
    Outcome outcome = Outcome::Off;
    int steps = 0;
    double before = 0.0, after = 0.0;

    bool operator==(const QuantisationTuning&) const = default;
};
inline constexpr std::array kTuningOutcomes { QuantisationTuning::Outcome::Off, QuantisationTuning::Outcome::NotNeeded,
    QuantisationTuning::Outcome::Kept, QuantisationTuning::Outcome::Discarded };
[[nodiscard]] std::string_view tuningOutcomeName(QuantisationTuning::Outcome outcome); ///< "off", "not_needed", ... as in files
/// "200 steps, int8 71.2 % → 71.9 % on validation", "not needed", "off" for people.
[[nodiscard]] std::string tuningText(const QuantisationTuning& tuning);

/// What the finalise phase found out about one candidate. Plain values, copied between threads.
struct Finalised {
    int id = 0; ///< Evaluation::id
    FinalReason reason = FinalReason::Picked;
    std::array<ConfusionMatrix, kFinalScores.size()> scores; ///< on test: of no samples where the dataset has no test split
    int calibrationImages = 0; ///< training pictures from which the ranges of int8 come
    double seconds = 0.0;      ///< fine-tuning and scoring
    QuantisationTuning tuning {};

    [[nodiscard]] const ConfusionMatrix& score(FinalScore which) const { return scores[static_cast<std::size_t>(which)]; }
    bool operator==(const Finalised&) const = default;
};
/// reason, calibration_images, seconds, quantisation_tuning, and each score by its name (metrics as of ConfusionMatrix; null without samples).
[[nodiscard]] Json toJson(const Finalised& finalised);

} // namespace danas::search
