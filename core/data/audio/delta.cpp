// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/audio/features.h"

#include <algorithm>
#include <array>

namespace danas::data::audio {
namespace {

constexpr int kWidth = 9;
constexpr int kHalf = kWidth / 2;
using Window = std::array<double, kWidth>;

/// The fit to positions -4..4 by Gram polynomials p1 = x and p2 = x^2 - 20/3 (sums of squares 60 and 308): Savitzky and
/// Golay, Analytical Chemistry 36 (1964). Order 1: the slope of the line. Order 2: the second derivative of the parabola.
double derivative(const Window& values, int order)
{
    double sum = 0;
    for (int x = -kHalf; x <= kHalf; ++x) {
        const double value = values[static_cast<std::size_t>(x + kHalf)];
        sum += value * (order == 1 ? x / 60.0 : 2 * (x * x - 20 / 3.0) / 308);
    }
    return sum;
}

} // namespace

FeatureMap delta(std::span<const float> rows, int frames, int order)
{
    // Both derivatives are constant over a window, so "interp" gives the edges the value of the first or last whole window.
    const bool whole = frames >= kWidth;
    FeatureMap out;
    out.reserve(rows.size());
    for (std::size_t start = 0; start < rows.size(); start += static_cast<std::size_t>(frames)) {
        for (int t = 0; t < frames; ++t) {
            const int centre = whole ? std::clamp(t, kHalf, frames - 1 - kHalf) : t;
            Window values {};
            for (int x = -kHalf; x <= kHalf; ++x)
                values[static_cast<std::size_t>(x + kHalf)] = static_cast<double>(rows[start + static_cast<std::size_t>(std::clamp(centre + x, 0, frames - 1))]);
            out.push_back(static_cast<float>(derivative(values, order)));
        }
    }
    return out;
}

} // namespace danas::data::audio
