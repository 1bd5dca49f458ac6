// SPDX-License-Identifier: GPL-3.0-or-later
#include "terminal_observer.h"

#include "base/log.h"
#include "base/units.h"
#include "report.h"

#include <fmt/format.h>

#include <cstdio>

#include <unistd.h>

namespace danas::app {
namespace {

using namespace std::chrono_literals;

constexpr auto kBarEvery = 100ms;
constexpr auto kLineEvery = 5s;
constexpr std::int64_t kBarWidth = 30;

std::string bar(std::int64_t done, std::int64_t total)
{
    const std::int64_t filled = total > 0 ? kBarWidth * done / total : 0;
    std::string text;
    for (std::int64_t i = 0; i < kBarWidth; ++i)
        text += i < filled ? "█" : "░";
    return text;
}

} // namespace

TerminalObserver::TerminalObserver(space::SearchSpace space)
    : m_space(std::move(space))
    , m_terminal(isatty(STDERR_FILENO) == 1)
{
}

void TerminalObserver::runOpened(std::int64_t runId)
{
    m_runId = runId;
    line(fmt::format("run {}", runId));
}

std::string TerminalObserver::describe(const search::Progress& progress) const
{
    std::string text = fmt::format("{}/{}", progress.done, progress.total);
    if (progress.part > 0.0)
        text += fmt::format(", next one {:.0f} %", 100.0 * progress.part);
    if (progress.perSecond >= 0.1)
        text += fmt::format(", {:.1f}/s", progress.perSecond);
    else if (progress.perSecond > 0.0)
        text += fmt::format(", {:.3g}/h", 3600.0 * progress.perSecond);
    if (progress.secondsLeft > 0.0)
        text += fmt::format(", {} left (± {})", formatDuration(progress.secondsLeft), formatDuration(progress.secondsLeftSpread));
    return text;
}

void TerminalObserver::progress(const search::Progress& progress)
{
    const auto now = std::chrono::steady_clock::now();
    const bool telling = progress.phase != m_phase || progress.done == progress.total;
    if (!telling && now - m_shown < (m_terminal ? kBarEvery : kLineEvery))
        return;
    m_phase = progress.phase;
    m_shown = now;
    if (!m_terminal) {
        line(fmt::format("{} {}", search::phaseName(progress.phase), describe(progress)));
        return;
    }
    std::string text = fmt::format("{:<8} {} {}", search::phaseName(progress.phase), bar(progress.done, progress.total), describe(progress));
    if (progress.phase == search::Phase::Search)
        text += fmt::format(", front {}", m_frontSize);
    fmt::print(stderr, "\r\033[K{}", text);
    std::fflush(stderr);
    m_barVisible = true;
}

void TerminalObserver::evaluated(const search::Evaluation& evaluation, const std::vector<int>& evicted, bool onFront)
{
    m_frontSize += (onFront ? 1 : 0) - static_cast<int>(evicted.size());
    m_last = fmt::format("evaluated {}: {}{}", evaluation.id, candidateLine(m_space, evaluation), onFront ? ", on the front" : "");
}

/// Follows each evaluation, with the hypervolume that came of it. A terminal has the bar instead of 300 lines.
void TerminalObserver::front(const search::FrontPoint& point)
{
    if (!m_terminal)
        line(fmt::format("{} ({} on it, hypervolume {:.4f})", m_last, m_frontSize, point.hypervolume));
}

void TerminalObserver::message(const std::string& text)
{
    line(text);
}

void TerminalObserver::finished(const search::RunReport& report)
{
    if (report.end == search::RunEnd::Failed) {
        clearBar(); // main prints the sentence
        return;
    }
    line(fmt::format("{} after {}: {} systems scored, {} on the front, {} finalised.", report.end == search::RunEnd::Done ? "Done" : "Stopped, all is saved,",
        formatDuration(report.seconds), report.evaluations, report.frontSize, report.finalised));
}

void TerminalObserver::line(const std::string& text)
{
    clearBar();
    log().info("{}", text);
}

void TerminalObserver::clearBar()
{
    if (m_barVisible)
        fmt::print(stderr, "\r\033[K");
    std::fflush(stderr);
    m_barVisible = false;
}

} // namespace danas::app
