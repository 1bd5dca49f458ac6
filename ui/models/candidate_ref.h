// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace danas::ui {

/// A candidate of a comparison: which run of which arm, and its Evaluation::id.
struct CandidateRef {
    std::size_t arm = 0, run = 0;
    int id = -1;

    bool operator==(const CandidateRef&) const = default;
};

} // namespace danas::ui
