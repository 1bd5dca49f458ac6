// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparison.h"

#include <string>
#include <utility>
#include <vector>

namespace danas::compare {

/// Caption and SVG of each plot that the comparison has data for.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> reportPlots(const Comparison& comparison);

} // namespace danas::compare
