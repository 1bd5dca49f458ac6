// SPDX-License-Identifier: GPL-3.0-or-later
// Folders of two data sets of sounds as they are published (REFERENCE.md sections 6 and 7).
#include "base/error.h"
#include "data/audio/audio_file.h"
#include "data/audio/sound_source.h"
#include "data/audio/speech_commands.h"
#include "data/folders.h"
#include "data/layout.h"
#include "data/paths.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>

namespace danas::data {
namespace fs = std::filesystem;
namespace {

constexpr const char* kNoiseFolder = "_background_noise_";
constexpr const char* kSilence = "_silence_";
constexpr int kPieceMs = 1000;

/// Lines of validation_list.txt and testing_list.txt: file -> split. Nothing unless both are there.
std::optional<std::map<std::string, Split>> readLists(const fs::path& root)
{
    std::map<std::string, Split> lists;
    for (const auto& [name, split] : { std::pair("validation_list.txt", Split::Validation), std::pair("testing_list.txt", Split::Test) }) {
        std::ifstream file(root / name);
        if (!file)
            return std::nullopt;
        for (std::string line; std::getline(file, line);) {
            while (!line.empty() && (line.back() == '\r' || line.back() == ' '))
                line.pop_back();
            if (!line.empty())
                lists.emplace(line, split);
        }
    }
    return lists;
}

/// Files of a folder, whatever they are: readers check the content later.
std::vector<std::string> filesOf(const FolderLister& lister, const std::string& folder, Listing& listing)
{
    Listing inside;
    lister.addSamples(folder, folder, Split::Train, inside);
    listing.problems.insert(listing.problems.end(), inside.problems.begin(), inside.problems.end());
    std::vector<std::string> names;
    for (const ListedFile& file : inside.files)
        names.push_back(file.file);
    std::sort(names.begin(), names.end());
    return names;
}

bool isSound(const fs::path& root, const std::string& file)
{
    return mediaOf(root / pathFromUtf8(file)) == Modality::Audio;
}

/// Whole seconds of a recording of noise as samples of silence: its first 80 % for training, then validation, then test.
void addPieces(const fs::path& root, const std::string& file, Listing& listing)
{
    try {
        const std::vector<std::uint8_t> bytes = readFileBytes(root / pathFromUtf8(file));
        const audio::AudioHeader header = audio::inspectAudio(bytes);
        const std::int64_t pieces = header.frames * 1000 / header.rate / kPieceMs;
        for (std::int64_t i = 0; i < pieces; ++i) {
            const Split split = i * 10 < pieces * 8 ? Split::Train : i * 10 < pieces * 9 ? Split::Validation : Split::Test;
            listing.files.push_back({ file, kSilence, split, static_cast<int>(i) * kPieceMs });
        }
    } catch (const Error& error) {
        listing.skip(file, error.what());
    }
}

void addNoise(const fs::path& root, const FolderLister& lister, Listing& listing)
{
    for (const std::string& file : filesOf(lister, kNoiseFolder, listing)) {
        if (!isSound(root, file))
            continue; // the data set's own README
        listing.noises.push_back(file);
        listing.classes.insert(kSilence);
        addPieces(root, file, listing);
    }
}

} // namespace

std::optional<Listing> listSpeechCommands(const fs::path& root, RunControl& control)
{
    const auto lists = readLists(root);
    std::error_code failure;
    const bool noise = fs::is_directory(root / kNoiseFolder, failure);
    if (!lists && !noise)
        return std::nullopt;
    const FolderLister lister(root, control);
    Listing listing;
    listing.modality = Modality::Audio;
    for (const std::string& word : lister.subfolders("", listing)) {
        if (word != kNoiseFolder)
            lister.addSamples(word, word, Split::Train, listing);
    }
    if (listing.files.empty())
        return std::nullopt;
    for (ListedFile& file : listing.files) {
        if (!lists) {
            file.split = audio::speechCommandsSplit(file.file);
        } else if (const auto found = lists->find(file.file); found != lists->end()) {
            file.split = found->second;
        }
    }
    if (noise)
        addNoise(root, lister, listing);
    listing.layout = fmt::format("Google Speech Commands, split by {}", lists ? "its lists" : "its rule for speakers");
    if (listing.classes.contains(kSilence))
        listing.layout += fmt::format("; seconds of {} are the class {}", kNoiseFolder, kSilence);
    return listing;
}

std::optional<Listing> listToyAdmos(const fs::path& root, RunControl& control)
{
    const FolderLister lister(root, control);
    Listing listing;
    listing.modality = Modality::Audio;
    const auto addCases = [&](const std::string& toy) {
        const std::string prefix = toy.empty() ? "" : toy + "/";
        bool found = false;
        for (const std::string& name : lister.subfolders(toy, listing)) {
            if (name == "EnvironmentalNoise_CNT") {
                for (const std::string& file : filesOf(lister, prefix + name, listing)) {
                    if (isSound(root, file))
                        listing.noises.push_back(file);
                }
            }
            if (!name.starts_with("case"))
                continue;
            for (const auto& [folder, sourceClass] : { std::pair("NormalSound_IND", "normal"), std::pair("AnomalousSound_IND", "anomalous") }) {
                const std::string inside = prefix + name + "/" + folder;
                std::error_code failure;
                if (fs::is_directory(root / pathFromUtf8(inside), failure)) {
                    lister.addSamples(inside, sourceClass, Split::Train, listing);
                    found = true;
                }
            }
        }
        return found;
    };
    bool found = addCases("");
    if (!found) {
        listing = Listing();
        listing.modality = Modality::Audio;
        for (const std::string& toy : lister.subfolders("", listing))
            found = addCases(toy) || found;
    }
    if (!found)
        return std::nullopt;
    for (ListedFile& file : listing.files) // all channels of a recording together
        file.split = splitByShare(audio::sourceOf(file.file));
    listing.layout = "ToyADMOS, split 80/10/10 by recording";
    return listing;
}

} // namespace danas::data
