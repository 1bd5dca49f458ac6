// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/rng.h"
#include "graph/architecture.h"
#include "space/architecture_space.h"
#include "space/data_space.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace danas::space {

/// A set of systems: a list of named parameters, data and architecture alike, with the rules of the family. Immutable.
/// "Fixed data" is the same space with the data parameters pinned to one configuration.
///
/// The data parameters come first (DataSpace: of images resolution and colour, or those of sound), then the architecture's
/// (ArchitectureSpace, by the rules of its Family). Genes of what a network does not have (an absent stage) do not matter:
/// canonical genes have index 0 there.
class SearchSpace {
public:
    /// Parameters in any order; kept in the order of the modality's, then the family's. `without` lists data configurations
    /// that are switched off; those of whose input the family can make no network are so as well. @throws Error naming the
    /// parameter: unknown, missing, repeated, a value out of range; or saying that no valid system exists.
    SearchSpace(std::string family, std::vector<Parameter> parameters, const std::vector<data::DataConfig>& without = {});

    [[nodiscard]] std::string family() const { return std::string(familyModule().name()); }
    [[nodiscard]] const Family& familyModule() const { return m_architecture.family(); }
    [[nodiscard]] const std::vector<Parameter>& parameters() const& { return m_parameters; }
    [[nodiscard]] std::vector<Parameter> parameters() && { return std::move(m_parameters); } ///< of a temporary: no reference into it
    /// Index of a parameter by name. @throws Error "unknown parameter"
    [[nodiscard]] std::size_t indexOf(std::string_view name) const;
    [[nodiscard]] const Parameter& parameter(std::string_view name) const& { return m_parameters[indexOf(name)]; }
    [[nodiscard]] Parameter parameter(std::string_view name) && { return std::move(m_parameters[indexOf(name)]); }
    /// The same space with other values for one parameter. @throws Error as the constructor
    [[nodiscard]] SearchSpace withValues(std::string_view name, std::vector<Value> values) const;

    [[nodiscard]] std::uint64_t count() const { return m_before.back(); } ///< number of distinct valid systems (canonical genes)

    [[nodiscard]] data::Modality modality() const { return m_data.modality(); }
    /// The data parameters by themselves.
    [[nodiscard]] const DataSpace& data() const& { return m_data; }
    [[nodiscard]] DataSpace data() && { return std::move(m_data); }
    /// The configurations that are on, as DataSpace::configs().
    [[nodiscard]] const std::vector<data::DataConfig>& dataConfigs() const& { return m_data.configs(); }
    [[nodiscard]] std::vector<data::DataConfig> dataConfigs() && { return std::move(m_data).configs(); }
    /// All that can be had, on or off, in the same order.
    [[nodiscard]] const std::vector<data::DataConfig>& allDataConfigs() const& { return m_data.all(); }
    [[nodiscard]] std::vector<data::DataConfig> allDataConfigs() && { return std::move(m_data).all(); }
    /// The same space with exactly these on. @throws Error if one is not among allDataConfigs(), or none is left
    [[nodiscard]] SearchSpace withDataConfigs(const std::vector<data::DataConfig>& configs) const;
    /// The same space with the data parameters pinned. @throws Error if the configuration is not on
    [[nodiscard]] SearchSpace withFixedData(const data::DataConfig& config) const;
    /// The space that holds this system and no other. (Genes of stages that the system does not have stay at their lowest.)
    [[nodiscard]] SearchSpace only(const Genes& genes) const;

