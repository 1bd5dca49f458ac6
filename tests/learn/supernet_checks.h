// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "space/search_space.h"

#include <cstdint>
#include <string>

/// What tst_supernet asks of tensors. A file of its own because LibTorch and Qt must not meet in one.
namespace danas::learn::checks {

/// Supernet against the same network written down plainly (padding, convolution, batch norm, clamp one by one) with the
/// same weights: largest difference of the logits, and length of the difference of the gradients by the input, both
/// relative. (Single gradients may differ more: rounding decides on which side of ReLU6's kinks a value lies.)
struct Comparison {
    double logits = 0.0, inputGradient = 0.0, folded = 0.0;
    std::int64_t macs = 0; ///< of one picture, counted from the tensors that the plain network met
};
[[nodiscard]] Comparison compareWithPlain(const space::SearchSpace& space, const space::Genes& genes, int classes);

/// Fused batch norm against LibTorch's: largest relative difference of output, statistics and the three gradients.
[[nodiscard]] double batchNormDifference(int channels, int side, bool relu6);

/// Convolution with TensorFlow's SAME padding, with the input padded first by LibTorch: largest relative difference of
/// output and gradients.
[[nodiscard]] double convolutionDifference(int channels, int side, int kernel, int stride, bool depthwise);

/// Runs a sub-network both ways; empty if logits are finite and [2, classes], else what is wrong.
[[nodiscard]] std::string problemOf(const space::SearchSpace& space, const space::Genes& genes, int classes);

/// Weights of the sub-network are the first channels and the centre of the kernels of the largest one's, operator by
/// operator.
[[nodiscard]] bool slicesLargest(const space::SearchSpace& space, const space::Genes& genes, int classes);

/// A network of this system alone that inherits the weights gives the same bits: in training, and folded.
[[nodiscard]] bool inheritsExactly(const space::SearchSpace& space, const space::Genes& genes, int classes);

/// Logits of `genes` are the same bits before and after `other` was run and recalibrated.
[[nodiscard]] bool untouchedBy(const space::SearchSpace& space, const space::Genes& genes, const space::Genes& other);

} // namespace danas::learn::checks
