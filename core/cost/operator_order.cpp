// SPDX-License-Identifier: GPL-3.0-or-later
#include "cost/operator_order.h"

#include <algorithm>
#include <map>
#include <utility>

namespace danas::cost {
namespace {

using graph::NetworkGraph;
using graph::Op;

/// What can be known of a set of operators that have run: which tensors are alive follows from the set alone.
struct State {
    std::vector<bool> done;
    std::vector<int> order;
    std::int64_t live = 0, peak = 0;
};

class Search {
public:
    explicit Search(const NetworkGraph& graph)
        : m_graph(graph)
        , m_writer(graph.tensors.size(), -1)
        , m_readers(graph.tensors.size())
    {
        for (std::size_t i = 0; i < graph.ops.size(); ++i) {
            const Op& op = graph.ops[i];
            const int index = static_cast<int>(i);
            m_writer[static_cast<std::size_t>(op.output)] = index;
            m_readers[static_cast<std::size_t>(op.input)].push_back(index);
            if (op.secondInput >= 0 && op.secondInput != op.input)
                m_readers[static_cast<std::size_t>(op.secondInput)].push_back(index);
        }
    }

    OperatorOrder run(std::size_t mostStates) const
    {
        OperatorOrder result;
        result.exact = true;
        std::vector<State> level(1);
        level[0].done.assign(m_graph.ops.size(), false);
        level[0].live = m_graph.input().elements();
        for (std::size_t step = 0; step < m_graph.ops.size(); ++step) {
            std::map<std::vector<bool>, State> next;
            for (const State& state : level)
                expand(state, next);
            level.clear();
            for (auto& [done, state] : next)
                level.push_back(std::move(state));
            if (level.size() > mostStates) {
                result.exact = false;
                std::stable_sort(level.begin(), level.end(),
                    [](const State& a, const State& b) { return std::pair(a.peak, a.live) < std::pair(b.peak, b.live); });
                level.resize(mostStates);
            }
        }
        result.order = level.front().order;
        result.peakBytes = level.front().peak;
        return result;
    }

private:
    [[nodiscard]] bool written(const State& state, int tensor) const
    {
        const int writer = m_writer[static_cast<std::size_t>(tensor)];
        return writer < 0 || state.done[static_cast<std::size_t>(writer)];
    }

    /// Every operator that can run next, keeping for each set the way there with the lowest peak.
    void expand(const State& state, std::map<std::vector<bool>, State>& next) const
    {
        for (std::size_t i = 0; i < m_graph.ops.size(); ++i) {
            const Op& op = m_graph.ops[i];
            if (state.done[i] || !written(state, op.input) || (op.secondInput >= 0 && !written(state, op.secondInput)))
                continue;
            State after = state;
            after.done[i] = true;
            after.order.push_back(static_cast<int>(i));
            after.live += m_graph.output(op).elements();
            after.peak = std::max(after.peak, after.live);
            release(after, op.input);
            if (op.secondInput >= 0 && op.secondInput != op.input)
                release(after, op.secondInput);
            const auto found = next.find(after.done);
            if (found == next.end())
                next.emplace(after.done, std::move(after));
            else if (after.peak < found->second.peak)
                found->second = std::move(after);
        }
    }

    void release(State& state, int tensor) const
    {
        const auto& readers = m_readers[static_cast<std::size_t>(tensor)];
        if (std::all_of(readers.begin(), readers.end(), [&](int reader) { return state.done[static_cast<std::size_t>(reader)]; }))
            state.live -= m_graph.tensors[static_cast<std::size_t>(tensor)].elements();
    }

    const NetworkGraph& m_graph;
    std::vector<int> m_writer;               ///< op that writes a tensor; -1: the network's input
    std::vector<std::vector<int>> m_readers; ///< ops that read it
};

} // namespace

bool leavesChoice(const NetworkGraph& graph)
{
    for (std::size_t i = 1; i < graph.ops.size(); ++i) {
        const Op& op = graph.ops[i];
        const int before = graph.ops[i - 1].output;
        if (op.input != before && op.secondInput != before)
            return true;
    }
    return false;
}

OperatorOrder lowestPeakOrder(const NetworkGraph& graph, std::size_t mostStates)
{
    return Search(graph).run(mostStates);
}

} // namespace danas::cost
