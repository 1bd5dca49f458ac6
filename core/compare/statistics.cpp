// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/statistics.h"

#include "base/rng.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace danas::compare {
namespace {

int sign(double value)
{
    return (value > 0.0) - (value < 0.0);
}

} // namespace

double quantile(std::vector<double> values, double share)
{
    assert(!values.empty() && share >= 0.0 && share <= 1.0);
    std::sort(values.begin(), values.end());
    const double place = share * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const auto above = std::min(below + 1, values.size() - 1);
    return values[below] + (place - std::floor(place)) * (values[above] - values[below]);
}

Spread spreadOf(const std::vector<double>& values)
{
    if (values.empty())
        return {};
    return { static_cast<int>(values.size()), quantile(values, 0.0), quantile(values, 0.25), quantile(values, 0.5), quantile(values, 0.75),
        quantile(values, 1.0) };
}

std::optional<double> kendallTau(std::span<const double> x, std::span<const double> y)
{
    assert(x.size() == y.size());
    std::int64_t score = 0, unequalX = 0, unequalY = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        for (std::size_t k = i + 1; k < x.size(); ++k) {
            const int inX = sign(x[i] - x[k]), inY = sign(y[i] - y[k]);
            score += inX * inY;
            unequalX += inX != 0 ? 1 : 0;
            unequalY += inY != 0 ? 1 : 0;
        }
    }
    if (unequalX == 0 || unequalY == 0)
        return std::nullopt;
    const double tau = static_cast<double>(score) / std::sqrt(static_cast<double>(unequalX) * static_cast<double>(unequalY));
    return std::clamp(tau, -1.0, 1.0); // the root may be off in the last digit
}

std::optional<TauEstimate> kendallTauInterval(std::span<const double> x, std::span<const double> y, std::uint64_t seed, int resamples)
{
    const auto tau = kendallTau(x, y);
    if (!tau)
        return std::nullopt;
    Rng rng(seed);
    std::vector<double> drawnX(x.size()), drawnY(x.size()), taus;
    for (int i = 0; i < resamples; ++i) {
        for (std::size_t k = 0; k < x.size(); ++k) {
            const auto from = static_cast<std::size_t>(rng.below(x.size()));
            drawnX[k] = x[from];
            drawnY[k] = y[from];
        }
        if (const auto drawn = kendallTau(drawnX, drawnY))
            taus.push_back(*drawn);
    }
    if (taus.empty() || taus.size() * 2 < static_cast<std::size_t>(resamples))
        return std::nullopt;
    return TauEstimate { *tau, quantile(taus, 0.025), quantile(taus, 0.975), static_cast<int>(x.size()) };
}

} // namespace danas::compare
