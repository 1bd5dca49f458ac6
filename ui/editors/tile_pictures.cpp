// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/tile_pictures.h"

#include "ui/base/image.h"
#include "ui/base/text.h"

namespace danas::ui {
namespace {

constexpr int kWaveColumns = 160;

void addSound(const data::audio::SoundCache& source, const data::DataConfig& config, TilePictures& seen)
{
    if (seen.sound.samples.empty())
        seen.sound = source.own(0);
    if (seen.waves.contains(config.ordinal()))
        return;
    Wave wave = waveOf(heardClip(source, 0, config.audio()), kWaveColumns);
    wave.peak = peakOf(seen.sound); // one scale for all rates
    seen.waves[config.ordinal()] = std::move(wave);
}

} // namespace

TilePictures tilePictures(const data::Dataset& few, const std::vector<data::DataConfig>& configs, const LatestJob::IsStale& isStale)
{
    TilePictures seen;
    if (configs.empty())
        return seen;
    try {
        RunControl control;
        const auto source = data::loadSamples(few, configs, control);
        for (const auto& config : configs) {
            if (isStale())
                return seen;
            const data::Image received = source->evaluation(0, config);
            seen.pictures[config] = config.isAudio() ? featurePicture(received) : toQImage(received);
            if (config.isAudio())
                addSound(dynamic_cast<const data::audio::SoundCache&>(*source), config, seen);
        }
    } catch (const std::exception& error) {
        seen.error = toQt(few.samples.front().file) + QStringLiteral(": ") + toQt(std::string(error.what()));
    }
    return seen;
}

} // namespace danas::ui
