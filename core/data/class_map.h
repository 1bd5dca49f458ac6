// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/dataset.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace danas::data {

/// Which class each source class counts as, after leaving out and merging.
struct ClassMap {
    std::vector<std::string> classes;  ///< sorted by name
    std::map<std::string, int> labels; ///< source class -> index into `classes`; left out ones are absent
};

/// @throws Error if the spec names a class that is not there, contradicts itself or leaves fewer than two classes
[[nodiscard]] ClassMap mapClasses(const DatasetSpec& spec, const std::set<std::string>& sourceClasses);

} // namespace danas::data
