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

/// A bundle that is built as a folder beside its place and comes there by `commit`, as that folder or, if the place ends in
/// .zip, as an archive with it; without `commit`, nothing is left behind.
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
    std::filesystem::path m_place, m_building, m_path;
};

/// Whether a bundle there is a .zip.
[[nodiscard]] bool isArchive(const std::filesystem::path& place);

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

/// @throws Error that says which file cannot be written and what to do; `cause` is an errno
[[noreturn]] void failToWrite(const std::filesystem::path& file, int cause);
/// Writes a whole file, folders above it as needed. @throws Error naming file and cause (no room, no permission)
void writeFile(const std::filesystem::path& file, std::string_view bytes);
void writeFile(const std::filesystem::path& file, std::span<const std::int8_t> bytes);
void writeFile(const std::filesystem::path& file, std::span<const std::uint8_t> bytes);
void writeFiles(const std::filesystem::path& folder, const std::vector<TextFile>& files);
/// @throws Error naming the file
[[nodiscard]] std::vector<std::int8_t> readBytes(const std::filesystem::path& file);

} // namespace danas::deploy
