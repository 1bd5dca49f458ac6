// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/project.h"

#include <filesystem>
#include <string>

namespace danas::test {

/// All of a run that must not depend on interruptions, bit for bit: everything but timings.
inline std::string runResult(const std::filesystem::path& file, std::int64_t run)
{
    const store::Project project(file, store::Project::Mode::ReadOnly);
    Json all = Json::array();
    for (const auto& one : project.evaluations(run)) {
        Json predictions = Json::array();
        for (const auto& prediction : project.predictions(run, one.id))
            predictions.push_back({ prediction.label, prediction.probability });
        all.push_back({ one.id, one.genes, one.data.key(), cost::toJson(one.cost), one.violation, one.confusion.counts, one.origin,
            one.generation, predictions });
    }
    for (const auto& one : project.finals(run)) {
        const auto record = project.finalRecord(run, one.id);
        Json numbers = Json::array();
        for (const auto& predictions : record.predictions) {
            for (const auto& prediction : predictions)
                numbers.push_back({ prediction.label, prediction.probability });
        }
        for (const auto& range : record.ranges)
            numbers.push_back({ range.low, range.high });
        for (const auto* weights : { &record.weights, &record.int8Weights() }) {
            for (const auto& op : weights->ops)
                numbers.push_back({ op.weights, op.biases });
        }
        Json scores = Json::array();
        for (const auto& score : one.scores)
            scores.push_back(score.counts);
        all.push_back({ one.id, search::finalReasonName(one.reason), one.calibrationImages, search::tuningText(one.tuning), scores, numbers });
    }
    for (const auto& point : project.curve(run))
        all.push_back({ point.step, point.teacherLoss, point.studentLoss, point.learningRate, point.accuracy });
    return all.dump();
}

} // namespace danas::test
