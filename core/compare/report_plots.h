// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparison.h"

#include <string>
#include <utility>
#include <vector>

namespace danas::compare {

/// A value of an objective as people read it: "64.1 %", "96 KiB", "1.20 MMAC".
[[nodiscard]] std::string objectiveText(search::Objective objective, double value);
/// Caption and SVG of each plot that the comparison has data for.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> reportPlots(const Comparison& comparison);

} // namespace danas::compare
