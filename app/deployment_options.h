// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cost/target_cost.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace danas::app {

/// Targets of the user's own: $XDG_CONFIG_HOME/danas/targets, or ~/.config/danas/targets.
[[nodiscard]] std::filesystem::path userTargetsFolder();
/// Adds --targets: the folder of presets beside the built-in ones.
void addTargetsOption(CLI::App& command, std::string& folder);

/// --target, --sensor and --targets.
struct DeploymentOptions {
    std::string target, sensor, folder = userTargetsFolder().string();

    void addTo(CLI::App& command);
    /// All targets that can be named. @throws Error for a preset that cannot be read
    [[nodiscard]] std::vector<cost::Target> targets() const { return cost::targetsWith(folder); }
    /// Absent without --target. @throws Error
    [[nodiscard]] std::optional<cost::Deployment> deployment() const;
};

} // namespace danas::app
