// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/control.h"
#include "compare/experiment.h"
#include "search/observer.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace danas::compare {

struct ExperimentRequest {
    std::filesystem::path project; ///< made if it does not exist
    ExperimentSpec spec;           ///< goes on where the project holds an equal one of its name
    double checkpointSeconds = 30.0;
};

struct ExperimentProgress {
    std::size_t done = 0, total = 0; ///< runs
    double secondsLeft = -1.0;       ///< of all; -1 while unknown
};

struct ExperimentReport {
    search::RunEnd end = search::RunEnd::Done;
    std::string error;     ///< one sentence if Failed
    bool badInput = false; ///< Failed because of what came from outside
    std::size_t done = 0, failed = 0, total = 0; ///< runs, of all sittings
    double seconds = 0.0;  ///< of this sitting
};

/// How the runner reports, beside what the run itself reports to the same observer: between `runBegins` and the run's own
/// `finished` all calls of RunObserver are of that run. On the runner's thread, with values.
class ExperimentObserver : public search::RunObserver {
public:
    /// Before anything is done: the experiment in its project, how many of its runs are done already.
    virtual void opened(std::int64_t /*experiment*/, const ExperimentProgress&) { }
    /// The time of a training step is being measured, for one arm after the other.
    virtual void measuring(const ExperimentArm&) { }
    virtual void runBegins(const PlannedRun&, std::int64_t /*run*/, const ExperimentProgress&) { }
    /// Along with every RunObserver::progress.
    virtual void overall(const ExperimentProgress&) { }
    virtual void experimentFinished(const ExperimentReport&) { }
};

/// Carries out all runs of an experiment that are not done, one after another, on the calling thread: measures, plans, runs,
/// resumes. A run that fails (nothing fits a budget, say) is noted and the next one begun. Never throws: whatever happens
/// ends in one observer.experimentFinished(report), also returned.
ExperimentReport runExperiment(
    const ExperimentRequest& request, const search::EvaluatorFactory& factory, ExperimentObserver& observer, RunControl& control);

} // namespace danas::compare
