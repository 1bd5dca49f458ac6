// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/control.h"
#include "data/dataset.h"

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace danas::data {

/// A file that a dataset says is a sample; not opened yet.
struct ListedFile {
    std::string file; ///< relative to the dataset's folder, '/' separated, UTF-8
    std::string sourceClass;
    Split split = Split::Train;
    int fromMs = 0; ///< as in Sample
};

/// What a reader finds on disk.
struct Listing {
    std::string layout; ///< for people
    Modality modality = Modality::Image;
    std::vector<std::string> noises; ///< as in Dataset
    std::set<std::string> classes; ///< also those without a file
    std::vector<ListedFile> files;
    std::vector<Problem> problems;

    void skip(const std::string& file, const std::string& reason)
    {
        problems.push_back({ ProblemKind::Skipped, file, reason });
    }
};

/// Tries the readers below, the most particular first. @throws Error if none knows what to do with the folder; Stopped
[[nodiscard]] Listing listDataset(const std::filesystem::path& root, RunControl& control);

// Each reader returns nothing if the folder is not laid out in its way.
[[nodiscard]] std::optional<Listing> listWakeVisionFolders(const std::filesystem::path& root, RunControl& control);
[[nodiscard]] std::optional<Listing> listWakeVisionCsv(const std::filesystem::path& root, RunControl& control);
[[nodiscard]] std::optional<Listing> listSpeechCommands(const std::filesystem::path& root, RunControl& control);
[[nodiscard]] std::optional<Listing> listToyAdmos(const std::filesystem::path& root, RunControl& control);
[[nodiscard]] std::optional<Listing> listSplitTree(const std::filesystem::path& root, RunControl& control);
[[nodiscard]] std::optional<Listing> listClassTree(const std::filesystem::path& root, RunControl& control);

/// "train", "Training", "val", "valid", "validation", "TEST", "testing": any case.
[[nodiscard]] std::optional<Split> splitFromName(std::string_view name);

/// A number in [0, 1) that depends on the file's name (not its folder) and on `purpose` only, so a file that is moved or
/// copied elsewhere keeps its place.
[[nodiscard]] double shareOfName(std::string_view file, std::string_view purpose);

/// Train, validation or test, 80/10/10, by the hash of a name.
[[nodiscard]] Split splitByShare(std::string_view name);

/// If nothing is marked validation, moves a tenth of the training files there, by the hash of their name (of sounds: of their
/// source, audio/sound_source.h), and says so.
void ensureValidation(Listing& listing);

} // namespace danas::data
