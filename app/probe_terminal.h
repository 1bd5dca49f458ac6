// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/fidelity_probe.h"
#include "space/search_space.h"

#include <chrono>
#include <optional>

namespace danas::app {

/// Shows a fidelity probe on standard error.
class ProbeTerminal : public compare::ProbeObserver {
public:
    explicit ProbeTerminal(const store::RunRecord& run)
        : m_space(run.spec.space)
    {
    }

    /// Once the probe was opened.
    [[nodiscard]] const std::optional<store::ProbePlan>& plan() const { return m_plan; }

    void opened(const store::ProbePlan& plan) override;
    void reading(std::int64_t files, std::int64_t of) override;
    void scoring(std::size_t candidates, std::size_t of) override;
    void progress(const compare::ProbeProgress& progress) override;
    void probed(const store::Probe& probe) override;
    void message(const std::string& text) override;
    void finished(const compare::ProbeReport& report) override;

private:
    [[nodiscard]] bool due();

    space::SearchSpace m_space;
    std::optional<store::ProbePlan> m_plan;
    std::chrono::steady_clock::time_point m_told {};
};

} // namespace danas::app
