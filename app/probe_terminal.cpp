// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe_terminal.h"

#include "base/log.h"
#include "base/units.h"
#include "compare/fidelity_result.h"

#include <fmt/format.h>

namespace danas::app {
namespace {

constexpr auto kLineEvery = std::chrono::seconds(5);

} // namespace

bool ProbeTerminal::due()
{
    const auto now = std::chrono::steady_clock::now();
    if (now - m_told < kLineEvery)
        return false;
    m_told = now;
    return true;
}

void ProbeTerminal::opened(const store::ProbePlan& plan)
{
    m_plan = plan;
    log().info("{}.", compare::planText(plan));
}

void ProbeTerminal::reading(std::int64_t files, std::int64_t of)
{
    if (due())
        log().info("reading the data {}/{}", files, of);
}

void ProbeTerminal::scoring(std::size_t candidates, std::size_t of)
{
    if (due())
        log().info("scoring with the supernet {}/{}", candidates, of);
}

void ProbeTerminal::progress(const compare::ProbeProgress& progress)
{
    if (progress.done == progress.total || !due())
        return;
    const std::string left = progress.secondsLeft >= 0.0 ? fmt::format(", about {} left", formatDuration(progress.secondsLeft)) : "";
    log().info("training alone {}/{}, next one {:.0f} %{}", progress.done, progress.total, 100.0 * progress.part, left);
}

void ProbeTerminal::probed(const store::Probe& probe)
{
    log().info("{}  {}: accuracy {} with the supernet, {} alone, {}", m_space.dataConfig(probe.genes).label(), m_space.architectureLabel(probe.genes),
        formatPercent(probe.shared.accuracy()), formatPercent(probe.alone.accuracy()), formatDuration(probe.seconds));
}

void ProbeTerminal::message(const std::string& text)
{
    log().info("{}", text);
}

void ProbeTerminal::finished(const compare::ProbeReport& report)
{
    if (report.end != search::RunEnd::Failed)
        log().info("{} after {}: {} of {} candidates done.", report.end == search::RunEnd::Done ? "Done" : "Stopped, all is saved,",
            formatDuration(report.seconds), report.done, report.total);
}

} // namespace danas::app
