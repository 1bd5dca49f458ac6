// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cost/target_cost.h"
#include "data/dataset.h"
#include "search/metrics.h"
#include "space/search_space.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace danas::search {

enum class SupernetScope : std::uint8_t { Shared, PerConfiguration };

/// Where a candidate's score comes from: the weights that all share, or a training of its own.
enum class EvaluatorKind : std::uint8_t { Supernet, Scratch };

/// How the supernet is trained. (The evaluator's settings; a strategy never sees them.)
struct SupernetSpec {
    SupernetScope scope = SupernetScope::Shared;
    int steps = 6000;            ///< optimiser steps of each supernet
    int batch = 48;              ///< pictures a step
    double learningRate = 2e-2;  ///< peak; cosine to zero, short warm-up
    int sandwichEvery = 8;       ///< every so many steps the largest sub-network and its student, the smallest (sandwich rule)
    int randomSubnets = 1;       ///< at each other step; at every step if each is a sandwich
    int calibrationImages = 256; ///< training pictures for batch-norm recalibration

    bool operator==(const SupernetSpec&) const = default;
};

/// How EvaluatorKind::Scratch trains each candidate.
struct ScratchSpec {
    int steps = 1000;           ///< optimiser steps of each candidate
    int batch = 48;             ///< pictures a step
    double learningRate = 1e-2; ///< peak; cosine to zero, short warm-up

    bool operator==(const ScratchSpec&) const = default;
};

/// Whom a genetic search begins with: networks of one layer, or any.
enum class SearchStart : std::uint8_t { Trivial, Random };

struct SearchSpec {
    std::string strategy = "nsga2"; ///< one of strategyNames()
    int evaluations = 300;
    int population = 32;
    double mutationRate = 0.1; ///< per gene; of genetic2023 per operator
    double crossoverRate = 0.9; ///< of genetic2023 the share of a generation's new systems
    /// Of genetic2023: the class whose precision and recall count (anomalous); empty for means over the classes.
    std::string positiveClass;
    SearchStart start = SearchStart::Trivial; ///< of genetic2023
    /// Longest running time of supernet training and search together: the search ends at whichever comes first, and no candidate
    /// is begun after it. How many are scored then depends on the machine.
    std::optional<double> seconds = std::nullopt;

    bool operator==(const SearchSpec&) const = default;
};

/// With another strategy and its published settings of population, mutation and crossover (REFERENCE.md section 2 for genetic2023).
[[nodiscard]] SearchSpec withStrategy(SearchSpec spec, std::string_view strategy);

/// How the chosen few are trained to their end; their batch is the evaluator's.
struct FinaliseSpec {
    int candidates = 3;         ///< of the front; 0: no finalise phase
    int steps = 500;            ///< optimiser steps of each
    double learningRate = 5e-3; ///< at the first step; cosine to zero
    /// Of a further training with int8 simulated, where int8 would lose more than half a point of validation accuracy; 0: never.
    int quantisationSteps = 200;

    bool operator==(const FinaliseSpec&) const = default;
};

/// What a training picture's loss counts: 1, or n / (k n_c) of n pictures, k classes and n_c pictures of its class, so that every
/// class counts the same.
enum class ClassWeights : std::uint8_t { Equal, Balanced };

enum class Device : std::uint8_t { Auto, Cpu, Cuda };

/// All that decides a run's result, as one JSON document (schema: resources/run.schema.json). Immutable once a run started.
struct RunSpec {
    std::string name = "run";
    data::DatasetSpec dataset;
    space::SearchSpace space = space::leanSpace();
    std::optional<cost::Deployment> deployment; ///< absent: costs without any engine's overheads, no latency or energy
    cost::Budget budget;
    std::vector<Objective> objectives { Objective::Accuracy, Objective::Ram, Objective::Macs };
    EvaluatorKind evaluator = EvaluatorKind::Supernet;
    SupernetSpec supernet;
    ScratchSpec scratch; ///< of no effect unless `evaluator` says so
    SearchSpec search;
    FinaliseSpec finalise;
    ClassWeights classWeights = ClassWeights::Equal; ///< of every training
    std::uint64_t seed = 1;
    Device device = Device::Auto;
    int threads = 0; ///< 0: all cores

    bool operator==(const RunSpec&) const = default;
};

/// What SearchSpec::strategy may be.
[[nodiscard]] const std::vector<std::string_view>& strategyNames();

[[nodiscard]] Json toJson(const RunSpec& spec);
/// Checks every field; an absent one has its default from above, only "dataset" must be there. A relative dataset path is
/// taken from `baseFolder`. "space" may be a preset's name or an object; "target" one of `targets` by its id, or an object.
/// @throws Error naming document and field
[[nodiscard]] RunSpec runSpecFromJson(const Json& json, const std::string& where, const std::filesystem::path& baseFolder = {},
    const std::vector<cost::Target>& targets = cost::targets());
/// The spec of the demo: demo data in `dataFolder`, demoSpace, settings that finish within three minutes on two cores.
[[nodiscard]] RunSpec demoSpec(const std::filesystem::path& dataFolder);
/// The same for the demo's sounds and demoSoundSpace.
[[nodiscard]] RunSpec demoSoundSpec(const std::filesystem::path& dataFolder);

/// Whether systems of this spec have such a value: latency needs a target whose engine has figures, energy also a board's.
[[nodiscard]] bool known(const RunSpec& spec, Objective objective);
/// @throws Error if an objective or a limit is on a cost that is not known, saying what to choose
void requireKnown(const RunSpec& spec);

/// @throws Error if the evaluator is a supernet and the family's networks can share no weights
void requireEvaluable(const RunSpec& spec);

/// The label of the search's positive class, nothing if it names none. @throws Error if the dataset has no such class
[[nodiscard]] std::optional<int> positiveLabel(const RunSpec& spec, const std::vector<std::string>& classes);

/// `requireKnown` and `requireEvaluable`, then the space's extremes against the budget. @throws Error naming the smallest
/// system and the limits if nothing fits, found by the smallest systems and 20,000 samples.
void requireFeasible(const RunSpec& spec, int classes);

/// Cost of a candidate of the spec's space on its target. @throws Error only for genes of another space
[[nodiscard]] cost::Cost costOf(const RunSpec& spec, const space::Genes& genes, int classes);
/// Cost without a target. @throws Error only for genes of another space
[[nodiscard]] cost::Cost costOf(const space::SearchSpace& space, const space::Genes& genes, int classes);

/// Reference point for hypervolume, as losses: 1 for metrics, for costs the largest system's, or the budget's limit
/// if that is lower. A pure function of spec and classes, so that resumed and compared runs share it.
[[nodiscard]] std::vector<double> referencePoint(const RunSpec& spec, int classes);

} // namespace danas::search
