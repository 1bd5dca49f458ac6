// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/control.h"
#include "search/observer.h"

#include <filesystem>
#include <vector>

namespace danas::search {

struct RunRequest {
    std::filesystem::path project; ///< made if it does not exist
    std::int64_t runId = 0;        ///< 0: a new run of `spec`; else resume that run of the project
    RunSpec spec;                  ///< for a new run
    double checkpointSeconds = 30.0;
    /// Candidates to finalise of a run that is done, beside those that it has finalised; nothing else of it changes.
    std::vector<int> picks {};
};

/// Carries a run through its phases, prepare data -> train supernet -> search -> finalise, on the calling thread: every evaluation is
/// committed before it is reported, a checkpoint is written at least every `checkpointSeconds` and when stopped. Never
/// throws: whatever happens ends in one observer.finished(report), also returned.
RunReport executeRun(const RunRequest& request, const EvaluatorFactory& factory, RunObserver& observer, RunControl& control);

} // namespace danas::search
