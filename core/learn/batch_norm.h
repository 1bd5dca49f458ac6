// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/network_graph.h"

#include <ATen/core/Tensor.h>

namespace danas::learn {

constexpr double kBatchNormEpsilon = 1e-3; ///< REFERENCE.md section 4

/// Mean and (biased) variance per channel, shape [channels] each.
struct Moments {
    at::Tensor mean, variance;
};

/// The activation by itself. Differentiable.
[[nodiscard]] at::Tensor limited(const at::Tensor& x, graph::Activation activation);

/// The same in place, without gradient.
void limit(at::Tensor& x, graph::Activation activation);

/// Batch norm with the statistics of this very batch, then the activation. x: [N, C, H, W], channels-last.
/// Differentiable.
[[nodiscard]] at::Tensor batchNorm(
    const at::Tensor& x, const at::Tensor& gamma, const at::Tensor& beta, graph::Activation activation);

/// The same, in place and without gradient; also says which statistics the batch had.
[[nodiscard]] Moments batchNormInPlace(
    at::Tensor& x, const at::Tensor& gamma, const at::Tensor& beta, graph::Activation activation);

} // namespace danas::learn
