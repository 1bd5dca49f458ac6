// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/network_graph.h"

#include <cstdint>
#include <vector>

namespace danas::cost {

/// An order of execution: every operator after those that write what it reads.
struct OperatorOrder {
    std::vector<int> order;      ///< op of each step
    std::int64_t peakBytes = 0;  ///< of the live tensors, nothing in place
    bool exact = false;          ///< no order has a lower peak
};

/// False if each operator reads what the one before it wrote: then there is one order only. All networks of the
/// MobileNetV2 family are so, residuals included.
[[nodiscard]] bool leavesChoice(const graph::NetworkGraph& graph);

/// The order of the lowest peak (the problem of Liberis and Lane 2019): a dynamic program over the sets of operators that
/// can have run, exact while no step has more than `mostStates` of them, else over the most promising ones.
[[nodiscard]] OperatorOrder lowestPeakOrder(const graph::NetworkGraph& graph, std::size_t mostStates = 64);

} // namespace danas::cost
