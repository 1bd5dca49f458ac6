// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/observer.h"
#include "space/search_space.h"

#include <chrono>
#include <string>

namespace danas::app {

/// Shows a run on standard error: a progress bar on a terminal, plain lines elsewhere.
class TerminalObserver : public search::RunObserver {
public:
    explicit TerminalObserver(space::SearchSpace space);

    [[nodiscard]] std::int64_t runId() const { return m_runId; }

    void runOpened(std::int64_t runId) override;
    void progress(const search::Progress& progress) override;
    void evaluated(const search::Evaluation& evaluation, const std::vector<int>& evicted, bool onFront) override;
    void front(const search::FrontPoint& point) override;
    void message(const std::string& text) override;
    void finished(const search::RunReport& report) override;

private:
    void line(const std::string& text);
    void clearBar();
    [[nodiscard]] std::string describe(const search::Progress& progress) const;

    space::SearchSpace m_space;
    bool m_terminal;
    std::int64_t m_runId = 0;
    int m_frontSize = 0;
    std::string m_last; ///< the candidate scored last
    search::Phase m_phase = search::Phase::Prepare;
    std::chrono::steady_clock::time_point m_shown {};
    bool m_barVisible = false;
};

} // namespace danas::app
