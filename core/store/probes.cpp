// SPDX-License-Identifier: GPL-3.0-or-later
// Probes of single candidates, and which of them belong together.
#include "store/blobs.h"
#include "store/project_impl.h"

namespace danas::store {
namespace {

/// False for an old project that is only read.
bool hasProbes(Database& db)
{
    return db.integer("PRAGMA user_version") >= 6;
}

search::ConfusionMatrix matrixAt(const Statement& row, int classes, int counts, const Database& db)
{
    search::ConfusionMatrix matrix { row.smallInteger(classes), unpackCounts(row.blob(counts)) };
    const auto side = static_cast<std::size_t>(matrix.classes);
    if (matrix.counts.size() != side * side)
        db.fail(SQLITE_CORRUPT);
    return matrix;
}

Bytes joined(const std::vector<space::Genes>& candidates)
{
    Bytes bytes;
    for (const space::Genes& genes : candidates)
        bytes.insert(bytes.end(), genes.begin(), genes.end());
    return bytes;
}

std::vector<space::Genes> candidatesAt(const Statement& row, int column, std::size_t genes, const Database& db)
{
    const Bytes bytes = row.blob(column);
    if (genes == 0 || bytes.size() % genes != 0)
        db.fail(SQLITE_CORRUPT);
    std::vector<space::Genes> candidates;
    for (auto at = bytes.begin(); at != bytes.end(); at += static_cast<std::ptrdiff_t>(genes))
        candidates.emplace_back(at, at + static_cast<std::ptrdiff_t>(genes));
    return candidates;
}

} // namespace

void Project::addProbePlan(std::int64_t run, const ProbePlan& plan)
{
    const Bytes genes = joined(plan.candidates);
    Statement(m->db, "INSERT OR IGNORE INTO probe_plan(run, steps, batch, learning_rate, within_budget, genes) VALUES(?, ?, ?, ?, ?, ?)")
        .bind(run)
        .bind(plan.training.steps)
        .bind(plan.training.batch)
        .bind(plan.training.learningRate)
        .bind(plan.withinBudget ? 1 : 0)
        .bind(std::span<const std::uint8_t>(genes))
        .run();
}

std::vector<ProbePlan> Project::probePlans(std::int64_t run) const
{
    std::vector<ProbePlan> plans;
    if (!hasProbes(m->db))
        return plans;
    const std::size_t genes = this->run(run).spec.space.parameters().size();
    Statement select(m->db, "SELECT steps, batch, learning_rate, within_budget, genes FROM probe_plan WHERE run = ? ORDER BY id");
    select.bind(run);
    while (select.step())
        plans.push_back({ { select.smallInteger(0), select.smallInteger(1), select.real(2) }, select.integer(3) != 0,
            candidatesAt(select, 4, genes, m->db) });
    return plans;
}

void Project::addProbe(std::int64_t run, const search::ScratchSpec& training, const Probe& probe)
{
    const Bytes shared = packCounts(probe.shared.counts), alone = packCounts(probe.alone.counts);
    Statement(m->db,
        "INSERT OR REPLACE INTO probe(run, steps, batch, learning_rate, genes, classes, shared, alone, seconds) "
        "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(run)
        .bind(training.steps)
        .bind(training.batch)
        .bind(training.learningRate)
        .bind(std::span<const std::uint8_t>(probe.genes))
        .bind(probe.alone.classes)
        .bind(std::span<const std::uint8_t>(shared))
        .bind(std::span<const std::uint8_t>(alone))
        .bind(probe.seconds)
        .run();
}

std::vector<Probe> Project::probes(std::int64_t run, const search::ScratchSpec& training) const
{
    std::vector<Probe> all;
    if (!hasProbes(m->db))
        return all;
    Statement select(m->db,
        "SELECT genes, classes, shared, alone, seconds FROM probe WHERE run = ? AND steps = ? AND batch = ? AND learning_rate = ? "
        "ORDER BY genes");
    select.bind(run).bind(training.steps).bind(training.batch).bind(training.learningRate);
    while (select.step())
        all.push_back({ select.blob(0), matrixAt(select, 1, 2, m->db), matrixAt(select, 1, 3, m->db), select.real(4) });
    return all;
}

} // namespace danas::store
