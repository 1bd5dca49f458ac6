// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/dataset.h"
#include "store/project.h"

namespace danas::search {

/// @throws Error if the run was prepared with other data than these: scores would not compare
void requireSameData(const store::RunRecord& run, const data::Dataset& dataset);

} // namespace danas::search
