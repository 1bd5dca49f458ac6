// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/audio/audio_file.h"

#include <filesystem>

namespace danas::data::audio {

/// Writes mono PCM16; louder than full scale is cut. @throws Error naming the file
void writeWav(const std::filesystem::path& file, const Sound& sound);

} // namespace danas::data::audio
