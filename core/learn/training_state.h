// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace danas::learn {

/// One supernet's numbers, flat. The moments are empty for a supernet that is not in training.
struct SupernetState {
    std::vector<float> values;
    std::vector<float> firstMoments, secondMoments; ///< AdamW
    std::vector<std::int32_t> updates; ///< per parameter, how often it was updated

    bool operator==(const SupernetState&) const = default;
};

/// All that training needs to go on after `step` steps. Batch norm keeps no running statistics (each candidate's are
/// measured when it is scored), and random numbers follow from (seed, phase, step): neither is stored.
struct TrainingState {
    std::uint64_t fingerprint = 0; ///< of everything that decides the numbers: space, training settings, seed, data
    int step = 0;
    std::vector<SupernetState> supernets;

    bool operator==(const TrainingState&) const = default;
};

/// Magic, version, fingerprint, step, then counted little-endian arrays, and a checksum of all.
[[nodiscard]] std::vector<std::uint8_t> toBytes(const TrainingState& state);
/// @throws Error if the bytes are no checkpoint, of another version, damaged, or of another fingerprint
[[nodiscard]] TrainingState trainingStateFrom(std::span<const std::uint8_t> bytes, std::uint64_t fingerprint);

} // namespace danas::learn
