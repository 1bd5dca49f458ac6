// SPDX-License-Identifier: GPL-3.0-or-later
#include "learn/kernels.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>

// Debian builds for plain x86-64; the loader picks the widest version that the processor has.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)                  \
    && !defined(__SANITIZE_THREAD__)
#define DANAS_VECTORISE __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default"), optimize("O3")))
#else
#define DANAS_VECTORISE
#endif

namespace danas::learn::kernels {
namespace {

constexpr std::int64_t kLeastPeriod = 64; // floats: four AVX-512 registers

/// Length of the inner loop: a multiple of the channels.
std::int64_t periodOf(std::int64_t channels)
{
    return channels * std::max<std::int64_t>(1, (kLeastPeriod + channels - 1) / channels);
}

bool passes(float value, const Limits& limits)
{
    return value > limits.low && value < limits.high;
}

DANAS_VECTORISE void moments(const float* __restrict x, std::int64_t elements, std::int64_t period,
    float* __restrict sum, float* __restrict squares)
{
    for (std::int64_t start = 0; start < elements; start += period) {
        const std::int64_t width = std::min(period, elements - start);
        for (std::int64_t i = 0; i < width; ++i) {
            const float value = x[start + i];
            sum[i] += value;
            squares[i] += value * value;
        }
    }
}

DANAS_VECTORISE void affine(const float* x, float* y, std::int64_t elements, std::int64_t period,
    const float* __restrict scale, const float* __restrict shift)
{
    for (std::int64_t start = 0; start < elements; start += period) {
        const std::int64_t width = std::min(period, elements - start);
#pragma GCC ivdep
        for (std::int64_t i = 0; i < width; ++i)
            y[start + i] = x[start + i] * scale[i] + shift[i];
    }
}

DANAS_VECTORISE void affineLimited(const float* x, float* y, std::int64_t elements, std::int64_t period,
    const float* __restrict scale, const float* __restrict shift, const Limits& limits)
{
    const float low = limits.low, high = limits.high;
    for (std::int64_t start = 0; start < elements; start += period) {
        const std::int64_t width = std::min(period, elements - start);
#pragma GCC ivdep
        for (std::int64_t i = 0; i < width; ++i) {
            const float value = x[start + i] * scale[i] + shift[i];
            const float raised = value > low ? value : low;
            y[start + i] = raised < high ? raised : high;
        }
    }
}

struct Coefficients {
    const float *scale, *shift, *mean, *slope, *offset;
};

DANAS_VECTORISE void gradientMoments(const float* __restrict x, const float* __restrict dy, std::int64_t elements,
    std::int64_t period, const Coefficients& c, const Limits& given, float* __restrict sum,
    float* __restrict sumCentred)
{
    const Limits limits = given;
    for (std::int64_t start = 0; start < elements; start += period) {
        const std::int64_t width = std::min(period, elements - start);
        for (std::int64_t i = 0; i < width; ++i) {
            const float value = x[start + i];
            const float d = passes(value * c.scale[i] + c.shift[i], limits) ? dy[start + i] : 0.0F;
            sum[i] += d;
            sumCentred[i] += d * (value - c.mean[i]);
        }
    }
}

DANAS_VECTORISE void gradients(const float* __restrict x, const float* __restrict dy, float* __restrict dx,
    std::int64_t elements, std::int64_t period, const Coefficients& c, const Limits& given)
{
    const Limits limits = given;
    for (std::int64_t start = 0; start < elements; start += period) {
        const std::int64_t width = std::min(period, elements - start);
        for (std::int64_t i = 0; i < width; ++i) {
            const float value = x[start + i];
            const float d = passes(value * c.scale[i] + c.shift[i], limits) ? dy[start + i] : 0.0F;
            dx[start + i] = c.scale[i] * d + c.slope[i] * value + c.offset[i];
        }
    }
}

/// One row of outputs against one row of the kernel, for `Lanes` channels: the sums stay in registers.
template <int Kernel, int Lanes>
[[gnu::always_inline]] inline void addRow(
    const Depthwise& s, const float* __restrict x, const float* __restrict dy, float* __restrict sum)
{
    float total[static_cast<std::size_t>(Kernel)][static_cast<std::size_t>(Lanes)] = {};
    for (std::int64_t column = 0; column < s.outWidth; ++column) {
        const std::int64_t first = column * s.stride - s.left;
        const float* __restrict above = dy + column * s.channels;
        if (first >= 0 && first + Kernel <= s.width) {
            const float* __restrict below = x + first * s.channels;
            for (int k = 0; k < Kernel; ++k) {
                for (int c = 0; c < Lanes; ++c)
                    total[k][c] += below[k * s.channels + c] * above[c];
            }
            continue;
        }
        for (int k = 0; k < Kernel; ++k) {
            if (first + k < 0 || first + k >= s.width)
                continue;
            for (int c = 0; c < Lanes; ++c)
                total[k][c] += x[(first + k) * s.channels + c] * above[c];
        }
    }
    for (int k = 0; k < Kernel; ++k) {
        for (int c = 0; c < Lanes; ++c)
            sum[k * s.channels + c] += total[k][c];
    }
}

template <int Kernel>
[[gnu::always_inline]] inline void addRows(const Depthwise& s, const float* x, const float* dy, float* sum)
{
    for (std::int64_t row = 0; row < s.outHeight; ++row) {
        for (int k = 0; k < Kernel; ++k) {
            const std::int64_t below = row * s.stride - s.top + k;
            if (below < 0 || below >= s.height)
                continue;
            const float *xRow = x + below * s.width * s.channels, *dyRow = dy + row * s.outWidth * s.channels;
            float* sumRow = sum + k * Kernel * s.channels;
            std::int64_t c = 0;
            for (; c + 16 <= s.channels; c += 16)
                addRow<Kernel, 16>(s, xRow + c, dyRow + c, sumRow + c);
            for (; c + 8 <= s.channels; c += 8)
                addRow<Kernel, 8>(s, xRow + c, dyRow + c, sumRow + c);
            for (; c < s.channels; ++c)
                addRow<Kernel, 1>(s, xRow + c, dyRow + c, sumRow + c);
        }
    }
}

DANAS_VECTORISE void addRows3(const Depthwise& s, const float* x, const float* dy, float* sum)
{
    addRows<3>(s, x, dy, sum);
}

DANAS_VECTORISE void addRows5(const Depthwise& s, const float* x, const float* dy, float* sum)
{
    addRows<5>(s, x, dy, sum);
}

struct AdamFactors {
    float shrink, rate, epsilon;
};
constexpr float kFirstDecay = 0.9F, kSecondDecay = 0.999F; // the moments' usual decay rates

DANAS_VECTORISE void adamLoop(float* __restrict w, const float* __restrict g, float* __restrict first,
    float* __restrict second, std::int64_t count, const AdamFactors& f)
{
    for (std::int64_t i = 0; i < count; ++i) {
        first[i] = kFirstDecay * first[i] + (1.0F - kFirstDecay) * g[i];
        second[i] = kSecondDecay * second[i] + (1.0F - kSecondDecay) * g[i] * g[i];
        w[i] = f.shrink * w[i] - f.rate * first[i] / (__builtin_sqrtf(second[i]) + f.epsilon);
    }
}

/// Sums of single precision over one chunk, folded from the period to the channels in double.
class Partial {
public:
    explicit Partial(std::int64_t channels)
        : m_channels(static_cast<std::size_t>(channels))
        , m_period(static_cast<std::size_t>(periodOf(channels)))
        , m_first(m_period)
        , m_second(m_period)
    {
    }
    float* first() { return m_first.data(); }
    float* second() { return m_second.data(); }
    void fold(double* first, double* second) const
    {
        for (std::size_t i = 0; i < m_period; ++i) {
            first[i % m_channels] += static_cast<double>(m_first[i]);
            second[i % m_channels] += static_cast<double>(m_second[i]);
        }
    }

private:
    std::size_t m_channels, m_period;
    std::vector<float> m_first, m_second;
};

} // namespace

PerChannel::PerChannel(const float* values, std::int64_t channels)
    : m_tiled(static_cast<std::size_t>(periodOf(channels)))
{
    for (std::size_t i = 0; i < m_tiled.size(); ++i)
        m_tiled[i] = values[i % static_cast<std::size_t>(channels)];
}

void addMoments(const float* x, std::int64_t rows, std::int64_t channels, double* sum, double* squares)
{
    Partial partial(channels);
    moments(x, rows * channels, periodOf(channels), partial.first(), partial.second());
    partial.fold(sum, squares);
}

void scaleShift(const float* x, float* y, std::int64_t rows, std::int64_t channels, const PerChannel& scale,
    const PerChannel& shift, const Limits& limits)
{
    const std::int64_t elements = rows * channels, period = periodOf(channels);
    if (std::isinf(limits.low) && std::isinf(limits.high))
        affine(x, y, elements, period, scale.data(), shift.data());
    else
        affineLimited(x, y, elements, period, scale.data(), shift.data(), limits);
}

void addGradientMoments(const float* x, const float* dy, std::int64_t rows, std::int64_t channels,
    const PerChannel& scale, const PerChannel& shift, const PerChannel& mean, const Limits& limits, double* sum,
    double* sumCentred)
{
    Partial partial(channels);
    const Coefficients c { scale.data(), shift.data(), mean.data(), nullptr, nullptr };
    gradientMoments(x, dy, rows * channels, periodOf(channels), c, limits, partial.first(), partial.second());
    partial.fold(sum, sumCentred);
}

void gradient(const float* x, const float* dy, float* dx, std::int64_t rows, std::int64_t channels,
    const PerChannel& scale, const PerChannel& shift, const PerChannel& slope, const PerChannel& offset,
    const Limits& limits)
{
    const Coefficients c { scale.data(), shift.data(), nullptr, slope.data(), offset.data() };
    gradients(x, dy, dx, rows * channels, periodOf(channels), c, limits);
}

void addDepthwiseGradient(const Depthwise& shape, const float* x, const float* dy, float* sum)
{
    assert(shape.kernel == 3 || shape.kernel == 5);
    (shape.kernel == 3 ? addRows3 : addRows5)(shape, x, dy, sum);
}

void adam(float* weights, const float* gradients, float* first, float* second, std::int64_t count, const AdamStep& step)
{
    // Both bias corrections moved out of the loop: m/c1 / (sqrt(v/c2) + e) = sqrt(c2)/c1 m / (sqrt(v) + e sqrt(c2)).
    const double first1 = 1.0 - std::pow(static_cast<double>(kFirstDecay), step.updates);
    const double root2 = std::sqrt(1.0 - std::pow(static_cast<double>(kSecondDecay), step.updates));
    adamLoop(weights, gradients, first, second, count,
        { static_cast<float>(1.0 - step.rate * step.decay), static_cast<float>(step.rate * root2 / first1),
            static_cast<float>(1e-8 * root2) });
}

} // namespace danas::learn::kernels
