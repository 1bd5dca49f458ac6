// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/rng.h"
#include "graph/mobilenet_v2.h"
#include "space/data_space.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace danas::space {

/// A set of systems: a list of named parameters, data and architecture alike, with the rules of the family. Immutable.
/// "Fixed data" is the same space with the data parameters pinned to one configuration.
///
/// The data parameters come first (DataSpace: of images resolution and colour, or those of sound), then the architecture's.
/// Family mobilenet_v2: width; stage2..stage7 .depth, .expansion, .kernel. Prefix rule: a stage may be used (depth > 0) only
/// if all earlier ones are; stage 2 always is. Genes of absent stages do not matter: canonical genes have index 0 there.
class SearchSpace {
public:
    /// Parameters in any order; kept in the order of the modality's, width, stage2.depth, ... `without` lists data
    /// configurations that are switched off. @throws Error naming the parameter: unknown, missing, repeated, a value out of
    /// range; or saying that no valid system exists.
    SearchSpace(std::string family, std::vector<Parameter> parameters, const std::vector<data::DataConfig>& without = {});

    [[nodiscard]] const std::string& family() const { return m_family; }
    [[nodiscard]] const std::vector<Parameter>& parameters() const { return m_parameters; }
    /// Index of a parameter by name. @throws Error "unknown parameter"
    [[nodiscard]] std::size_t indexOf(std::string_view name) const;
    [[nodiscard]] const Parameter& parameter(std::string_view name) const { return m_parameters[indexOf(name)]; }
    /// The same space with other values for one parameter. @throws Error as the constructor
    [[nodiscard]] SearchSpace withValues(std::string_view name, std::vector<Value> values) const;

    [[nodiscard]] std::uint64_t count() const; ///< number of distinct valid systems (canonical genes)

    [[nodiscard]] data::Modality modality() const { return m_data.modality(); }
    /// The data parameters by themselves.
    [[nodiscard]] const DataSpace& data() const { return m_data; }
    /// The configurations that are on, as DataSpace::configs().
    [[nodiscard]] const std::vector<data::DataConfig>& dataConfigs() const { return m_data.configs(); }
    /// All that can be had, on or off, in the same order.
    [[nodiscard]] const std::vector<data::DataConfig>& allDataConfigs() const { return m_data.all(); }
    /// The same space with exactly these on. @throws Error if one is not among allDataConfigs(), or none is left
    [[nodiscard]] SearchSpace withDataConfigs(const std::vector<data::DataConfig>& configs) const;
    /// The same space with the data parameters pinned. @throws Error if the configuration is not on
    [[nodiscard]] SearchSpace withFixedData(const data::DataConfig& config) const;
    /// The space that holds this system and no other. (Genes of stages that the system does not have stay at their lowest.)
    [[nodiscard]] SearchSpace only(const Genes& genes) const;

    [[nodiscard]] bool valid(const Genes& genes) const; ///< right length, indices in range, rules kept
    /// Repairs the prefix rule and a switched-off data configuration and resets the genes of absent stages. The result is
    /// valid and canonical(canonical(g)) == canonical(g); two gene lists mean the same system exactly if these are equal.
    [[nodiscard]] Genes canonical(Genes genes) const;
    [[nodiscard]] Genes sample(Rng& rng) const; ///< uniform over the distinct valid systems, canonical
    /// Every gene that matters changes with probability `rate`, ordered ones by one step, tried again until something has
    /// changed (unless only one system exists). Canonical.
    [[nodiscard]] Genes mutate(const Genes& genes, double rate, Rng& rng) const;
    [[nodiscard]] Genes crossover(const Genes& a, const Genes& b, Rng& rng) const; ///< each gene from either parent, canonical
    [[nodiscard]] Genes smallest() const; ///< smallest input and the lowest value of every other parameter
    [[nodiscard]] Genes largest() const;  ///< largest input and the highest value of every other parameter
    /// The same architecture at another data configuration. @throws Error if it is not on
    [[nodiscard]] Genes withData(Genes genes, const data::DataConfig& config) const;

    [[nodiscard]] data::DataConfig dataConfig(const Genes& genes) const;
    [[nodiscard]] graph::MobileNetV2 architecture(const Genes& genes) const;

