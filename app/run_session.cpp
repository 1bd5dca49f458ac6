// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_session.h"

#include "base/log.h"
#include "learn/evaluators.h"
#include "report.h"
#include "terminal_observer.h"

#include <fmt/format.h>

namespace danas::app {
namespace {

const char* endName(search::RunEnd end)
{
    return end == search::RunEnd::Done ? "done" : "stopped";
}

} // namespace

Exit carryOut(const search::RunRequest& request, RunControl& control, bool json)
{
    TerminalObserver observer(request.runId == 0 ? request.spec.space
                                                 : store::Project(request.project, store::Project::Mode::ReadOnly).run(request.runId).spec.space);
    const search::RunReport report = search::executeRun(request, learn::makeEvaluator, observer, control);
    if (report.end == search::RunEnd::Failed) {
        log().error("{}", report.error);
        return report.badInput ? Exit::BadInput : Exit::Failed;
    }
    const store::Project project(request.project, store::Project::Mode::ReadOnly);
    const RunResult run = readRun(project, observer.runId());
    if (json) {
        Json document = frontJson(project, run);
        document["end"] = endName(report.end);
        document["seconds"] = report.seconds;
        printJson(document);
    } else {
        fmt::print("{}Project: {}\n", frontText(run), project.file().string());
    }
    return report.end == search::RunEnd::Done ? Exit::Done : Exit::Stopped;
}

} // namespace danas::app
