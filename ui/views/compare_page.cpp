// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/compare_page.h"

#include "ui/base/message_bar.h"
#include "ui/base/text.h"
#include "ui/editors/side_by_side_button.h"
#include "ui/plots/arm_growth_plot.h"
#include "ui/plots/fronts_plot.h"
#include "ui/views/compare_chooser.h"
#include "ui/views/compare_header.h"
#include "ui/views/figure_view.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>

#include <utility>

namespace danas::ui {

ComparePage::ComparePage(ProjectDocument& document, RunController& controller, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_controller(controller)
    , m_session(document.file())
    , m_opener(this)
    , m_writer(this)
{
    setObjectName(QStringLiteral("comparePage"));
    setAcceptDrops(true);
    buildLayout();
    connectSession();
    connectController();
    updateEmpty();
}

ComparePage::~ComparePage() = default;

void ComparePage::connectSession()
{
    connect(&m_session, &CompareSession::armsChanged, this, [this] {
        m_fronts->show(m_session.scoredArms());
        showFineTuned();
        std::optional<CandidateRef> selected;
        for (std::size_t arm = 0; arm < m_session.arms().size(); ++arm) {
            const auto& runs = m_session.arms()[arm].runs;
            for (std::size_t run = 0; run < runs.size(); ++run) {
                if (CompareSession::keyOf(*runs[run]) == m_shown && m_selection.current() >= 0)
                    selected = CandidateRef { arm, run, m_selection.current() };
            }
        }
        if (!selected)
            m_selection.clear();
        m_fronts->setSelected(selected);
        if (selected)
            choose(*selected); // it may be finalised by now
        updateEmpty();
    });
    connect(&m_session, &CompareSession::comparisonChanged, this, &ComparePage::showComparison);
    connect(&m_session, &CompareSession::proposalsChanged, this, &ComparePage::updateEmpty);
    connect(&m_session, &CompareSession::chosenChanged, this, &ComparePage::updateEmpty);
    connect(&m_session, &CompareSession::chosenChanged, this, &ComparePage::stateChanged);
    connect(&m_session, &CompareSession::readFailed, this, [this](const QString& why) { m_message->show(MessageBar::Kind::Error, why); });
    connect(m_fronts, &FrontsPlot::chosen, this, &ComparePage::choose);
    connect(m_fronts, &FrontsPlot::released, &m_selection, &SelectionContext::clear);
    connect(&m_selection, &SelectionContext::currentChanged, this, [this](int id) {
        if (id < 0)
            m_fronts->setSelected({});
    });
}

void ComparePage::connectController()
{
    connect(&m_controller, &RunController::batchReady, this, [this](const RunBatch& batch) {
        if (!batch.evaluations.empty())
            noteGrowth();
    });
    connect(&m_controller, &RunController::finished, this, [this] {
        noteGrowth();
        if (isVisible())
            m_session.reload();
    });
    connect(&m_controller, &RunController::runOpened, this, [this] {
        if (isVisible())
            m_session.reload();
    });
}

/// Nothing is read or compared for a page that nobody looks at.
void ComparePage::noteGrowth()
{
    m_grown.insert(m_controller.runId());
    if (!isVisible())
        return;
    for (const std::int64_t run : std::exchange(m_grown, {}))
        m_session.runGrew(run);
}

void ComparePage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_session.reload(); // another program may have added runs
    for (const std::int64_t run : std::exchange(m_grown, {}))
        m_session.runGrew(run);
}

void ComparePage::showComparison()
{
    const auto comparison = m_session.comparison();
    if (!comparison && m_session.busy())
        return; // what is there stays until there is something new
    m_growth->show(comparison);
    const compare::Comparison nothing;
    const compare::Comparison& shown = comparison ? *comparison : nothing;
    m_fronts->setTiers(shown.tiers);
    m_tiers->showTable(comparison ? tierTable(shown) : FigureTable());
    m_data->showTable(comparison ? dataTable(shown) : FigureTable());
    m_findings->showTable(comparison ? findingTable(shown) : FigureTable());
}

void ComparePage::showFineTuned()
{
    const bool any = m_session.hasFinals();
    m_fineTuned->setEnabled(any || m_session.fineTuned());
    m_fineTuned->setToolTip(any ? tr("Count the networks of the finalise phase too, with their fine-tuned scores on validation and the time they took")
                                : tr("None of these runs has finalised candidates."));
    m_fineTuned->setChecked(m_session.fineTuned());
}

void ComparePage::updateEmpty()
{
    const bool nothing = m_session.chosen().size() < 2;
    m_pages->setCurrentIndex(nothing ? 1 : 0);
    const auto arms = m_session.proposals().size();
    const compare::TierRuns* const tier = m_session.tierShown();
    m_sideBySide->setVisible(arms < 2 && tier == nullptr);
    m_experiment->setVisible(tier == nullptr);
    m_emptyText->setText(tier != nullptr ? tr("Under %1 fewer than two arms of the experiment have scored anything yet: choose another budget, or go on with it.").arg(toQt(compare::tierLabel(tier->tier)))
            : arms >= 2 ? tr("Tick two or more arms in the list: their fronts, their hypervolume and what they find within each budget are set side by side here.")
            : arms == 1            ? tr("A comparison needs two runs; this project has one.\nRun another, or drop a project with other runs here.")
                                   : tr("Two or more runs are set side by side here: fronts, hypervolume, the best within each budget, and a verdict.\n"
                                        "The shortest way there: one run that searches data and network together, and one with the data fixed."));
    if (nothing && arms >= 2 && tier == nullptr)
        m_header->chooseButton()->setChecked(true);
}

void ComparePage::setSideBySideObstacle(const QString& why)
{
    m_sideBySide->setObstacle(why);
    m_experiment->setEnabled(why.isEmpty());
    m_experiment->setToolTip(why.isEmpty() ? tr("Ways of searching against each other: several seeds, several budgets, equal time or equal candidates") : why);
}

Json ComparePage::state() const
{
    return { { "session", m_session.state() }, { "y", m_yAxis->currentData().toInt() }, { "x", m_xAxis->currentData().toInt() },
        { "side_by_side", m_fronts->isSideBySide() }, { "over_time", m_growth->overTime() }, { "list", m_header->chooseButton()->isChecked() } };
}

void ComparePage::restore(const Json& state)
{
    if (!state.is_object())
        return;
    m_session.restore(state.value("session", Json::object()));
    const auto pick = [&state](QComboBox& box, const char* name) {
        const int at = box.findData(state.value(name, -1));
        if (at >= 0)
            box.setCurrentIndex(at);
    };
    pick(*m_yAxis, "y");
    pick(*m_xAxis, "x");
    m_split->setChecked(state.value("side_by_side", false));
    m_growthAxis->setCurrentIndex(state.value("over_time", false) ? 1 : 0);
    m_header->chooseButton()->setChecked(state.value("list", false));
    if (isVisible())
        m_session.reload();
}

} // namespace danas::ui
