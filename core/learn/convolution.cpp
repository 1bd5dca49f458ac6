// SPDX-License-Identifier: GPL-3.0-or-later
#include "learn/convolution.h"

#include "learn/kernels.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <cassert>
#include <tuple>
#include <vector>

namespace danas::learn {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// Where to find the outputs of one dimension in a convolution that LibTorch can do, which pads both sides alike.
/// Padding by more than asked for puts some outputs in front; they are cut off. (To pad the input itself would copy the
/// largest tensors of the network; the outputs of these convolutions, all of stride 2, are four times smaller.)
struct SymmetricPadding {
    SymmetricPadding(int begin, int end, int stride)
        : padding(std::max(begin, end))
    {
        while ((padding - begin) % stride != 0)
            ++padding;
        skip = (padding - begin) / stride;
    }
    std::int64_t padding = 0, skip = 0;
};

struct Plan {
    Plan(const at::Tensor& x, const at::Tensor& weight, const ConvolutionShape& shape)
        : rows(shape.padding.top, shape.padding.bottom, shape.stride)
        , columns(shape.padding.left, shape.padding.right, shape.stride)
        , stride(shape.stride)
        , groups(weight.size(1) == 1 && weight.size(0) == x.size(1) ? x.size(1) : 1)
    {
    }
    SymmetricPadding rows, columns;
    std::int64_t stride, groups;
};

at::Tensor forwardOnly(
    const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, const ConvolutionShape& shape)
{
    const Plan plan(x, weight, shape);
    const at::Tensor y = at::conv2d(
        x, weight, bias, plan.stride, at::IntArrayRef { plan.rows.padding, plan.columns.padding }, 1, plan.groups);
    if (y.size(2) == shape.outHeight && y.size(3) == shape.outWidth)
        return y;
    return y.narrow(2, plan.rows.skip, shape.outHeight)
        .narrow(3, plan.columns.skip, shape.outWidth)
        .contiguous(at::MemoryFormat::ChannelsLast);
}

/// dy at its place within the outputs of the symmetric padding, zero elsewhere.
at::Tensor embedded(const at::Tensor& dy, const at::Tensor& x, const at::Tensor& weight, const Plan& plan)
{
    const auto size = [&](std::int64_t in, std::int64_t padding, std::int64_t kernel) {
        return (in + 2 * padding - kernel) / plan.stride + 1;
    };
    const std::int64_t height = size(x.size(2), plan.rows.padding, weight.size(2)),
                       width = size(x.size(3), plan.columns.padding, weight.size(3));
    if (height == dy.size(2) && width == dy.size(3))
        return dy;
    at::Tensor whole =
        at::empty({ dy.size(0), dy.size(1), height, width }, dy.options().memory_format(at::MemoryFormat::ChannelsLast))
            .zero_();
    whole.narrow(2, plan.rows.skip, dy.size(2)).narrow(3, plan.columns.skip, dy.size(3)).copy_(dy);
    return whole;
}

/// [C, 1, k, k]. A fixed number of parts is summed up in order, so that threads do not change the result.
at::Tensor depthwiseGradient(const at::Tensor& x, const at::Tensor& dy, const kernels::Depthwise& shape)
{
    constexpr std::int64_t kParts = 16;
    const std::int64_t pictures = x.size(0), weights = shape.weights();
    std::vector<float> sums(static_cast<std::size_t>(kParts * weights));
    const float *from = x.data_ptr<float>(), *above = dy.data_ptr<float>();
    at::parallel_for(0, kParts, 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t part = begin; part < end; ++part) {
            for (std::int64_t i = part * pictures / kParts; i < (part + 1) * pictures / kParts; ++i)
                kernels::addDepthwiseGradient(
                    shape, from + i * shape.inputs(), above + i * shape.outputs(), sums.data() + part * weights);
        }
    });
    const at::Tensor total = at::from_blob(sums.data(), { kParts, shape.kernel, shape.kernel, shape.channels }).sum(0);
    return total.permute({ 2, 0, 1 }).unsqueeze(1);
}

class SameConvolution : public torch::autograd::Function<SameConvolution> {
public:
    static at::Tensor forward(
        AutogradContext* context, const at::Tensor& x, const at::Tensor& weight, const ConvolutionShape& shape)
    {
        context->save_for_backward({ x, weight });
        const auto& padding = shape.padding;
        context->saved_data["shape"] =
            std::vector<std::int64_t> { padding.top, padding.bottom, padding.left, padding.right, shape.stride };
        context->saved_data["needs input"] = x.requires_grad();
        return forwardOnly(x, weight, {}, shape);
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        const auto saved = context->get_saved_variables();
        const at::Tensor &x = saved[0], &weight = saved[1];
        const at::Tensor dy = gradients[0].contiguous(at::MemoryFormat::ChannelsLast);
        const auto stored = context->saved_data["shape"].toIntVector();
        const auto at = [&](std::size_t i) { return static_cast<int>(stored[i]); };
        const ConvolutionShape shape { { at(0), at(1), at(2), at(3) }, at(4), dy.size(2), dy.size(3) };
        const Plan plan(x, weight, shape);
        const bool own = x.is_cpu() && plan.groups > 1 && weight.size(2) == weight.size(3) && (weight.size(2) == 3 || weight.size(2) == 5);
        const bool needsInput = context->saved_data["needs input"].toBool();
        at::Tensor dx, dw;
        if (needsInput || !own) {
            std::tie(dx, dw, std::ignore) = at::convolution_backward(embedded(dy, x, weight, plan), x, weight,
                c10::nullopt, at::IntArrayRef { plan.stride, plan.stride },
                at::IntArrayRef { plan.rows.padding, plan.columns.padding }, at::IntArrayRef { 1, 1 }, false,
                at::IntArrayRef { 0, 0 }, plan.groups, { needsInput, !own, false });
        }
        if (own)
            dw = depthwiseGradient(x, dy,
                { x.size(1), x.size(2), x.size(3), dy.size(2), dy.size(3), weight.size(2), plan.stride, at(0), at(2) });
        return { dx, dw, {} };
    }
};

} // namespace

at::Tensor convolution(
    const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, const ConvolutionShape& shape)
{
    if ((weight.size(2) == 1 && weight.size(3) == 1) || !at::GradMode::is_enabled())
        return forwardOnly(x, weight, bias, shape);
    assert(!bias.defined());
    return SameConvolution::apply(x.contiguous(at::MemoryFormat::ChannelsLast), weight, shape);
}

} // namespace danas::learn
