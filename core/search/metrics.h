// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace danas::search {

/// What a network said of one sample.
struct Prediction {
    std::uint8_t label = 0;       ///< class of the highest probability
    std::uint8_t probability = 0; ///< of that class, 0..255 = 0..1
};

/// Rows: truth, columns: prediction. Every metric comes from it. A ratio with an empty denominator is 0.
struct ConfusionMatrix {
    int classes = 0;
    std::vector<std::int32_t> counts; ///< classes x classes, row-major

    [[nodiscard]] static ConfusionMatrix from(std::span<const int> truth, std::span<const Prediction> predictions, int classes);
    [[nodiscard]] std::int32_t at(int truth, int prediction) const
    {
        return counts[static_cast<std::size_t>(truth * classes + prediction)];
    }
    [[nodiscard]] std::int64_t total() const;
    [[nodiscard]] double accuracy() const;
    [[nodiscard]] double precision(int label) const;
    [[nodiscard]] double recall(int label) const;
    [[nodiscard]] double f1(int label) const;
    /// Unweighted means over the classes ("macro").
    [[nodiscard]] double precision() const;
    [[nodiscard]] double recall() const;
    [[nodiscard]] double f1() const;

    bool operator==(const ConfusionMatrix&) const = default;
};
[[nodiscard]] Json toJson(const ConfusionMatrix& matrix);                ///< accuracy, precision, recall, f1, per_class, confusion
[[nodiscard]] ConfusionMatrix confusionFromJson(const Json& json, const std::string& where); ///< @throws Error

/// The quantities a search can trade against each other, and a plot can show.
enum class Objective : std::uint8_t { Accuracy, Precision, Recall, F1, Ram, Flash, Macs, Latency, Energy };
inline constexpr std::array kObjectives { Objective::Accuracy, Objective::Precision, Objective::Recall, Objective::F1,
    Objective::Ram, Objective::Flash, Objective::Macs, Objective::Latency, Objective::Energy };
[[nodiscard]] std::string_view objectiveName(Objective objective);  ///< "accuracy", "ram", ... as in files
[[nodiscard]] std::string_view objectiveLabel(Objective objective); ///< "Accuracy", "RAM", "F1", "MACs" for people
/// @throws Error listing the known names
[[nodiscard]] Objective objectiveFromName(std::string_view name);
/// Costs that only a run with a target has.
[[nodiscard]] constexpr bool needsTarget(Objective objective)
{
    return objective == Objective::Latency || objective == Objective::Energy;
}
/// @pre isMetric(objective)
[[nodiscard]] double metricOf(const ConfusionMatrix& confusion, Objective objective);
/// Metrics are maximised, costs minimised.
[[nodiscard]] constexpr bool isMetric(Objective objective)
{
    return objective < Objective::Ram;
}

} // namespace danas::search
