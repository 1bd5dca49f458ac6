// SPDX-License-Identifier: GPL-3.0-or-later
// RunController: a fidelity probe in place of a run.
#include "ui/models/run_controller.h"

#include <mutex>

namespace danas::ui {

/// The engine's side writes, the timer takes.
struct RunController::ProbeMailbox final : compare::ProbeObserver {
    struct Contents {
        ProbeNews news;
        std::optional<compare::ProbeReport> report;
    };

    void opened(const store::ProbePlan& plan) override
    {
        const std::scoped_lock lock(m_mutex);
        m_pending.news.plan = plan;
    }
    void reading(std::int64_t files, std::int64_t of) override
    {
        const std::scoped_lock lock(m_mutex);
        m_pending.news.reading = { files, of };
    }
    void progress(const compare::ProbeProgress& progress) override
    {
        const std::scoped_lock lock(m_mutex);
        m_pending.news.progress = progress;
    }
    void probed(const store::Probe&) override
    {
        const std::scoped_lock lock(m_mutex);
        ++m_pending.news.probed;
    }
    void finished(const compare::ProbeReport& report) override
    {
        const std::scoped_lock lock(m_mutex);
        m_pending.report = report;
    }

    [[nodiscard]] Contents take()
    {
        const std::scoped_lock lock(m_mutex);
        return std::exchange(m_pending, {});
    }

private:
    std::mutex m_mutex;
    Contents m_pending;
};

void RunController::probe(const compare::ProbeRequest& request)
{
    m_experiment.reset();
    m_probe = std::make_shared<ProbeMailbox>();
    begin([request, factory = m_factory, mailbox = m_probe](RunControl& control) {
        compare::runFidelityProbe(request, factory, *mailbox, control);
    });
}

void RunController::drainProbe()
{
    const auto [news, report] = m_probe->take();
    if (!news.empty())
        emit probeNews(news);
    if (!report)
        return;
    m_probe.reset();
    end();
    emit probeFinished(*report);
}

} // namespace danas::ui
