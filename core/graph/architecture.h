// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/conv_chain.h"
#include "graph/ds_cnn.h"
#include "graph/mobilenet_v2.h"

#include <variant>
#include <vector>

namespace danas::graph {

/// A network of any family.
using Architecture = std::variant<MobileNetV2, ConvChain, DsCnn>;

/// @throws Error as the family's builder
[[nodiscard]] NetworkGraph buildGraph(const Architecture& network, const Shape& input, int classes);

/// The network and its beginnings that are networks of the family too, longest first: every place where a head may sit.
[[nodiscard]] std::vector<Architecture> beginnings(const Architecture& network);

} // namespace danas::graph
