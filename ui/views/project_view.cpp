// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/project_view.h"

#include "base/error.h"
#include "base/log.h"
#include "ui/views/budget_page.h"
#include "ui/views/candidate_panel.h"
#include "ui/views/compare_page.h"
#include "ui/views/data_page.h"
#include "ui/views/experiment_strip.h"
#include "ui/views/rail.h"
#include "ui/views/run_page.h"
#include "ui/views/space_page.h"

#include <QHBoxLayout>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace danas::ui {
namespace {

constexpr std::array<std::string_view, 5> kPlaceNames { "data", "space", "budget", "run", "compare" };
constexpr int kLeastPanel = 360;

} // namespace

ProjectView::ProjectView(
    const std::filesystem::path& file, store::Project::Mode mode, search::EvaluatorFactory factory, QWidget* parent)
    : QWidget(parent)
    , m_document(std::make_unique<ProjectDocument>(file, mode))
    , m_selection(std::make_unique<SelectionContext>())
    , m_controller(std::make_unique<RunController>(std::move(factory)))
    , m_rail(new Rail(this))
    , m_strip(new ExperimentStrip(this))
    , m_splitter(new QSplitter(Qt::Horizontal, this))
    , m_places(new QStackedWidget(this))
    , m_dataPage(new DataPage(m_document.get(), this))
    , m_spacePage(new SpacePage(m_document.get(), this))
    , m_budgetPage(new BudgetPage(m_document.get(), this))
    , m_runPage(new RunPage(*m_document, *m_controller, *m_selection, this))
    , m_comparePage(new ComparePage(*m_document, *m_controller, this))
    , m_panel(new CandidatePanel(m_runPage->model(), *m_selection, this))
    , m_comparePanel(new CandidatePanel(m_comparePage->model(), m_comparePage->selection(), this))
    , m_experimentLister(this)
{
    setObjectName(QStringLiteral("projectView"));
    m_rail->addPlace(QStringLiteral("data"), tr("Data"));
    m_rail->addPlace(QStringLiteral("space"), tr("Space"));
    m_rail->addPlace(QStringLiteral("budget"), tr("Budget"));
    m_rail->addPlace(QStringLiteral("run"), tr("Run"));
    m_rail->addPlace(QStringLiteral("compare"), tr("Compare"));
    for (QWidget* page : { static_cast<QWidget*>(m_dataPage), static_cast<QWidget*>(m_spacePage), static_cast<QWidget*>(m_budgetPage),
             static_cast<QWidget*>(m_runPage), static_cast<QWidget*>(m_comparePage) })
        m_places->addWidget(page);
    m_splitter->setHandleWidth(1);
    m_splitter->addWidget(m_places);
    m_splitter->setStretchFactor(0, 1);
    m_comparePanel->setObjectName(QStringLiteral("comparePanel"));
    for (CandidatePanel* panel : { m_comparePanel, m_panel }) {
        panel->setMinimumWidth(kLeastPanel);
        panel->setVisible(false);
        m_splitter->addWidget(panel);
    }
    m_splitter->setChildrenCollapsible(false);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_rail);
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(m_strip);
    column->addWidget(m_splitter, 1);
    layout->addLayout(column, 1);
    connectAll();
    connectCompare();
    connectQueue();
    connectExperiments();
    m_rail->setCurrent(Data);
    m_runPage->showRun(0);
}

ProjectView::~ProjectView()
{
    // Views go before what they show, whatever the order of Qt's children: panel, pages, then (as members) the rest.
    delete m_panel;
    delete m_comparePanel;
    delete m_places;
}

