// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/audio/mel_filters.h"

#include <algorithm>
#include <cmath>

namespace danas::data::audio {
namespace {

// Slaney, "Auditory Toolbox" (1998): linear below 1 kHz, logarithmic above.
constexpr double kHzPerMel = 200.0 / 3;
constexpr double kLogStartHz = 1000;
constexpr double kLogStartMel = kLogStartHz / kHzPerMel;
const double kLogStep = std::log(6.4) / 27;

double hzFromMel(double mel, MelScale scale)
{
    if (scale == MelScale::Htk)
        return 700 * (std::pow(10, mel / 2595) - 1);
    return mel < kLogStartMel ? mel * kHzPerMel : kLogStartHz * std::exp(kLogStep * (mel - kLogStartMel));
}

MelFilter triangle(double low, double centre, double high, double binHz, int bins)
{
    MelFilter filter;
    for (int bin = 0; bin < bins; ++bin) {
        const double hertz = bin * binHz;
        const double weight = std::min((hertz - low) / (centre - low), (high - hertz) / (high - centre));
        if (weight <= 0)
            continue;
        if (filter.weights.empty())
            filter.first = static_cast<std::size_t>(bin);
        filter.weights.push_back(static_cast<float>(weight * 2 / (high - low)));
    }
    return filter;
}

} // namespace

double melFromHz(double hertz, MelScale scale)
{
    if (scale == MelScale::Htk)
        return 2595 * std::log10(1 + hertz / 700);
    return hertz < kLogStartHz ? hertz / kHzPerMel : kLogStartMel + std::log(hertz / kLogStartHz) / kLogStep;
}

std::vector<MelFilter> melFilters(const AudioConfig& config)
{
    const double low = melFromHz(config.fMin, config.melScale);
    const double step = (melFromHz(config.topHz(), config.melScale) - low) / (config.melBands + 1);
    const auto edge = [&](int i) { return hzFromMel(low + i * step, config.melScale); };
    const double binHz = static_cast<double>(config.sampleRate) / config.fftSize;
    std::vector<MelFilter> filters;
    for (int band = 0; band < config.melBands; ++band)
        filters.push_back(triangle(edge(band), edge(band + 1), edge(band + 2), binHz, config.bins()));
    return filters;
}

int emptyBands(const std::vector<MelFilter>& filters)
{
    return static_cast<int>(std::count_if(filters.begin(), filters.end(), [](const MelFilter& filter) { return filter.weights.empty(); }));
}

} // namespace danas::data::audio
