// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/audio/device_tables.h"

#include "data/audio/mel_filters.h"

#include <algorithm>

namespace danas::data::audio {

int transformPoints(const AudioConfig& config)
{
    return config.fftSize % 2 == 0 ? config.fftSize / 2 : config.fftSize;
}

std::vector<int> transformRadices(const AudioConfig& config)
{
    std::vector<int> radices;
    int rest = transformPoints(config);
    for (; rest % 4 == 0; rest /= 4)
        radices.push_back(4);
    for (int radix = 2; rest > 1; ++radix) {
        for (; rest % radix == 0; rest /= radix)
            radices.push_back(radix);
    }
    return radices;
}

int keptWindow(const AudioConfig& config)
{
    return config.window / 2 + 1;
}

int keptRanges(const AudioConfig& config)
{
    return config.feature == Feature::Mfcc ? config.rows() : 1;
}

std::int64_t tableBytes(const AudioConfig& config)
{
    constexpr std::int64_t word = 4, complexWords = 2, bandWords = 3, rangeWords = 2;
    std::int64_t words = std::max<std::int64_t>(1, std::ssize(transformRadices(config))) + complexWords * transformPoints(config) + keptWindow(config)
        + rangeWords * keptRanges(config);
    if (config.feature != Feature::Spectrogram)
        words += bandWords * config.melBands + melWeights(config);
    if (config.feature == Feature::Mfcc)
        words += std::int64_t { config.coefficients } * config.melBands;
    return word * words;
}

} // namespace danas::data::audio
