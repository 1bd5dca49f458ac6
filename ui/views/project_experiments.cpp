// SPDX-License-Identifier: GPL-3.0-or-later
// ProjectView: whole experiments, from being asked for to being compared.
#include "base/error.h"
#include "ui/base/text.h"
#include "ui/views/budget_page.h"
#include "ui/views/compare_page.h"
#include "ui/views/experiment_dialog.h"
#include "ui/views/experiment_strip.h"
#include "ui/views/project_view.h"

#include <algorithm>
#include <utility>

namespace danas::ui {

void ProjectView::connectExperiments()
{
    connect(m_budgetPage, &BudgetPage::experimentRequested, this, &ProjectView::askExperiment);
    connect(m_comparePage, &ComparePage::experimentRequested, this, &ProjectView::askExperiment);
    connect(m_controller.get(), &RunController::experimentChanged, this, [this] {
        const auto id = m_controller->experiment()->id;
        if (id != 0 && std::exchange(m_experimentShown, id) != id)
            m_comparePage->session().chooseExperiment(id, 0);
        updateStrip();
    });
    connect(m_controller.get(), &RunController::stateChanged, this, &ProjectView::updateStrip);
    connect(m_controller.get(), &RunController::experimentFinished, this, [this](const compare::ExperimentReport& report) {
        m_experimentShown = 0;
        m_justFinished = report.end == search::RunEnd::Done;
        m_strip->showFailure(report.end == search::RunEnd::Failed ? toQt(report.error) : QString());
        listExperiments();
    });
    connect(m_controller.get(), &RunController::finished, this, &ProjectView::listExperiments); // one of its runs may have been resumed by itself
    connect(m_strip, &ExperimentStrip::pauseRequested, m_controller.get(), &RunController::setPaused);
    connect(m_strip, &ExperimentStrip::stopRequested, m_controller.get(), &RunController::stop);
    connect(m_strip, &ExperimentStrip::goOnRequested, this, &ProjectView::goOnWithExperiment);
    connect(m_strip, &ExperimentStrip::compareRequested, this, [this] {
        const auto& status = m_controller->experiment();
        const std::int64_t id = running() && status ? status->id : m_lastExperiment ? m_lastExperiment->id : 0;
        go(Compare);
        m_comparePage->session().showExperiment(id);
    });
    connect(this, &ProjectView::placeChanged, this, &ProjectView::updateStrip);
    listExperiments();
}

/// The newest experiment, whether it is done or not.
void ProjectView::listExperiments()
{
    using Last = std::optional<compare::ExperimentState>;
    m_experimentLister.start(
        [file = m_document->file()](const LatestJob::IsStale&) {
            try {
                const auto all = compare::experimentStates(store::Project(file, store::Project::Mode::ReadOnly));
                return all.empty() ? Last() : Last(all.back());
            } catch (const Error&) {
                return Last(); // opening the experiment itself says what is wrong
            }
        },
        [this](const Last& last) {
            m_lastExperiment = last;
            updateStrip();
        });
}

void ProjectView::updateStrip()
{
    const auto& status = m_controller->experiment();
    if (running() && status) {
        m_strip->showRunning(*status, m_controller->state());
        m_strip->setVisible(true);
        return;
    }
    const bool there = m_lastExperiment && (!m_lastExperiment->finished() || m_justFinished);
    if (there && m_lastExperiment->finished())
        m_strip->showFinished(*m_lastExperiment);
    else if (there)
        m_strip->showUnfinished(*m_lastExperiment, !running());
    m_strip->setVisible(there && place() >= Budget);
}

void ProjectView::askExperiment()
{
    auto* const dialog = new ExperimentDialog(*m_document, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        if (const auto spec = dialog->spec())
            startExperiment(*spec);
    });
    dialog->open();
}

void ProjectView::startExperiment(const compare::ExperimentSpec& spec)
{
    if (running())
        return;
    m_queue.clear();
    m_pairRuns = false;
    m_justFinished = false;
    m_selection->clear();
    m_strip->showFailure({});
    m_controller->startExperiment(m_document->file(), spec);
    go(Run);
}

void ProjectView::goOnWithExperiment()
{
    if (!m_lastExperiment)
        return;
    try {
        const store::Project& project = m_document->project();
        const auto all = project.experiments();
        const auto record = std::find_if(all.begin(), all.end(), [this](const auto& one) { return one.id == m_lastExperiment->id; });
        if (record != all.end())
            startExperiment(compare::experimentOf(project, *record));
    } catch (const Error& error) {
        m_strip->showFailure(toQt(std::string(error.what())));
    }
}

} // namespace danas::ui
