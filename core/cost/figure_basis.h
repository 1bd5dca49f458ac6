// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cost/target.h"

#include <cstdint>
#include <optional>

namespace danas::cost {

/// The figures of a network on a target that rest on somebody's measurement or rule. (Multiply-accumulates, weights and
/// biases are counted: they rest on the graph alone.)
enum class Figure : std::uint8_t { Arena, RuntimeRam, Ram, Code, Latency, Energy };

/// How far the figure may be trusted and why; a sum is as good as the weakest of its parts. Absent where the target does
/// not know the figure.
[[nodiscard]] std::optional<Basis> basisOf(const Target& target, Figure figure);

} // namespace danas::cost
