// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/schema.h"

#include "store/project.h"

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <system_error>

namespace danas::store {
namespace {

/// What every version since 1 has and every reader needs.
constexpr const char* kVersion1 = R"sql(
CREATE TABLE setting(
    key TEXT NOT NULL PRIMARY KEY,              -- draft: the spec being edited; view: where the window stood
    value TEXT NOT NULL                         -- JSON
) WITHOUT ROWID;
CREATE TABLE run(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    created TEXT NOT NULL,                      -- ISO 8601, UTC
    state TEXT NOT NULL,                        -- running, stopped, done, failed
    error TEXT NOT NULL DEFAULT '',
    spec TEXT NOT NULL,                         -- JSON
    classes TEXT NOT NULL DEFAULT '[]',         -- JSON
    fingerprint TEXT NOT NULL DEFAULT '0',      -- of the dataset, 64 bit, decimal
    environment TEXT NOT NULL DEFAULT ''
);
CREATE TABLE evaluation(
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    id INTEGER NOT NULL,                        -- 0, 1, 2, ... in its run
    genes BLOB NOT NULL,                        -- one byte per parameter of the spec's space
    resolution INTEGER NOT NULL,
    colour TEXT NOT NULL,
    macs INTEGER NOT NULL,
    parameters INTEGER NOT NULL,
    flash INTEGER NOT NULL,                     -- bytes
    ram INTEGER NOT NULL,                       -- bytes
    violation REAL NOT NULL,
    classes INTEGER NOT NULL,
    confusion BLOB NOT NULL,                    -- classes x classes, 32 bit, little endian, row = truth
    origin TEXT NOT NULL,
    generation INTEGER NOT NULL,
    seconds REAL NOT NULL,
    at REAL NOT NULL,
    PRIMARY KEY(run, id)
) WITHOUT ROWID;
CREATE TABLE prediction(
    run INTEGER NOT NULL,
    evaluation INTEGER NOT NULL,
    data BLOB NOT NULL,                         -- per validation sample: label, probability
    PRIMARY KEY(run, evaluation),
    FOREIGN KEY(run, evaluation) REFERENCES evaluation(run, id) ON DELETE CASCADE
);
CREATE TABLE curve(
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    step INTEGER NOT NULL,
    teacher_loss REAL NOT NULL,
    student_loss REAL NOT NULL,
    learning_rate REAL NOT NULL,
    accuracy REAL NOT NULL,
    PRIMARY KEY(run, step)
) WITHOUT ROWID;
CREATE TABLE checkpoint(
    run INTEGER PRIMARY KEY REFERENCES run(id) ON DELETE CASCADE,
    phase TEXT NOT NULL,
    step INTEGER NOT NULL,
    finished INTEGER NOT NULL,
    state BLOB NOT NULL
);
)sql";

/// Time and energy of one inference, for runs with a target.
constexpr const char* kVersion2 = R"sql(
ALTER TABLE evaluation ADD COLUMN latency REAL; -- ms; NULL: not known
ALTER TABLE evaluation ADD COLUMN energy REAL;  -- uJ; NULL: not known
)sql";

/// How long the phases before the search took.
constexpr const char* kVersion3 = R"sql(
CREATE TABLE phase_time(
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    phase TEXT NOT NULL,
    seconds REAL NOT NULL,
    PRIMARY KEY(run, phase)
) WITHOUT ROWID;
)sql";

/// Finalised candidates: rows are only ever added. Numbers in blobs: store/blobs.h.
constexpr const char* kVersion4 = R"sql(
CREATE TABLE final(
    run INTEGER NOT NULL,
    evaluation INTEGER NOT NULL,
    reason TEXT NOT NULL,                       -- best, knee, frugal, spread, picked
    calibration_images INTEGER NOT NULL,        -- training pictures that int8 was calibrated with
    seconds REAL NOT NULL,
    ranges BLOB NOT NULL,                       -- least and greatest of each tensor, 32 bit floats
    weights BLOB NOT NULL,                      -- per operator: count, weights, count, biases
    PRIMARY KEY(run, evaluation),
    FOREIGN KEY(run, evaluation) REFERENCES evaluation(run, id) ON DELETE CASCADE
);
CREATE TABLE final_score(
    run INTEGER NOT NULL,
    evaluation INTEGER NOT NULL,
    score TEXT NOT NULL,                        -- float_validation, int8_validation, float_test, int8_test
    classes INTEGER NOT NULL,
    confusion BLOB NOT NULL,                    -- as in evaluation
    predictions BLOB NOT NULL,                  -- per sample of the split: label, probability
    PRIMARY KEY(run, evaluation, score),
    FOREIGN KEY(run, evaluation) REFERENCES final(run, evaluation) ON DELETE CASCADE
);
)sql";

