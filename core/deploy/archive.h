// SPDX-License-Identifier: GPL-3.0-or-later
// Bundles as .zip files.
#pragma once

#include <filesystem>

namespace danas::deploy {

/// The folder with all files in it, its own name at their head, as a new archive. @throws Error naming the file and what to do
void pack(const std::filesystem::path& folder, const std::filesystem::path& archive);

/// Unpacks all files below `into`, which exists; returns the folder that `pack` was given (or `into`, if the files have no
/// common one). @throws Error if it is no archive, damaged, larger than any bundle, or has names that lead elsewhere
[[nodiscard]] std::filesystem::path unpack(const std::filesystem::path& archive, const std::filesystem::path& into);

} // namespace danas::deploy
