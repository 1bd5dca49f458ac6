// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/layout.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/rng.h"
#include "data/audio/sound_source.h"
#include "data/audio/speech_commands.h"
#include "data/folders.h"
#include "data/paths.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace danas::data {
namespace {

constexpr double kTrainShare = 0.8;
constexpr double kValidationShare = 0.1; ///< of everything in a class tree, of the training split where one is carved

std::string_view fileName(std::string_view file)
{
    return file.substr(file.rfind('/') + 1); // npos + 1 == 0: all of it
}

/// What most of the files are; a choice of them is looked into.
Modality modalityOf(const Listing& listing, const std::filesystem::path& root)
{
    constexpr std::size_t kLooked = 100;
    int sounds = 0, pictures = 0;
    const std::size_t count = std::min(kLooked, listing.files.size());
    for (std::size_t i = 0; i < count; ++i) {
        const auto media = mediaOf(root / pathFromUtf8(listing.files[i * listing.files.size() / count].file));
        sounds += media == Modality::Audio ? 1 : 0;
        pictures += media == Modality::Image ? 1 : 0;
    }
    return sounds > pictures ? Modality::Audio : Modality::Image;
}

} // namespace

std::optional<Split> splitFromName(std::string_view name)
{
    static constexpr std::array<std::pair<std::string_view, Split>, 7> kNames { { { "train", Split::Train },
        { "training", Split::Train }, { "val", Split::Validation }, { "valid", Split::Validation },
        { "validation", Split::Validation }, { "test", Split::Test }, { "testing", Split::Test } } };
    const std::string lower = lowerCase(std::string(name));
    for (const auto& [known, split] : kNames) {
        if (lower == known)
            return split;
    }
    return std::nullopt;
}

double shareOfName(std::string_view file, std::string_view purpose)
{
    return static_cast<double>(mix64(fnv1a(fileName(file), fnv1a(purpose))) >> 11U) * 0x1.0p-53;
}

Split splitByShare(std::string_view name)
{
    const double share = shareOfName(name, "split");
    return share < kTrainShare ? Split::Train : share < kTrainShare + kValidationShare ? Split::Validation : Split::Test;
}

void ensureValidation(Listing& listing)
{
    const auto isValidation = [](const ListedFile& file) { return file.split == Split::Validation; };
    if (std::any_of(listing.files.begin(), listing.files.end(), isValidation))
        return;
    const bool sounds = listing.modality == Modality::Audio;
    for (ListedFile& file : listing.files) {
        const double share = shareOfName(sounds ? audio::sourceOf(file.file) : file.file, "validation");
        if (file.split == Split::Train && share < kValidationShare)
            file.split = Split::Validation;
    }
    listing.layout += fmt::format("; no validation split was found, so 10 % of the training samples were taken for it, by {}",
        sounds ? "speaker or recording where names tell" : "file name");
}

std::optional<Listing> listSplitTree(const std::filesystem::path& root, RunControl& control)
{
    const FolderLister lister(root, control);
    Listing listing;
    bool found = false;
    std::vector<std::string> others;
    for (const std::string& name : lister.subfolders("", listing)) {
        const std::optional<Split> split = splitFromName(name);
        if (!split) {
            others.push_back(name);
            continue;
        }
        for (const std::string& sourceClass : lister.subfolders(name, listing)) {
            found = true;
            lister.addSamples(name + "/" + sourceClass, sourceClass, *split, listing);
        }
        lister.noteStrayMedia(name, listing);
    }
    if (!found)
        return std::nullopt;
    for (const std::string& name : others)
        listing.skip(name, "not a split: only folders named train, validation and test are used beside each other");
    lister.noteStrayMedia("", listing);
    listing.layout = "split/class folders";
    listing.modality = modalityOf(listing, root);
    ensureValidation(listing);
    return listing;
}

std::optional<Listing> listClassTree(const std::filesystem::path& root, RunControl& control)
{
    const FolderLister lister(root, control);
    Listing listing;
    const std::vector<std::string> classes = lister.subfolders("", listing);
    const auto holdsMedia = [&](const std::string& name) { return lister.holdsMedia(name); };
    if (std::none_of(classes.begin(), classes.end(), holdsMedia))
        return std::nullopt;
    for (const std::string& name : classes)
        lister.addSamples(name, name, Split::Train, listing);
    listing.modality = modalityOf(listing, root);
    const bool sounds = listing.modality == Modality::Audio;
    for (ListedFile& file : listing.files)
        file.split = !sounds ? splitByShare(file.file) : audio::speakerOf(file.file) ? audio::speechCommandsSplit(file.file) : splitByShare(audio::sourceOf(file.file));
    lister.noteStrayMedia("", listing);
    listing.layout = fmt::format("class folders, split 80/10/10 by {}", sounds ? "speaker or recording where names tell" : "file name");
    return listing;
}

Listing listDataset(const std::filesystem::path& root, RunControl& control)
{
    for (const auto reader : { listWakeVisionFolders, listWakeVisionCsv, listSpeechCommands, listToyAdmos, listSplitTree, listClassTree }) {
        if (std::optional<Listing> listing = reader(root, control))
            return std::move(*listing);
    }
    const std::string shown = displayName(root);
    if (FolderLister(root, control).holdsMedia(""))
        throw Error(fmt::format("\"{}\" holds samples but no class folders: put the images or sounds of each class into a folder "
                                "of its own (class/file, or train/class/file).", shown));
    throw Error(fmt::format("\"{}\" holds no images and no sounds: choose the folder whose subfolders are the classes, or are train, "
                            "validation and test.", shown));
}

} // namespace danas::data
