// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/experiment_runner.h"
#include "terminal_observer.h"

#include <chrono>
#include <optional>

namespace danas::app {

/// Shows an experiment on standard error: each of its runs as TerminalObserver does, and how far the whole is.
class ExperimentTerminal : public compare::ExperimentObserver {
public:
    [[nodiscard]] std::int64_t experiment() const { return m_experiment; }

    void opened(std::int64_t experiment, const compare::ExperimentProgress& progress) override;
    void measuring(const compare::ExperimentArm& arm) override;
    void runBegins(const compare::PlannedRun& run, std::int64_t id, const compare::ExperimentProgress& progress) override;
    void overall(const compare::ExperimentProgress& progress) override;
    void experimentFinished(const compare::ExperimentReport& report) override;

    void progress(const search::Progress& progress) override;
    void evaluated(const search::Evaluation& evaluation, const std::vector<int>& evicted, bool onFront) override;
    void front(const search::FrontPoint& point) override;
    void message(const std::string& text) override;
    void finished(const search::RunReport& report) override;

private:
    std::int64_t m_experiment = 0;
    std::optional<TerminalObserver> m_run; ///< of the run in hand
    std::chrono::steady_clock::time_point m_told {};
};

} // namespace danas::app
