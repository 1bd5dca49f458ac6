// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/audio/audio_config.h"
#include "deploy/c_writer.h"

#include <vector>

namespace danas::deploy {

/// What resources/c/preprocess_sound.c needs to make the features of a configuration: preprocess_config.h (sizes) and
/// preprocess_tables.h (constants: window, transform, filters, cosines and ranges, those of training; data::audio::tableBytes).
[[nodiscard]] std::vector<TextFile> soundSources(const data::audio::AudioConfig& config);

} // namespace danas::deploy
