// SPDX-License-Identifier: GPL-3.0-or-later
#include "cost/target_library.h"

#include "base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <system_error>

namespace danas::cost {
namespace {

std::vector<std::filesystem::path> presetFiles(const std::filesystem::path& folder, std::vector<std::string>& problems)
{
    std::vector<std::filesystem::path> files;
    std::error_code failed;
    if (folder.empty() || !std::filesystem::exists(folder, failed))
        return files;
    for (std::filesystem::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
        if (at->path().extension() == ".json")
            files.push_back(at->path());
    }
    if (failed)
        problems.push_back(fmt::format("The folder of targets {} cannot be read: {}.", folder.string(), failed.message()));
    std::sort(files.begin(), files.end());
    return files;
}

std::filesystem::path folderOf(const char* variable)
{
    const char* const value = std::getenv(variable);
    return value == nullptr ? std::filesystem::path() : std::filesystem::path(value);
}

} // namespace

std::vector<Target> TargetLibrary::targets() const
{
    std::vector<Target> all;
    all.reserve(entries.size());
    for (const LibraryTarget& entry : entries)
        all.push_back(entry.target);
    return all;
}

const LibraryTarget* TargetLibrary::find(std::string_view id) const
{
    const auto found = std::find_if(entries.begin(), entries.end(), [id](const LibraryTarget& entry) { return entry.target.id == id; });
    return found == entries.end() ? nullptr : &*found;
}

std::string TargetLibrary::freeId(const std::string& wanted) const
{
    std::string id = wanted;
    for (int number = 2; find(id) != nullptr; ++number)
        id = fmt::format("{}-{}", wanted, number);
    return id;
}

TargetLibrary readTargets(const std::filesystem::path& folder)
{
    TargetLibrary library;
    for (const Target& target : targets())
        library.entries.push_back({ target, {} });
    for (const auto& file : presetFiles(folder, library.problems)) {
        try {
            Target target = targetFromJson(readJsonFile(file), file.string());
            if (library.find(target.id) != nullptr)
                throw Error(fmt::format("{}: \"id\": there is a target \"{}\" already: give this one another id.", file.string(), target.id));
            library.entries.push_back({ std::move(target), file });
        } catch (const Error& error) {
            library.problems.emplace_back(error.what());
        }
    }
    return library;
}

std::filesystem::path userTargetsFolder()
{
    if (const auto own = folderOf("DANAS_TARGETS"); !own.empty())
        return own;
    const std::filesystem::path inside = std::filesystem::path("danas") / "danas-studio" / "targets";
    if (const auto config = folderOf("XDG_CONFIG_HOME"); config.is_absolute())
        return config / inside;
    const auto home = folderOf("HOME");
    return home.is_absolute() ? home / ".config" / inside : std::filesystem::path();
}

std::filesystem::path newPresetFile(const std::filesystem::path& folder, const std::string& id)
{
    const auto harmless = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; };
    std::string name;
    for (const char c : id.substr(0, 80))
        name.push_back(harmless(c) ? c : '_');
    std::error_code unknown;
    auto file = folder / (name + ".json");
    for (int number = 2; std::filesystem::exists(file, unknown); ++number)
        file = folder / fmt::format("{}-{}.json", name, number);
    return file;
}

void writeTarget(const std::filesystem::path& file, const Target& target)
{
    const Json json = toJson(target);
    static_cast<void>(targetFromJson(json, file.string()));
    std::error_code failed;
    std::filesystem::create_directories(file.parent_path(), failed);
    writeJsonFile(file, json);
}

void removeTarget(const std::filesystem::path& file)
{
    std::error_code failed;
    std::filesystem::remove(file, failed);
    if (failed)
        throw Error(fmt::format("{} cannot be deleted: {}.", file.string(), failed.message()));
}

} // namespace danas::cost
