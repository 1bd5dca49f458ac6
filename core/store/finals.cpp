// SPDX-License-Identifier: GPL-3.0-or-later
// What the finalise phase leaves in the project.
#include "store/blobs.h"
#include "store/project_impl.h"

#include <fmt/format.h>

#include <algorithm>

namespace danas::store {
namespace {

constexpr int kFinalSince = 4, kTuningSince = 8; ///< schemas

search::FinalReason reasonFromName(std::string_view name, const Database& db)
{
    for (const search::FinalReason reason : search::kFinalReasons) {
        if (search::finalReasonName(reason) == name)
            return reason;
    }
    db.fail(SQLITE_CORRUPT);
}

search::QuantisationTuning readTuning(const Statement& row, int first, const Database& db)
{
    const auto found = std::find_if(search::kTuningOutcomes.begin(), search::kTuningOutcomes.end(),
        [name = row.text(first)](auto outcome) { return search::tuningOutcomeName(outcome) == name; });
    if (found == search::kTuningOutcomes.end())
        db.fail(SQLITE_CORRUPT);
    return { *found, row.smallInteger(first + 1), row.real(first + 2), row.real(first + 3) };
}

std::size_t scoreIndex(std::string_view name, const Database& db)
{
    const auto found = std::find_if(search::kFinalScores.begin(), search::kFinalScores.end(),
        [name](search::FinalScore score) { return search::finalScoreName(score) == name; });
    if (found == search::kFinalScores.end())
        db.fail(SQLITE_CORRUPT);
    return static_cast<std::size_t>(found - search::kFinalScores.begin());
}

search::ConfusionMatrix readMatrix(const Statement& row, int classes, int counts, const Database& db)
{
    search::ConfusionMatrix matrix { row.smallInteger(classes), unpackCounts(row.blob(counts)) };
    const auto side = static_cast<std::size_t>(matrix.classes);
    if (matrix.counts.size() != side * side)
        db.fail(SQLITE_CORRUPT);
    return matrix;
}

Bytes packRanges(const quant::ActivationRanges& ranges)
{
    std::vector<float> values;
    for (const quant::Range& range : ranges)
        values.insert(values.end(), { range.low, range.high });
    return packFloats(values);
}

quant::ActivationRanges unpackRanges(const Bytes& bytes)
{
    const std::vector<float> values = unpackFloats(bytes);
    quant::ActivationRanges ranges(values.size() / 2);
    for (std::size_t i = 0; i < ranges.size(); ++i)
        ranges[i] = { values[2 * i], values[2 * i + 1] };
    return ranges;
}

void insertFinal(Database& db, std::int64_t run, const FinalRecord& record)
{
    const Bytes weights = packWeights(record.weights);
    const Bytes tuned = record.tuned ? packWeights(*record.tuned) : Bytes();
    const Bytes ranges = packRanges(record.ranges);
    const auto& result = record.result;
    Statement(db,
        "INSERT INTO final(run, evaluation, reason, calibration_images, seconds, ranges, weights, tuning, tuning_steps, int8_before, int8_after, "
        "int8_weights) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(run)
        .bind(result.id)
        .bind(search::finalReasonName(result.reason))
        .bind(result.calibrationImages)
        .bind(result.seconds)
        .bind(std::span<const std::uint8_t>(ranges))
        .bind(std::span<const std::uint8_t>(weights))
        .bind(search::tuningOutcomeName(result.tuning.outcome))
        .bind(result.tuning.steps)
        .bind(result.tuning.before)
        .bind(result.tuning.after)
        .bind(std::span<const std::uint8_t>(tuned))
        .run();
}

void insertScore(Database& db, std::int64_t run, const FinalRecord& record, search::FinalScore which)
{
    const auto& matrix = record.result.score(which);
    const Bytes counts = packCounts(matrix.counts);
    const Bytes predictions = packPredictions(record.predictions[static_cast<std::size_t>(which)]);
    Statement(db, "INSERT INTO final_score(run, evaluation, score, classes, confusion, predictions) VALUES(?, ?, ?, ?, ?, ?)")
        .bind(run)
        .bind(record.result.id)
        .bind(search::finalScoreName(which))
        .bind(matrix.classes)
        .bind(std::span<const std::uint8_t>(counts))
        .bind(std::span<const std::uint8_t>(predictions))
        .run();
}

} // namespace

void Project::addFinal(std::int64_t run, const FinalRecord& record)
{
    Transaction transaction(m->db);
    Statement stored(m->db, "SELECT 1 FROM final WHERE run = ? AND evaluation = ?");
    stored.bind(run).bind(record.result.id);
    if (stored.step())
        throw Error(fmt::format("Candidate {} of run {} of the project {} is finalised already: its scores stand.", record.result.id, run, file().string()));
    insertFinal(m->db, run, record);
    for (const search::FinalScore which : search::kFinalScores)
        insertScore(m->db, run, record, which);
    transaction.commit();
}

std::vector<search::Finalised> Project::finals(std::int64_t run) const
{
    std::vector<search::Finalised> all;
    const std::int64_t version = m->db.integer("PRAGMA user_version"); // older than ours where a project is only read
    if (version < kFinalSince)
        return all;
    Statement select(m->db,
        fmt::format("SELECT evaluation, reason, calibration_images, seconds, score, classes, confusion, {} FROM final JOIN final_score "
                    "USING(run, evaluation) WHERE run = ? ORDER BY final.rowid",
            version >= kTuningSince ? "tuning, tuning_steps, int8_before, int8_after" : "'off', 0, 0.0, 0.0"));
    select.bind(run);
    while (select.step()) {
        const int id = select.smallInteger(0);
        if (all.empty() || all.back().id != id)
            all.push_back({ id, reasonFromName(select.text(1), m->db), {}, select.smallInteger(2), select.real(3), readTuning(select, 7, m->db) });
        all.back().scores[scoreIndex(select.text(4), m->db)] = readMatrix(select, 5, 6, m->db);
    }
    return all;
}

FinalRecord Project::finalRecord(std::int64_t run, int evaluation) const
{
    const auto all = finals(run);
    const auto found = std::find_if(all.begin(), all.end(), [evaluation](const auto& one) { return one.id == evaluation; });
    if (found == all.end())
        throw Error(fmt::format("Candidate {} of run {} of the project {} is not finalised: \"danas finalise {} --run {} --candidates {}\" does that.",
            evaluation, run, file().string(), file().string(), run, evaluation));
    FinalRecord record;
    record.result = *found;
    Statement scores(m->db, "SELECT score, predictions FROM final_score WHERE run = ? AND evaluation = ?");
    scores.bind(run).bind(evaluation);
    while (scores.step())
        record.predictions[scoreIndex(scores.text(0), m->db)] = unpackPredictions(scores.blob(1));
    const bool kept = record.result.tuning.outcome == search::QuantisationTuning::Outcome::Kept;
    Statement rest(m->db, fmt::format("SELECT ranges, weights, {} FROM final WHERE run = ? AND evaluation = ?", kept ? "int8_weights" : "x''"));
    rest.bind(run).bind(evaluation).step();
    record.ranges = unpackRanges(rest.blob(0));
    auto weights = unpackWeights(rest.blob(1));
    if (kept)
        record.tuned = unpackWeights(rest.blob(2));
    if (!weights || record.tuned.has_value() != kept)
        m->db.fail(SQLITE_CORRUPT);
    record.weights = std::move(*weights);
    return record;
}

} // namespace danas::store
