// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/audio/demo_machine.h"
#include "data/audio/wav_writer.h"
#include "support/finalised_project.h"

namespace danas::test {

/// A finalised project (see writeFinalisedRun) over a few machines of 16 kHz; networks hear them as `space` says.
inline std::int64_t writeFinalisedSounds(
    const std::filesystem::path& file, const std::filesystem::path& data, const space::SearchSpace& space, std::uint64_t seed = 3)
{
    std::uint64_t number = 0;
    for (const char* split : { "train", "val", "test" }) {
        for (const char* name : { "sound", "worn" }) {
            std::filesystem::create_directories(data / split / name);
            for (int i = 0; i < 6; ++i, ++number)
                data::audio::writeWav(data / split / name / (std::to_string(number) + ".wav"), data::audio::machineSound(seed, number, *name == 'w'));
        }
    }
    search::RunSpec spec;
    spec.dataset.path = data.string();
    spec.space = space;
    return writeFinalisedRun(file, spec, seed);
}

} // namespace danas::test
