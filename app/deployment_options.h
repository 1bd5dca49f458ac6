// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cost/target_cost.h"
#include "cost/target_library.h"

#include <CLI/CLI.hpp>

#include <optional>
#include <string>
#include <vector>

namespace danas::app {

/// The built-in targets and those of a folder; a preset there that cannot be used is a warning, the others are there.
[[nodiscard]] std::vector<cost::Target> readableTargets(const std::string& folder);
/// Adds --targets: the folder of presets beside the built-in ones.
void addTargetsOption(CLI::App& command, std::string& folder);

/// --target, --sensor and --targets.
struct DeploymentOptions {
    std::string target, sensor, folder = cost::userTargetsFolder().string();

    void addTo(CLI::App& command);
    /// All targets that can be named.
    [[nodiscard]] std::vector<cost::Target> targets() const { return readableTargets(folder); }
    /// Absent without --target. @throws Error
    [[nodiscard]] std::optional<cost::Deployment> deployment() const;
};

} // namespace danas::app
