// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cost/target.h"

#include <filesystem>
#include <string>
#include <vector>

namespace danas::cost {

/// A target that can be chosen, and the preset file that it is from.
struct LibraryTarget {
    Target target;
    std::filesystem::path file; ///< empty: built in, so not to be changed

    [[nodiscard]] bool builtIn() const { return file.empty(); }
    bool operator==(const LibraryTarget&) const = default;
};

/// The built-in targets, then those of every *.json in a folder in the order of their names. A file that cannot be used
/// takes nothing else with it: `problems` says in one sentence which file and which field.
struct TargetLibrary {
    std::vector<LibraryTarget> entries;
    std::vector<std::string> problems;

    [[nodiscard]] std::vector<Target> targets() const;
    /// nullptr if there is none.
    [[nodiscard]] const LibraryTarget* find(std::string_view id) const;
    /// `wanted`, or `wanted` with the first number behind it that no target has.
    [[nodiscard]] std::string freeId(const std::string& wanted) const;
};
/// A folder that does not exist holds no presets. Never throws.
[[nodiscard]] TargetLibrary readTargets(const std::filesystem::path& folder);

/// Where the presets of the person lie, for window and command line alike: $DANAS_TARGETS, else danas/danas-studio/targets in
/// $XDG_CONFIG_HOME or ~/.config (which is Qt's AppConfigLocation of the Studio). Empty if none of them is set.
[[nodiscard]] std::filesystem::path userTargetsFolder();

/// A path in `folder` for a new preset with this id, which no file has yet.
[[nodiscard]] std::filesystem::path newPresetFile(const std::filesystem::path& folder, const std::string& id);
/// Writes the preset in one piece, after it went through the same checks as when it is read; makes the folder. @throws Error
void writeTarget(const std::filesystem::path& file, const Target& target);
/// @throws Error
void removeTarget(const std::filesystem::path& file);

} // namespace danas::cost
