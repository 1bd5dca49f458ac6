// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/blobs.h"
#include "store/project_impl.h"

#include <fmt/format.h>

namespace danas::store {
namespace {

search::Evaluation readEvaluation(const Statement& row, const Database& db)
{
    search::Evaluation evaluation;
    evaluation.id = row.smallInteger(0);
    evaluation.genes = row.blob(1);
    const auto data = data::DataConfig::fromKey(row.text(2));
    const auto known = [&row](int column) { return row.null(column) ? std::nullopt : std::optional(row.real(column)); };
    evaluation.cost = { row.integer(3), row.integer(4), row.integer(5), row.integer(6), known(14), known(15) };
    evaluation.violation = row.real(7);
    evaluation.confusion.classes = row.smallInteger(8);
    evaluation.confusion.counts = unpackCounts(row.blob(9));
    evaluation.origin = row.text(10);
    evaluation.generation = row.smallInteger(11);
    evaluation.seconds = row.real(12);
    evaluation.at = row.real(13);
    const auto classes = static_cast<std::size_t>(evaluation.confusion.classes);
    if (!data || evaluation.confusion.counts.size() != classes * classes)
        db.fail(SQLITE_CORRUPT);
    evaluation.data = *data;
    return evaluation;
}

void insertEvaluation(Database& db, std::int64_t run, const search::Evaluation& evaluation)
{
    Statement insert(db,
        "INSERT INTO evaluation(run, id, genes, data, macs, parameters, flash, ram, violation, classes, confusion, "
        "origin, generation, seconds, at, latency, energy) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    insert.bind(run).bind(evaluation.id).bind(std::span<const std::uint8_t>(evaluation.genes));
    const std::string data = evaluation.data.key();
    insert.bind(std::string_view(data));
    const cost::Cost& cost = evaluation.cost;
    insert.bind(cost.macs).bind(cost.parameters).bind(cost.flashBytes).bind(cost.ramBytes).bind(evaluation.violation);
    const auto counts = packCounts(evaluation.confusion.counts);
    insert.bind(evaluation.confusion.classes).bind(std::span<const std::uint8_t>(counts));
    insert.bind(std::string_view(evaluation.origin)).bind(evaluation.generation).bind(evaluation.seconds).bind(evaluation.at);
    insert.bind(cost.latencyMs).bind(cost.energyUj);
    insert.run();
}

} // namespace

void Project::addEvaluation(
    std::int64_t run, const search::Evaluation& evaluation, const std::vector<search::Prediction>& predictions)
{
    Transaction transaction(m->db);
    Statement count(m->db, "SELECT coalesce(max(id) + 1, 0) FROM evaluation WHERE run = ?");
    count.bind(run).step();
    if (count.smallInteger(0) != evaluation.id)
        throw Error(fmt::format("{}: run {} has {} evaluations, number {} cannot follow: another program writes to the same run; stop one.",
            file().string(), run, count.integer(0), evaluation.id));
    insertEvaluation(m->db, run, evaluation);
    const Bytes data = packPredictions(predictions);
    Statement(m->db, "INSERT INTO prediction(run, evaluation, data) VALUES(?, ?, ?)")
        .bind(run)
        .bind(evaluation.id)
        .bind(std::span<const std::uint8_t>(data))
        .run();
    transaction.commit();
}

std::vector<search::Evaluation> Project::evaluations(std::int64_t run) const
{
    std::vector<search::Evaluation> all;
    // A project of an older schema that is only read has no columns for time and energy, or others for the data.
    const std::int64_t version = m->db.integer("PRAGMA user_version");
    Statement select(m->db,
        fmt::format("SELECT id, genes, {}, macs, parameters, flash, ram, violation, classes, confusion, origin, "
                    "generation, seconds, at, {} FROM evaluation WHERE run = ? ORDER BY id",
            version >= 7 ? "data" : "resolution || '-' || colour", version >= 2 ? "latency, energy" : "NULL, NULL"));
    select.bind(run);
    while (select.step())
        all.push_back(readEvaluation(select, m->db));
    return all;
}

std::vector<search::Prediction> Project::predictions(std::int64_t run, int evaluation) const
{
    Statement select(m->db, "SELECT data FROM prediction WHERE run = ? AND evaluation = ?");
    select.bind(run).bind(evaluation);
    if (!select.step())
        throw Error(fmt::format("Run {} of the project {} has no candidate {}: list them with \"danas front\".", run, file().string(), evaluation));
    return unpackPredictions(select.blob(0));
}

} // namespace danas::store
