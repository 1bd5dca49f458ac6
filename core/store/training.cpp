// SPDX-License-Identifier: GPL-3.0-or-later
// What training leaves in the project: curves, times and checkpoints.
#include "store/project_impl.h"

namespace danas::store {

void Project::addCurvePoint(std::int64_t run, const search::CurvePoint& point)
{
    Statement(m->db, "INSERT OR REPLACE INTO curve(run, step, teacher_loss, student_loss, learning_rate, accuracy) VALUES(?, ?, ?, ?, ?, ?)")
        .bind(run)
        .bind(point.step)
        .bind(point.teacherLoss)
        .bind(point.studentLoss)
        .bind(point.learningRate)
        .bind(point.accuracy)
        .run();
}

std::vector<search::CurvePoint> Project::curve(std::int64_t run) const
{
    std::vector<search::CurvePoint> points;
    Statement select(m->db, "SELECT step, teacher_loss, student_loss, learning_rate, accuracy FROM curve WHERE run = ? ORDER BY step");
    select.bind(run);
    while (select.step())
        points.push_back({ select.smallInteger(0), select.real(1), select.real(2), select.real(3), select.real(4) });
    return points;
}

void Project::setPhaseSeconds(std::int64_t run, search::Phase phase, double seconds)
{
    Statement(m->db, "INSERT OR REPLACE INTO phase_time(run, phase, seconds) VALUES(?, ?, ?)")
        .bind(run)
        .bind(search::phaseName(phase))
        .bind(seconds)
        .run();
}

std::map<search::Phase, double> Project::phaseSeconds(std::int64_t run) const
{
    std::map<search::Phase, double> times;
    if (m->db.integer("PRAGMA user_version") < 3) // an old project that is only read
        return times;
    Statement select(m->db, "SELECT phase, seconds FROM phase_time WHERE run = ?");
    select.bind(run);
    while (select.step()) {
        const std::string name = select.text(0);
        for (const search::Phase phase : search::kPhases) {
            if (search::phaseName(phase) == name)
                times[phase] = select.real(1);
        }
    }
    return times;
}

void Project::saveCheckpoint(std::int64_t run, const Checkpoint& checkpoint)
{
    Statement(m->db, "INSERT OR REPLACE INTO checkpoint(run, phase, step, finished, state) VALUES(?, ?, ?, ?, ?)")
        .bind(run)
        .bind(search::phaseName(checkpoint.phase))
        .bind(checkpoint.step)
        .bind(checkpoint.finished ? 1 : 0)
        .bind(std::span<const std::uint8_t>(checkpoint.state))
        .run();
}

std::optional<Checkpoint> Project::checkpoint(std::int64_t run) const
{
    Statement select(m->db, "SELECT phase, step, finished, state FROM checkpoint WHERE run = ?");
    select.bind(run);
    if (!select.step())
        return std::nullopt;
    const std::string name = select.text(0);
    for (const search::Phase phase : search::kPhases) {
        if (search::phaseName(phase) == name)
            return Checkpoint { phase, select.smallInteger(1), select.integer(2) != 0, select.blob(3) };
    }
    m->db.fail(SQLITE_CORRUPT);
}

} // namespace danas::store
