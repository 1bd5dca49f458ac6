// SPDX-License-Identifier: GPL-3.0-or-later
#include "cost/plain_plan.h"

#include <algorithm>
#include <numeric>

namespace danas::cost {
namespace {

using graph::NetworkGraph;
using graph::Op;
using graph::OpKind;

/// From which end of the arena, and how far from it.
struct Place {
    bool high = false;
    std::int64_t distance = 0;
};

/// Two ends, in turns: the input of a layer lies at one end, its output at the other. A residual block keeps its input x at one
/// end and so takes the place beside x and the other end in turns, counted backwards so that its sum comes to the other end
/// while the addend lies beside x. Never are more than x and two others alive, and never do they come between each other.
class TwoEnds {
public:
    explicit TwoEnds(const NetworkGraph& graph)
        : m_graph(graph)
        , m_places(graph.tensors.size())
    {
        for (std::size_t i = 0; i < graph.ops.size();)
            i = placeFrom(i);
    }

    [[nodiscard]] std::int64_t offset(std::size_t tensor, std::int64_t arena) const
    {
        const Place& place = m_places[tensor];
        return place.high ? arena - place.distance - m_graph.tensors[tensor].elements() : place.distance;
    }

private:
    /// Places the output of layer i, or those of the residual block that begins there. Returns the next layer.
    std::size_t placeFrom(std::size_t i)
    {
        const int x = m_graph.ops[i].input;
        const bool high = place(x).high;
        const std::size_t sum = additionOf(x, i);
        for (std::size_t k = i; k <= sum; ++k) {
            const bool besideX = (sum - k) % 2 == 1;
            place(m_graph.ops[k].output) = besideX ? Place { high, m_graph.tensors[static_cast<std::size_t>(x)].elements() } : Place { !high, 0 };
        }
        return sum + 1;
    }

    /// The addition to `x` that ends a block begun by layer i, or i itself.
    [[nodiscard]] std::size_t additionOf(int x, std::size_t i) const
    {
        const auto from = m_graph.ops.begin() + static_cast<std::ptrdiff_t>(i);
        const auto found = std::find_if(from, m_graph.ops.end(),
            [x](const Op& op) { return op.kind == OpKind::Add && (op.input == x || op.secondInput == x); });
        return found == m_graph.ops.end() ? i : static_cast<std::size_t>(found - m_graph.ops.begin());
    }

    Place& place(int tensor) { return m_places[static_cast<std::size_t>(tensor)]; }

    const NetworkGraph& m_graph;
    std::vector<Place> m_places;
};

} // namespace

MemoryPlan planPlainly(const NetworkGraph& graph)
{
    std::vector<int> asGiven(graph.ops.size());
    std::iota(asGiven.begin(), asGiven.end(), 0);
    MemoryPlan plan = planMemory(graph, {}, asGiven);
    if (plan.arenaBytes == plan.peakBytes)
        return plan;
    MemoryPlan better = plan;
    better.arenaBytes = plan.peakBytes;
    const TwoEnds ends(graph);
    for (PlannedTensor& tensor : better.tensors)
        tensor.offset = ends.offset(static_cast<std::size_t>(tensor.tensor), better.arenaBytes);
    return flaw(better, graph, {}).empty() ? better : plan;
}

} // namespace danas::cost
