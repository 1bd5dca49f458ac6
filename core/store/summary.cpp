// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/units.h"
#include "search/pareto.h"
#include "store/project_impl.h"

#include <fmt/format.h>

namespace danas::store {
namespace {

struct LastRun {
    std::int64_t id = 0; ///< 0: none has evaluations
    int runs = 0;
    int evaluations = 0; ///< of all runs
};

LastRun lastRun(const std::filesystem::path& file)
{
    Database db(file, Database::Access::Read);
    return { db.integer("SELECT coalesce(max(run), 0) FROM evaluation"), static_cast<int>(db.integer("SELECT count(*) FROM run")),
        static_cast<int>(db.integer("SELECT count(*) FROM evaluation")) };
}

} // namespace

ProjectSummary summarise(const std::filesystem::path& file)
{
    const Project project(file, Project::Mode::ReadOnly);
    const LastRun last = lastRun(file);
    ProjectSummary summary { last.runs, last.evaluations, {}, {} };
    if (last.id == 0)
        return summary;
    search::ParetoArchive archive({ search::Objective::Ram, search::Objective::Accuracy });
    for (const search::Evaluation& evaluation : project.evaluations(last.id))
        archive.insert(evaluation);
    for (const auto& member : archive.members()) // ascending RAM, so the last is the most accurate
        summary.front.emplace_back(member.losses[0], 1.0 - member.losses[1]);
    if (!summary.front.empty()) {
        const auto& [ram, accuracy] = summary.front.back();
        summary.best = fmt::format("{} at {}", formatPercent(accuracy), formatBytes(static_cast<std::int64_t>(ram)));
    }
    return summary;
}

} // namespace danas::store
