// SPDX-License-Identifier: GPL-3.0-or-later
#include "experiment_terminal.h"

#include "base/log.h"
#include "base/units.h"

#include <fmt/format.h>

namespace danas::app {
namespace {

constexpr auto kOverallEvery = std::chrono::seconds(60);

std::string overallText(const compare::ExperimentProgress& progress)
{
    const std::string left = progress.secondsLeft >= 0.0 ? fmt::format(", about {} left", formatDuration(progress.secondsLeft)) : "";
    return fmt::format("{} of {} runs done{}", progress.done, progress.total, left);
}

} // namespace

void ExperimentTerminal::opened(std::int64_t experiment, const compare::ExperimentProgress& progress)
{
    m_experiment = experiment;
    log().info("Experiment: {}.", overallText(progress));
}

void ExperimentTerminal::measuring(const compare::ExperimentArm& arm)
{
    log().info("Measuring a training step of {}.", arm.name());
}

void ExperimentTerminal::runBegins(const compare::PlannedRun& run, std::int64_t id, const compare::ExperimentProgress& progress)
{
    m_told = std::chrono::steady_clock::now();
    log().info("{}. Run {}: {}.", overallText(progress), id, run.spec.name);
    m_run.emplace(run.spec.space);
}

void ExperimentTerminal::overall(const compare::ExperimentProgress& progress)
{
    const auto now = std::chrono::steady_clock::now();
    if (now - m_told < kOverallEvery)
        return;
    m_told = now;
    m_run->message(fmt::format("Experiment: {}.", overallText(progress)));
}

void ExperimentTerminal::experimentFinished(const compare::ExperimentReport& report)
{
    m_run.reset();
    if (report.end != search::RunEnd::Failed)
        log().info("{} after {}: {} of {} runs done.", report.end == search::RunEnd::Done ? "Experiment done" : "Stopped, all is saved,",
            formatDuration(report.seconds), report.done, report.total);
}

void ExperimentTerminal::progress(const search::Progress& progress)
{
    m_run->progress(progress);
}

void ExperimentTerminal::evaluated(const search::Evaluation& evaluation, const std::vector<int>& evicted, bool onFront)
{
    m_run->evaluated(evaluation, evicted, onFront);
}

void ExperimentTerminal::front(const search::FrontPoint& point)
{
    m_run->front(point);
}

void ExperimentTerminal::message(const std::string& text)
{
    if (m_run)
        m_run->message(text);
    else
        log().info("{}", text);
}

void ExperimentTerminal::finished(const search::RunReport& report)
{
    m_run->finished(report);
}

} // namespace danas::app
