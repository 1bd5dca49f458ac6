// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/dataset.h"

#include "base/error.h"
#include "base/hash.h"
#include "data/audio/audio_file.h"
#include "data/class_map.h"
#include "data/image_file.h"
#include "data/layout.h"
#include "data/parallel.h"
#include "data/paths.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

namespace danas::data {
namespace fs = std::filesystem;
namespace {

/// What the verification of one file found.
struct Check {
    std::string reason; ///< empty: usable
    std::uint64_t content = 0;
    std::uint64_t size = 0;
    int rate = 0, channels = 0; ///< of sounds
    double seconds = 0;
};

std::size_t at(Split split) { return static_cast<std::size_t>(split); }

Check checkFile(const fs::path& file, Modality modality)
{
    try {
        const std::vector<std::uint8_t> bytes = readFileBytes(file);
        Check check { {}, fnv1a(Bytes(bytes)), bytes.size() };
        if (modality == Modality::Audio) {
            const audio::AudioHeader header = audio::inspectAudio(bytes);
            check.seconds = audio::decodeAudio(bytes, header).seconds();
            check.rate = header.rate;
            check.channels = header.channels;
        } else {
            verifyDecodes(bytes, inspectImage(bytes));
        }
        return check;
    } catch (const Error& error) {
        return { error.what(), 0, 0 };
    } catch (const std::bad_alloc&) {
        return { "there is not enough memory to decode it", 0, 0 };
    }
}

fs::path checkedRoot(const DatasetSpec& spec)
{
    const fs::path root = pathFromUtf8(spec.path);
    std::error_code failure;
    if (spec.path.empty() || !fs::exists(root, failure))
        throw Error(fmt::format("The dataset folder \"{}\" does not exist: choose another, or mount the disk that it is on.", spec.path));
    if (!fs::is_directory(root, failure))
        throw Error(fmt::format("\"{}\" is a file, not a dataset folder: choose the folder that holds the samples.", spec.path));
    const fs::directory_iterator probe(root, failure);
    if (failure)
        throw Error(fmt::format("The dataset folder \"{}\" cannot be read ({}): change its permissions or choose another.", spec.path,
            failure.message()));
    return fs::absolute(root).lexically_normal();
}

/// How a sample is told from others of the same file.
std::string sampleName(const ListedFile& file)
{
    return file.fromMs > 0 ? fmt::format("{}@{}", file.file, file.fromMs) : file.file;
}

void subsample(Listing& listing, const DatasetSpec& spec)
{
    const auto isRest = [&](const ListedFile& file) { return !spec.mergeRest.empty() && !spec.merge.contains(file.sourceClass); };
    std::erase_if(listing.files, [&](const ListedFile& file) {
        const std::string name = sampleName(file);
        return shareOfName(name, "keep") >= spec.keep[at(file.split)] || (isRest(file) && shareOfName(name, "rest") >= spec.restKeep);
    });
}

/// Verifies every file once, however many samples are pieces of it; one entry per sample.
std::vector<Check> checkFiles(const Dataset& dataset, const Listing& listing, RunControl& control, const ScanProgress& progress)
{
    std::map<std::string, std::size_t> position;
    for (const ListedFile& file : listing.files)
        position.emplace(file.file, position.size());
    std::vector<const std::string*> files(position.size());
    for (const auto& [file, i] : position)
        files[i] = &file;
    std::vector<Check> found(files.size());
    parallelFor(
        std::ssize(found), control,
        [&](std::int64_t i) {
            const auto index = static_cast<std::size_t>(i);
            found[index] = checkFile(dataset.root / pathFromUtf8(*files[index]), dataset.modality);
        },
        progress);
    std::vector<Check> checks;
    for (const ListedFile& file : listing.files) {
        Check check = found[position.at(file.file)];
        if (file.fromMs > 0)
            check.content = fnv1a(std::to_string(file.fromMs), check.content);
        checks.push_back(std::move(check));
    }
    return checks;
}

void note(SoundFacts& facts, const Check& check)
{
    facts.shortest = facts.rates.empty() ? check.seconds : std::min(facts.shortest, check.seconds);
    facts.longest = std::max(facts.longest, check.seconds);
    facts.total += check.seconds;
    ++facts.rates[check.rate];
    ++facts.channels[check.channels];
}

/// Fills in samples, counts, skipped files and the fingerprint; returns each sample's content hash.
std::vector<std::uint64_t> collect(Dataset& dataset, const Listing& listing, const std::vector<Check>& checks, const ClassMap& map)
{
    std::vector<std::uint64_t> contents;
    for (const std::string& name : listing.classes)
        dataset.sourceCounts[name] = {};
    for (std::size_t i = 0; i < checks.size(); ++i) {
        const ListedFile& file = listing.files[i];
        if (!checks[i].reason.empty()) {
            dataset.problems.push_back({ ProblemKind::Skipped, file.file, checks[i].reason });
            continue;
        }
        ++dataset.sourceCounts[file.sourceClass][at(file.split)];
        const auto label = map.labels.find(file.sourceClass);
        if (label == map.labels.end())
            continue;
        dataset.samples.push_back({ file.file, label->second, file.split, file.fromMs });
        if (dataset.modality == Modality::Audio)
            note(dataset.sounds, checks[i]);
        contents.push_back(checks[i].content);
        dataset.fingerprint = fnv1a(fmt::format("{}\n{}\n{}\n{}\n{}\n", sampleName(file), checks[i].size, checks[i].content,
                                        dataset.classes[static_cast<std::size_t>(label->second)], splitName(file.split)),
            dataset.fingerprint);
    }
    return contents;
}

void reportLeakage(Dataset& dataset, const std::vector<std::uint64_t>& contents)
{
    std::unordered_map<std::uint64_t, std::size_t> first; // content -> a sample; samples are sorted by split
    for (std::size_t i = 0; i < contents.size(); ++i) {
        const auto [known, isNew] = first.emplace(contents[i], i);
        const Sample& other = dataset.samples[known->second];
        if (!isNew && other.split != dataset.samples[i].split) {
            dataset.problems.push_back({ ProblemKind::Leakage, dataset.samples[i].file,
                fmt::format("the same {} as {}, which is in the {} split", dataset.modality == Modality::Audio ? "sound" : "picture", other.file,
                    splitName(other.split)) });
        }
    }
}

struct Words {
    const char* one;
    const char* many;
    const char* formats;
};

void requireUsable(const Dataset& dataset, const ClassMap& map, const std::string& path)
{
    const Words words = dataset.modality == Modality::Audio ? Words { "sound", "sounds", "sounds in WAV, FLAC or OGG" }
                                                            : Words { "image", "images", "images in JPEG, PNG or BMP" };
    if (dataset.samples.empty()) {
        const std::string example = dataset.problems.empty()
            ? std::string("no file was found")
            : fmt::format("\"{}\": {}", dataset.problems.front().file, dataset.problems.front().reason);
        throw Error(fmt::format("\"{}\" holds no usable {} ({}): add {}, or keep a larger share.", path, words.one, example, words.formats));
    }
    for (const auto& [name, label] : map.labels) {
        const std::array<int, 3>& counts = dataset.sourceCounts.at(name);
        if (counts[0] + counts[1] + counts[2] == 0)
            throw Error(fmt::format("The class \"{}\" of \"{}\" has no usable {}: add some, remove its folder, leave the "
                                    "class out, or keep a larger share.", name, path, words.one));
    }
    for (const Split split : { Split::Train, Split::Validation }) {
        if (dataset.count(split) == 0)
            throw Error(fmt::format("The {} split of \"{}\" has no usable {}: put {} into a folder named {}, or keep a "
                                    "larger share.", splitName(split), path, words.one, words.many, splitName(split)));
    }
    for (std::size_t label = 0; label < dataset.classes.size(); ++label) {
        if (dataset.count(Split::Train, static_cast<int>(label)) == 0)
            throw Error(fmt::format("The class \"{}\" of \"{}\" has no {} to train on: add some to the train split, or leave "
                                    "the class out.", dataset.classes[label], path, words.one));
    }
}

} // namespace

std::vector<int> Dataset::indices(Split split) const
{
    std::vector<int> found;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (samples[i].split == split)
            found.push_back(static_cast<int>(i));
    }
    return found;
}

