// SPDX-License-Identifier: GPL-3.0-or-later
// The comparison in one sentence. Every clause comes from a finding and says what the finding cannot show.
#include "base/units.h"
#include "compare/comparison_p.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace danas::compare {
namespace {

/// Times that differ by less are equal for a sentence; machines are not more exact.
constexpr double kEqualTimes = 0.1;

std::string pText(double p)
{
    return p < 0.001 ? "p < 0.001" : fmt::format("p = {:.2g}", p);
}

/// "64.1 %", or what is missing of it.
std::string bestText(const Spread& spread, std::size_t runs)
{
    if (spread.count == 0)
        return "nothing";
    std::string text = formatPercent(spread.median);
    if (static_cast<std::size_t>(spread.count) < runs)
        text += fmt::format(" (in {} of {} runs only)", spread.count, runs);
    return text;
}

/// "At 128 KiB A finds 64.1 %, B 60.8 %": in the largest tier that holds a system of either.
std::string tierClause(const Comparison& comparison, const PairResult& pair)
{
    const ArmResult& a = comparison.arms[pair.first];
    const ArmResult& b = comparison.arms[pair.second];
    for (std::size_t tier = comparison.tiers.size(); tier-- > 0;) {
        const Finding* best = pair.find(Quantity::BestInTier, tier);
        if (!best || best->firstSpread.count + best->secondSpread.count == 0)
            continue;
        return fmt::format("At {} {} finds {}, {} {}", formatBytes(comparison.tiers[tier].ramBytes), a.name,
            bestText(best->firstSpread, a.runs.size()), b.name, bestText(best->secondSpread, b.runs.size()));
    }
    return "Neither finds a system within any of the budgets";
}

bool unequalTimes(const Comparison& comparison, const PairResult& pair)
{
    double least = INFINITY, most = 0.0;
    for (const std::size_t arm : { pair.first, pair.second }) {
        for (const RunResult& run : comparison.arms[arm].runs) {
            least = std::min(least, run.seconds.value_or(least));
            most = std::max(most, run.seconds.value_or(most));
        }
    }
    return most > least * (1.0 + kEqualTimes);
}

bool unequalCounts(const Comparison& comparison, const PairResult& pair)
{
    for (const std::size_t arm : { pair.first, pair.second }) {
        for (const RunResult& run : comparison.arms[arm].runs) {
            if (run.evaluations != comparison.equalEvaluations)
                return true;
        }
    }
    return false;
}

/// By what the runs were given as much of. Where that is not known: at equal time where the times differ, else at equal
/// evaluations where those differ, else at the end.
const Finding* fairVolume(const Comparison& comparison, const PairResult& pair)
{
    const bool otherTimes = unequalTimes(comparison, pair);
    if (comparison.equalSeconds && (comparison.equal == Equal::Time || (!comparison.equal && otherTimes)))
        return pair.find(Quantity::HypervolumeAtEqualSeconds);
    const bool counted = unequalCounts(comparison, pair) || (comparison.equal == Equal::Evaluations && otherTimes);
    return pair.find(counted ? Quantity::HypervolumeAtEqualEvaluations : Quantity::Hypervolume);
}

bool otherEvaluators(const ArmResult& a, const ArmResult& b)
{
    return a.evaluator && b.evaluator && a.evaluator != b.evaluator;
}

std::string timeName(const Comparison& comparison)
{
    return fmt::format("at equal time ({})", formatDuration(*comparison.equalSeconds));
}

std::string volumeName(const Comparison& comparison, const Finding& finding)
{
    if (finding.quantity == Quantity::HypervolumeAtEqualSeconds)
        return "hypervolume " + timeName(comparison);
    if (finding.quantity == Quantity::HypervolumeAtEqualEvaluations)
        return fmt::format("hypervolume after {} candidates", comparison.equalEvaluations);
    return "hypervolume";
}

std::string changeText(const Finding& finding)
{
    const double a = finding.firstSpread.median, b = finding.secondSpread.median;
    if (a == b)
        return "equal";
    if (b == 0.0)
        return fmt::format("{:.3g} against 0", a);
    const double percent = 100.0 * (a / b - 1.0);
    return fmt::format("{}{:.{}f}\u202f%", percent < 0.0 ? "\u2212" : "+", std::abs(percent), std::abs(percent) < 9.95 ? 1 : 0);
}

/// "3 of 3 seeds, p = 0.25"
std::string countText(const PairResult& pair, const Finding& finding)
{
    const Test& test = *finding.test;
    const int of = pair.paired ? test.first : test.first * test.second;
    return fmt::format("{} of {} {}, {}", finding.wins, of, pair.paired ? "seeds" : "pairs of runs", pText(test.p));
}

/// What the test allows to say: never more than so few runs can show.
std::string weight(const PairResult& pair, const Finding& finding)
{
    const Test& test = *finding.test;
    if (test.first == 1 && test.second == 1)
        return "; one run each, so chance may have made the difference";
    const std::string counted = fmt::format(" ({})", countText(pair, finding));
    if (test.significant())
        return counted;
    if (!test.canTell())
        return fmt::format("{}; with so few runs p cannot fall below {:.2g}, so this does not settle it", counted, test.smallest);
    return counted + "; chance alone explains that";
}

/// At equal time, for arms that were given equally many candidates: what they cost in time must not go unsaid. It says nothing of
/// an arm that trains each candidate alone, whose first one takes as long as all of the others' search; see reachClause.
std::string timeClause(const Comparison& comparison, const PairResult& pair)
{
    const Finding* timed = pair.find(Quantity::HypervolumeAtEqualSeconds);
    if (!timed || !timed->complete() || !unequalTimes(comparison, pair))
        return {};
    const bool one = timed->test->first == 1 && timed->test->second == 1;
    return fmt::format("; {} it is {}{}", timeName(comparison), changeText(*timed), one ? "" : fmt::format(" ({})", countText(pair, *timed)));
}

/// How soon the supernet's arm has what the other one, which trains each candidate alone, ends with.
std::string reachClause(const Comparison& comparison, const PairResult& pair)
{
    const Finding* reach = pair.find(Quantity::ReachShare);
    if (!reach)
        return {};
    const bool first = comparison.arms[pair.first].evaluator == search::EvaluatorKind::Supernet;
    const Spread& shares = first ? reach->firstSpread : reach->secondSpread;
    const auto& [quick, slow] = first ? std::pair(pair.first, pair.second) : std::pair(pair.second, pair.first);
    const std::string verb = shares.count > 0 ? "reaches" : "never reaches";
    std::string text = fmt::format("; {} {} the final hypervolume of {}", comparison.arms[quick].name, verb, comparison.arms[slow].name);
    if (shares.count == 0)
        return text;
    if (shares.count < reach->pairs)
        text += fmt::format(" in {} of {} {}, there", shares.count, reach->pairs, pair.paired ? "seeds" : "pairs of runs");
    text += fmt::format(" in {} of its time", shareOfTimeText(shares.median));
    if (shares.count > 1)
        text += fmt::format(" ({} to {})", shareOfTimeText(shares.least), shareOfTimeText(shares.most));
    return text;
}

} // namespace

