// SPDX-License-Identifier: GPL-3.0-or-later
#include "cost/memory_plan.h"

#include "cost/operator_order.h"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace danas::cost {
namespace {

using graph::NetworkGraph;
using graph::Op;

/// A piece of the arena: the tensors that take it over from each other, or one scratch.
struct Buffer {
    std::int64_t offset = 0, bytes = 0;
    int firstStep = 0, lastStep = 0;
};

class Planner {
public:
    Planner(const NetworkGraph& graph, const MemoryRules& rules)
        : m_graph(graph)
        , m_rules(rules)
    {
    }

    MemoryPlan plan(const std::vector<int>& order)
    {
        m_plan.order = order;
        findLifetimes();
        shareInPlace();
        addScratch();
        place();
        for (std::size_t i = 0; i < m_plan.tensors.size(); ++i)
            m_plan.tensors[i].offset = m_buffers[static_cast<std::size_t>(m_bufferOf[i])].offset;
        for (std::size_t i = 0; i < m_plan.scratch.size(); ++i)
            m_plan.scratch[i].offset = m_buffers[m_firstScratch + i].offset;
        findPeak();
        return std::move(m_plan);
    }

private:
    [[nodiscard]] std::int64_t aligned(std::int64_t bytes) const
    {
        return (bytes + m_rules.alignment - 1) / m_rules.alignment * m_rules.alignment;
    }
    [[nodiscard]] int lastStep() const { return static_cast<int>(m_plan.order.size()) - 1; }
    [[nodiscard]] const Op& opAt(int step) const
    {
        return m_graph.ops[static_cast<std::size_t>(m_plan.order[static_cast<std::size_t>(step)])];
    }

    /// From the writer to the last reader; the network's input from the start, what nobody reads to the end.
    void findLifetimes()
    {
        m_plan.tensors.resize(m_graph.tensors.size());
        for (std::size_t i = 0; i < m_plan.tensors.size(); ++i) {
            PlannedTensor& tensor = m_plan.tensors[i];
            tensor.tensor = static_cast<int>(i);
            tensor.bytes = aligned(m_graph.tensors[i].elements());
            tensor.lastStep = -1;
        }
        for (int step = 0; step <= lastStep(); ++step) {
            const Op& op = opAt(step);
            at(op.output).firstStep = step;
            at(op.input).lastStep = step;
            if (op.secondInput >= 0)
                at(op.secondInput).lastStep = step;
        }
        for (PlannedTensor& tensor : m_plan.tensors) {
            if (tensor.lastStep < 0)
                tensor.lastStep = lastStep();
        }
    }

    /// An output joins the buffer of an input that dies at its operator, where the engine allows it.
    void shareInPlace()
    {
        m_bufferOf.assign(m_plan.tensors.size(), -1);
        m_buffers.reserve(2 * m_plan.tensors.size());
        own(at(0));
        for (int step = 0; step <= lastStep(); ++step) {
            const Op& op = opAt(step);
            PlannedTensor& output = at(op.output);
            for (const int input : { int { op.input }, int { op.secondInput } }) {
                if (input >= 0 && at(input).lastStep == step && mayTakeOver(m_graph, op, input, m_rules)) {
                    output.inPlaceOf = input;
                    break;
                }
            }
            if (output.inPlaceOf < 0) {
                own(output);
                continue;
            }
            const int buffer = m_bufferOf[static_cast<std::size_t>(output.inPlaceOf)];
            m_bufferOf[static_cast<std::size_t>(output.tensor)] = buffer;
            m_buffers[static_cast<std::size_t>(buffer)].lastStep = output.lastStep;
        }
    }

    void own(PlannedTensor& tensor)
    {
        m_bufferOf[static_cast<std::size_t>(tensor.tensor)] = static_cast<int>(m_buffers.size());
        m_buffers.push_back({ 0, tensor.bytes, tensor.firstStep, tensor.lastStep });
    }

    void addScratch()
    {
        m_firstScratch = m_buffers.size();
        const auto add = [this](int op, std::int64_t bytes, int first, int last) {
            if (bytes == 0)
                return;
            m_plan.scratch.push_back({ op, 0, aligned(bytes), first, last });
            m_buffers.push_back({ 0, aligned(bytes), first, last });
        };
        add(-1, heldScratch(m_graph, m_rules), 0, lastStep());
        for (int step = 0; step <= lastStep(); ++step)
            add(m_plan.order[static_cast<std::size_t>(step)], kernelScratch(m_graph, opAt(step), m_rules), step, step);
    }

