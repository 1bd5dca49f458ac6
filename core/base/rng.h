// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace danas {

/// SplitMix64 finaliser: a good 64-bit mixing function (Steele, Lea, Flood: "Fast splittable pseudorandom number
/// generators", OOPSLA 2014).
[[nodiscard]] constexpr std::uint64_t mix64(std::uint64_t x)
{
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27U)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31U);
}

/// What a stream of random numbers is for; part of its key, so that phases never share numbers.
enum class RandomPhase : std::uint64_t { Data = 1, Initialise, Train, Calibrate, Search, Sample, Demo, Probe };

/// A small counter-based random engine (SplitMix64). Every use derives it from (seed, phase, step), so a run that was
/// killed and resumed draws the same numbers as one that was not. Results do not depend on the standard library.
class Rng {
public:
    explicit constexpr Rng(std::uint64_t seed)
        : m_state(seed)
    {
    }
    constexpr Rng(std::uint64_t seed, RandomPhase phase, std::uint64_t step)
        : m_state(mix64(mix64(mix64(seed) ^ static_cast<std::uint64_t>(phase)) ^ step))
    {
    }

    [[nodiscard]] constexpr std::uint64_t next()
    {
        m_state += 0x9e3779b97f4a7c15ULL;
        std::uint64_t x = m_state;
        x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9ULL;
        x = (x ^ (x >> 27U)) * 0x94d049bb133111ebULL;
        return x ^ (x >> 31U);
    }

    /// Uniform in [0, bound), without modulo bias to 2^-64 precision. bound must be positive.
    [[nodiscard]] constexpr std::uint64_t below(std::uint64_t bound)
    {
        __extension__ using Wide = unsigned __int128;
        return static_cast<std::uint64_t>((static_cast<Wide>(next()) * bound) >> 64U);
    }

    /// Uniform in [0, 1).
    [[nodiscard]] constexpr double uniform() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
    [[nodiscard]] constexpr double uniform(double low, double high) { return low + (high - low) * uniform(); }
    [[nodiscard]] constexpr bool chance(double probability) { return uniform() < probability; }

    template <typename T>
    constexpr void shuffle(std::vector<T>& items)
    {
        for (std::size_t i = items.size(); i > 1; --i)
            std::swap(items[i - 1], items[below(i)]);
    }

private:
    std::uint64_t m_state;
};

} // namespace danas
