// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/network_graph.h"

#include <vector>

namespace danas::graph {

/// Depthwise separable convolutions on time x frequency (Zhang et al. 2017, "Hello Edge"): a stem, blocks of one depthwise and
/// one pointwise convolution, all with as many channels, batch norm and ReLU; then mean pooling and a dense layer.
struct DsCnn {
    int channels = 64;
    Window stem { 10, 4 };
    int stride = 2;           ///< of the stem; blocks keep the size
    std::vector<int> kernels; ///< of the blocks' depthwise convolutions: at least one

    bool operator==(const DsCnn&) const = default;
};

/// The keyword spotting network of MLPerf Tiny (Banbury et al. 2021): 64 channels, stem 10 x 4, four blocks of 3 x 3. Its input
/// there is 49 x 10 x 1, time in rows and frequency in columns; inputs of DataConfig have them the other way round.
[[nodiscard]] DsCnn mlperfTinyKeywordSpotting();

/// Convolutions pad as TensorFlow's SAME. @throws Error if there is no block, classes < 2, or the input has no values
[[nodiscard]] NetworkGraph buildGraph(const DsCnn& network, const Shape& input, int classes);

} // namespace danas::graph