void ProjectView::connectAll()
{
    connect(m_rail, &Rail::chosen, this, [this](int place) { go(static_cast<Place>(place)); });
    connect(m_dataPage, &DataPage::chooseFolderRequested, this, &ProjectView::chooseFolderRequested);
    connect(m_dataPage, &DataPage::demoDataRequested, this, &ProjectView::demoDataRequested);
    connect(m_budgetPage, &BudgetPage::runRequested, this, &ProjectView::runRequested);
    connect(m_runPage, &RunPage::startRequested, this, &ProjectView::runRequested);
    connect(m_controller.get(), &RunController::stateChanged, this, [this] {
        m_budgetPage->setRunning(running());
        m_panel->setBusy(running());
        m_comparePanel->setBusy(running());
        m_rail->setBusy(Run, running());
        emit runStateChanged();
    });
    connect(m_selection.get(), &SelectionContext::currentChanged, this, &ProjectView::showPanel);
    connect(m_panel, &CandidatePanel::closeRequested, m_selection.get(), &SelectionContext::clear);
    connect(m_panel, &CandidatePanel::finaliseRequested, m_runPage, &RunPage::finalise);
    connect(m_runPage, &RunPage::exportRequested, this,
        [this](const std::vector<int>& candidates) { emit exportRequested({ m_document->file(), m_runPage->model().runId(), candidates }); });
    for (const CandidatePanel* panel : { m_panel, m_comparePanel })
        connect(panel, &CandidatePanel::exportRequested, this, [this] { emit exportRequested(exportChoice()); });
    connect(m_document.get(), &ProjectDocument::datasetChanged, this, [this] {
        using State = ProjectDocument::DataState;
        if (!m_startWhenReady || m_document->dataState() == State::Scanning)
            return;
        m_startWhenReady = false;
        if (m_document->dataState() == State::Ready)
            emit runRequested();
    });
}

ProjectView::Place ProjectView::place() const
{
    return static_cast<Place>(m_places->currentIndex());
}

void ProjectView::show(Place place)
{
    m_places->setCurrentIndex(place);
    m_rail->setCurrent(place);
    showPanel();
    emit placeChanged();
}

void ProjectView::go(Place place)
{
    show(place);
    saveState();
}

ExportChoice ProjectView::exportChoice() const
{
    const bool comparing = place() == Compare;
    const int current = (comparing ? m_comparePage->selection() : *m_selection).current();
    const RunModel& run = comparing ? m_comparePage->model() : m_runPage->model();
    return current < 0 ? ExportChoice() : ExportChoice { run.project(), run.runId(), { current } };
}

void ProjectView::showPanel()
{
    emit exportableChanged();
    const bool comparing = place() == Compare;
    const auto wanted = [&](const CandidatePanel* panel) {
        const bool ours = comparing == (panel == m_comparePanel);
        return ours && (comparing ? m_comparePage->selection() : *m_selection).current() >= 0;
    };
    const std::array panels { m_comparePanel, m_panel }; // as in the splitter
    if (std::all_of(panels.begin(), panels.end(), [&](const CandidatePanel* panel) { return panel->isVisibleTo(this) == wanted(panel); }))
        return;
    m_panelWidth = panelWidth();
    QList<int> sizes { std::max(1, m_splitter->width() - m_panelWidth) };
    for (CandidatePanel* panel : panels) {
        panel->setVisible(wanted(panel));
        sizes += wanted(panel) ? m_panelWidth : 0;
    }
    if (sizes.back() > 0 || sizes[1] > 0)
        m_splitter->setSizes(sizes);
}

int ProjectView::panelWidth() const
{
    for (const CandidatePanel* panel : { m_comparePanel, m_panel }) {
        if (panel->isVisible())
            return std::max(kLeastPanel, panel->width());
    }
    return m_panelWidth;
}

QString ProjectView::startRun()
{
    const QString why = m_budgetPage->obstacle();
    if (!why.isEmpty())
        return why;
    m_queue.clear();
    m_pairRuns = false;
    m_selection->clear();
    m_controller->start(m_document->file(), m_document->spec());
    go(Run);
    return {};
}

void ProjectView::startRunWhenReady()
{
    if (m_document->dataState() == ProjectDocument::DataState::Ready)
        emit runRequested();
    else
        m_startWhenReady = true;
}

void ProjectView::restoreState()
{
    const Json state = m_document->project().viewState();
    if (!state.is_object())
        return;
    m_comparePage->restore(state.value("compare", Json()));
    const std::string place = state.value("place", std::string());
    const auto found = std::find(kPlaceNames.begin(), kPlaceNames.end(), place);
    if (found != kPlaceNames.end())
        show(static_cast<Place>(found - kPlaceNames.begin()));
    m_panelWidth = std::clamp(state.value("panel_width", m_panelWidth), kLeastPanel, 1200);
}

void ProjectView::saveState()
{
    const QSize size = window()->size();
    try {
        m_document->project().saveViewState({ { "place", kPlaceNames[static_cast<std::size_t>(place())] },
            { "panel_width", panelWidth() }, { "window", { size.width(), size.height() } }, { "compare", m_comparePage->state() } });
    } catch (const Error& error) {
        log().warn("The place in the window was not saved: {}", error.what()); // nothing of the person's work is lost
    }
}

} // namespace danas::ui
