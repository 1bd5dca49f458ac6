// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/finalised.h"

#include "base/units.h"

#include <fmt/format.h>

namespace danas::search {

namespace {

Json toJson(const QuantisationTuning& tuning)
{
    Json json { { "outcome", tuningOutcomeName(tuning.outcome) } };
    if (tuning.steps > 0) {
        json["steps"] = tuning.steps;
        json["int8_validation_before"] = tuning.before;
        json["int8_validation_after"] = tuning.after;
    }
    return json;
}

} // namespace

std::string_view tuningOutcomeName(QuantisationTuning::Outcome outcome)
{
    constexpr std::array<std::string_view, kTuningOutcomes.size()> names { "off", "not_needed", "kept", "discarded" };
    return names[static_cast<std::size_t>(outcome)];
}

std::string tuningText(const QuantisationTuning& tuning)
{
    using Outcome = QuantisationTuning::Outcome;
    if (tuning.outcome == Outcome::Off)
        return "off";
    if (tuning.outcome == Outcome::NotNeeded)
        return "not needed";
    return fmt::format("{} steps, int8 {} → {} on validation{}", tuning.steps, formatPercent(tuning.before), formatPercent(tuning.after),
        tuning.outcome == Outcome::Kept ? "" : ", discarded");
}

std::string_view finalScoreName(FinalScore score)
{
    constexpr std::array<std::string_view, kFinalScores.size()> names { "float_validation", "int8_validation", "float_test", "int8_test" };
    return names[static_cast<std::size_t>(score)];
}

std::string_view finalScoreLabel(FinalScore score)
{
    constexpr std::array<std::string_view, kFinalScores.size()> labels { "Fine-tuned, validation", "int8, validation", "Fine-tuned, test", "int8, test" };
    return labels[static_cast<std::size_t>(score)];
}

std::string_view finalReasonName(FinalReason reason)
{
    constexpr std::array<std::string_view, kFinalReasons.size()> names { "best", "knee", "frugal", "spread", "picked" };
    return names[static_cast<std::size_t>(reason)];
}

std::string_view finalReasonLabel(FinalReason reason)
{
    constexpr std::array<std::string_view, kFinalReasons.size()> labels { "best score within the budget", "knee of the front",
        "least cost close to the best score", "in between on the front", "picked by hand" };
    return labels[static_cast<std::size_t>(reason)];
}

Json toJson(const Finalised& finalised)
{
    Json json { { "reason", finalReasonName(finalised.reason) }, { "calibration_images", finalised.calibrationImages },
        { "seconds", finalised.seconds }, { "quantisation_tuning", toJson(finalised.tuning) } };
    for (const FinalScore which : kFinalScores) {
        const ConfusionMatrix& score = finalised.score(which);
        json[std::string(finalScoreName(which))] = score.total() > 0 ? toJson(score) : Json();
    }
    return json;
}

} // namespace danas::search
