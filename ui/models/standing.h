// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/run_model.h"

#include <QString>

namespace danas::ui {

/// Where a candidate stands among all of its run, in one true sentence: "On the front: best accuracy below 128 KiB of RAM",
/// "Dominated by #12, #40 and 3 more", "Over the budget: RAM 140 of 128 KiB".
[[nodiscard]] QString standingText(const RunModel& run, int id);
/// Ids on the front that are nowhere worse and somewhere better, by id.
[[nodiscard]] std::vector<int> dominators(const RunModel& run, int id);

} // namespace danas::ui
