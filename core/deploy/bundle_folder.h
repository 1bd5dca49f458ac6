// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "deploy/c_writer.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace danas::deploy {

/// A folder that is built beside its place and comes there by `commit`; without it, nothing is left behind.
class BundleFolder {
public:
    /// @throws Error if `place` exists, its parent does not, or nothing may be written there
    explicit BundleFolder(std::filesystem::path place);
    ~BundleFolder();
    BundleFolder(const BundleFolder&) = delete;
    BundleFolder& operator=(const BundleFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; } ///< while it is built
    /// @throws Error
    void commit();

private:
    std::filesystem::path m_place, m_path;
    bool m_committed = false;
};

/// Removed when this ends.
class ScratchFolder {
public:
    ScratchFolder(); ///< @throws Error
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

/// Writes a whole file, folders above it as needed. @throws Error naming file and cause (no room, no permission)
void writeFile(const std::filesystem::path& file, std::string_view bytes);
void writeFile(const std::filesystem::path& file, std::span<const std::int8_t> bytes);
void writeFile(const std::filesystem::path& file, std::span<const std::uint8_t> bytes);
void writeFiles(const std::filesystem::path& folder, const std::vector<TextFile>& files);
/// @throws Error naming the file
[[nodiscard]] std::vector<std::int8_t> readBytes(const std::filesystem::path& file);

} // namespace danas::deploy
