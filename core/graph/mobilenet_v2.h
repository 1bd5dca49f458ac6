// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/data_config.h"
#include "graph/network_graph.h"

#include <array>
#include <vector>

namespace danas::graph {

/// One row of MobileNetV2's table (Sandler et al. 2018, table 2): channels at width 1, blocks, stride of the first block.
struct MobileNetV2Stage {
    int channels;
    int depth;
    int stride;
};
/// Stages 2 to 7; the stem (32 channels, stride 2) and block 0 (16 channels, expansion 1) come before.
inline constexpr std::array<MobileNetV2Stage, 6> kMobileNetV2Stages { { { 24, 2, 2 }, { 32, 3, 2 }, { 64, 4, 2 },
    { 96, 3, 1 }, { 160, 3, 2 }, { 320, 1, 1 } } };
inline constexpr int kFirstStage = 2; ///< stages are named stage2 .. stage7

/// A member of the MobileNetV2 family. Stage depths follow the prefix rule; with stage 7 absent there is no 1280 convolution
/// and the head sits on the last block (REFERENCE.md section 1).
struct MobileNetV2 {
    struct Stage {
        int depth = 0;
        int expansion = 6; ///< t of the inverted residual
        int kernel = 3;    ///< of the depthwise convolutions
        bool operator==(const Stage&) const = default;
    };
    double width = 1.0;
    std::array<Stage, 6> stages {};

    bool operator==(const MobileNetV2&) const = default;
};

/// The original network at a width multiplier.
[[nodiscard]] MobileNetV2 originalMobileNetV2(double width);

/// n = max(8, int(v + 4) / 8 * 8), plus 8 if n < 0.9 v (REFERENCE.md section 4).
[[nodiscard]] int roundChannels(double channels);
/// Channels of the last 1x1 convolution: 1280 max(1, width) after rounding.
[[nodiscard]] int lastChannels(double width);

/// Batch norm folded into its convolution and activations fused, as deployed. Convolutions pad as TensorFlow's SAME.
/// @throws Error if classes < 2, the width is not positive, or the input has no pixels
[[nodiscard]] NetworkGraph buildGraph(const MobileNetV2& network, const data::Shape& input, int classes);

} // namespace danas::graph
