// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/network_graph.h"

#include <ATen/core/Tensor.h>

namespace danas::learn {

/// Padding, stride and the size that comes out.
struct ConvolutionShape {
    graph::Padding padding;
    int stride = 1;
    std::int64_t outHeight = 0, outWidth = 0;
};

/// Convolution with padding that may differ on opposite sides, as TensorFlow's SAME does. Depthwise if the weight [out,
/// 1, k, k] has as many outputs as x [N, C, H, W] has channels. Channels-last; differentiable; bias may be undefined
/// (and is for training).
[[nodiscard]] at::Tensor convolution(
    const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, const ConvolutionShape& shape);

} // namespace danas::learn
