// SPDX-License-Identifier: GPL-3.0-or-later
// From projects to arms.
#include "compare/comparison_p.h"
#include "compare/experiment.h"
#include "store/run_lock.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace danas::compare {
namespace {

/// The arm's name: that of its run, with the numbers of all.
std::string armName(const std::vector<std::shared_ptr<const StoredRun>>& runs)
{
    const std::string& own = runs.front()->record.name;
    const std::string name = runs.size() > 1 ? nameWithoutSeed(own) : own;
    std::vector<std::string> labels;
    for (const auto& run : runs)
        labels.push_back(run->label);
    return fmt::format("{} {}", name, fmt::join(labels, ", "));
}

} // namespace

Json settingsOf(const StoredRun& run)
{
    search::RunSpec spec = run.record.spec;
    spec.name = "run";
    spec.seed = 0;
    spec.threads = 0;
    spec.device = search::Device::Auto;
    return search::toJson(spec);
}

std::shared_ptr<const StoredRun> readStoredRun(const store::Project& project, std::int64_t id, bool nameProject)
{
    const auto run = std::make_shared<StoredRun>();
    run->project = project.file();
    run->record = project.run(id);
    run->label = nameProject ? fmt::format("{} #{}", project.file().filename().string(), id) : fmt::format("#{}", id);
    run->live = store::RunLock::held(project.file(), id);
    const auto times = project.phaseSeconds(id);
    if (const auto prepare = times.find(search::Phase::Prepare); prepare != times.end()) {
        const auto supernet = times.find(search::Phase::Supernet); // absent where nothing is trained before the search
        run->secondsBefore = prepare->second + (supernet == times.end() ? 0.0 : supernet->second);
    }
    run->evaluations = project.evaluations(id);
    run->finals = project.finals(id);
    return run;
}

std::vector<Arm> groupBySpec(const std::vector<std::shared_ptr<const StoredRun>>& runs)
{
    std::vector<std::pair<Json, Arm>> groups;
    for (const auto& run : runs) {
        const Json spec = settingsOf(*run);
        const auto known = std::find_if(groups.begin(), groups.end(), [&](const auto& group) { return group.first == spec; });
        if (known == groups.end())
            groups.push_back({ spec, { {}, { run } } });
        else
            known->second.runs.push_back(run);
    }
    std::vector<Arm> arms;
    if (groups.size() > 1) {
        for (auto& group : groups)
            arms.push_back(std::move(group.second));
    } else {
        for (const auto& run : runs)
            arms.push_back({ {}, { run } });
    }
    for (Arm& arm : arms)
        arm.name = armName(arm.runs);
    return arms;
}

} // namespace danas::compare
