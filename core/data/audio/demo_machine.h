// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/audio/audio_file.h"

#include <cstdint>

namespace danas::data::audio {

/// The planted truth of the machine sounds: the fault rings between these frequencies and nowhere else, and everything else
/// is drawn alike for both classes. So it can be heard from twice `highestHz` up (6 kHz in the rates of 2023), and at 3 kHz
/// and below no features and no network can tell the classes apart.
struct MachineTruth {
    int lowestHz = 0;
    int highestHz = 0;
    int smallestRate = 0; ///< Hz, of the rates 375 x 2^n
};
[[nodiscard]] MachineTruth machineTruth();

inline constexpr int kMachineRate = 16'000; ///< Hz
inline constexpr int kMachineMs = 1000;

/// One second of a running machine: hum of a shaft with harmonics, knocks, noise; with a fault, a part that rings twelve to
/// eighteen times a second. A pure function of its arguments; with and without fault the rest is the same, sample by sample.
[[nodiscard]] Sound machineSound(std::uint64_t seed, std::uint64_t number, bool faulty);

} // namespace danas::data::audio
