// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/audio/features.h"

#include <fftw3.h>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <numbers>

namespace danas::data::audio {
namespace {

constexpr float kLeastPower = 1e-10F;
constexpr float kFloorDecibels = 80;

std::vector<float> hann(int count)
{
    std::vector<float> window;
    for (int i = 0; i < count; ++i)
        window.push_back(static_cast<float>(0.5 - 0.5 * std::cos(2 * std::numbers::pi * i / count)));
    return window;
}

/// DCT-II with orthonormal scaling, the first `count` rows.
std::vector<float> cosineTable(int count, int bands)
{
    std::vector<float> table;
    for (int k = 0; k < count; ++k) {
        const double scale = std::sqrt((k == 0 ? 1.0 : 2.0) / bands);
        for (int band = 0; band < bands; ++band)
            table.push_back(static_cast<float>(scale * std::cos(std::numbers::pi * k * (band + 0.5) / bands)));
    }
    return table;
}

FeatureMap transposed(std::span<const float> columns, std::size_t frames, std::size_t rows)
{
    FeatureMap out(columns.size());
    for (std::size_t t = 0; t < frames; ++t) {
        for (std::size_t row = 0; row < rows; ++row)
            out[row * frames + t] = columns[t * rows + row];
    }
    return out;
}

struct FftwFree {
    void operator()(void* memory) const { fftwf_free(memory); }
};
template <typename T>
using FftwArray = std::unique_ptr<T[], FftwFree>;

FftwArray<float> realArray(int count) { return FftwArray<float>(fftwf_alloc_real(static_cast<std::size_t>(count))); }
FftwArray<fftwf_complex> complexArray(int count) { return FftwArray<fftwf_complex>(fftwf_alloc_complex(static_cast<std::size_t>(count))); }

std::mutex& planning() // FFTW plans on one thread at a time; executing is free
{
    static std::mutex mutex;
    return mutex;
}

} // namespace

/// FFTW's plan. Estimated, not measured: a measured plan would differ from run to run, and so would the last bits.
struct FeatureExtractor::Transform {
    explicit Transform(int size)
    {
        const auto in = realArray(size);
        const auto out = complexArray(size / 2 + 1);
        const std::scoped_lock lock(planning());
        plan = fftwf_plan_dft_r2c_1d(size, in.get(), out.get(), FFTW_ESTIMATE);
    }
    ~Transform()
    {
        const std::scoped_lock lock(planning());
        fftwf_destroy_plan(plan);
    }
    Transform(const Transform&) = delete;
    Transform& operator=(const Transform&) = delete;

