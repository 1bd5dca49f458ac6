// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/audio/demo_machine.h"

#include "base/rng.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace danas::data::audio {
namespace {

constexpr double kTurn = 2 * std::numbers::pi;
constexpr double kNoise = 0.004;    ///< spread of the noise: 34 dB below the ringing
constexpr double kRingSeconds = 0.02;
constexpr int kLowestRing = 2200, kHighestRing = 2500; ///< Hz, of the tone; its onset spreads it by 100 Hz to either side
constexpr int kSpread = 150;

void addHum(Sound& sound, Rng& random)
{
    const double shaft = random.uniform(22, 34); // Hz
    for (int harmonic = 1; harmonic <= 12; ++harmonic) {
        const double level = random.uniform(0.3, 1) * 0.12 / harmonic;
        const double phase = random.uniform(0, kTurn);
        for (std::size_t i = 0; i < sound.samples.size(); ++i)
            sound.samples[i] += static_cast<float>(level * std::sin(kTurn * shaft * harmonic * static_cast<double>(i) / sound.rate + phase));
    }
}

/// Tones that swell and fade as half a cosine, so that they stay within a narrow band.
void addRinging(Sound& sound, double hertz, double perSecond, double seconds, double level, double start)
{
    const auto length = static_cast<std::size_t>(seconds * sound.rate);
    for (double at = start; at + seconds < sound.seconds(); at += 1 / perSecond) { // a cut one would click at all frequencies
        const auto first = static_cast<std::size_t>(at * sound.rate);
        for (std::size_t i = 0; i < length; ++i) {
            const double swell = 0.5 - 0.5 * std::cos(kTurn * static_cast<double>(i) / static_cast<double>(length));
            sound.samples[first + i] += static_cast<float>(level * swell * std::sin(kTurn * hertz * static_cast<double>(i) / sound.rate));
        }
    }
}

void addNoise(Sound& sound, Rng& random)
{
    for (float& sample : sound.samples)
        sample += static_cast<float>(kNoise * (random.uniform(-1, 1) + random.uniform(-1, 1)));
}

} // namespace

MachineTruth machineTruth()
{
    return { kLowestRing - kSpread, kHighestRing + kSpread, 6000 };
}

Sound machineSound(std::uint64_t seed, std::uint64_t number, bool faulty)
{
    Rng random(seed, RandomPhase::Demo, number);
    Sound sound { kMachineRate, std::vector<float>(static_cast<std::size_t>(kMachineRate) * kMachineMs / 1000) };
    addHum(sound, random);
    addRinging(sound, random.uniform(300, 900), random.uniform(4, 20), 0.05, random.uniform(0, 0.15), random.uniform(0, 0.2)); // knocks
    addNoise(sound, random);
    const double hertz = random.uniform(kLowestRing, kHighestRing), perSecond = random.uniform(12, 18);
    const double level = random.uniform(0.05, 0.12), start = random.uniform(0, 0.05);
    if (faulty)
        addRinging(sound, hertz, perSecond, kRingSeconds, level, start);
    return sound;
}

} // namespace danas::data::audio
