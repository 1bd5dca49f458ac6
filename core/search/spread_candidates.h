// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "space/search_space.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace danas::search {

/// `count` distinct systems spread over the whole space, to probe an evaluator with: every data configuration has as many
/// (one more or less), from the cheapest to the dearest network of that configuration in even steps of the logarithm of the
/// MACs. Fewer if the space does not hold that many. Canonical; a pure function of its arguments. `admitted`: only such systems,
/// and only the data configurations that have some; all if it is empty.
[[nodiscard]] std::vector<space::Genes> spreadCandidates(const space::SearchSpace& space, int classes, int count, std::uint64_t seed,
    const std::function<bool(const space::Genes&)>& admitted = {});

} // namespace danas::search
