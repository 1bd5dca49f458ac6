// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/audio/augment.h"

#include "base/rng.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace danas::data::audio {
namespace {

enum class Draw : std::uint64_t { Clip = 1, Masks };

Rng drawsOf(std::uint64_t key, Draw draw)
{
    return Rng(key, RandomPhase::Data, static_cast<std::uint64_t>(draw));
}

struct Stripe {
    std::size_t first = 0, count = 0;
};

Stripe drawStripe(Rng& random, int most, int extent)
{
    const auto count = random.below(static_cast<std::uint64_t>(std::clamp(most, 0, extent)) + 1);
    return { random.below(static_cast<std::uint64_t>(extent) - count + 1), count };
}

} // namespace

double levelOf(std::span<const float> samples)
{
    if (samples.empty())
        return 0;
    double sum = 0;
    for (const float sample : samples)
        sum += static_cast<double>(sample) * static_cast<double>(sample);
    return std::sqrt(sum / static_cast<double>(samples.size()));
}

std::vector<float> shifted(std::span<const float> samples, std::int64_t by)
{
    const auto count = static_cast<std::int64_t>(samples.size());
    std::vector<float> out(samples.size(), 0.0F);
    for (std::int64_t i = std::max<std::int64_t>(by, 0); i < std::min(count, count + by); ++i)
        out[static_cast<std::size_t>(i)] = samples[static_cast<std::size_t>(i - by)];
    return out;
}

void mixNoise(std::span<float> clip, std::span<const float> noise, std::size_t from, double snrDb)
{
    if (noise.empty())
        return;
    std::vector<float> part(clip.size());
    for (std::size_t i = 0; i < part.size(); ++i)
        part[i] = noise[(from + i) % noise.size()];
    const double loud = levelOf(clip), noisy = levelOf(part);
    if (loud <= 0 || noisy <= 0)
        return;
    const auto gain = static_cast<float>(loud / noisy * std::pow(10, -snrDb / 20));
    for (std::size_t i = 0; i < clip.size(); ++i)
        clip[i] += gain * part[i];
}

Sound trainingClip(const Sound& clip, const Augmentation& augmentation, std::span<const Sound> noises, std::uint64_t key)
{
    Rng random = drawsOf(key, Draw::Clip); // every draw is made, used or not, so that one setting does not move the others
    const double shift = random.uniform(-augmentation.shiftMs, augmentation.shiftMs) / 1000;
    const double gain = std::pow(10, random.uniform(-augmentation.gainDb, augmentation.gainDb) / 20);
    const bool noisy = random.chance(augmentation.noiseChance);
    const double which = random.uniform(), where = random.uniform();
    const double snr = random.uniform(augmentation.leastSnrDb, augmentation.mostSnrDb);

    Sound out { clip.rate, shifted(clip.samples, std::llround(shift * clip.rate)) };
    for (float& sample : out.samples)
        sample *= static_cast<float>(gain);
    if (noisy && !noises.empty()) {
        const Sound& noise = noises[static_cast<std::size_t>(which * static_cast<double>(noises.size()))];
        mixNoise(out.samples, noise.samples, static_cast<std::size_t>(where * static_cast<double>(noise.samples.size())), snr);
    }
    return out;
}

void maskFeatures(Image& codes, const Augmentation& augmentation, std::uint64_t key)
{
    if (codes.pixels.empty())
        return;
    Rng random = drawsOf(key, Draw::Masks);
    const auto width = static_cast<std::size_t>(codes.width);
    const auto sum = std::accumulate(codes.pixels.begin(), codes.pixels.end(), std::uint64_t { 0 });
    const auto mean = static_cast<std::uint8_t>((sum + codes.pixels.size() / 2) / codes.pixels.size());
    for (int i = 0; i < augmentation.timeMasks; ++i) {
        const Stripe stripe = drawStripe(random, augmentation.mostMaskedFrames, codes.width);
        for (std::size_t row = 0; row < static_cast<std::size_t>(codes.height); ++row)
            std::fill_n(codes.pixels.begin() + static_cast<std::ptrdiff_t>(row * width + stripe.first), stripe.count, mean);
    }
    for (int i = 0; i < augmentation.rowMasks; ++i) {
        const Stripe stripe = drawStripe(random, augmentation.mostMaskedRows, codes.height);
        std::fill_n(codes.pixels.begin() + static_cast<std::ptrdiff_t>(stripe.first * width), stripe.count * width, mean);
    }
}

} // namespace danas::data::audio
