// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/budget_value.h"

#include <algorithm>
#include <cmath>

namespace danas::ui {

using search::Objective;

std::optional<double> limitOf(const cost::Budget& budget, Objective objective)
{
    switch (objective) {
    case Objective::Ram: return budget.ramBytes;
    case Objective::Flash: return budget.flashBytes;
    case Objective::Macs: return budget.macs;
    case Objective::Latency: return budget.latencyMs;
    case Objective::Energy: return budget.energyUj;
    default: return std::nullopt;
    }
}

void setLimit(cost::Budget& budget, Objective objective, std::optional<double> value)
{
    // Bounds as in cost::budgetFromJson.
    const auto whole = value ? std::optional(static_cast<std::int64_t>(std::llround(std::clamp(*value, 1.0, std::exp2(50.0))))) : std::nullopt;
    const auto bounded = value ? std::optional(std::clamp(*value, 1e-3, 1e9)) : std::nullopt;
    switch (objective) {
    case Objective::Ram: budget.ramBytes = whole; break;
    case Objective::Flash: budget.flashBytes = whole; break;
    case Objective::Macs: budget.macs = whole; break;
    case Objective::Latency: budget.latencyMs = bounded; break;
    case Objective::Energy: budget.energyUj = bounded; break;
    default: break;
    }
}

std::optional<double> valueOf(const cost::Cost& cost, Objective objective)
{
    switch (objective) {
    case Objective::Ram: return static_cast<double>(cost.ramBytes);
    case Objective::Flash: return static_cast<double>(cost.flashBytes);
    case Objective::Macs: return static_cast<double>(cost.macs);
    case Objective::Latency: return cost.latencyMs;
    case Objective::Energy: return cost.energyUj;
    default: return std::nullopt;
    }
}

} // namespace danas::ui
