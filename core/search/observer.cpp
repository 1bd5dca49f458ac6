// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/observer.h"

#include <array>

namespace danas::search {

std::string_view phaseName(Phase phase)
{
    constexpr std::array<std::string_view, kPhases.size()> names { "prepare", "supernet", "search", "finalise" };
    return names[static_cast<std::size_t>(phase)];
}

} // namespace danas::search
