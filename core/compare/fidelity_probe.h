// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/control.h"
#include "search/observer.h"
#include "store/project.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace danas::compare {

/// Below that there is no ranking to speak of.
inline constexpr int kFewestProbes = 3;

struct ProbeRequest {
    std::filesystem::path project;
    std::int64_t run = 0;      ///< one with a trained supernet
    int candidates = 24;       ///< fewer if the space does not hold that many
    bool withinBudget = false; ///< only such candidates; else any of the space
    search::ScratchSpec training; ///< of each candidate by itself
};

struct ProbeProgress {
    std::size_t done = 0, total = 0; ///< candidates
    double part = 0.0;               ///< of the one being trained, 0..1
    double secondsLeft = -1.0;       ///< -1 while unknown
};

struct ProbeReport {
    search::RunEnd end = search::RunEnd::Done;
    std::string error;     ///< one sentence if Failed
    bool badInput = false; ///< Failed because of what came from outside
    std::size_t done = 0, total = 0; ///< candidates, of all sittings
    double seconds = 0.0;  ///< of this sitting
};

/// How the runner reports: on its own thread, with values, each after it was committed. Implementations return quickly.
class ProbeObserver {
public:
    virtual ~ProbeObserver() = default;
    virtual void opened(const store::ProbePlan&) { }
    virtual void reading(std::int64_t /*files*/, std::int64_t /*of*/) { }
    virtual void scoring(std::size_t /*candidates*/, std::size_t /*of*/) { } ///< with the supernet
    virtual void progress(const ProbeProgress&) { }                         ///< at every training step
    virtual void probed(const store::Probe&) { }
    virtual void message(const std::string&) { }
    virtual void finished(const ProbeReport&) = 0; ///< exactly once, last
};

/// Carries a fidelity probe of a run through, on the calling thread: candidates spread over its space (a plan that the project
/// holds already is taken up again), their scores with the trained supernet, then the training of each by itself. Each probe is
/// stored as soon as it is there; those that are stored are not done again, also if they belong to another plan of equal
/// training. Holds the run's lock. Never throws: whatever happens ends in one observer.finished(report), also returned.
ProbeReport runFidelityProbe(
    const ProbeRequest& request, const search::EvaluatorFactory& factory, ProbeObserver& observer, RunControl& control);

} // namespace danas::compare
