// SPDX-License-Identifier: GPL-3.0-or-later
// How the project keeps numbers in blobs: every integer and float (IEEE 754) in 32 bits, little endian.
#pragma once

#include "graph/network_weights.h"
#include "search/metrics.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace danas::store {

using Bytes = std::vector<std::uint8_t>;

/// Row-major counts of a confusion matrix, 4 bytes each.
[[nodiscard]] Bytes packCounts(std::span<const std::int32_t> counts);
[[nodiscard]] std::vector<std::int32_t> unpackCounts(std::span<const std::uint8_t> bytes);

/// Per sample: label, probability; a byte each.
[[nodiscard]] Bytes packPredictions(std::span<const search::Prediction> predictions);
[[nodiscard]] std::vector<search::Prediction> unpackPredictions(std::span<const std::uint8_t> bytes);

[[nodiscard]] Bytes packFloats(std::span<const float> values);
[[nodiscard]] std::vector<float> unpackFloats(std::span<const std::uint8_t> bytes);

/// Number of operators; then for each the number of its weights, these, the number of its biases, these.
[[nodiscard]] Bytes packWeights(const graph::NetworkWeights& weights);
/// Nothing if the bytes are not such a blob.
[[nodiscard]] std::optional<graph::NetworkWeights> unpackWeights(std::span<const std::uint8_t> bytes);

} // namespace danas::store