    /// Largest first, each into the first gap among those placed that live at the same time. Of equal ones the last comes first:
    /// TensorFlow Lite Micro fills its list from the end before it sorts (CalculateOffsetsIfNeeded).
    void place()
    {
        std::vector<int> bySize(m_buffers.size());
        std::iota(bySize.begin(), bySize.end(), 0);
        std::sort(bySize.begin(), bySize.end(), [this](int a, int b) {
            const std::int64_t left = m_buffers[static_cast<std::size_t>(a)].bytes;
            const std::int64_t right = m_buffers[static_cast<std::size_t>(b)].bytes;
            return left != right ? left > right : a > b;
        });
        std::vector<Buffer*> placed; // by offset
        placed.reserve(m_buffers.size());
        for (const int index : bySize) {
            Buffer& buffer = m_buffers[static_cast<std::size_t>(index)];
            buffer.offset = firstGap(placed, buffer);
            m_plan.arenaBytes = std::max(m_plan.arenaBytes, buffer.offset + buffer.bytes);
            const auto where = std::upper_bound(placed.begin(), placed.end(), buffer.offset,
                [](std::int64_t offset, const Buffer* other) { return offset < other->offset; });
            placed.insert(where, &buffer);
        }
    }

    static std::int64_t firstGap(const std::vector<Buffer*>& placed, const Buffer& wanted)
    {
        std::int64_t offset = 0;
        for (const Buffer* other : placed) {
            if (other->firstStep > wanted.lastStep || other->lastStep < wanted.firstStep)
                continue;
            if (other->offset - offset >= wanted.bytes)
                break;
            offset = std::max(offset, other->offset + other->bytes);
        }
        return offset;
    }

    void findPeak()
    {
        std::vector<std::int64_t> change(m_plan.order.size() + 1, 0);
        for (const Buffer& buffer : m_buffers) {
            change[static_cast<std::size_t>(buffer.firstStep)] += buffer.bytes;
            change[static_cast<std::size_t>(buffer.lastStep) + 1] -= buffer.bytes;
        }
        std::int64_t live = 0;
        for (int step = 0; step <= lastStep(); ++step) {
            live += change[static_cast<std::size_t>(step)];
            if (live > m_plan.peakBytes) {
                m_plan.peakBytes = live;
                m_plan.peakStep = step;
            }
        }
    }

    PlannedTensor& at(int tensor) { return m_plan.tensors[static_cast<std::size_t>(tensor)]; }

    const NetworkGraph& m_graph;
    const MemoryRules& m_rules;
    MemoryPlan m_plan;
    std::vector<Buffer> m_buffers; ///< of tensors, then of scratch in the order of the plan's
    std::vector<int> m_bufferOf;   ///< one per tensor
    std::size_t m_firstScratch = 0;
};

} // namespace

MemoryPlan planMemory(const NetworkGraph& graph, const MemoryRules& rules, const std::vector<int>& order)
{
    assert(order.size() == graph.ops.size() && !graph.ops.empty());
    return Planner(graph, rules).plan(order);
}

MemoryPlan planMemory(const NetworkGraph& graph, const MemoryRules& rules)
{
    std::vector<int> asGiven(graph.ops.size());
    std::iota(asGiven.begin(), asGiven.end(), 0);
    MemoryPlan plan = planMemory(graph, rules, asGiven);
    if (!leavesChoice(graph))
        return plan;
    const OperatorOrder better = lowestPeakOrder(graph);
    MemoryPlan other = planMemory(graph, rules, better.order);
    return other.arenaBytes < plan.arenaBytes ? other : plan;
}

std::vector<std::int64_t> liveBytes(const MemoryPlan& plan)
{
    std::vector<std::int64_t> live(plan.order.size(), 0);
    const auto add = [&live](int first, int last, std::int64_t bytes) {
        for (int step = first; step <= last; ++step)
            live[static_cast<std::size_t>(step)] += bytes;
    };
    std::vector<const PlannedTensor*> heir(plan.tensors.size(), nullptr);
    for (const PlannedTensor& tensor : plan.tensors) {
        if (tensor.inPlaceOf >= 0)
            heir[static_cast<std::size_t>(tensor.inPlaceOf)] = &tensor;
    }
    for (const PlannedTensor& tensor : plan.tensors) {
        if (tensor.inPlaceOf >= 0)
            continue; // counted with the one that it takes over from, whose whole buffer stays taken
        int last = tensor.lastStep;
        for (const PlannedTensor* next = heir[static_cast<std::size_t>(tensor.tensor)]; next; next = heir[static_cast<std::size_t>(next->tensor)])
            last = next->lastStep;
        add(tensor.firstStep, last, tensor.bytes);
    }
    for (const PlannedScratch& scratch : plan.scratch)
        add(scratch.firstStep, scratch.lastStep, scratch.bytes);
    return live;
}

} // namespace danas::cost
