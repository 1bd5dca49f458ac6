// SPDX-License-Identifier: GPL-3.0-or-later
// Experiments, and the trainings that their runs share.
#include "store/project_impl.h"

#include <fmt/format.h>

namespace danas::store {
namespace {

/// False for an old project that is only read.
bool hasExperiments(Database& db)
{
    return db.integer("PRAGMA user_version") >= 5;
}

std::map<int, std::int64_t> runsOf(Database& db, std::int64_t experiment)
{
    std::map<int, std::int64_t> runs;
    Statement select(db, "SELECT position, run FROM experiment_run WHERE experiment = ? ORDER BY position");
    select.bind(experiment);
    while (select.step())
        runs[select.smallInteger(0)] = select.integer(1);
    return runs;
}

} // namespace

void Project::setTrainedBy(std::int64_t run, std::int64_t source)
{
    Statement(m->db, "INSERT OR REPLACE INTO trained_by(run, source) VALUES(?, ?)").bind(run).bind(source).run();
}

std::optional<std::int64_t> Project::trainedBy(std::int64_t run) const
{
    if (!hasExperiments(m->db))
        return std::nullopt;
    Statement select(m->db, "SELECT source FROM trained_by WHERE run = ?");
    select.bind(run);
    return select.step() ? std::optional(select.integer(0)) : std::nullopt;
}

std::int64_t Project::addExperiment(const std::string& name, const Json& spec)
{
    Transaction transaction(m->db);
    Statement taken(m->db, "SELECT 1 FROM experiment WHERE name = ?");
    taken.bind(name);
    if (taken.step())
        throw Error(fmt::format("{} already holds an experiment \"{}\": give this one another name.", file().string(), name));
    Statement insert(m->db, "INSERT INTO experiment(name, created, spec) VALUES(?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?) RETURNING id");
    insert.bind(name).bind(spec.dump());
    insert.step();
    const std::int64_t id = insert.integer(0);
    insert.run();
    transaction.commit();
    return id;
}

void Project::setMeasured(std::int64_t experiment, const Json& measured)
{
    Statement(m->db, "UPDATE experiment SET measured = ? WHERE id = ?").bind(measured.dump()).bind(experiment).run();
}

std::int64_t Project::addExperimentRun(std::int64_t experiment, int position, const search::RunSpec& spec)
{
    Transaction transaction(m->db);
    const std::int64_t run = addRun(spec);
    Statement(m->db, "INSERT INTO experiment_run(experiment, position, run) VALUES(?, ?, ?)").bind(experiment).bind(position).bind(run).run();
    transaction.commit();
    return run;
}

std::vector<ExperimentRecord> Project::experiments() const
{
    std::vector<ExperimentRecord> all;
    if (!hasExperiments(m->db))
        return all;
    Statement select(m->db, "SELECT id, name, created, spec, measured FROM experiment ORDER BY id");
    while (select.step()) {
        const std::string where = fmt::format("{}: experiment {}", file().string(), select.integer(0));
        all.push_back({ select.integer(0), select.text(1), select.text(2), parseJson(select.text(3), where), parseJson(select.text(4), where),
            runsOf(m->db, select.integer(0)) });
    }
    return all;
}

} // namespace danas::store
