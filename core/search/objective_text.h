// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/metrics.h"

#include <string>

namespace danas::search {

/// A value of an objective as people read it: "64.1 %", "96 KiB", "1.20 MMAC".
[[nodiscard]] std::string objectiveText(Objective objective, double value);

} // namespace danas::search
