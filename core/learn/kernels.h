// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

/// Loops over channels-last float tensors, read as `rows` x `channels`, for batch norm fused with its activation: two passes
/// over memory where LibTorch's separate operators take four. Plain C++; the caller shares the rows out to threads.
namespace danas::learn::kernels {

/// What an activation leaves of a value; without one both are infinite.
struct Limits {
    float low = -std::numeric_limits<float>::infinity(), high = std::numeric_limits<float>::infinity();
};

/// Coefficients repeated so that the inner loop is long even for 8 channels.
class PerChannel {
public:
    PerChannel(const float* values, std::int64_t channels);
    [[nodiscard]] const float* data() const { return m_tiled.data(); }

private:
    std::vector<float> m_tiled;
};

/// Sum and sum of squares per channel, added to sum[channels] and squares[channels].
void addMoments(const float* x, std::int64_t rows, std::int64_t channels, double* sum, double* squares);

/// y = scale x + shift, within the limits. y may be x.
void scaleShift(const float* x, float* y, std::int64_t rows, std::int64_t channels, const PerChannel& scale,
    const PerChannel& shift, const Limits& limits);

/// For the gradient: sums over rows of d and of d (x - mean), where d = dy between the limits, else 0.
void addGradientMoments(const float* x, const float* dy, std::int64_t rows, std::int64_t channels,
    const PerChannel& scale, const PerChannel& shift, const PerChannel& mean, const Limits& limits, double* sum,
    double* sumCentred);

/// dx = scale d + slope x + offset, d as above.
void gradient(const float* x, const float* dy, float* dx, std::int64_t rows, std::int64_t channels,
    const PerChannel& scale, const PerChannel& shift, const PerChannel& slope, const PerChannel& offset,
    const Limits& limits);

/// A depthwise convolution of one picture: x[height][width][channels] to y[outHeight][outWidth][channels].
struct Depthwise {
    std::int64_t channels = 0, height = 0, width = 0, outHeight = 0, outWidth = 0;
    std::int64_t kernel = 0, stride = 1, top = 0, left = 0; ///< top, left: padding

    [[nodiscard]] std::int64_t inputs() const { return channels * height * width; }
    [[nodiscard]] std::int64_t outputs() const { return channels * outHeight * outWidth; }
    [[nodiscard]] std::int64_t weights() const { return channels * kernel * kernel; }
};
/// Adds the gradient by the weights of one picture to sum[kernel][kernel][channels]. (oneDNN 2.6 computes it as a full
/// grouped convolution for most of these shapes, about ten times slower: it was a third of a training step.)
void addDepthwiseGradient(const Depthwise& shape, const float* x, const float* dy, float* sum);

/// One step of AdamW (Loshchilov and Hutter 2019) for the `updates`-th update of these weights, counted from 1.
struct AdamStep {
    double rate = 0.0, decay = 0.0; ///< learning rate; weight decay
    int updates = 1;
};
void adam(
    float* weights, const float* gradients, float* first, float* second, std::int64_t count, const AdamStep& step);

} // namespace danas::learn::kernels