int Dataset::count(Split split) const
{
    return static_cast<int>(std::count_if(samples.begin(), samples.end(), [&](const Sample& s) { return s.split == split; }));
}

int Dataset::count(Split split, int label) const
{
    return static_cast<int>(std::count_if(samples.begin(), samples.end(),
        [&](const Sample& s) { return s.split == split && s.label == label; }));
}

Dataset openDataset(const DatasetSpec& spec, RunControl& control, const ScanProgress& progress)
{
    Dataset dataset;
    dataset.root = checkedRoot(spec);
    Listing listing = listDataset(dataset.root, control);
    const ClassMap map = mapClasses(spec, listing.classes);
    subsample(listing, spec);
    dataset.modality = listing.modality;
    dataset.noises = listing.noises;
    dataset.noiseGainDb = spec.noiseGainDb;
    std::sort(listing.files.begin(), listing.files.end(), [](const ListedFile& a, const ListedFile& b) {
        return std::tie(a.split, a.file, a.fromMs) < std::tie(b.split, b.file, b.fromMs);
    });

    const std::vector<Check> checks = checkFiles(dataset, listing, control, progress);
    dataset.layout = listing.layout;
    dataset.classes = map.classes;
    dataset.sourceClasses.assign(listing.classes.begin(), listing.classes.end());
    dataset.problems = std::move(listing.problems);
    dataset.fingerprint = fnv1a(std::string_view("danas dataset 1"));
    if (spec.noiseGainDb)
        dataset.fingerprint = fnv1a(fmt::format("noise {}", *spec.noiseGainDb), dataset.fingerprint);
    const std::vector<std::uint64_t> contents = collect(dataset, listing, checks, map);
    std::sort(dataset.problems.begin(), dataset.problems.end(), [](const Problem& a, const Problem& b) {
        return std::tie(a.file, a.reason) < std::tie(b.file, b.reason);
    });
    reportLeakage(dataset, contents);
    requireUsable(dataset, map, spec.path);
    return dataset;
}

} // namespace danas::data