    /// {"resolution": 96, "colour": "gray", "width": 0.25, "stage2.depth": 1, ...}; of absent stages the depth 0 only.
    [[nodiscard]] Json genesToJson(const Genes& genes) const;
    /// The reverse. @throws Error for an unknown gene, a missing gene, a value that the space does not hold, a broken rule
    [[nodiscard]] Genes genesFromJson(const Json& json) const;
    /// Short text for a table: "w 0.25 · d 1-2-3 · e 6-4-3 · k 3-5-3" (what cannot vary is left out).
    [[nodiscard]] std::string architectureLabel(const Genes& genes) const;

    bool operator==(const SearchSpace& other) const = default;

    static constexpr std::size_t kStages = graph::kMobileNetV2Stages.size();
    /// Positions in parameters(), the same in every space of the family and the modality.
    [[nodiscard]] std::size_t widthAt() const { return m_data.size(); }
    [[nodiscard]] std::size_t depthAt(std::size_t stage) const { return widthAt() + 1 + 3 * stage; }
    [[nodiscard]] std::size_t expansionAt(std::size_t stage) const { return depthAt(stage) + 1; }
    [[nodiscard]] std::size_t kernelAt(std::size_t stage) const { return depthAt(stage) + 2; }

private:
    [[nodiscard]] double number(std::size_t parameter, std::size_t index) const
    {
        return std::get<double>(m_parameters[parameter].values[index]);
    }
    [[nodiscard]] int depth(const Genes& genes, std::size_t stage) const;
    void repairDepths(Genes& genes) const;
    [[nodiscard]] std::uint8_t mutatedIndex(std::size_t parameter, std::uint8_t index, Rng& rng) const;

    std::string m_family;
    DataSpace m_data;
    std::vector<Parameter> m_parameters; ///< data, then architecture
    /// m_tails[s]: number of distinct choices for stages s and later, given that all earlier ones are used.
    std::array<std::uint64_t, kStages + 1> m_tails {};
    /// m_mayEnd[s]: stages s and later may all be absent.
    std::array<bool, kStages + 1> m_mayEnd {};
};

[[nodiscard]] Json toJson(const SearchSpace& space);
/// @throws Error naming the document and the field
[[nodiscard]] SearchSpace spaceFromJson(const Json& json, const std::string& where);

/// The space of the paper, exactly: 37,520 systems (REFERENCE.md section 1).
[[nodiscard]] SearchSpace paperSpace();
/// The default: small enough that a CPU trains its supernet in minutes. 8 resolutions x 2 colours.
[[nodiscard]] SearchSpace leanSpace();
/// For the demo set: {32, 48, 64, 96} px x colour and few, narrow stages; a search takes two minutes.
[[nodiscard]] SearchSpace demoSpace();
/// Keyword spotting, 1 s: the frames of REFERENCE.md section 3 in milliseconds (400/100, 400/200, 640/160 and 640/320 samples at
/// 16 kHz), its 40 and 80 mel bands and 20 more, as MFCC or mel bands, at 16 kHz and at lower rates; lean architectures.
[[nodiscard]] SearchSpace keywordsSpace();
/// Sounds of machines, 1 s, from 375 Hz up, as every feature, in frames of milliseconds; lean architectures.
[[nodiscard]] SearchSpace machinesSpace();
/// The data parameters of 2023, exactly (REFERENCE.md section 2): 24 configurations of 10 s.
[[nodiscard]] std::vector<Parameter> data2023();
/// data2023() with lean architectures, for the supernet. (The convolution chain of 2023 is another family.)
[[nodiscard]] SearchSpace sound2023Space();
/// For the demo's machine sounds: 1.5, 3, 6 and 12 kHz, two frames, and few, narrow stages.
[[nodiscard]] SearchSpace demoSoundSpace();
inline constexpr std::array<std::string_view, 7> kSpacePresets { "lean", "paper", "demo", "keywords", "machines", "sound2023", "demo-sound" };
/// @throws Error for another name
[[nodiscard]] SearchSpace spacePreset(std::string_view name);

} // namespace danas::space