    [[nodiscard]] bool valid(const Genes& genes) const; ///< right length, indices in range, rules kept
    /// Repairs the family's rule and a switched-off data configuration and resets the genes that do not matter. The result is
    /// valid and canonical(canonical(g)) == canonical(g); two gene lists mean the same system exactly if these are equal.
    [[nodiscard]] Genes canonical(Genes genes) const;
    [[nodiscard]] Genes sample(Rng& rng) const; ///< uniform over the distinct valid systems, canonical
    /// Every gene that matters changes with probability `rate`, ordered ones by one step, tried again until something has
    /// changed (unless only one system exists). Canonical.
    [[nodiscard]] Genes mutate(const Genes& genes, double rate, Rng& rng) const;
    [[nodiscard]] Genes crossover(const Genes& a, const Genes& b, Rng& rng) const; ///< each gene from either parent, canonical
    [[nodiscard]] Genes smallest() const; ///< smallest input and the lowest value of every other parameter
    [[nodiscard]] Genes largest() const;  ///< largest input and the highest value of every other parameter
    /// Systems among which, within reason, each cost is at its highest: the largest, and in families where lower values may cost
    /// more also those.
    [[nodiscard]] std::vector<Genes> costliest() const;
    /// The same architecture at another data configuration, or the nearest that its input allows. @throws Error if it is not on
    [[nodiscard]] Genes withData(Genes genes, const data::DataConfig& config) const;

    [[nodiscard]] data::DataConfig dataConfig(const Genes& genes) const;
    [[nodiscard]] graph::Architecture architecture(const Genes& genes) const;
    /// Whether the system of these canonical genes has the parameter.
    [[nodiscard]] std::vector<bool> matter(const Genes& genes) const;
    /// Family::repeated() with positions in parameters().
    [[nodiscard]] std::optional<Repeated> repeated() const;
    /// Another value for one gene: ordered ones a step up or down to one that can be had, others any other; the same if there is none.
    [[nodiscard]] std::uint8_t mutatedIndex(std::size_t parameter, std::uint8_t index, Rng& rng) const;

    /// {"resolution": 96, "colour": "gray", "width": 0.25, "stage2.depth": 1, ...}; only what matters (of absent stages the depth 0).
    [[nodiscard]] Json genesToJson(const Genes& genes) const;
    /// The reverse. @throws Error for an unknown gene, a missing gene, a value that the space does not hold, a broken rule
    [[nodiscard]] Genes genesFromJson(const Json& json) const;
    /// Short text for a table: "w 0.25 · d 1-2-3 · e 6-4-3 · k 3-5-3" (what cannot vary is left out).
    [[nodiscard]] std::string architectureLabel(const Genes& genes) const;

    bool operator==(const SearchSpace& other) const = default;

private:
    [[nodiscard]] data::Shape inputOf(const Genes& genes) const { return dataConfig(genes).shape(); }
    [[nodiscard]] std::span<std::uint8_t> choices(Genes& genes) const { return std::span(genes).subspan(m_data.size()); }
    [[nodiscard]] ArchitectureSpace::Choices choices(const Genes& genes) const { return std::span(genes).subspan(m_data.size()); }
    void switchOffImpossible();

    DataSpace m_data;
    ArchitectureSpace m_architecture;
    std::vector<Parameter> m_parameters; ///< data, then architecture
    std::vector<std::uint64_t> m_before; ///< systems of the data configurations before each that is on; at the end of all
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
/// data2023() with lean architectures, for the supernet.
[[nodiscard]] SearchSpace sound2023Space();
/// The space of 2023, exactly: data2023() and the chains of Table 1, 1 to 5 layers of 2 to 128 filters, 3 or 5 wide, ReLU or sigmoid.
[[nodiscard]] SearchSpace chain2023Space();
/// The chains of 2023 on the data of machinesSpace().
[[nodiscard]] SearchSpace machinesChainSpace();
/// The data of keywordsSpace() with DS-CNN of up to 6 blocks, among them MLPerf Tiny's network, its stem along the time.
[[nodiscard]] SearchSpace keywordsDsCnnSpace();
/// For the demo's machine sounds: 1.5, 3, 6 and 12 kHz, two frames, and few, narrow stages.
[[nodiscard]] SearchSpace demoSoundSpace();
inline constexpr std::array<std::string_view, 10> kSpacePresets { "lean", "paper", "demo", "keywords", "machines", "sound2023", "demo-sound",
    "chain2023", "machines-chain", "keywords-ds-cnn" };
/// @throws Error for another name
[[nodiscard]] SearchSpace spacePreset(std::string_view name);

} // namespace danas::space
