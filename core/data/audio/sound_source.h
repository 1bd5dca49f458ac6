// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace danas::data::audio {

/// Whom or what a sound was recorded from, as far as its name tells, so that no source comes into two splits:
/// <speaker>_nohash_<k> (Speech Commands), <fold>-<recording>-<take>-<class> (ESC-50), ...ch<m>... (ToyADMOS: the channels of one
/// recording). The whole name without folders where it does not tell.
[[nodiscard]] std::string sourceOf(std::string_view file);

} // namespace danas::data::audio
