// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/dataset.h"
#include "search/run_spec.h"

#include <QString>

namespace danas::ui {

/// Why no run of this draft on this dataset could begin, and what to do, in one sentence; empty if nothing is against it. Whether
/// anything fits the budget is not asked here.
[[nodiscard]] QString draftObstacle(const search::RunSpec& spec, const data::Dataset& dataset);

} // namespace danas::ui
