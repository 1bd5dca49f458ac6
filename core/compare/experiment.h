// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "compare/equal.h"
#include "cost/cost.h"
#include "data/data_config.h"
#include "search/run_spec.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace danas::compare {

/// One way of searching. Arms of an experiment differ in nothing else.
struct ExperimentArm {
    bool fixedData = false; ///< the data configuration is pinned; else it is searched along with the network
    search::EvaluatorKind evaluator = search::EvaluatorKind::Supernet;

    [[nodiscard]] std::string key() const;  ///< for files: "data_aware", "data_aware_scratch", "fixed_data", "fixed_data_scratch"
    [[nodiscard]] std::string name() const; ///< for people: "data-aware", "fixed data, from scratch", ...
    bool operator==(const ExperimentArm&) const = default;
};

/// A paired experiment: each arm with each seed under each budget, all on the same data and split. (Schema:
/// resources/experiment.schema.json)
struct ExperimentSpec {
    std::string name = "experiment";
    search::RunSpec base; ///< its seed, evaluator and time limit are replaced, its budget is narrowed by the tiers
    std::vector<std::uint64_t> seeds { 1, 2, 3 };
    std::vector<ExperimentArm> arms { {}, { true } };
    /// What the fixed arms are pinned to; absent: `commonData` of the space.
    std::optional<data::DataConfig> fixedData;
    std::vector<cost::Budget> tiers = boardTiers();
    Equal equal = Equal::Time;
    double seconds = 900.0;     ///< of each run, for Equal::Time: supernet training and search, data and finalise phase apart
    double trainingShare = 0.5; ///< of that time which the supernet trains, for Equal::Time; the rest is search

    bool operator==(const ExperimentSpec&) const = default;
    /// 64, 128 and 256 KiB of RAM with 256 KiB, 512 KiB and 1 MiB of flash.
    [[nodiscard]] static std::vector<cost::Budget> boardTiers();
};

/// The input that person detection on microcontrollers commonly has, 96 px RGB: the visual wake words task of MLPerf Tiny (Banbury
/// et al., arXiv 2106.07597, table 1). Where the space does not hold it, the nearest resolution in RGB (of two the smaller),
/// else in gray.
[[nodiscard]] data::DataConfig commonData(const space::SearchSpace& space);

[[nodiscard]] Json toJson(const ExperimentSpec& spec);
/// Checks every field; only "run" must be there. A relative dataset path is taken from `baseFolder`. @throws Error naming document
/// and field
[[nodiscard]] ExperimentSpec experimentFromJson(const Json& json, const std::string& where, const std::filesystem::path& baseFolder = {},
    const std::vector<cost::Target>& targets = cost::targets());

/// What the runs of an arm have in common.
[[nodiscard]] search::RunSpec armSpec(const ExperimentSpec& spec, const ExperimentArm& arm);

/// One run of an experiment.
struct PlannedRun {
    search::RunSpec spec;
    std::size_t arm = 0, tier = 0, seed = 0; ///< indices into those of the experiment

    bool operator==(const PlannedRun&) const = default;
};

/// The runs of an experiment in the order in which they are carried out: seed after seed, within it tier after tier, within it
/// all arms, so that an experiment that was cut short is balanced but for its last round, and a supernet is there for the
/// later tiers. A pure function. Equal::Time needs `stepSeconds`, the time of a step of the supernet's training for each arm (of
/// no effect for arms from scratch): the number of steps follows from it, so that no clock decides how long a run trains.
/// @throws Error if the time does not suffice for ten steps, or a pinned configuration is not in the space
[[nodiscard]] std::vector<PlannedRun> expand(const ExperimentSpec& spec, const std::vector<double>& stepSeconds = {});
/// The number of runs.
[[nodiscard]] std::size_t runCount(const ExperimentSpec& spec);

/// What the runs of an experiment that differ in the seed only are all called: a run's name without ", seed 3" at its end.
[[nodiscard]] std::string nameWithoutSeed(const std::string& runName);

/// "128 KiB RAM, 512 KiB flash".
[[nodiscard]] std::string tierLabel(const cost::Budget& tier);

} // namespace danas::compare
