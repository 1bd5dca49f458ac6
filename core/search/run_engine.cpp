// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/run_engine.h"

#include "base/log.h"
#include "search/sitting.h"
#include "store/store_error.h"

#include <fmt/format.h>

#include <new>

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

/// Runs to whatever end and says which; an Error's text is for the person already.
RunReport outcome(Sitting& sitting)
{
    RunReport report;
    report.end = RunEnd::Failed;
    try {
        carryThrough(sitting);
        report.end = RunEnd::Done;
    } catch (const Stopped&) {
        report.end = RunEnd::Stopped;
    } catch (const store::StoreError& error) {
        report.error = error.what();
        report.badInput = true;
    } catch (const Error& error) {
        report.error = error.what();
        report.badInput = sitting.phase() == Phase::Prepare;
    } catch (const std::bad_alloc&) {
        report.error = "The memory is used up: choose smaller resolutions, a smaller batch or part of the data, or close other programs, then resume.";
    } catch (const std::exception& error) {
        report.error = fmt::format("The run broke off in its {} phase ({}): resume it; if it happens again, report it with the log.",
            phaseName(sitting.phase()), error.what());
    }
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
