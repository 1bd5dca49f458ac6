// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/dataset.h"

#include <optional>
#include <string>
#include <string_view>

namespace danas::data::audio {

/// The speaker of a clip named <speaker>_nohash_<k>.wav, wherever it lies; nothing if the name has no such part.
[[nodiscard]] std::optional<std::string> speakerOf(std::string_view file);

/// Which split Google Speech Commands puts a clip into by its name alone, where its lists are absent (REFERENCE.md section
/// 6): all clips of a speaker go to the same split, 80/10/10. Folders do not count.
[[nodiscard]] Split speechCommandsSplit(std::string_view file);

} // namespace danas::data::audio
