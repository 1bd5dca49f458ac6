// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/experiment_runner.h"
#include "search/observer.h"

#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace danas::ui {

/// What happened since the last turn of the timer, in order.
struct RunBatch {
    struct Scored {
        search::Evaluation evaluation;
        bool onFront = false;
        std::vector<int> evicted;
    };
    std::vector<Scored> evaluations;
    std::vector<search::CurvePoint> curve;
    std::vector<search::Finalised> finals;
    std::vector<search::FrontPoint> front;
    std::vector<std::string> messages;
    std::optional<search::Progress> progress; ///< the last one

    [[nodiscard]] bool empty() const;
};

/// How far an experiment is, and what it does now.
struct ExperimentStatus {
    std::int64_t id = 0; ///< 0 until it has its place in the project
    std::string name;
    compare::ExperimentProgress progress;
    std::string doing; ///< "data-aware, 64 KiB RAM, 256 KiB flash, seed 1"
};

/// The engine's side writes, the window's timer takes. One per start: what a forgotten one still reports has nowhere to go.
class RunMailbox final : public compare::ExperimentObserver {
public:
    /// News of one run.
    struct News {
        std::int64_t runId = 0; ///< 0: not opened just now
        std::shared_ptr<const data::Dataset> dataset;
        std::shared_ptr<const data::SampleSource> cache;
        RunBatch batch;
        std::optional<search::RunReport> ended;
    };
    /// Of one run at a time, with at most some hundred evaluations of it; its end comes with the last of them.
    [[nodiscard]] News take();
    [[nodiscard]] std::optional<ExperimentStatus> takeStatus(); ///< nothing if it is as before
    [[nodiscard]] std::optional<compare::ExperimentReport> takeReport(); ///< once nothing else is left
    void expect(const compare::ExperimentSpec& spec); ///< an experiment, before it starts

    void runOpened(std::int64_t runId) override;
    void dataReady(std::shared_ptr<const data::Dataset> dataset, std::shared_ptr<const data::SampleSource> cache) override;
    void progress(const search::Progress& progress) override;
    void curve(const search::CurvePoint& point) override;
    void evaluated(const search::Evaluation& evaluation, const std::vector<int>& evicted, bool onFront) override;
    void finalised(const search::Finalised& one) override;
    void front(const search::FrontPoint& point) override;
    void message(const std::string& text) override;
    void finished(const search::RunReport& report) override;

    void opened(std::int64_t experiment, const compare::ExperimentProgress& progress) override;
    void measuring(const compare::ExperimentArm& arm) override;
    void runBegins(const compare::PlannedRun& run, std::int64_t id, const compare::ExperimentProgress& progress) override;
    void overall(const compare::ExperimentProgress& progress) override;
    void experimentFinished(const compare::ExperimentReport& report) override;

private:
    [[nodiscard]] News& present(); ///< of the run that is under way

    std::mutex m_mutex;
    std::deque<News> m_runs; ///< those that ended and have not been taken, then the present one
    compare::ExperimentSpec m_spec;
    ExperimentStatus m_status;
    bool m_statusChanged = false;
    std::optional<compare::ExperimentReport> m_report;
};

} // namespace danas::ui
