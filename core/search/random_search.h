// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/candidate_picker.h"

namespace danas::search {

/// Uniform samples of the space, the ones within budget preferred: the yardstick for every other strategy.
class RandomSearch : public Strategy {
public:
    RandomSearch(const RunSpec& spec, ViolationOf violationOf);

    [[nodiscard]] std::optional<Proposal> ask() override;
    void tell(const Evaluation&) override { }

private:
    CandidatePicker m_picker;
    std::uint64_t m_seed;
    std::uint64_t m_asks = 0;
};

} // namespace danas::search