    fftwf_plan plan = nullptr;
};

FeatureExtractor::FeatureExtractor(const AudioConfig& config)
    : m_config(config)
{
    config.requireValid();
    m_window = hann(config.window);
    if (config.feature != Feature::Spectrogram)
        m_filters = melFilters(config);
    if (config.feature == Feature::Mfcc)
        m_cosines = cosineTable(config.coefficients, config.melBands);
    m_transform = std::make_unique<Transform>(config.fftSize);
}

FeatureExtractor::~FeatureExtractor() = default;
FeatureExtractor::FeatureExtractor(FeatureExtractor&&) noexcept = default;
FeatureExtractor& FeatureExtractor::operator=(FeatureExtractor&&) noexcept = default;

std::vector<float> FeatureExtractor::power(std::span<const float> clip) const
{
    const auto count = std::min(static_cast<std::int64_t>(clip.size()), m_config.samples());
    const int frames = m_config.frames(), bins = m_config.bins();
    const auto in = realArray(m_config.fftSize);
    const auto out = complexArray(bins);
    std::vector<float> found;
    found.reserve(static_cast<std::size_t>(frames) * static_cast<std::size_t>(bins));
    std::fill_n(in.get(), m_config.fftSize, 0.0F);
    for (int frame = 0; frame < frames; ++frame) {
        // Where the window lies inside the transform changes phases only, so it always lies at its start.
        const std::int64_t start = std::int64_t { frame } * m_config.hop - (m_config.centred ? m_config.fftSize / 2 - (m_config.fftSize - m_config.window) / 2 : 0);
        for (int i = 0; i < m_config.window; ++i) {
            const std::int64_t at = start + i;
            in[static_cast<std::size_t>(i)] = at >= 0 && at < count ? clip[static_cast<std::size_t>(at)] * m_window[static_cast<std::size_t>(i)] : 0.0F;
        }
        fftwf_execute_dft_r2c(m_transform->plan, in.get(), out.get());
        for (int bin = 0; bin < bins; ++bin) {
            const fftwf_complex& value = out[static_cast<std::size_t>(bin)];
            found.push_back(value[0] * value[0] + value[1] * value[1]);
        }
    }
    return found;
}

std::vector<float> FeatureExtractor::bands(std::span<const float> power) const
{
    std::vector<float> found;
    const auto bins = static_cast<std::size_t>(m_config.bins());
    for (std::size_t frame = 0; frame < power.size(); frame += bins) {
        for (const MelFilter& filter : m_filters) {
            float sum = 0;
            for (std::size_t i = 0; i < filter.weights.size(); ++i)
                sum += filter.weights[i] * power[frame + filter.first + i];
            found.push_back(sum);
        }
    }
    return found;
}

FeatureMap FeatureExtractor::coefficients(std::span<const float> decibels) const
{
    const auto bandCount = static_cast<std::size_t>(m_config.melBands);
    const auto frames = static_cast<std::size_t>(m_config.frames());
    FeatureMap out;
    for (int k = 0; k < m_config.coefficients; ++k) {
        const float* cosines = m_cosines.data() + static_cast<std::size_t>(k) * bandCount;
        for (std::size_t t = 0; t < frames; ++t) {
            float sum = 0;
            for (std::size_t band = 0; band < bandCount; ++band)
                sum += cosines[band] * decibels[t * bandCount + band];
            out.push_back(sum);
        }
    }
    const FeatureMap plain = out;
    for (int order = 1; order <= m_config.deltas; ++order) {
        const FeatureMap more = delta(plain, m_config.frames(), order);
        out.insert(out.end(), more.begin(), more.end());
    }
    return out;
}

FeatureMap FeatureExtractor::features(std::span<const float> clip) const
{
    std::vector<float> values = power(clip);
    if (m_config.feature != Feature::Spectrogram)
        values = bands(values);
    powerToDecibels(values);
    if (m_config.feature == Feature::Mfcc)
        return coefficients(values);
    return transposed(values, static_cast<std::size_t>(m_config.frames()), static_cast<std::size_t>(m_config.rows()));
}

std::vector<CodeRange> FeatureExtractor::ranges() const
{
    constexpr float kSpan = 110; // dB
    constexpr double kSpread = 18;
    float weight = 1; // of the filter that answers a tone most
    for (const MelFilter& filter : m_filters) {
        const float peak = *std::max_element(filter.weights.begin(), filter.weights.end());
        weight = &filter == &m_filters.front() ? peak : std::max(weight, peak);
    }
    const double amplitude = m_config.window / 4.0; // of a full-scale tone in a Hann window: half its sum
    const auto top = static_cast<float>(10 * std::log10(amplitude * amplitude * static_cast<double>(weight)));
    if (m_config.feature != Feature::Mfcc)
        return std::vector<CodeRange>(static_cast<std::size_t>(m_config.rows()), { top - kSpan, top });
    std::vector<CodeRange> ranges;
    for (int order = 0; order <= m_config.deltas; ++order) {
        for (int k = 0; k < m_config.coefficients; ++k) {
            const double share = order == 0 ? 1 : (k == 0 ? 0.25 : 0.11) / order;
            const auto side = static_cast<float>(share * kSpread * std::sqrt(2.0 * m_config.melBands / std::max(k, 1)));
            const float mean = std::sqrt(static_cast<float>(m_config.melBands));
            ranges.push_back(order == 0 && k == 0 ? CodeRange { mean * (top - kSpan), mean * top } : CodeRange { -side, side });
        }
    }
    return ranges;
}

Image FeatureExtractor::codes(const FeatureMap& features) const
{
    const Shape shape = m_config.shape();
    Image image { shape.width, shape.height, 1, {} };
    image.pixels.reserve(features.size());
    const std::vector<CodeRange> rows = ranges();
    for (std::size_t i = 0; i < features.size(); ++i) {
        const CodeRange& range = rows[i / static_cast<std::size_t>(shape.width)];
        const float code = std::round(255 * (features[i] - range.low) / (range.high - range.low));
        image.pixels.push_back(static_cast<std::uint8_t>(std::clamp(code, 0.0F, 255.0F)));
    }
    return image;
}

void powerToDecibels(std::span<float> power)
{
    if (power.empty())
        return;
    const float largest = std::max(*std::max_element(power.begin(), power.end()), kLeastPower);
    const float least = std::max(kLeastPower, largest * std::pow(10.0F, -kFloorDecibels / 10));
    for (float& value : power)
        value = 10 * std::log10(std::max(value, least));
}

} // namespace danas::data::audio
