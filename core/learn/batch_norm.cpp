// SPDX-License-Identifier: GPL-3.0-or-later
#include "learn/batch_norm.h"

#include "learn/kernels.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>
#include <vector>

namespace danas::learn {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// A channels-last tensor as rows x channels, cut into chunks of fixed size: sums are added chunk by chunk, so results
/// do not depend on the number of threads.
struct Rows {
    explicit Rows(const at::Tensor& x)
        : channels(x.size(1))
        , rows(x.numel() / channels)
        , perChunk(std::max<std::int64_t>(1, 65536 / channels))
        , chunks((rows + perChunk - 1) / perChunk)
    {
    }
    [[nodiscard]] std::int64_t offset(std::int64_t chunk) const { return chunk * perChunk * channels; }
    [[nodiscard]] std::int64_t in(std::int64_t chunk) const { return std::min(perChunk, rows - chunk * perChunk); }

    void forEach(const std::function<void(std::int64_t)>& work) const
    {
        at::parallel_for(0, chunks, 1, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t chunk = begin; chunk < end; ++chunk)
                work(chunk);
        });
    }

    /// Two sums per channel: work(chunk, first, second) adds to its own; all are added in order.
    using Summer = std::function<void(std::int64_t, double*, double*)>;
    [[nodiscard]] std::pair<std::vector<double>, std::vector<double>> sums(const Summer& work) const
    {
        const auto width = static_cast<std::size_t>(channels);
        std::vector<double> partial(2 * width * static_cast<std::size_t>(chunks));
        forEach([&](std::int64_t chunk) {
            double* first = partial.data() + 2 * width * static_cast<std::size_t>(chunk);
            work(chunk, first, first + width);
        });
        std::pair<std::vector<double>, std::vector<double>> total { std::vector<double>(width),
            std::vector<double>(width) };
        for (std::size_t i = 0; i < partial.size(); ++i)
            (i % (2 * width) < width ? total.first : total.second)[i % width] += partial[i];
        return total;
    }

    std::int64_t channels, rows, perChunk, chunks;
};

at::Tensor contiguous(const at::Tensor& x)
{
    return x.contiguous(at::MemoryFormat::ChannelsLast);
}

Moments momentsOf(const at::Tensor& x)
{
    const Rows rows(x);
    const float* data = x.data_ptr<float>();
    const auto [sum, squares] = rows.sums([&](std::int64_t chunk, double* first, double* second) {
        kernels::addMoments(data + rows.offset(chunk), rows.in(chunk), rows.channels, first, second);
    });
    Moments moments { at::empty({ rows.channels }), at::empty({ rows.channels }) };
    for (std::size_t c = 0; c < sum.size(); ++c) {
        const double mean = sum[c] / static_cast<double>(rows.rows);
        moments.mean.data_ptr<float>()[c] = static_cast<float>(mean);
        moments.variance.data_ptr<float>()[c] =
            static_cast<float>(std::max(0.0, squares[c] / static_cast<double>(rows.rows) - mean * mean));
    }
    return moments;
}

/// Batch norm as y = scale x + shift.
struct Affine {
    Affine(const Moments& moments, const at::Tensor& gamma, const at::Tensor& beta)
        : inverse(at::rsqrt(moments.variance + kBatchNormEpsilon))
        , scale((gamma.detach() * inverse).contiguous())
        , shift((beta.detach() - moments.mean * scale).contiguous())
    {
    }
    at::Tensor inverse, scale, shift;
};

kernels::Limits kernelLimits(graph::Activation activation)
{
    const auto [low, high] = graph::limitsOf(activation);
    return { low, high };
}

kernels::PerChannel perChannel(const at::Tensor& values)
{
    return { values.data_ptr<float>(), values.numel() };
}

void normalise(const at::Tensor& x, const at::Tensor& y, const Affine& affine, const kernels::Limits& limits)
{
    const Rows rows(x);
    const auto scale = perChannel(affine.scale), shift = perChannel(affine.shift);
    const float* from = x.data_ptr<float>();
    float* to = y.data_ptr<float>();
    rows.forEach([&](std::int64_t chunk) {
        kernels::scaleShift(
            from + rows.offset(chunk), to + rows.offset(chunk), rows.in(chunk), rows.channels, scale, shift, limits);
    });
}

