// SPDX-License-Identifier: GPL-3.0-or-later
// Times 100,000 candidates from sampling to cost, on one core, for every space preset.
#include "base/units.h"
#include "cost/cost.h"
#include "search/run_spec.h"

#include <fmt/format.h>

#include <chrono>

int main()
{
    using namespace danas;
    constexpr int kCandidates = 100'000;
    for (const std::string_view name : space::kSpacePresets) {
        const space::SearchSpace space = space::spacePreset(name);
        Rng rng(1);
        std::int64_t macs = 0; // used below, so that nothing is optimised away
        const auto begin = std::chrono::steady_clock::now();
        for (int i = 0; i < kCandidates; ++i)
            macs += search::costOf(space, space.sample(rng), 2).macs;
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
        fmt::print("{:<6} {} systems: {} candidates costed in {:.3f} s ({:.2f} us each), mean {}\n", name, formatGrouped(space.count()),
            kCandidates, took.count(), took.count() / kCandidates * 1e6, formatMacs(macs / kCandidates));
    }
}
