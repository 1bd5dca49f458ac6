// SPDX-License-Identifier: GPL-3.0-or-later
// How much sooner a run had what another one ended with.
#include "base/units.h"
#include "compare/comparison_p.h"

#include <algorithm>
#include <limits>

namespace danas::compare {
namespace {

/// Volumes are sums over other boxes in other orders; what differs by less is equal.
constexpr double kRounding = 1e-9;

/// Absent where the run never got there, or the other has nothing to get to.
std::optional<double> reachShare(const RunResult& run, const RunResult& other)
{
    if (!run.seconds || other.seconds.value_or(0.0) <= 0.0 || other.hypervolume.value_or(0.0) <= 0.0)
        return std::nullopt;
    const double wanted = *other.hypervolume * (1.0 - kRounding);
    const auto there = std::find_if(run.growth.begin(), run.growth.end(), [wanted](const auto& point) { return point.hypervolume >= wanted; });
    return there == run.growth.end() ? std::nullopt : std::optional(there->at / *other.seconds);
}

} // namespace

Finding reachFinding(const std::vector<const ScoredRun*>& first, const std::vector<const ScoredRun*>& second, bool paired)
{
    constexpr double kNever = std::numeric_limits<double>::infinity();
    Finding finding;
    finding.quantity = Quantity::ReachShare;
    for (std::size_t i = 0; i < first.size(); ++i) {
        for (std::size_t k = 0; k < second.size(); ++k) {
            if (paired && i != k)
                continue;
            const auto there = reachShare(first[i]->result, second[k]->result), back = reachShare(second[k]->result, first[i]->result);
            if (there)
                finding.first.push_back(*there);
            if (back)
                finding.second.push_back(*back);
            finding.missing += (there ? 0 : 1) + (back ? 0 : 1);
            finding.wins += there.value_or(kNever) < back.value_or(kNever) ? 1 : 0;
            finding.losses += there.value_or(kNever) > back.value_or(kNever) ? 1 : 0;
            ++finding.pairs;
        }
    }
    finding.firstSpread = spreadOf(finding.first);
    finding.secondSpread = spreadOf(finding.second);
    return finding;
}

std::string shareOfTimeText(double share)
{
    if (share >= 0.5)
        return formatPercent(share);
    return "1/" + timesText(1.0 / share);
}

} // namespace danas::compare
