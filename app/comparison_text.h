// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparison.h"

#include <string>

namespace danas::app {

/// Verdict, remarks, a table for each pair of arms, and the data configurations on their fronts.
[[nodiscard]] std::string comparisonText(const compare::Comparison& comparison);

} // namespace danas::app
