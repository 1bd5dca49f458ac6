// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cost/memory_plan.h"

namespace danas::cost {

/// Places the tensors of a network without any engine's rules: operators as given, nothing in place, no alignment. Its arena is
/// Cost::ramBytes where the network is a chain of layers and residual blocks; planMemory's first gaps may need more there.
/// Another network gets planMemory's plan. @throws Error for an operator of an unknown kind
[[nodiscard]] MemoryPlan planPlainly(const graph::NetworkGraph& graph);

} // namespace danas::cost
