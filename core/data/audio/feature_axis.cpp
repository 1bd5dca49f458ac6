// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/audio/feature_axis.h"

#include "data/audio/mel_filters.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace danas::data::audio {
namespace {

RowAxis spectrogramAxis(const AudioConfig& config, int most)
{
    RowAxis axis { "Hz", {}, {} };
    const double binHz = static_cast<double>(config.sampleRate) / config.fftSize;
    for (const double hertz : roundMarks(config.sampleRate / 2.0, most))
        axis.marks.push_back({ (hertz / binHz + 0.5) / config.bins(), hertzMark(hertz) });
    return axis;
}

/// Octaves are even on the upper part of the mel scale, so marks halve from the top.
RowAxis melAxis(const AudioConfig& config, int most)
{
    RowAxis axis { "Hz", {}, {} };
    const double lowest = melFromHz(config.fMin, config.melScale);
    const double step = (melFromHz(config.topHz(), config.melScale) - lowest) / (config.melBands + 1);
    double hertz = 125; // the largest power of two times this below the top, then each half as high
    while (2 * hertz <= 0.95 * config.topHz())
        hertz *= 2;
    double above = 1;
    for (; std::ssize(axis.marks) < most && hertz >= 60; hertz /= 2) {
        const double at = ((melFromHz(hertz, config.melScale) - lowest) / step - 0.5) / config.melBands; // band b's peak is at step b + 1
        if (at < 0)
            break;
        if (above - at >= 0.8 / most)
            axis.marks.push_back({ above = at, hertzMark(hertz) });
    }
    std::reverse(axis.marks.begin(), axis.marks.end());
    return axis;
}

RowAxis coefficientAxis(const AudioConfig& config, int most)
{
    if (config.deltas > 0) {
        RowAxis axis { "MFCC and deltas", {}, {} };
        const std::vector<std::string> names { "MFCC", "Δ", "ΔΔ" };
        const int blocks = 1 + config.deltas;
        for (int block = 0; block < blocks; ++block) {
            axis.marks.push_back({ (block + 0.5) / blocks, names[static_cast<std::size_t>(block)] });
            if (block > 0)
                axis.borders.push_back(static_cast<double>(block) / blocks);
        }
        return axis;
    }
    RowAxis axis { "coefficient", {}, {} };
    for (const double coefficient : roundMarks(config.coefficients - 1, most)) {
        if (coefficient == std::floor(coefficient))
            axis.marks.push_back({ (coefficient + 0.5) / config.coefficients, fmt::format("{:g}", coefficient) });
    }
    return axis;
}

} // namespace

RowAxis rowAxis(const AudioConfig& config, int most)
{
    switch (config.feature) {
    case Feature::Spectrogram:
        return spectrogramAxis(config, most);
    case Feature::MelSpectrogram:
        return melAxis(config, most);
    case Feature::Mfcc:
        break;
    }
    return coefficientAxis(config, most);
}

double columnOf(const AudioConfig& config, double seconds)
{
    const double first = config.centred ? 0 : config.window / 2.0; // sample at the middle of frame 0
    return ((seconds * config.sampleRate - first) / config.hop + 0.5) / config.frames();
}

std::vector<double> roundMarks(double end, int most)
{
    std::vector<double> marks { 0 };
    if (end <= 0 || most < 1)
        return marks;
    const double power = std::pow(10, std::floor(std::log10(end / most)));
    double step = power;
    for (const double factor : { 1.0, 2.0, 5.0, 10.0 }) {
        step = factor * power;
        if (step * most >= end * (1 - 1e-9))
            break;
    }
    for (int i = 1; i * step <= end * (1 + 1e-9); ++i)
        marks.push_back(i * step);
    return marks;
}

std::string hertzMark(double hertz)
{
    return hertz >= 1000 ? fmt::format("{:.3g}k", hertz / 1000) : fmt::format("{:.3g}", hertz);
}

} // namespace danas::data::audio
