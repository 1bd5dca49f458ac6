// SPDX-License-Identifier: GPL-3.0-or-later
// Experiments, the trainings that their runs share, and probes of single candidates.
#include "store/blobs.h"
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

search::ConfusionMatrix matrixAt(const Statement& row, int classes, int counts, const Database& db)
{
    search::ConfusionMatrix matrix { row.smallInteger(classes), unpackCounts(row.blob(counts)) };
    const auto side = static_cast<std::size_t>(matrix.classes);
    if (matrix.counts.size() != side * side)
        db.fail(SQLITE_CORRUPT);
    return matrix;
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

void Project::addProbe(std::int64_t run, int steps, const Probe& probe)
{
    const Bytes shared = packCounts(probe.shared.counts), alone = packCounts(probe.alone.counts);
    Statement(m->db, "INSERT OR REPLACE INTO probe(run, steps, genes, classes, shared, alone, seconds) VALUES(?, ?, ?, ?, ?, ?, ?)")
        .bind(run)
        .bind(steps)
        .bind(std::span<const std::uint8_t>(probe.genes))
        .bind(probe.alone.classes)
        .bind(std::span<const std::uint8_t>(shared))
        .bind(std::span<const std::uint8_t>(alone))
        .bind(probe.seconds)
        .run();
}

std::vector<Probe> Project::probes(std::int64_t run, int steps) const
{
    std::vector<Probe> all;
    if (!hasExperiments(m->db))
        return all;
    Statement select(m->db, "SELECT genes, classes, shared, alone, seconds FROM probe WHERE run = ? AND steps = ? ORDER BY genes");
    select.bind(run).bind(steps);
    while (select.step())
        all.push_back({ select.blob(0), matrixAt(select, 1, 2, m->db), matrixAt(select, 1, 3, m->db), select.real(4) });
    return all;
}

} // namespace danas::store
