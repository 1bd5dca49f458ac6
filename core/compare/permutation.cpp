// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/rng.h"
#include "compare/statistics.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace danas::compare {
namespace {

constexpr std::size_t kExactPairs = 20;
constexpr int kRandomFlips = 100'000;
constexpr double kExactArrangements = 200'000.0;

/// Sums in another order differ in the last digits; such arrangements are as extreme as the observed one.
bool asExtreme(double value, double observed)
{
    return value >= observed - 1e-12 * (1.0 + observed);
}

/// Share of all 2^n choices of signs whose sum is as far from 0 as the observed one. Gray code: one sign changes at a time.
double exactFlips(const std::vector<double>& differences, double observed)
{
    std::vector<double> flipped = differences;
    double sum = std::accumulate(flipped.begin(), flipped.end(), 0.0);
    const std::uint64_t choices = std::uint64_t { 1 } << differences.size();
    std::uint64_t extreme = 1; // as observed
    for (std::uint64_t choice = 1; choice < choices; ++choice) {
        std::size_t changes = 0;
        while ((choice >> changes & 1U) == 0)
            ++changes;
        flipped[changes] = -flipped[changes];
        sum += 2.0 * flipped[changes];
        extreme += asExtreme(std::abs(sum), observed) ? 1U : 0U;
    }
    return static_cast<double>(extreme) / static_cast<double>(choices);
}

double randomFlips(const std::vector<double>& differences, double observed)
{
    Rng rng(differences.size());
    int extreme = 1;
    for (int i = 0; i < kRandomFlips; ++i) {
        double sum = 0.0;
        for (const double difference : differences)
            sum += rng.chance(0.5) ? difference : -difference;
        extreme += asExtreme(std::abs(sum), observed) ? 1 : 0;
    }
    return static_cast<double>(extreme) / (kRandomFlips + 1);
}

/// Ranks from 1, the mean of their places for equal values, and the sum of t^3 - t over the groups of t equal values.
struct Ranks {
    std::vector<double> of;
    double ties = 0.0;
};

Ranks midranks(const std::vector<double>& values)
{
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t { 0 });
    std::sort(order.begin(), order.end(), [&](std::size_t i, std::size_t k) { return values[i] < values[k]; });
    Ranks ranks { std::vector<double>(values.size()), 0.0 };
    for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
        while (end < order.size() && values[order[end]] == values[order[begin]])
            ++end;
        for (std::size_t i = begin; i < end; ++i)
            ranks.of[order[i]] = 0.5 * static_cast<double>(begin + 1 + end);
        const auto equal = static_cast<double>(end - begin);
        ranks.ties += equal * equal * equal - equal;
    }
    return ranks;
}

double arrangements(std::size_t of, std::size_t chosen)
{
    double count = 1.0;
    for (std::size_t i = 1; i <= chosen; ++i)
        count *= static_cast<double>(of - chosen + i) / static_cast<double>(i);
    return std::round(count);
}

/// Share of all ways to give `first` of the ranks to one side whose sum is as far from its mean as the observed one.
double exactRankSums(const std::vector<double>& ranks, std::size_t first, double mean, double observed)
{
    std::vector<std::size_t> chosen(first);
    std::iota(chosen.begin(), chosen.end(), std::size_t { 0 });
    std::int64_t extreme = 0, all = 0;
    for (;;) {
        double sum = 0.0;
        for (const std::size_t i : chosen)
            sum += ranks[i];
        extreme += asExtreme(std::abs(sum - mean), observed) ? 1 : 0;
        ++all;
        std::size_t moving = first; // the last one that can move up, those behind it follow
        while (moving > 0 && chosen[moving - 1] == ranks.size() - first + moving - 1)
            --moving;
        if (moving == 0)
            return static_cast<double>(extreme) / static_cast<double>(all);
        ++chosen[moving - 1];
        for (std::size_t i = moving; i < first; ++i)
            chosen[i] = chosen[i - 1] + 1;
    }
}

} // namespace

Test signFlipTest(std::span<const double> a, std::span<const double> b)
{
    assert(a.size() == b.size() && !a.empty());
    std::vector<double> differences(a.size());
    std::transform(a.begin(), a.end(), b.begin(), differences.begin(), std::minus<> {});
    const double observed = std::abs(std::accumulate(differences.begin(), differences.end(), 0.0));
    const int pairs = static_cast<int>(a.size());
    Test test { TestKind::SignFlip, pairs, pairs, 1.0, std::ldexp(1.0, 1 - pairs), a.size() <= kExactPairs };
    if (!test.exact)
        test.smallest = 1.0 / (kRandomFlips + 1);
    test.p = test.exact ? exactFlips(differences, observed) : randomFlips(differences, observed);
    return test;
}

Test mannWhitneyTest(std::span<const double> a, std::span<const double> b)
{
    assert(!a.empty() && !b.empty());
    std::vector<double> values(a.begin(), a.end());
    values.insert(values.end(), b.begin(), b.end());
    const Ranks ranks = midranks(values);
    const double n = static_cast<double>(a.size()), m = static_cast<double>(b.size());
    const double mean = n * (n + m + 1.0) / 2.0;
    const double observed = std::abs(std::accumulate(ranks.of.begin(), ranks.of.begin() + static_cast<std::ptrdiff_t>(a.size()), 0.0) - mean);
    const double count = arrangements(values.size(), a.size());
    Test test { TestKind::MannWhitney, static_cast<int>(a.size()), static_cast<int>(b.size()), 1.0, std::min(1.0, 2.0 / count),
        count <= kExactArrangements };
    if (test.exact) {
        test.p = exactRankSums(ranks.of, a.size(), mean, observed);
        test.smallest = std::min(test.smallest, test.p); // ties may make the two ends unlike
        return test;
    }
    const double variance = n * m / 12.0 * (n + m + 1.0 - ranks.ties / ((n + m) * (n + m - 1.0)));
    test.p = variance > 0.0 ? std::min(1.0, std::erfc(std::max(0.0, observed - 0.5) / std::sqrt(2.0 * variance))) : 1.0;
    return test;
}

} // namespace danas::compare
