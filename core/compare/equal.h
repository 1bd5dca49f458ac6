// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace danas::compare {

/// What every run of an experiment, or of a comparison, was given as much of as every other.
enum class Equal : std::uint8_t { Time, Evaluations };

} // namespace danas::compare
