// SPDX-License-Identifier: GPL-3.0-or-later
// The proof of a memory plan, checked from the definitions.
#include "cost/memory_plan.h"

#include <fmt/format.h>

#include <algorithm>

namespace danas::cost {
namespace {

using graph::NetworkGraph;
using graph::Op;

/// A tensor or a scratch as the checker sees it.
struct Piece {
    std::string what;
    std::int64_t offset = 0, bytes = 0;
    int firstStep = 0, lastStep = 0;
    int tensor = -1, inPlaceOf = -1;
};

class Checker {
public:
    Checker(const MemoryPlan& plan, const NetworkGraph& graph, const MemoryRules& rules)
        : m_plan(plan)
        , m_graph(graph)
        , m_rules(rules)
    {
    }

    std::string firstFlaw()
    {
        if (std::string text = orderFlaw(); !text.empty())
            return text;
        if (std::string text = lifetimeFlaw(); !text.empty())
            return text;
        if (std::string text = scratchFlaw(); !text.empty())
            return text;
        return placeFlaw();
    }

private:
    [[nodiscard]] std::string orderFlaw()
    {
        m_stepOf.assign(m_graph.ops.size(), -1);
        if (m_plan.order.size() != m_graph.ops.size())
            return "the order misses operators";
        for (std::size_t step = 0; step < m_plan.order.size(); ++step) {
            const auto op = static_cast<std::size_t>(m_plan.order[step]);
            if (op >= m_stepOf.size() || m_stepOf[op] >= 0)
                return fmt::format("step {} runs an operator that does not exist or ran before", step);
            m_stepOf[op] = static_cast<int>(step);
        }
        return {};
    }

    [[nodiscard]] std::string lifetimeFlaw()
    {
        if (m_plan.tensors.size() != m_graph.tensors.size())
            return "the plan misses tensors";
        const int end = static_cast<int>(m_plan.order.size()) - 1;
        for (std::size_t i = 0; i < m_plan.tensors.size(); ++i) {
            const PlannedTensor& planned = m_plan.tensors[i];
            const int tensor = static_cast<int>(i);
            int first = 0;
            int last = -1;
            for (std::size_t k = 0; k < m_graph.ops.size(); ++k) {
                const Op& op = m_graph.ops[k];
                if (op.output == tensor)
                    first = m_stepOf[k];
                if (op.input == tensor || op.secondInput == tensor)
                    last = std::max(last, m_stepOf[k]);
            }
            last = last < 0 ? end : last;
            if (planned.tensor != tensor || planned.firstStep != first || planned.lastStep != last || last < first)
                return fmt::format("tensor {} is not alive from its writer to its last reader", i);
            if (planned.bytes < m_graph.tensors[i].elements())
                return fmt::format("tensor {} has too little memory", i);
            m_pieces.push_back({ fmt::format("tensor {}", i), planned.offset, planned.bytes, first, last, tensor, planned.inPlaceOf });
        }
        return {};
    }

    [[nodiscard]] std::string scratchFlaw()
    {
        const auto given = [this](int op, int first, int last) {
            std::int64_t bytes = 0;
            for (const PlannedScratch& scratch : m_plan.scratch) {
                if (scratch.op == op && scratch.firstStep <= first && scratch.lastStep >= last)
                    bytes += scratch.bytes;
            }
            return bytes;
        };
        for (std::size_t k = 0; k < m_graph.ops.size(); ++k) {
            if (given(static_cast<int>(k), m_stepOf[k], m_stepOf[k]) < kernelScratch(m_graph, m_graph.ops[k], m_rules))
                return fmt::format("operator {} lacks scratch memory", k);
        }
        if (given(-1, 0, static_cast<int>(m_plan.order.size()) - 1) < heldScratch(m_graph, m_rules))
            return "the engine's line buffer is missing";
        for (std::size_t i = 0; i < m_plan.scratch.size(); ++i) {
            const PlannedScratch& scratch = m_plan.scratch[i];
            m_pieces.push_back({ fmt::format("scratch {}", i), scratch.offset, scratch.bytes, scratch.firstStep, scratch.lastStep, -1, -1 });
        }
        return {};
    }

    [[nodiscard]] std::string placeFlaw() const
    {
        for (std::size_t i = 0; i < m_pieces.size(); ++i) {
            const Piece& a = m_pieces[i];
            if (a.offset < 0 || a.offset % m_rules.alignment != 0 || a.offset + a.bytes > m_plan.arenaBytes)
                return fmt::format("{} lies outside of the arena or is not aligned", a.what);
            if (a.inPlaceOf >= 0 && !takesOver(a, m_pieces[static_cast<std::size_t>(a.inPlaceOf)]))
                return fmt::format("{} may not take over tensor {}", a.what, a.inPlaceOf);
            for (std::size_t j = 0; j < i; ++j) {
                const Piece& b = m_pieces[j];
                const bool sameTime = a.firstStep <= b.lastStep && b.firstStep <= a.lastStep;
                const bool samePlace = a.offset < b.offset + b.bytes && b.offset < a.offset + a.bytes;
                if (sameTime && samePlace && !takesOver(a, b) && !takesOver(b, a))
                    return fmt::format("{} and {} overlap", a.what, b.what);
            }
        }
        return {};
    }

    /// Whether `heir` is written, in place, by the last reader of `before`.
    [[nodiscard]] bool takesOver(const Piece& heir, const Piece& before) const
    {
        if (heir.tensor < 0 || before.tensor < 0 || heir.inPlaceOf != before.tensor || heir.firstStep != before.lastStep
            || heir.offset != before.offset)
            return false;
        const auto writer = std::find_if(m_graph.ops.begin(), m_graph.ops.end(), [&](const Op& op) { return op.output == heir.tensor; });
        return writer != m_graph.ops.end() && mayTakeOver(m_graph, *writer, before.tensor, m_rules);
    }

    const MemoryPlan& m_plan;
    const NetworkGraph& m_graph;
    const MemoryRules& m_rules;
    std::vector<int> m_stepOf;
    std::vector<Piece> m_pieces; ///< tensors first, so that a tensor's index is its piece's
};

} // namespace

std::string flaw(const MemoryPlan& plan, const NetworkGraph& graph, const MemoryRules& rules)
{
    return Checker(plan, graph, rules).firstFlaw();
}

} // namespace danas::cost
