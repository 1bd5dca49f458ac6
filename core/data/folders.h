// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/control.h"
#include "data/layout.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace danas::data {

/// What a file is by its first bytes; nothing if it is neither picture nor sound that we read.
[[nodiscard]] std::optional<Modality> mediaOf(const std::filesystem::path& file);

/// Lists folders on behalf of a reader: relative names, hidden files left out, what cannot be read noted as a problem.
/// Symbolic links are followed, but never back into a folder that they lie in.
class FolderLister {
public:
    FolderLister(std::filesystem::path root, RunControl& control)
        : m_root(std::move(root))
        , m_control(control)
    {
    }

    /// Names of the folders in `folder` (relative to the root), sorted.
    [[nodiscard]] std::vector<std::string> subfolders(const std::string& folder, Listing& listing) const;
    /// Adds every file below `folder`, however deep, as a sample of a class.
    void addSamples(const std::string& folder, const std::string& sourceClass, Split split, Listing& listing) const;
    /// Notes pictures and sounds that lie directly in `folder`, where they belong to no class. Other files there are left alone.
    void noteStrayMedia(const std::string& folder, Listing& listing) const;
    /// True if a picture or a sound (by content) lies in `folder`, up to two folders deep.
    [[nodiscard]] bool holdsMedia(const std::string& folder) const;

private:
    struct Entry {
        std::string name; ///< relative to the root
        bool isFolder = false;
    };
    [[nodiscard]] std::vector<Entry> entries(const std::string& folder, Listing& listing) const;
    [[nodiscard]] bool leadsBack(const std::filesystem::path& link) const;

    std::filesystem::path m_root;
    RunControl& m_control;
};

} // namespace danas::data
