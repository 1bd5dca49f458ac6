// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace danas::compare {

/// Quantile by linear interpolation between the order statistics (type 7 of Hyndman and Fan: "Sample quantiles in statistical
/// packages", The American Statistician 50(4), 1996). `values` in any order, at least one; `share` in [0, 1].
[[nodiscard]] double quantile(std::vector<double> values, double share);

/// Several values at a glance; all of them are the value itself if there is one.
struct Spread {
    int count = 0; ///< 0: no value, the rest means nothing
    double least = 0.0, lowerQuartile = 0.0, median = 0.0, upperQuartile = 0.0, most = 0.0;

    bool operator==(const Spread&) const = default;
};
[[nodiscard]] Spread spreadOf(const std::vector<double>& values);

/// Kendall's rank correlation with ties (tau-b; Kendall: "The treatment of ties in ranking problems", Biometrika 33(3), 1945),
/// in [-1, 1]. Absent if fewer than two points, or all x or all y are equal. O(n^2). Equally many of both.
[[nodiscard]] std::optional<double> kendallTau(std::span<const double> x, std::span<const double> y);

struct TauEstimate {
    double tau = 0.0;
    double low = 0.0, high = 0.0; ///< 95 % interval
    int points = 0;
};
/// Tau-b with its bootstrap percentile interval over resampled points (Efron and Tibshirani: "An introduction to the
/// bootstrap", 1993, chapter 13). Resamples without a tau (all x equal) are left out. Absent where kendallTau is, or if half
/// of the resamples have none.
[[nodiscard]] std::optional<TauEstimate> kendallTauInterval(
    std::span<const double> x, std::span<const double> y, std::uint64_t seed, int resamples = 2000);

enum class TestKind : std::uint8_t {
    SignFlip,   ///< paired
    MannWhitney ///< not paired
};

/// A two-sided test of "it makes no difference".
struct Test {
    TestKind kind = TestKind::SignFlip;
    int first = 0, second = 0; ///< values on either side
    double p = 1.0;
    double smallest = 1.0; ///< the p that so many values can reach at best: with 3 pairs 0.25, whatever the difference
    bool exact = true;     ///< every arrangement was counted; else drawn at random, or approximated

    [[nodiscard]] bool significant() const { return p <= 0.05; }
    /// Whether it could have come out significant at all.
    [[nodiscard]] bool canTell() const { return smallest <= 0.05; }
};

/// Sign-flip permutation test of the mean of paired differences a - b (Fisher: "The design of experiments", 1935, section 21).
/// Exact up to 20 pairs; beyond, 100,000 random flips with the count corrected by one (Phipson and Smyth, SAGMB 9(1), 2010).
/// Equally many of both, at least one.
[[nodiscard]] Test signFlipTest(std::span<const double> a, std::span<const double> b);

/// Mann and Whitney's U (Annals of Mathematical Statistics 18(1), 1947), midranks for ties. Exact over all arrangements of the
/// observed ranks while there are at most 200,000; beyond, the normal approximation with tie and continuity correction. At
/// least one value on either side.
[[nodiscard]] Test mannWhitneyTest(std::span<const double> a, std::span<const double> b);

} // namespace danas::compare
