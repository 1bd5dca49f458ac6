// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "space/search_space.h"

#include <vector>

namespace danas::ui {

/// All configurations that the space could allow: of pictures each resolution in both colours, whether the space has both or not.
[[nodiscard]] std::vector<data::DataConfig> possibleConfigs(const space::SearchSpace& space);
/// The space with these of its possible configurations and no others. @throws Error if none is left
[[nodiscard]] space::SearchSpace withConfigs(const space::SearchSpace& space, const std::vector<data::DataConfig>& on);
/// The resolutions of a space of pictures; none of a space of sounds.
[[nodiscard]] std::vector<int> resolutionsOf(const space::SearchSpace& space);
/// With or without a resolution or a sample rate. @throws Error if none is left
[[nodiscard]] space::SearchSpace withOrdinal(const space::SearchSpace& space, int ordinal, bool present);

} // namespace danas::ui