std::string pairVerdict(const Comparison& comparison, const PairResult& pair)
{
    std::string text = tierClause(comparison, pair);
    const Finding* volume = fairVolume(comparison, pair);
    if (!volume || !volume->complete())
        return text + "; not every run has a result, so the hypervolumes are not set against each other.";
    text += fmt::format("; {} of {} {}{}", volumeName(comparison, *volume), comparison.arms[pair.first].name, changeText(*volume), weight(pair, *volume));
    if (otherEvaluators(comparison.arms[pair.first], comparison.arms[pair.second]))
        text += reachClause(comparison, pair);
    else if (comparison.equal == Equal::Evaluations)
        text += timeClause(comparison, pair);
    return text + ".";
}

std::string verdictOf(const Comparison& comparison)
{
    if (!comparison.comparable)
        return "Not comparable: " + comparison.remarks.front().text;
    if (comparison.pairs.size() == 1)
        return comparison.pairs.front().verdict;
    std::vector<std::size_t> order(comparison.arms.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return comparison.arms[a].hypervolume.median > comparison.arms[b].hypervolume.median;
    });
    const auto [first, second] = std::minmax(order[0], order[1]);
    const auto pair = std::find_if(comparison.pairs.begin(), comparison.pairs.end(),
        [first = first, second = second](const PairResult& one) { return one.first == first && one.second == second; });
    return fmt::format("{} of {} arms has the highest hypervolume, {} follows. {}", comparison.arms[order[0]].name, comparison.arms.size(),
        comparison.arms[order[1]].name, pair->verdict);
}

} // namespace danas::compare
