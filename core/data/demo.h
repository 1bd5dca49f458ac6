// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/control.h"
#include "data/data_config.h"
#include "data/dataset.h"

#include <filesystem>

namespace danas::data {

/// The planted truth of the demo set: what decides the class can be seen only from this resolution up, and only in
/// colour; the luminance carries distractors. So a search has a known right answer. Holds exactly for the resolutions 24,
/// 32, 48 (nothing to see) and 64, 96 (clear), with samples cached at 96 px or more; how it is made: demo_scene.h.
struct DemoTruth {
    int smallestResolution = 0;
    Colour colour = Colour::Rgb;
};
[[nodiscard]] DemoTruth demoTruth();

/// Draws the demo set into `folder` (made if need be) as <split>/<class>/*.png, the same bytes for the same seed.
/// Does nothing if a complete set of the same seed and version is there. @throws Error, Stopped
void writeDemoDataset(const std::filesystem::path& folder, std::uint64_t seed, RunControl& control, const ScanProgress& progress = {});

/// The same for sounds: machines that are sound, and machines with a worn part that rings (audio/demo_machine.h says at which
/// sample rates it can be heard), one second each. @throws Error, Stopped
void writeDemoSounds(const std::filesystem::path& folder, std::uint64_t seed, RunControl& control, const ScanProgress& progress = {});

} // namespace danas::data
