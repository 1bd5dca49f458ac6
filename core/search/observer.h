// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/evaluation.h"
#include "search/evaluator.h"
#include "search/finalised.h"

#include <memory>
#include <string>
#include <vector>

namespace danas::search {

enum class Phase : std::uint8_t { Prepare, Supernet, Search, Finalise };
inline constexpr std::array kPhases { Phase::Prepare, Phase::Supernet, Phase::Search, Phase::Finalise };
[[nodiscard]] std::string_view phaseName(Phase phase); ///< "prepare", "supernet", "search", "finalise"

struct Progress {
    Phase phase = Phase::Prepare;
    std::int64_t done = 0, total = 0; ///< files, steps, candidates or finalists
    double perSecond = 0.0;           ///< recent rate, 0 while unknown
    double secondsLeft = -1.0;        ///< of this phase, from the recent rate; -1 while unknown
    double secondsLeftSpread = 0.0;   ///< half width of its uncertainty
    double part = 0.0;                ///< of the next one that is done, 0..1: a candidate that is being trained by itself
};

struct FrontPoint {
    int evaluations = 0; ///< after so many
    double at = 0.0;     ///< seconds, as Evaluation::at
    double hypervolume = 0.0;
};

enum class RunEnd : std::uint8_t { Done, Stopped, Failed };
struct RunReport {
    RunEnd end = RunEnd::Done;
    std::string error; ///< one sentence if Failed
    /// Failed because of what came from outside (dataset, budget, project file, disk), not in the work itself.
    bool badInput = false;
    int evaluations = 0;
    int frontSize = 0;
    int finalised = 0;
    double seconds = 0.0; ///< of this sitting
};

/// How the engine reports: on its own thread, with values, each after it was committed to the store. Implementations return
/// quickly. `finished` is called exactly once, last.
class RunObserver {
public:
    virtual ~RunObserver() = default;
    virtual void runOpened(std::int64_t /*runId*/) { }
    /// After preparation: what the run works on (shared, immutable).
    virtual void dataReady(std::shared_ptr<const data::Dataset>, std::shared_ptr<const data::SampleSource>) { }
    virtual void progress(const Progress&) { }
    virtual void curve(const CurvePoint&) { }
    /// `delta` says what changed on the front. Also called for the stored ones of a resumed run, in order, before new ones.
    virtual void evaluated(const Evaluation&, const std::vector<int>& /*evicted*/, bool /*onFront*/) { }
    virtual void front(const FrontPoint&) { }
    /// Likewise for each finalised candidate; those of earlier sittings first.
    virtual void finalised(const Finalised&) { }
    virtual void message(const std::string&) { }
    virtual void finished(const RunReport&) = 0;
};

} // namespace danas::search
