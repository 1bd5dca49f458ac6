// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cost/cost.h"
#include "search/metrics.h"

#include <optional>

namespace danas::ui {

/// The budget's limit on a cost, in the units of Evaluation::value; absent: no limit, or a metric.
[[nodiscard]] std::optional<double> limitOf(const cost::Budget& budget, search::Objective objective);
/// Sets or lifts it, within what a run's document may say. No effect for metrics.
void setLimit(cost::Budget& budget, search::Objective objective, std::optional<double> value);
/// The cost itself; absent where it is not known, or for metrics.
[[nodiscard]] std::optional<double> valueOf(const cost::Cost& cost, search::Objective objective);

} // namespace danas::ui
