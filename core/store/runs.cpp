// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/project_impl.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <array>
#include <chrono>
#include <utility>

namespace danas::store {
namespace {

constexpr std::array kStates { std::pair(RunState::Running, std::string_view("running")),
    std::pair(RunState::Stopped, std::string_view("stopped")), std::pair(RunState::Done, std::string_view("done")),
    std::pair(RunState::Failed, std::string_view("failed")) };

constexpr std::string_view kSelectRun = "SELECT id, name, created, state, error, spec, classes, fingerprint, environment, "
                                        "(SELECT count(*) FROM evaluation WHERE run = run.id) FROM run ";

RunState stateFromName(std::string_view name, const Database& db)
{
    for (const auto& [state, text] : kStates) {
        if (text == name)
            return state;
    }
    db.fail(SQLITE_CORRUPT);
}

std::string now()
{
    const auto seconds = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(seconds)));
}

RunRecord readRun(const Statement& row, const Database& db)
{
    RunRecord run;
    run.id = row.integer(0);
    run.name = row.text(1);
    run.created = row.text(2);
    run.state = stateFromName(row.text(3), db);
    run.error = row.text(4);
    const std::string where = fmt::format("{}: spec of run {}", db.file().string(), run.id);
    run.spec = search::runSpecFromJson(parseJson(row.text(5), where), where);
    run.classes = parseJson(row.text(6), where).get<std::vector<std::string>>();
    run.datasetFingerprint = std::stoull(row.text(7));
    run.environment = row.text(8);
    run.evaluations = row.smallInteger(9);
    return run;
}

} // namespace

std::string_view runStateName(RunState state)
{
    return kStates[static_cast<std::size_t>(state)].second;
}

std::int64_t Project::addRun(const search::RunSpec& spec)
{
    Statement insert(m->db, "INSERT INTO run(name, created, state, spec) VALUES(?, ?, ?, ?) RETURNING id");
    insert.bind(spec.name).bind(now()).bind(runStateName(RunState::Running)).bind(search::toJson(spec).dump());
    insert.step();
    const std::int64_t id = insert.integer(0);
    insert.run(); // to its end: that commits
    return id;
}

void Project::setPrepared(
    std::int64_t run, const std::vector<std::string>& classes, std::uint64_t datasetFingerprint, const std::string& environment)
{
    Statement(m->db, "UPDATE run SET classes = ?, fingerprint = ?, environment = ? WHERE id = ?")
        .bind(Json(classes).dump())
        .bind(std::to_string(datasetFingerprint))
        .bind(environment)
        .bind(run)
        .run();
}

void Project::setState(std::int64_t run, RunState state, const std::string& error)
{
    Statement(m->db, "UPDATE run SET state = ?, error = ? WHERE id = ?").bind(runStateName(state)).bind(error).bind(run).run();
}

std::vector<RunRecord> Project::runs() const
{
    std::vector<RunRecord> all;
    Statement select(m->db, std::string(kSelectRun) + "ORDER BY id");
    while (select.step())
        all.push_back(readRun(select, m->db));
    return all;
}

RunRecord Project::run(std::int64_t id) const
{
    Statement select(m->db, std::string(kSelectRun) + "WHERE id = ?");
    select.bind(id);
    if (!select.step())
        throw Error(fmt::format("The project {} has no run {}: list its runs with \"danas show\".", file().string(), id));
    return readRun(select, m->db);
}

} // namespace danas::store
