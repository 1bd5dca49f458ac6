// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/experiment.h"

#include "base/error.h"
#include "base/units.h"
#include "cost/limits_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <tuple>

namespace danas::compare {
namespace {

using search::EvaluatorKind;

constexpr int kFewestSteps = 10;
/// A run of limited time is to be ended by its clock, not by its number of candidates.
constexpr int kUnlimited = 1'000'000;
constexpr int kMostSteps = 10'000'000;
constexpr std::string_view kSeedWord = ", seed "; ///< before the seed at the end of a run's name

data::DataConfig pinned(const ExperimentSpec& spec)
{
    return spec.fixedData.value_or(commonData(spec.base.space));
}

/// The tighter one of each limit.
cost::Budget narrowed(cost::Budget budget, const cost::Budget& by)
{
    const auto tighten = [](auto& limit, const auto& other) {
        if (other && (!limit || *other < *limit))
            limit = other;
    };
    tighten(budget.ramBytes, by.ramBytes);
    tighten(budget.flashBytes, by.flashBytes);
    tighten(budget.macs, by.macs);
    tighten(budget.latencyMs, by.latencyMs);
    tighten(budget.energyUj, by.energyUj);
    return budget;
}

int stepsWithin(const ExperimentSpec& spec, const search::RunSpec& run, double stepSeconds)
{
    const bool several = run.supernet.scope == search::SupernetScope::PerConfiguration;
    const double supernets = several ? static_cast<double>(run.space.dataConfigs().size()) : 1.0;
    const double steps = std::floor(spec.seconds * spec.trainingShare / (stepSeconds * supernets));
    if (!(steps >= kFewestSteps))
        throw Error(fmt::format("Experiment \"{}\": {} a run leave the supernet {} steps of {:.2g} s each; give a run more time, or the "
                                "training a larger share of it.",
            spec.name, formatDuration(spec.seconds), std::max(0.0, steps), stepSeconds));
    return static_cast<int>(std::min<double>(steps, kMostSteps));
}

search::RunSpec runSpec(const ExperimentSpec& spec, const PlannedRun& planned, const std::vector<double>& stepSeconds)
{
    const ExperimentArm& arm = spec.arms[planned.arm];
    search::RunSpec run = armSpec(spec, arm);
    run.seed = spec.seeds[planned.seed];
    run.budget = narrowed(run.budget, spec.tiers[planned.tier]);
    run.name = fmt::format("{}: {}, {}{}{}", spec.name, arm.name(), tierLabel(spec.tiers[planned.tier]), kSeedWord, run.seed);
    run.search.seconds.reset();
    if (spec.equal == Equal::Time) {
        run.search.seconds = spec.seconds;
        run.search.evaluations = kUnlimited;
        if (arm.evaluator == EvaluatorKind::Supernet)
            run.supernet.steps = stepsWithin(spec, run, stepSeconds.at(planned.arm));
    }
    return run;
}

} // namespace

search::RunSpec armSpec(const ExperimentSpec& spec, const ExperimentArm& arm)
{
    search::RunSpec run = spec.base;
    run.evaluator = arm.evaluator;
    if (arm.fixedData)
        run.space = run.space.withFixedData(pinned(spec));
    return run;
}

std::string ExperimentArm::key() const
{
    return std::string(fixedData ? "fixed_data" : "data_aware") + (evaluator == EvaluatorKind::Scratch ? "_scratch" : "");
}

std::string ExperimentArm::name() const
{
    return std::string(fixedData ? "fixed data" : "data-aware") + (evaluator == EvaluatorKind::Scratch ? ", from scratch" : "");
}

std::vector<cost::Budget> ExperimentSpec::boardTiers()
{
    std::vector<cost::Budget> tiers;
    for (const std::int64_t kib : { 64, 128, 256 }) {
        cost::Budget tier;
        tier.ramBytes = kib * 1024;
        tier.flashBytes = 4 * kib * 1024;
        tiers.push_back(tier);
    }
    return tiers;
}

data::DataConfig commonData(const space::SearchSpace& space)
{
    constexpr int kCommonResolution = 96, kCommonRate = 6000;
    const auto& configs = space.dataConfigs();
    if (space.modality() == data::Modality::Audio) { // REFERENCE.md section 2: the spectrogram of 6 kHz
        const auto rank = [](const data::DataConfig& config) {
            const data::audio::AudioConfig& sound = config.audio();
            return std::tuple(sound.feature, std::abs(sound.sampleRate - kCommonRate), config.inputBytes());
        };
        return *std::min_element(configs.begin(), configs.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    }
    const auto rank = [](const data::DataConfig& config) {
        const data::ImageConfig& image = config.image();
        return std::tuple(image.colour == data::Colour::Gray, std::abs(image.resolution - kCommonResolution), image.resolution);
    };
    return *std::min_element(configs.begin(), configs.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
}

std::string nameWithoutSeed(const std::string& runName)
{
    return runName.substr(0, runName.rfind(kSeedWord));
}

std::vector<PlannedRun> expand(const ExperimentSpec& spec, const std::vector<double>& stepSeconds)
{
    std::vector<PlannedRun> runs;
    for (std::size_t seed = 0; seed < spec.seeds.size(); ++seed) {
        for (std::size_t tier = 0; tier < spec.tiers.size(); ++tier) {
            for (std::size_t arm = 0; arm < spec.arms.size(); ++arm) {
                PlannedRun run { {}, arm, tier, seed };
                run.spec = runSpec(spec, run, stepSeconds);
                runs.push_back(std::move(run));
            }
        }
    }
    return runs;
}

std::size_t runCount(const ExperimentSpec& spec)
{
    return spec.seeds.size() * spec.tiers.size() * spec.arms.size();
}

std::string tierLabel(const cost::Budget& tier)
{
    const std::string limits = cost::limitsText(tier);
    return limits.empty() ? "no limit" : limits;
}

} // namespace danas::compare
