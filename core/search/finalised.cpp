// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/finalised.h"

namespace danas::search {

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
        { "seconds", finalised.seconds } };
    for (const FinalScore which : kFinalScores) {
        const ConfusionMatrix& score = finalised.score(which);
        json[std::string(finalScoreName(which))] = score.total() > 0 ? toJson(score) : Json();
    }
    return json;
}

} // namespace danas::search
