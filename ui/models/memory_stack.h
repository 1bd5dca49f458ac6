// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cost/memory_plan.h"

#include <cstdint>
#include <vector>

namespace danas::ui {

/// A piece of the arena for a while. Time counts steps: step s reaches from s - 0.5 to s + 0.5. Where a tensor takes over
/// the memory of another, the border lies in the middle of the step.
struct MemoryBlock {
    enum class Kind : std::uint8_t {
        Even, Odd, ///< tensors, in turn, so that an operator's input and output differ
        Kept,      ///< a tensor that outlives the next step: a residual
        Rest,      ///< of memory that a smaller tensor took over whole
        Scratch    ///< of a kernel or the engine
    };
    Kind kind = Kind::Even;
    int index = 0; ///< Even, Odd, Kept, Rest: tensor of the graph; Scratch: its operator, -1 for the engine
    double from = 0.0, to = 0.0;
    std::int64_t offset = 0, bytes = 0;
};

/// A block's share of one step in the stack of live bytes.
struct StackedPiece {
    int block = 0;
    double from = 0.0, to = 0.0;
    std::int64_t base = 0, bytes = 0;
};

/// A plan as pictures need it: the arena map, and live bytes step by step. At every step the pieces add up to
/// cost::liveBytes(plan): memory that is shared counts once, memory that is handed on counts whole.
struct MemoryStack {
    std::vector<MemoryBlock> blocks;
    std::vector<StackedPiece> pieces; ///< by step, from the bottom up
    std::vector<std::int64_t> live;   ///< of each step
};
[[nodiscard]] MemoryStack stackOf(const cost::MemoryPlan& plan);

} // namespace danas::ui
