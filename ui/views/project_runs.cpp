// SPDX-License-Identifier: GPL-3.0-or-later
// ProjectView: the Compare page, and runs that follow each other.
#include "ui/base/text.h"
#include "ui/editors/side_by_side_button.h"
#include "ui/views/budget_page.h"
#include "ui/views/candidate_panel.h"
#include "ui/views/compare_page.h"
#include "ui/views/project_view.h"

namespace danas::ui {

void ProjectView::connectCompare()
{
    connect(&m_comparePage->selection(), &SelectionContext::currentChanged, this, &ProjectView::showPanel);
    connect(m_comparePanel, &CandidatePanel::closeRequested, &m_comparePage->selection(), &SelectionContext::clear);
    connect(m_comparePanel, &CandidatePanel::finaliseRequested, this, [this](int candidate) {
        const RunModel& shown = m_comparePage->model();
        if (running() || shown.project() != m_document->file()) // runs of other projects are only looked at
            return;
        m_controller->finalise(m_document->file(), shown.runId(), { candidate });
        go(Run);
    });
    m_comparePanel->setOwnProject(m_document->file());
    connect(m_comparePage, &ComparePage::openRequested, this, &ProjectView::compareOpenRequested);
    connect(m_comparePage, &ComparePage::reportRequested, this, &ProjectView::reportRequested);
    connect(m_comparePage, &ComparePage::sideBySideRequested, this, &ProjectView::sideBySideRequested);
    connect(m_comparePage, &ComparePage::stateChanged, this, &ProjectView::saveState);
    connect(m_budgetPage, &BudgetPage::sideBySideRequested, this, &ProjectView::sideBySideRequested);
    connect(m_budgetPage, &BudgetPage::obstacleChanged, m_comparePage, &ComparePage::setSideBySideObstacle);
    m_comparePage->setSideBySideObstacle(m_budgetPage->obstacle());
}

void ProjectView::connectQueue()
{
    connect(m_controller.get(), &RunController::runOpened, this, [this](qint64 id) {
        if (!m_pairRuns)
            return;
        m_sideBySide.push_back(id);
        if (m_sideBySide.size() < 2)
            return;
        std::vector<ChosenArm> arms;
        for (const std::int64_t run : m_sideBySide)
            arms.push_back({ toQt(m_document->project().run(run).name) + QStringLiteral(" #%1").arg(run), { { m_document->file(), run } } });
        m_comparePage->session().choose(std::move(arms));
    });
    connect(m_controller.get(), &RunController::finished, this, [this](const search::RunReport& report) {
        if (report.end != search::RunEnd::Done)
            m_queue.clear(); // stopped by the person, or failed: the next would not be what was asked for
        m_pairRuns = m_pairRuns && !m_queue.empty();
        if (!m_queue.empty()) // once all have heard that this one is over
            QMetaObject::invokeMethod(this, &ProjectView::startNext, Qt::QueuedConnection);
    });
}

QString ProjectView::startSideBySide(const data::DataConfig& fixed)
{
    const QString why = m_budgetPage->obstacle();
    if (!why.isEmpty())
        return why;
    for (search::RunSpec& spec : sideBySideSpecs(m_document->spec(), fixed))
        m_queue.push_back(std::move(spec));
    m_sideBySide.clear();
    m_pairRuns = true;
    startNext();
    go(Run);
    return {};
}

void ProjectView::startNext()
{
    if (running() || m_queue.empty())
        return;
    const search::RunSpec spec = std::move(m_queue.front());
    m_queue.pop_front();
    m_selection->clear();
    m_controller->start(m_document->file(), spec);
}

} // namespace danas::ui