/// Trainings that runs share, experiments, and what candidates of a run score when they are trained by themselves.
constexpr const char* kVersion5 = R"sql(
CREATE TABLE trained_by(
    run INTEGER PRIMARY KEY REFERENCES run(id) ON DELETE CASCADE,
    source INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE -- whose checkpoint holds the run's supernet
);
CREATE TABLE experiment(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    created TEXT NOT NULL,                      -- ISO 8601, UTC
    spec TEXT NOT NULL,                         -- JSON
    measured TEXT NOT NULL DEFAULT 'null'       -- JSON: what was measured of this machine before the first run
);
CREATE TABLE experiment_run(
    experiment INTEGER NOT NULL REFERENCES experiment(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,                  -- 0, 1, 2, ... in the experiment's plan
    run INTEGER NOT NULL UNIQUE REFERENCES run(id) ON DELETE CASCADE,
    PRIMARY KEY(experiment, position)
) WITHOUT ROWID;
CREATE TABLE probe(
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    steps INTEGER NOT NULL,                     -- of the training by itself
    genes BLOB NOT NULL,                        -- as in evaluation
    classes INTEGER NOT NULL,
    shared BLOB NOT NULL,                       -- confusion on validation with the supernet's weights, as in evaluation
    alone BLOB NOT NULL,                        -- likewise, trained by itself
    seconds REAL NOT NULL,                      -- of training and scoring by itself
    PRIMARY KEY(run, steps, genes)
) WITHOUT ROWID;
)sql";

/// What candidates were trained with by themselves is more than a number of steps, and which of them belong together is part of a
/// probe. No version of schema 5 wrote a probe.
constexpr const char* kVersion6 = R"sql(
DROP TABLE probe;
CREATE TABLE probe_plan(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    steps INTEGER NOT NULL,                     -- of the training by itself; batch and rate likewise
    batch INTEGER NOT NULL,
    learning_rate REAL NOT NULL,
    within_budget INTEGER NOT NULL,             -- 1: only candidates within the run's budget were to be chosen
    genes BLOB NOT NULL,                        -- of all candidates, one after another
    UNIQUE(run, steps, batch, learning_rate, within_budget, genes)
);
CREATE TABLE probe(
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    steps INTEGER NOT NULL,                     -- as in probe_plan
    batch INTEGER NOT NULL,
    learning_rate REAL NOT NULL,
    genes BLOB NOT NULL,                        -- as in evaluation
    classes INTEGER NOT NULL,
    shared BLOB NOT NULL,                       -- confusion on validation with the supernet's weights, as in evaluation
    alone BLOB NOT NULL,                        -- likewise, trained by itself
    seconds REAL NOT NULL,                      -- of training and scoring by itself
    PRIMARY KEY(run, steps, batch, learning_rate, genes)
) WITHOUT ROWID;
)sql";

/// Data configurations of any modality, by DataConfig::key().
constexpr const char* kVersion7 = R"sql(
ALTER TABLE evaluation ADD COLUMN data TEXT NOT NULL DEFAULT ''; -- "96-rgb", "16000-mfcc-400-..."
UPDATE evaluation SET data = resolution || '-' || colour;
ALTER TABLE evaluation DROP COLUMN resolution;
ALTER TABLE evaluation DROP COLUMN colour;
)sql";

/// A fine-tune with int8 simulated, of finalised candidates.
constexpr const char* kVersion8 = R"sql(
ALTER TABLE final ADD COLUMN tuning TEXT NOT NULL DEFAULT 'off';      -- off, not_needed, kept, discarded
ALTER TABLE final ADD COLUMN tuning_steps INTEGER NOT NULL DEFAULT 0;
ALTER TABLE final ADD COLUMN int8_before REAL NOT NULL DEFAULT 0;     -- accuracy on validation, where tuned
ALTER TABLE final ADD COLUMN int8_after REAL NOT NULL DEFAULT 0;
ALTER TABLE final ADD COLUMN int8_weights BLOB NOT NULL DEFAULT x'';   -- as weights, of what int8 is made; empty unless kept
)sql";

/// ladder[v] takes a project of schema v to v + 1; schema 0 is a blank file. A new schema adds a rung at the end and a real
/// file of its predecessor to tests/data.
constexpr std::array<const char*, kSchemaVersion> kLadder { kVersion1, kVersion2, kVersion3, kVersion4, kVersion5, kVersion6, kVersion7,
    kVersion8 };

void climb(Database& database, std::int64_t from)
{
    for (auto version = from; version < kSchemaVersion; ++version)
        database.execute(kLadder[static_cast<std::size_t>(version)]);
    database.execute(fmt::format("PRAGMA user_version = {}", kSchemaVersion).c_str());
}

