// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/training_time.h"

#include <algorithm>
#include <numeric>

namespace danas::compare {
namespace {

double mean(const std::vector<double>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

} // namespace

void TrainingTime::add(double macs, double seconds)
{
    m_macs.push_back(macs);
    m_seconds.push_back(seconds);
}

double TrainingTime::of(double macs) const
{
    const double meanMacs = mean(m_macs), meanSeconds = mean(m_seconds);
    double together = 0.0, spread = 0.0;
    for (std::size_t i = 0; i < m_macs.size(); ++i) {
        together += (m_macs[i] - meanMacs) * (m_seconds[i] - meanSeconds);
        spread += (m_macs[i] - meanMacs) * (m_macs[i] - meanMacs);
    }
    // Neither more work nor the work that all have takes less than no time, whatever the scatter of a few says.
    const double steepest = meanMacs > 0.0 ? meanSeconds / meanMacs : 0.0;
    const double slope = spread > 0.0 ? std::clamp(together / spread, 0.0, steepest) : 0.0;
    return meanSeconds + slope * (macs - meanMacs);
}

} // namespace danas::compare
