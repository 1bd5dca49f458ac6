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

/// The 12-class task on a Speech Commands folder (REFERENCE.md section 6): ten words and _silence_ as they are, every other word
/// as _unknown_, of which one in twenty is used, so that it is about as frequent as a word.
[[nodiscard]] DatasetSpec twelveClasses(DatasetSpec spec);

} // namespace danas::data::audio
