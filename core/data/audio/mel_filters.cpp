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

/// The bands of a configuration: band b rises from edge b to edge b + 1 and falls to edge b + 2.
class Bands {
public:
    explicit Bands(const AudioConfig& config)
        : m_binHz(static_cast<double>(config.sampleRate) / config.fftSize)
        , m_bins(config.bins())
    {
        const double low = melFromHz(config.fMin, config.melScale);
        const double step = (melFromHz(config.topHz(), config.melScale) - low) / (config.melBands + 1);
        for (int i = 0; i < config.melBands + 2; ++i)
            m_edges.push_back(hzFromMel(low + i * step, config.melScale));
    }

    [[nodiscard]] std::size_t count() const { return m_edges.size() - 2; }
    /// The bins between its first and its last edge.
    [[nodiscard]] int begin(std::size_t band) const
    {
        return firstBin(m_edges[band], [edge = m_edges[band]](double hertz) { return hertz > edge; });
    }
    [[nodiscard]] int end(std::size_t band) const
    {
        return firstBin(m_edges[band + 2], [edge = m_edges[band + 2]](double hertz) { return hertz >= edge; });
    }

    [[nodiscard]] MelFilter filter(std::size_t band) const
    {
        const double low = m_edges[band], centre = m_edges[band + 1], high = m_edges[band + 2];
        MelFilter filter { static_cast<std::size_t>(begin(band)), {} };
        for (int bin = begin(band); bin < end(band); ++bin) {
            const double hertz = bin * m_binHz;
            const double weight = std::min((hertz - low) / (centre - low), (high - hertz) / (high - centre));
            filter.weights.push_back(static_cast<float>(weight * 2 / (high - low)));
        }
        return filter;
    }

private:
    /// The first bin that has come so far, which is the one at `hertz` or next to it; the number of bins if none has.
    template <typename Reached> [[nodiscard]] int firstBin(double hertz, const Reached& reached) const
    {
        int bin = std::clamp(static_cast<int>(hertz / m_binHz), 0, m_bins);
        while (bin > 0 && reached((bin - 1) * m_binHz))
            --bin;
        while (bin < m_bins && !reached(bin * m_binHz))
            ++bin;
        return bin;
    }

    double m_binHz;
    int m_bins;
    std::vector<double> m_edges; ///< Hz
};

} // namespace

double melFromHz(double hertz, MelScale scale)
{
    if (scale == MelScale::Htk)
        return 2595 * std::log10(1 + hertz / 700);
    return hertz < kLogStartHz ? hertz / kHzPerMel : kLogStartMel + std::log(hertz / kLogStartHz) / kLogStep;
}

std::vector<MelFilter> melFilters(const AudioConfig& config)
{
    const Bands bands(config);
    std::vector<MelFilter> filters;
    for (std::size_t band = 0; band < bands.count(); ++band)
        filters.push_back(bands.filter(band));
    return filters;
}

std::int64_t melWeights(const AudioConfig& config)
{
    const Bands bands(config);
    std::int64_t weights = 0;
    for (std::size_t band = 0; band < bands.count(); ++band)
        weights += bands.end(band) - bands.begin(band);
    return weights;
}

int emptyBands(const std::vector<MelFilter>& filters)
{
    return static_cast<int>(std::count_if(filters.begin(), filters.end(), [](const MelFilter& filter) { return filter.weights.empty(); }));
}

} // namespace danas::data::audio
