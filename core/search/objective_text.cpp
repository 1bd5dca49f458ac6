// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/objective_text.h"

#include "base/units.h"

#include <cmath>

namespace danas::search {

std::string objectiveText(Objective objective, double value)
{
    switch (objective) {
    case Objective::Ram:
    case Objective::Flash:
        return formatBytes(std::llround(value));
    case Objective::Macs:
        return formatMacs(std::llround(value));
    case Objective::Latency:
        return formatLatency(value);
    case Objective::Energy:
        return formatEnergy(value);
    default:
        return formatPercent(value);
    }
}

} // namespace danas::search
