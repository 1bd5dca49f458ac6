// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/run_spec.h"

#include <set>
#include <string>
#include <vector>

namespace danas::ui {

/// The spec with another space. A family whose networks share no weights leaves no choice but training from scratch; where a space
/// of such a family goes, so does what it brought, and a supernet scores candidates again.
[[nodiscard]] search::RunSpec withSpace(search::RunSpec spec, const space::SearchSpace& space);

/// The spec with other data. A positive class that merging only gave another name keeps its part under the new one; any other stays
/// as it was named, there or not. `sourceClasses`: of the folder on disk, empty where they are not known.
[[nodiscard]] search::RunSpec withDataset(search::RunSpec spec, const data::DatasetSpec& dataset, const std::set<std::string>& sourceClasses);

/// Whether the search counts the precision and recall of a class that is not among these.
[[nodiscard]] bool missesPositiveClass(const search::RunSpec& spec, const std::vector<std::string>& classes);

} // namespace danas::ui
