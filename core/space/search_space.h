// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "base/rng.h"
#include "data/data_config.h"
#include "graph/mobilenet_v2.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace danas::space {

using Value = std::variant<double, std::string>;

/// One thing that may vary. Ordered values mutate one step up or down, categorical ones to any other value.
struct Parameter {
    enum class Role : std::uint8_t { Data, Architecture };
    std::string name; ///< "resolution", "colour", "width", "stage3.depth", "stage3.expansion", "stage3.kernel", ...
    Role role = Role::Architecture;
    bool ordered = true;
    std::vector<Value> values; ///< at least one, no repeats, ordered ones ascending

    /// An architecture parameter of numbers.
    [[nodiscard]] static Parameter numbers(std::string name, const std::vector<double>& values, Role role = Role::Architecture);
    [[nodiscard]] static Parameter texts(std::string name, const std::vector<std::string>& values, Role role);
    [[nodiscard]] std::vector<double> numbers() const; ///< the values of an ordered parameter

    bool operator==(const Parameter&) const = default;
};

/// One index per parameter, in the order of SearchSpace::parameters().
using Genes = std::vector<std::uint8_t>;

/// A set of systems: a list of named parameters, data and architecture alike, with the rules of the family. Immutable.
/// "Fixed data" is the same space with the data parameters pinned to one configuration.
///
/// Family mobilenet_v2: resolution, colour; width; stage2..stage7 .depth, .expansion, .kernel. Prefix rule: a stage may be
/// used (depth > 0) only if all earlier ones are; stage 2 always is. Genes of absent stages do not matter: canonical genes
/// have index 0 there. Single data configurations may be switched off.
class SearchSpace {
public:
    /// Parameters in any order; kept in the order resolution, colour, width, stage2.depth, ... `without` lists data
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

    /// The configurations that are on: ascending resolution, RGB before gray.
    [[nodiscard]] const std::vector<data::DataConfig>& dataConfigs() const { return m_configs; }
    /// All of resolution x colour, on or off, in the same order.
    [[nodiscard]] std::vector<data::DataConfig> allDataConfigs() const;
    /// The same space with exactly these on. @throws Error if one is not in resolution x colour, or none is left
    [[nodiscard]] SearchSpace withDataConfigs(const std::vector<data::DataConfig>& configs) const;
    /// The same space with resolution and colour pinned. @throws Error if the configuration is not on
    [[nodiscard]] SearchSpace withFixedData(const data::DataConfig& config) const;
    /// The space that holds this system and no other. (Genes of stages that the system does not have stay at their lowest.)
    [[nodiscard]] SearchSpace only(const Genes& genes) const;
    [[nodiscard]] int largestResolution() const { return m_configs.back().resolution; }

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
    /// Positions in parameters(), the same in every space of the family.
    static constexpr std::size_t kResolution = 0, kColour = 1, kWidth = 2;
    [[nodiscard]] static constexpr std::size_t depthAt(std::size_t stage) { return 3 + 3 * stage; }
    [[nodiscard]] static constexpr std::size_t expansionAt(std::size_t stage) { return depthAt(stage) + 1; }
    [[nodiscard]] static constexpr std::size_t kernelAt(std::size_t stage) { return depthAt(stage) + 2; }
    static constexpr std::size_t kParameters = 3 + 3 * kStages;

private:
    [[nodiscard]] double number(std::size_t parameter, std::size_t index) const
    {
        return std::get<double>(m_parameters[parameter].values[index]);
    }
    [[nodiscard]] int depth(const Genes& genes, std::size_t stage) const;
    [[nodiscard]] data::DataConfig configAt(std::size_t resolution, std::size_t colour) const;
    [[nodiscard]] bool isOn(const data::DataConfig& config) const;
    void setData(Genes& genes, const data::DataConfig& config) const;
    void repairData(Genes& genes) const;
    void repairDepths(Genes& genes) const;
    [[nodiscard]] std::uint8_t mutatedIndex(std::size_t parameter, std::uint8_t index, Rng& rng) const;

    std::string m_family;
    std::vector<Parameter> m_parameters;
    std::vector<data::DataConfig> m_configs;
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
inline constexpr std::array<std::string_view, 3> kSpacePresets { "lean", "paper", "demo" };
/// @throws Error for another name
[[nodiscard]] SearchSpace spacePreset(std::string_view name);

} // namespace danas::space
