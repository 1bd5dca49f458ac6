// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/memory_stack.h"

#include <algorithm>

namespace danas::ui {

namespace {

using cost::MemoryPlan;
using cost::PlannedTensor;

/// Blocks that share memory, one after another, and how much they take together.
struct Chain {
    std::int64_t bytes = 0;
    int firstStep = 0, lastStep = 0;
    std::vector<int> blocks;
};

MemoryBlock tensorBlock(const PlannedTensor& tensor, bool hasHeir)
{
    MemoryBlock block;
    const bool kept = tensor.lastStep - tensor.firstStep > 1;
    block.kind = kept ? MemoryBlock::Kind::Kept : tensor.tensor % 2 == 0 ? MemoryBlock::Kind::Even : MemoryBlock::Kind::Odd;
    block.index = tensor.tensor;
    block.from = tensor.inPlaceOf >= 0 ? tensor.firstStep : tensor.firstStep - 0.5;
    block.to = hasHeir ? tensor.lastStep : tensor.lastStep + 0.5;
    block.offset = tensor.offset;
    block.bytes = tensor.bytes;
    return block;
}

/// One chain per tensor that takes over from none, in the order of the graph's tensors; then one per scratch.
std::vector<Chain> chainsOf(const MemoryPlan& plan, std::vector<MemoryBlock>& blocks)
{
    std::vector<int> heir(plan.tensors.size(), -1);
    for (const PlannedTensor& tensor : plan.tensors) {
        if (tensor.inPlaceOf >= 0)
            heir[static_cast<std::size_t>(tensor.inPlaceOf)] = tensor.tensor;
    }
    std::vector<Chain> chains;
    const auto add = [&blocks](Chain& chain, const MemoryBlock& block) {
        chain.blocks.push_back(static_cast<int>(blocks.size()));
        blocks.push_back(block);
    };
    for (const PlannedTensor& root : plan.tensors) {
        if (root.inPlaceOf >= 0)
            continue;
        Chain chain { root.bytes, root.firstStep, root.lastStep, {} };
        for (int i = root.tensor; i >= 0; i = heir[static_cast<std::size_t>(i)]) {
            const PlannedTensor& tensor = plan.tensors[static_cast<std::size_t>(i)];
            MemoryBlock block = tensorBlock(tensor, heir[static_cast<std::size_t>(i)] >= 0);
            chain.lastStep = tensor.lastStep;
            add(chain, block);
            if (tensor.bytes < root.bytes) {
                block.kind = MemoryBlock::Kind::Rest;
                block.offset += tensor.bytes;
                block.bytes = root.bytes - tensor.bytes;
                add(chain, block);
            }
        }
        chains.push_back(std::move(chain));
    }
    for (const cost::PlannedScratch& scratch : plan.scratch) {
        Chain chain { scratch.bytes, scratch.firstStep, scratch.lastStep, {} };
        add(chain, { MemoryBlock::Kind::Scratch, scratch.op, scratch.firstStep - 0.5, scratch.lastStep + 0.5, scratch.offset, scratch.bytes });
        chains.push_back(std::move(chain));
    }
    return chains;
}

} // namespace

MemoryStack stackOf(const MemoryPlan& plan)
{
    MemoryStack stack;
    stack.live.assign(plan.order.size(), 0);
    const std::vector<Chain> chains = chainsOf(plan, stack.blocks);
    std::vector<std::vector<const Chain*>> alive(plan.order.size());
    for (const Chain& chain : chains) {
        for (int step = chain.firstStep; step <= chain.lastStep; ++step)
            alive[static_cast<std::size_t>(step)].push_back(&chain);
    }
    for (std::size_t step = 0; step < alive.size(); ++step) {
        const double left = static_cast<double>(step) - 0.5;
        for (const Chain* chain : alive[step]) {
            const std::int64_t ground = stack.live[step];
            const std::int64_t bottom = stack.blocks[static_cast<std::size_t>(chain->blocks.front())].offset;
            for (const int index : chain->blocks) {
                const MemoryBlock& block = stack.blocks[static_cast<std::size_t>(index)];
                const double from = std::max(block.from, left);
                const double to = std::min(block.to, left + 1.0);
                if (from < to)
                    stack.pieces.push_back({ index, from, to, ground + block.offset - bottom, block.bytes });
            }
            stack.live[step] += chain->bytes;
        }
    }
    return stack;
}

} // namespace danas::ui
