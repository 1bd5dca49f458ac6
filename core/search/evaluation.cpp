// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/evaluation.h"

#include <limits>

namespace danas::search {

double Evaluation::value(Objective objective) const
{
    switch (objective) {
    case Objective::Accuracy:
    case Objective::Precision:
    case Objective::Recall:
    case Objective::F1:
        return metricOf(confusion, objective);
    case Objective::Ram:
        return static_cast<double>(cost.ramBytes);
    case Objective::Flash:
        return static_cast<double>(cost.flashBytes);
    case Objective::Macs:
        return static_cast<double>(cost.macs);
    case Objective::Latency:
        return cost.latencyMs.value_or(std::numeric_limits<double>::quiet_NaN());
    case Objective::Energy:
        return cost.energyUj.value_or(std::numeric_limits<double>::quiet_NaN());
    }
    return 0.0;
}

double Evaluation::loss(Objective objective) const
{
    return isMetric(objective) ? 1.0 - value(objective) : value(objective);
}

std::vector<double> losses(const Evaluation& evaluation, const std::vector<Objective>& objectives)
{
    std::vector<double> values;
    values.reserve(objectives.size());
    for (const Objective objective : objectives)
        values.push_back(evaluation.loss(objective));
    return values;
}

} // namespace danas::search
