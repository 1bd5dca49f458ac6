// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/folders.h"

#include "data/audio/audio_file.h"
#include "data/image_file.h"
#include "data/paths.h"

#include <algorithm>
#include <array>
#include <fstream>

namespace danas::data {
namespace fs = std::filesystem;
namespace {

std::string joined(const std::string& folder, const std::string& name)
{
    return folder.empty() ? name : folder + "/" + name;
}

} // namespace

std::optional<Modality> mediaOf(const fs::path& file)
{
    std::error_code failure;
    if (!fs::is_regular_file(file, failure))
        return std::nullopt;
    std::array<char, 12> start {};
    std::ifstream stream(file, std::ios::binary);
    stream.read(start.data(), start.size());
    std::array<std::uint8_t, 12> bytes {};
    std::copy(start.begin(), start.end(), bytes.begin());
    const Bytes read = Bytes(bytes).first(static_cast<std::size_t>(stream.gcount()));
    if (looksLikeImage(read))
        return Modality::Image;
    return audio::looksLikeAudio(read) ? std::optional(Modality::Audio) : std::nullopt;
}

bool FolderLister::leadsBack(const fs::path& link) const
{
    std::error_code failure;
    const fs::path target = fs::canonical(link, failure);
    const fs::path home = fs::canonical(link.parent_path(), failure);
    return !failure && std::mismatch(target.begin(), target.end(), home.begin(), home.end()).first == target.end();
}

std::vector<FolderLister::Entry> FolderLister::entries(const std::string& folder, Listing& listing) const
{
    std::vector<Entry> found;
    std::error_code failure;
    for (fs::directory_iterator at(m_root / pathFromUtf8(folder), failure), end; !failure && at != end; at.increment(failure)) {
        m_control.checkpoint();
        if (isHidden(at->path()))
            continue;
        const std::string name = at->path().filename().native();
        const std::string shown = joined(folder, displayName(at->path().filename()));
        std::error_code broken;
        const fs::file_status status = fs::status(at->path(), broken);
        if (!isUtf8(name))
            listing.skip(shown, "its name is not valid UTF-8: rename it");
        else if (!fs::exists(status))
            listing.skip(shown, "a symbolic link that leads nowhere");
        else if (fs::is_directory(status) && at->is_symlink(broken) && leadsBack(at->path()))
            listing.skip(shown, "a symbolic link that leads back into the folder that it lies in");
        else
            found.push_back({ joined(folder, name), fs::is_directory(status) });
    }
    if (failure)
        listing.skip(folder, "the folder cannot be read: " + failure.message());
    std::sort(found.begin(), found.end(), [](const Entry& a, const Entry& b) { return a.name < b.name; });
    return found;
}

std::vector<std::string> FolderLister::subfolders(const std::string& folder, Listing& listing) const
{
    std::vector<std::string> names;
    for (const Entry& entry : entries(folder, listing)) {
        if (entry.isFolder)
            names.push_back(entry.name.substr(folder.empty() ? 0 : folder.size() + 1));
    }
    return names;
}

void FolderLister::addSamples(const std::string& folder, const std::string& sourceClass, Split split, Listing& listing) const
{
    listing.classes.insert(sourceClass);
    std::vector<std::string> pending { folder };
    while (!pending.empty()) {
        const std::string current = pending.back();
        pending.pop_back();
        for (const Entry& entry : entries(current, listing)) {
            std::error_code failure;
            if (!entry.isFolder)
                listing.files.push_back({ entry.name, sourceClass, split });
            else if (fs::is_symlink(m_root / pathFromUtf8(entry.name), failure))
                listing.skip(entry.name, "a symbolic link to a folder inside a class, which is not followed");
            else
                pending.push_back(entry.name);
        }
    }
}

void FolderLister::noteStrayMedia(const std::string& folder, Listing& listing) const
{
    Listing ignored; // what cannot be read here was noted when the folder was listed
    for (const Entry& entry : entries(folder, ignored)) {
        if (!entry.isFolder && mediaOf(m_root / pathFromUtf8(entry.name)))
            listing.skip(entry.name, "it lies outside any class folder");
    }
}

bool FolderLister::holdsMedia(const std::string& folder) const
{
    Listing ignored;
    std::vector<std::pair<std::string, int>> pending { { folder, 0 } };
    while (!pending.empty()) {
        const auto [current, depth] = pending.back();
        pending.pop_back();
        for (const Entry& entry : entries(current, ignored)) {
            if (!entry.isFolder && mediaOf(m_root / pathFromUtf8(entry.name)))
                return true;
            if (entry.isFolder && depth < 2)
                pending.emplace_back(entry.name, depth + 1);
        }
    }
    return false;
}

} // namespace danas::data