std::uint32_t bigEndian(const std::array<char, 100>& header, std::size_t at, std::size_t bytes)
{
    std::uint32_t value = 0;
    for (std::size_t i = at; i < at + bytes; ++i)
        value = value << 8U | static_cast<unsigned char>(header[i]);
    return value;
}

/// The header knows how many pages the file must have (https://www.sqlite.org/fileformat2.html, 1.3.7). Not to be held
/// against a file with a write-ahead log beside it: a checkpoint may have been interrupted, and the log completes it.
void requireWholeFile(const Database& database)
{
    std::error_code unknown;
    auto log = database.file();
    log += "-wal";
    if (std::filesystem::file_size(log, unknown) > 0 && !unknown)
        return;
    std::array<char, 100> header {};
    std::ifstream file(database.file(), std::ios::binary);
    if (!file.read(header.data(), header.size()))
        database.fail(std::filesystem::file_size(database.file(), unknown) == 0 && !unknown ? SQLITE_NOTADB : SQLITE_CORRUPT);
    const std::uint32_t stored = bigEndian(header, 16, 2);
    const std::uint64_t pageSize = stored == 1 ? 65536 : stored;
    const bool countIsValid = bigEndian(header, 24, 4) == bigEndian(header, 92, 4);
    if (countIsValid && std::filesystem::file_size(database.file(), unknown) < pageSize * bigEndian(header, 28, 4))
        database.fail(SQLITE_CORRUPT);
}

[[noreturn]] void refuseNewer(const Database& database, std::int64_t version, const char* what)
{
    throw StoreError(fmt::format("The project {} has schema {}, made by a newer DANAS Studio; this one (schema {}) cannot {} it: "
                                 "update DANAS Studio.",
        database.file().string(), version, kSchemaVersion, what));
}

} // namespace

bool isBlank(Database& database)
{
    return database.integer("SELECT count(*) FROM sqlite_schema") == 0 && database.integer("PRAGMA user_version") == 0;
}

void createSchema(Database& database)
{
    database.execute("PRAGMA journal_mode = WAL");
    Transaction transaction(database);
    if (!isBlank(database)) // another process was faster
        return;
    database.execute(fmt::format("PRAGMA application_id = {}", kApplicationId).c_str());
    climb(database, 0);
    transaction.commit();
}

void requireProject(Database& database)
{
    const std::int64_t application = database.integer("PRAGMA application_id"); // NOTADB comes from here
    if (application == kApplicationId)
        requireWholeFile(database);
    else
        database.fail(SQLITE_NOTADB);
}

void migrate(Database& database)
{
    const std::int64_t version = database.integer("PRAGMA user_version");
    if (version > kSchemaVersion)
        refuseNewer(database, version, "change");
    if (version == kSchemaVersion)
        return;
    Transaction transaction(database);
    climb(database, database.integer("PRAGMA user_version"));
    transaction.commit();
}

void requireReadable(Database& database)
{
    const std::int64_t version = database.integer("PRAGMA user_version");
    if (version <= kSchemaVersion)
        return;
    static constexpr std::array reads {
        "SELECT key, value FROM setting",
        "SELECT id, name, created, state, error, spec, classes, fingerprint, environment FROM run",
        "SELECT run, id, genes, data, macs, parameters, flash, ram, violation, classes, confusion, origin, "
        "generation, seconds, at, latency, energy FROM evaluation",
        "SELECT run, evaluation, data FROM prediction",
        "SELECT run, step, teacher_loss, student_loss, learning_rate, accuracy FROM curve",
        "SELECT run, phase, step, finished, state FROM checkpoint",
        "SELECT run, phase, seconds FROM phase_time",
        "SELECT run, evaluation, reason, calibration_images, seconds, ranges, weights, tuning, tuning_steps, int8_before, int8_after, "
        "int8_weights FROM final",
        "SELECT run, evaluation, score, classes, confusion, predictions FROM final_score",
        "SELECT run, source FROM trained_by",
        "SELECT id, name, created, spec, measured FROM experiment",
        "SELECT experiment, position, run FROM experiment_run",
        "SELECT id, run, steps, batch, learning_rate, within_budget, genes FROM probe_plan",
        "SELECT run, steps, batch, learning_rate, genes, classes, shared, alone, seconds FROM probe",
    };
    for (const char* sql : reads) {
        sqlite3_stmt* prepared = nullptr;
        const int code = sqlite3_prepare_v2(database.handle(), sql, -1, &prepared, nullptr);
        sqlite3_finalize(prepared);
        if (code != SQLITE_OK)
            refuseNewer(database, version, "read");
    }
}

} // namespace danas::store
