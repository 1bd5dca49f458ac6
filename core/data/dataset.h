// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/control.h"
#include "base/json.h"
#include "data/data_config.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace danas::data {

enum class Split : std::uint8_t { Train, Validation, Test };
inline constexpr std::array kSplits { Split::Train, Split::Validation, Split::Test };
[[nodiscard]] std::string_view splitName(Split split); ///< "train", "validation", "test"

/// Which dataset, and what of it. Part of a run's spec; JSON with the same field names in snake_case.
struct DatasetSpec {
    std::string path;                         ///< folder, as the person gave it
    std::vector<std::string> leaveOut;        ///< source classes that are not used
    std::map<std::string, std::string> merge; ///< source class -> class it counts as ("dog" -> "no_person")
    std::string mergeRest;                    ///< if not empty: every class without an entry in `merge` counts as this one
    double restKeep = 1.0;                    ///< share of the samples that count as mergeRest which is used, (0, 1], by a hash of the name
    std::array<double, 3> keep { 1.0, 1.0, 1.0 }; ///< share of each split that is used, (0, 1], chosen by a hash of the name
    /// Sounds with recordings of noise beside them (ToyADMOS): the noise is added to every clip, this much louder or softer.
    std::optional<double> noiseGainDb;

    bool operator==(const DatasetSpec&) const = default;
};

[[nodiscard]] Json toJson(const DatasetSpec& spec);
/// @throws Error naming the field
[[nodiscard]] DatasetSpec datasetSpecFromJson(const Json& json, const std::string& where);

struct Sample {
    std::string file; ///< relative to the dataset's folder, '/' separated, UTF-8
    int label = 0;    ///< index into Dataset::classes
    Split split = Split::Train;
    int fromMs = 0; ///< sounds: where in the file the sample begins (a piece of a long recording)
};

enum class ProblemKind : std::uint8_t { Skipped, Leakage };

/// One thing that is wrong with the data, for the person to see. A skipped file is not in `samples`; leakage names a file
/// whose content is also in another split (it stays in use, but is reported).
struct Problem {
    ProblemKind kind = ProblemKind::Skipped;
    std::string file;
    std::string reason;
};

/// What the usable sounds of a dataset are like, before anything is done to them.
struct SoundFacts {
    std::map<int, int> rates;    ///< Hz -> files
    std::map<int, int> channels; ///< -> files
    double shortest = 0, longest = 0, total = 0; ///< seconds

    bool operator==(const SoundFacts&) const = default;
};

/// The index of a dataset: what is there and what is usable. Plain values, no pixels.
struct Dataset {
    std::filesystem::path root;
    Modality modality = Modality::Image;
    SoundFacts sounds;                ///< of Modality::Audio
    std::vector<std::string> noises;  ///< sounds: recordings of noise, which are no samples; files as in Sample
    std::optional<double> noiseGainDb; ///< as in the spec
    std::string layout;               ///< for people: "split/class folders", "class folders, split 80/10/10 by file name", ...
    std::vector<std::string> classes; ///< after leaving out and merging, sorted by name
    std::vector<std::string> sourceClasses; ///< as found on disk, sorted by name
    std::map<std::string, std::array<int, 3>> sourceCounts; ///< usable samples per source class and split
    std::vector<Sample> samples;      ///< sorted by split, then file
    std::vector<Problem> problems;
    std::uint64_t fingerprint = 0;    ///< changes whenever a used file, its size, label or split changes

    [[nodiscard]] std::vector<int> indices(Split split) const; ///< into `samples`
    [[nodiscard]] int count(Split split) const;
    [[nodiscard]] int count(Split split, int label) const;
};

/// Files done and files in all; called now and then on the calling thread.
using ScanProgress = std::function<void(std::int64_t done, std::int64_t total)>;

/// Finds the layout, lists the samples, verifies that every file decodes (in parallel), and reports what does not, and
/// duplicates across splits. @throws Error if the folder cannot be read, no sample is usable, a class is empty or only
/// one class is left, a train or validation split is empty, or the spec names a class that is not there. @throws Stopped
[[nodiscard]] Dataset openDataset(const DatasetSpec& spec, RunControl& control, const ScanProgress& progress = {});

} // namespace danas::data
