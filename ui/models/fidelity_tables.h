// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/fidelity_result.h"
#include "ui/models/compare_tables.h"

namespace danas::ui {

/// Tau of the supernet, of MACs and of parameters against training alone.
[[nodiscard]] FigureTable tauTable(const compare::Fidelity& fidelity);
/// Tau of the supernet in each data configuration by itself.
[[nodiscard]] FigureTable configTable(const compare::Fidelity& fidelity);
/// Every candidate, in the order of the result; a click on any of its cells leads to `candidate`, its place in that order.
[[nodiscard]] FigureTable probedTable(const compare::FidelityResult& result);

} // namespace danas::ui
