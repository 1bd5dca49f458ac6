// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/observer.h"
#include "store/project.h"

#include <QTest>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace danas::test {

/// Notes all that the engine reports, checks the contract of RunObserver, and lets the test act at chosen moments.
class Witness : public search::RunObserver {
public:
    explicit Witness(std::filesystem::path file)
        : m_file(std::move(file))
    {
    }
    std::function<void(const search::Progress&)> onProgress;
    std::function<void(const search::Evaluation&)> onEvaluated;

    std::int64_t run = 0;
    std::vector<search::Evaluation> evaluated_;
    std::vector<search::Finalised> finalised_;
    std::vector<search::FrontPoint> frontPoints;
    std::vector<int> curveSteps;
    std::vector<search::Phase> phases;
    std::vector<search::RunReport> reports;
    std::string messages;

    void runOpened(std::int64_t id) override { run = id; }
    void progress(const search::Progress& progress) override
    {
        QVERIFY(progress.done <= progress.total);
        if (phases.empty() || phases.back() != progress.phase)
            phases.push_back(progress.phase);
        if (onProgress)
            onProgress(progress);
    }
    void curve(const search::CurvePoint& point) override { curveSteps.push_back(point.step); }
    void evaluated(const search::Evaluation& evaluation, const std::vector<int>&, bool) override
    {
        QVERIFY(reports.empty());
        QCOMPARE(evaluation.id, static_cast<int>(evaluated_.size()));
        // Committed before it is shown: another connection sees it, predictions and all.
        const store::Project project(m_file, store::Project::Mode::ReadOnly);
        QCOMPARE(project.predictions(run, evaluation.id).size(), static_cast<std::size_t>(evaluation.confusion.total()));
        evaluated_.push_back(evaluation);
        if (onEvaluated)
            onEvaluated(evaluation);
    }
    void finalised(const search::Finalised& one) override
    {
        QVERIFY(reports.empty());
        const store::Project project(m_file, store::Project::Mode::ReadOnly);
        QVERIFY(project.finalRecord(run, one.id).result == one);
        finalised_.push_back(one);
    }
    void front(const search::FrontPoint& point) override { frontPoints.push_back(point); }
    void message(const std::string& text) override { messages += text + '\n'; }
    void finished(const search::RunReport& report) override { reports.push_back(report); }

private:
    std::filesystem::path m_file;
};

} // namespace danas::test
