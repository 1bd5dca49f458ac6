// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "base/rng.h"
#include "data/data_config.h"
#include "graph/mobilenet_v2.h"

#include <cstdint>
#include <optional>
#include <string>
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

    bool operator==(const Parameter&) const = default;
};

/// One index per parameter, in the order of SearchSpace::parameters().
using Genes = std::vector<std::uint8_t>;

/// A set of systems: a list of named parameters, data and architecture alike, with the rules of the family. Immutable.
/// "Fixed data" is the same space with the data parameters pinned to one value each.
///
/// Family mobilenet_v2: resolution, colour; width; stage2..stage7 .depth, .expansion, .kernel. Prefix rule: a stage may be
/// used (depth > 0) only if all earlier ones are. Genes of absent stages do not matter: canonical genes have index 0 there.
class SearchSpace {
public:
    /// @throws Error naming the parameter: unknown, missing, repeated or out-of-range value, more than 255 values; or
    /// that no valid system exists.
    SearchSpace(std::string family, std::vector<Parameter> parameters);

    [[nodiscard]] const std::string& family() const { return m_family; }
    [[nodiscard]] const std::vector<Parameter>& parameters() const { return m_parameters; }
    /// Index of a parameter by name. @throws Error "unknown parameter"
    [[nodiscard]] std::size_t indexOf(std::string_view name) const;

    /// Number of distinct valid systems (canonical genes).
    [[nodiscard]] std::uint64_t count() const;
    [[nodiscard]] std::vector<data::DataConfig> dataConfigs() const; ///< resolution-major, ascending; RGB before gray

    [[nodiscard]] bool valid(const Genes& genes) const;
    /// Repairs the prefix rule and resets the genes of absent stages. The result is always valid; canonical(canonical(g))
    /// == canonical(g); two gene lists mean the same system exactly if their canonical forms are equal.
    [[nodiscard]] Genes canonical(Genes genes) const;
    [[nodiscard]] Genes sample(Rng& rng) const; ///< uniform over the distinct valid systems, canonical
    /// Every gene changes with probability `rate` (at least one does, unless only one system exists); ordered values one step.
    [[nodiscard]] Genes mutate(const Genes& genes, double rate, Rng& rng) const;
    [[nodiscard]] Genes crossover(const Genes& a, const Genes& b, Rng& rng) const; ///< each gene from either parent
    [[nodiscard]] Genes smallest() const; ///< lowest index of every ordered parameter that the rules allow, gray if allowed
    [[nodiscard]] Genes largest() const;  ///< highest index of every ordered parameter, RGB if allowed

    [[nodiscard]] data::DataConfig dataConfig(const Genes& genes) const;
    [[nodiscard]] graph::MobileNetV2 architecture(const Genes& genes) const;

    /// {"resolution": 96, "colour": "gray", "width": 0.25, "stage2.depth": 1, ...}; absent stages have depth 0 only.
    [[nodiscard]] Json genesToJson(const Genes& genes) const;
    /// The reverse. @throws Error for an unknown gene, a value that the space does not hold, a missing gene
    [[nodiscard]] Genes genesFromJson(const Json& json) const;
    /// Short text for a table: "w .25 · 1-2-3-0-0-0".
    [[nodiscard]] std::string architectureLabel(const Genes& genes) const;

    /// The same space with resolution and colour pinned. @throws Error if the space does not hold that configuration
    [[nodiscard]] SearchSpace withFixedData(const data::DataConfig& config) const;

    bool operator==(const SearchSpace& other) const { return m_family == other.m_family && m_parameters == other.m_parameters; }

private:
    struct Layout; // positions of the parameters
    [[nodiscard]] int depthOf(const Genes& genes, std::size_t stage) const;

    std::string m_family;
    std::vector<Parameter> m_parameters;
    struct StageGenes {
        std::size_t depth = 0, expansion = 0, kernel = 0;
    };
    std::size_t m_resolution = 0, m_colour = 0, m_width = 0;
    std::vector<StageGenes> m_stages;
    /// ways[s] = number of distinct (depth, expansion, kernel) tails of stages s.. given that all earlier ones are used.
    std::vector<std::uint64_t> m_tails;
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
/// "paper", "lean", "demo". @throws Error for another name
[[nodiscard]] SearchSpace spacePreset(std::string_view name);

} // namespace danas::space
