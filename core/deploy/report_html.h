// SPDX-License-Identifier: GPL-3.0-or-later
// What a bundle says of its system to people.
#pragma once

#include "deploy/deployable.h"
#include "deploy/gates.h"
#include "search/metrics.h"

#include <optional>
#include <string>
#include <vector>

namespace danas::deploy {

/// A cost of the system against what it may be.
struct BudgetFigure {
    search::Objective cost = search::Objective::Ram;
    std::optional<double> figure, limit; ///< absent: not known; no limit
    [[nodiscard]] bool fits() const { return !limit || (figure && *figure <= *limit); }
};
/// RAM, flash and MACs; latency and energy where they are known or limited.
[[nodiscard]] std::vector<BudgetFigure> budgetFigures(const Deployable& system);

/// One page that needs no other file: gates, budget against figures, int8 against float on validation and on test, confusion
/// matrices, memory over time and in the arena, layers, and where the system comes from.
[[nodiscard]] std::string reportHtml(const Deployable& system, const Evidence& evidence, const std::vector<Gate>& gates);

} // namespace danas::deploy
