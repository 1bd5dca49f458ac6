// SPDX-License-Identifier: GPL-3.0-or-later
// What the ONNX writer and reader agree on.
#pragma once

#include "graph/network_graph.h"

#include <vector>

namespace danas::deploy::onnx_file {

inline constexpr int kOpset = 13;     ///< the first with scales by channel; later ones add nothing that these networks use
inline constexpr int kIrVersion = 7;  ///< that of opset 13
inline constexpr const char* kInput = "input";
inline constexpr const char* kOutput = "logits";

/// [..][first][second] to [..][second][first].
template <typename T> [[nodiscard]] std::vector<T> swapped(const std::vector<T>& values, std::size_t first, std::size_t second)
{
    std::vector<T> result(values.size());
    for (std::size_t block = 0; block < values.size(); block += first * second)
        for (std::size_t i = 0; i < first; ++i)
            for (std::size_t j = 0; j < second; ++j)
                result[block + j * first + i] = values[block + i * second + j];
    return result;
}

/// Of weights as graph::OpWeights has them: pixels of the kernel (dense: of the input), and channels inside of them. ONNX has them
/// the other way round: [out][in][rows][columns], [channels][1][rows][columns], [out][in][height][width].
struct Inner {
    std::size_t pixels, channels;
};
[[nodiscard]] inline Inner innerOf(const graph::Op& op, const graph::Shape& input)
{
    const auto channels = static_cast<std::size_t>(input.channels);
    if (op.kind == graph::OpKind::Dense)
        return { static_cast<std::size_t>(input.height) * static_cast<std::size_t>(input.width), channels };
    return { static_cast<std::size_t>(op.kernel.taps()), channels };
}

} // namespace danas::deploy::onnx_file
