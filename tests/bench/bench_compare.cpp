// SPDX-License-Identifier: GPL-3.0-or-later
// Times the comparison of two runs of 50,000 candidates, read from a project: in two and in three objectives. The candidates
// improve as those of a search do, so that the front keeps changing.
#include "base/rng.h"
#include "compare/comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>

namespace {

using namespace danas;
using Clock = std::chrono::steady_clock;

constexpr int kCandidates = 50'000;

double since(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

std::vector<search::Evaluation> candidates(const search::RunSpec& spec)
{
    Rng rng(spec.seed);
    std::vector<search::Evaluation> made;
    made.reserve(kCandidates);
    for (int id = 0; id < kCandidates; ++id) {
        search::Evaluation one;
        one.id = id;
        one.genes = id < 100 || rng.chance(0.1) ? spec.space.sample(rng) : spec.space.mutate(made[rng.below(made.size())].genes, 0.1, rng);
        one.data = spec.space.dataConfig(one.genes);
        one.cost = search::costOf(spec, one.genes, 2);
        one.violation = spec.budget.violation(one.cost);
        one.origin = "mutation";
        one.at = 0.7 * id;
        const double work = std::log10(static_cast<double>(one.cost.macs)) - 4.0;
        const double accuracy = 0.5 + 0.08 * work + 0.02 * std::log2(one.data.image().resolution / 32.0) + 0.05 * id / kCandidates + rng.uniform(-0.03, 0.03);
        const auto right = static_cast<std::int32_t>(std::lround(5000.0 * std::clamp(accuracy, 0.0, 1.0)));
        one.confusion = { 2, { right, 5000 - right, 5000 - right, right } };
        made.push_back(std::move(one));
    }
    return made;
}

void writeRun(const std::filesystem::path& file, const search::RunSpec& spec)
{
    store::Project project(file, store::Project::Mode::Create);
    const auto id = project.addRun(spec);
    project.setPrepared(id, { "a", "b" }, 1, "bench");
    project.setPhaseSeconds(id, search::Phase::Prepare, 5.0);
    for (const auto& evaluation : candidates(spec))
        project.addEvaluation(id, evaluation, {});
    project.setState(id, store::RunState::Done);
}

} // namespace

int main()
{
    using search::Objective;
    const auto folder = std::filesystem::temp_directory_path() / fmt::format("danas-bench-compare-{}", Clock::now().time_since_epoch().count());
    std::filesystem::create_directories(folder);
    for (const auto& objectives : { std::vector { Objective::Accuracy, Objective::Ram }, { Objective::Accuracy, Objective::Ram, Objective::Macs },
             { Objective::Accuracy, Objective::Ram, Objective::Macs, Objective::Flash } }) {
        const auto file = folder / fmt::format("{}.danas", objectives.size());
        search::RunSpec spec;
        spec.dataset.path = "/not/read";
        spec.objectives = objectives;
        spec.budget.ramBytes = 256 * 1024;
        spec.search.evaluations = kCandidates;
        for (spec.seed = 1; spec.seed <= 2; ++spec.seed)
            writeRun(file, spec);

        auto begin = Clock::now();
        const store::Project project(file, store::Project::Mode::ReadOnly);
        const auto arms = compare::groupBySpec({ compare::readStoredRun(project, 1), compare::readStoredRun(project, 2) });
        const double loading = since(begin);
        begin = Clock::now();
        const compare::Comparison comparison = compare::compare(arms);
        const double comparing = since(begin);
        fmt::print("2 runs of {} candidates, {} objectives: loaded in {:.3f} s, compared in {:.3f} s; fronts of {} and {}, {} and {} changes\n", kCandidates,
            objectives.size(), loading, comparing, comparison.arms[0].runs[0].front.size(), comparison.arms[1].runs[0].front.size(),
            comparison.arms[0].runs[0].growth.size(), comparison.arms[1].runs[0].growth.size());
    }
    std::filesystem::remove_all(folder);
}
