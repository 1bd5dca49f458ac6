// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/sample_source.h"

#include "base/error.h"
#include "data/audio/sound_cache.h"
#include "data/sample_cache.h"

#include <algorithm>
#include <cassert>

namespace danas::data {

std::shared_ptr<const SampleSource> loadSamples(
    const Dataset& dataset, const std::vector<DataConfig>& configs, RunControl& control, const ScanProgress& progress)
{
    assert(!configs.empty());
    requireModality(dataset, configs.front().modality());
    if (dataset.modality == Modality::Audio) {
        std::vector<audio::AudioConfig> sounds;
        for (const DataConfig& config : configs)
            sounds.push_back(config.audio());
        return std::make_shared<const audio::SoundCache>(dataset, sounds, control, progress);
    }
    int largest = 0;
    for (const DataConfig& config : configs)
        largest = std::max(largest, config.image().resolution);
    return std::make_shared<const SampleCache>(dataset, largest, control, progress);
}

void requireModality(const Dataset& dataset, Modality modality)
{
    if (dataset.modality == modality)
        return;
    throw Error(dataset.modality == Modality::Audio
            ? "The dataset holds sounds, but the search space is one of pictures: choose a space of sounds, such as keywords or machines."
            : "The dataset holds pictures, but the search space is one of sounds: choose a space of pictures, such as lean.");
}

void normalise(std::span<const std::uint8_t> pixels, std::span<float> out)
{
    assert(pixels.size() == out.size());
    std::transform(pixels.begin(), pixels.end(), out.begin(),
        [](std::uint8_t value) { return static_cast<float>(value) / 127.5F - 1.0F; });
}

} // namespace danas::data
