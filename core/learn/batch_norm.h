// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

namespace danas::learn {

constexpr double kBatchNormEpsilon = 1e-3; ///< REFERENCE.md section 4

/// Mean and (biased) variance per channel, shape [channels] each.
struct Moments {
    at::Tensor mean, variance;
};

/// Batch norm with the statistics of this very batch, then ReLU6 if asked. x: [N, C, H, W], channels-last.
/// Differentiable.
[[nodiscard]] at::Tensor batchNorm(const at::Tensor& x, const at::Tensor& gamma, const at::Tensor& beta, bool relu6);

/// The same, in place and without gradient; also says which statistics the batch had.
[[nodiscard]] Moments batchNormInPlace(at::Tensor& x, const at::Tensor& gamma, const at::Tensor& beta, bool relu6);

} // namespace danas::learn