class FusedBatchNorm : public torch::autograd::Function<FusedBatchNorm> {
public:
    static at::Tensor forward(
        AutogradContext* context, const at::Tensor& input, const at::Tensor& gamma, const at::Tensor& beta, std::int64_t activation)
    {
        const at::Tensor x = contiguous(input);
        const Moments moments = momentsOf(x);
        at::Tensor y = at::empty_like(x, at::MemoryFormat::ChannelsLast);
        const Affine affine(moments, gamma, beta);
        normalise(x, y, affine, kernelLimits(static_cast<graph::Activation>(activation)));
        context->save_for_backward({ x, moments.mean, affine.inverse, affine.scale, affine.shift });
        context->saved_data["activation"] = activation;
        return y;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        const auto saved = context->get_saved_variables();
        const at::Tensor &x = saved[0], &mean = saved[1], &inverse = saved[2];
        const auto limits = kernelLimits(static_cast<graph::Activation>(context->saved_data["activation"].toInt()));
        const at::Tensor dy = contiguous(gradients[0]);
        const auto scale = perChannel(saved[3]), shift = perChannel(saved[4]), centre = perChannel(mean);
        const Rows rows(x);
        const float *from = x.data_ptr<float>(), *above = dy.data_ptr<float>();

        const auto [sum, centred] = rows.sums([&](std::int64_t chunk, double* first, double* second) {
            kernels::addGradientMoments(from + rows.offset(chunk), above + rows.offset(chunk), rows.in(chunk),
                rows.channels, scale, shift, centre, limits, first, second);
        });
        // With n = (x - mean) inverse: dgamma = sum d n, dbeta = sum d, dx = scale (d - mean(d) - n mean(d n)).
        at::Tensor dgamma = at::empty_like(mean), dbeta = at::empty_like(mean), slope = at::empty_like(mean),
                   offset = at::empty_like(mean);
        for (std::int64_t c = 0; c < rows.channels; ++c) {
            const auto i = static_cast<std::size_t>(c);
            const double inv = static_cast<double>(inverse.data_ptr<float>()[c]), n = static_cast<double>(rows.rows);
            const double factor = static_cast<double>(saved[3].data_ptr<float>()[c]);
            const double slopeOf = -factor * centred[i] * inv * inv / n;
            dgamma.data_ptr<float>()[c] = static_cast<float>(centred[i] * inv);
            dbeta.data_ptr<float>()[c] = static_cast<float>(sum[i]);
            slope.data_ptr<float>()[c] = static_cast<float>(slopeOf);
            offset.data_ptr<float>()[c] =
                static_cast<float>(-factor * sum[i] / n - slopeOf * static_cast<double>(mean.data_ptr<float>()[c]));
        }
        at::Tensor dx = at::empty_like(x, at::MemoryFormat::ChannelsLast);
        float* to = dx.data_ptr<float>();
        const auto slopes = perChannel(slope), offsets = perChannel(offset);
        rows.forEach([&](std::int64_t chunk) {
            const std::int64_t at = rows.offset(chunk);
            kernels::gradient(
                from + at, above + at, to + at, rows.in(chunk), rows.channels, scale, shift, slopes, offsets, limits);
        });
        return { dx, dgamma, dbeta, {} };
    }
};

} // namespace

at::Tensor limited(const at::Tensor& x, graph::Activation activation)
{
    const auto [low, high] = graph::limitsOf(activation);
    if (activation == graph::Activation::None)
        return x;
    return std::isinf(high) ? at::relu(x) : at::clamp(x, low, high); // at 0 the gradient of relu is 0, that of clamp 1
}

void limit(at::Tensor& x, graph::Activation activation)
{
    const at::NoGradGuard noGradient;
    const auto [low, high] = graph::limitsOf(activation);
    if (activation != graph::Activation::None)
        x.clamp_(low, high);
}

at::Tensor batchNorm(const at::Tensor& x, const at::Tensor& gamma, const at::Tensor& beta, graph::Activation activation)
{
    if (x.is_cpu())
        return FusedBatchNorm::apply(x, gamma, beta, static_cast<std::int64_t>(activation));
    const at::Tensor y = at::batch_norm(x, gamma, beta, {}, {}, true, 0.0, kBatchNormEpsilon, false);
    return limited(y, activation);
}

Moments batchNormInPlace(at::Tensor& x, const at::Tensor& gamma, const at::Tensor& beta, graph::Activation activation)
{
    const at::NoGradGuard noGradient;
    if (x.is_cpu()) {
        x = contiguous(x);
        Moments moments = momentsOf(x);
        normalise(x, x, Affine(moments, gamma, beta), kernelLimits(activation));
        return moments;
    }
    const auto [variance, mean] = at::var_mean(x, at::IntArrayRef { 0, 2, 3 }, false);
    x = at::batch_norm(x, gamma, beta, {}, {}, true, 0.0, kBatchNormEpsilon, false);
    limit(x, activation);
    return { mean, variance };
}

} // namespace danas::learn
