// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/dataset.h"

#include <CLI/CLI.hpp>

namespace danas::app {

/// What of a dataset is used, as options: --leave-out, --merge, --merge-rest, --keep-rest, --twelve-classes, --noise-gain, --keep-train, --keep-validation, --keep-test.
struct DatasetOptions {
    std::vector<std::string> leaveOut;
    std::vector<std::string> merge; ///< SOURCE=CLASS
    std::string mergeRest;
    std::array<double, 3> keep { 1.0, 1.0, 1.0 };
    std::optional<double> keepRest, noiseGainDb;
    bool twelveClasses = false;

    void addTo(CLI::App& command);
    /// @throws Error for a --merge that is not SOURCE=CLASS
    [[nodiscard]] data::DatasetSpec spec(const std::string& folder) const;
};

} // namespace danas::app
