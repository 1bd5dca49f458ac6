// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/run_spec.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace danas::search {

/// All that decides the weights of a run's supernet: equal keys mean that a checkpoint of one is of use for the other. Budget,
/// objectives, search and finalise phase are not in it, so runs that differ in those only share one training. (Bit for bit only
/// in the same environment and with as many threads.)
[[nodiscard]] std::string trainingKey(const RunSpec& spec, std::uint64_t datasetFingerprint, std::size_t classes);

} // namespace danas::search
