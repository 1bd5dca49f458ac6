// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/run_engine.h"

#include "base/log.h"
#include "search/ending.h"
#include "search/sitting.h"

#include <fmt/format.h>

namespace danas::search {
namespace {

void carryThrough(Sitting& sitting)
{
    sitting.open();
    if (sitting.nothingToDo()) {
        sitting.reportDone();
        return;
    }
    sitting.prepare();
    sitting.trainSupernet();
    sitting.search();
    sitting.finalise();
    sitting.close(store::RunState::Done, {});
}

RunReport outcome(Sitting& sitting)
{
    const Ending ending = endOf([&sitting] { carryThrough(sitting); },
        "choose smaller resolutions, a smaller batch or part of the data, or close other programs, then resume", [&sitting](std::string_view what) {
            return fmt::format("The run broke off in its {} phase ({}): resume it; if it happens again, report it with the log.", phaseName(sitting.phase()), what);
        });
    RunReport report;
    report.end = ending.end;
    report.error = ending.error;
    report.badInput = ending.cause == Ending::Cause::Project || (ending.cause == Ending::Cause::Refusal && sitting.phase() == Phase::Prepare);
    return report;
}

/// The last word in the project. If that cannot be written (a full disk), the run stays marked as running by nobody, which
/// is resumed just like a killed one.
void noteEnd(Sitting& sitting, RunReport& report)
{
    if (report.end == RunEnd::Done)
        return;
    try {
        sitting.close(report.end == RunEnd::Stopped ? store::RunState::Stopped : store::RunState::Failed, report.error);
    } catch (const std::exception& error) {
        log().warn("{}", error.what());
        if (report.end == RunEnd::Stopped) {
            report.end = RunEnd::Failed;
            report.error = error.what();
            report.badInput = true;
        }
    }
}

} // namespace

RunReport executeRun(const RunRequest& request, const EvaluatorFactory& factory, RunObserver& observer, RunControl& control)
{
    const RunningClock clock(control);
    Sitting sitting(request, factory, observer, control);
    RunReport report = outcome(sitting);
    noteEnd(sitting, report);
    report.evaluations = sitting.evaluations();
    report.frontSize = sitting.frontSize();
    report.finalised = sitting.finalised();
    report.seconds = clock.seconds();
    observer.finished(report);
    return report;
}

} // namespace danas::search
