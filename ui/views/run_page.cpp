// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/run_page.h"

#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/plots/curve_plots.h"
#include "ui/plots/data_legend.h"
#include "ui/plots/pareto_plot.h"
#include "ui/views/candidate_table.h"
#include "ui/views/fidelity_view.h"
#include "ui/views/log_view.h"
#include "ui/views/run_header.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace danas::ui {

namespace {

QComboBox* axisChooser(const QString& name, const QString& accessibleName, QWidget* parent)
{
    auto* const box = new QComboBox(parent);
    box->setObjectName(name);
    box->setAccessibleName(accessibleName);
    return box;
}

/// What the run knows of its candidates.
void fillChooser(QComboBox& box, const search::RunSpec& spec, search::Objective current)
{
    box.clear();
    for (const search::Objective objective : search::kObjectives) {
        if (search::known(spec, objective))
            box.addItem(toQt(search::objectiveLabel(objective)), static_cast<int>(objective));
    }
    box.setCurrentIndex(box.findData(static_cast<int>(current)));
}

search::Objective chosen(const QComboBox& box)
{
    return static_cast<search::Objective>(box.currentData().toInt());
}

/// Hypervolume with its choice of x axis.
QWidget* hypervolumeTab(RunModel& model, QWidget* parent)
{
    auto* const tab = new QWidget(parent);
    auto* const layout = new QVBoxLayout(tab);
    layout->setContentsMargins(0, 4, 0, 0);
    auto* const plot = new HypervolumePlot(model, tab);
    auto* const over = new QComboBox(tab);
    over->setObjectName(QStringLiteral("hypervolumeAxis"));
    over->setAccessibleName(QObject::tr("Hypervolume over"));
    over->addItems({ QObject::tr("over candidates"), QObject::tr("over time") });
    QObject::connect(over, &QComboBox::activated, plot, [plot](int row) { plot->setOverTime(row == 1); });
    layout->addWidget(over, 0, Qt::AlignRight);
    layout->addWidget(plot, 1);
    return tab;
}

} // namespace

RunPage::RunPage(ProjectDocument& document, RunController& controller, SelectionContext& selection, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_controller(controller)
    , m_selection(selection)
    , m_runList(this)
{
    setObjectName(QStringLiteral("runPage"));
    buildLayout();
    connectController();
    connectModel();
    showRun(controller.runId());
}

RunPage::~RunPage() = default;

void RunPage::buildLayout()
{
    m_header = new RunHeader(this);
    auto* const splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(QStringLiteral("runSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(buildPlotArea());
    splitter->addWidget(buildLowerArea());
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);

    auto* const empty = new QWidget(this);
    auto* const emptyLayout = new QVBoxLayout(empty);
    m_emptyText = new QLabel(empty);
    m_emptyText->setObjectName(QStringLiteral("runEmptyText"));
    m_emptyText->setAlignment(Qt::AlignCenter);
    m_emptyText->setWordWrap(true);
    m_startButton = new QPushButton(tr("Run the search"), empty);
    m_startButton->setObjectName(QStringLiteral("startSearchButton"));
    m_startButton->setToolTip(tr("F5"));
    emptyLayout->addStretch();
    emptyLayout->addWidget(m_emptyText);
    emptyLayout->addSpacing(kGap);
    emptyLayout->addWidget(m_startButton, 0, Qt::AlignCenter);
    emptyLayout->addStretch();

    m_pages = new QStackedWidget(this);
    m_pages->addWidget(splitter);
    m_pages->addWidget(empty);
    m_pages->addWidget(new FidelityView(m_document, m_controller, m_model, m_selection, m_pages));
    buildPlaces();
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    layout->setSpacing(kGap);
    layout->addWidget(m_header);
    layout->addWidget(m_pages, 1);
}

void RunPage::buildPlaces()
{
    m_places = new QWidget(m_header);
    auto* const row = new QHBoxLayout(m_places);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    auto* const group = new QButtonGroup(m_places);
    const auto add = [&](const QString& text, const QString& name, const QString& tip) {
        auto* const button = new QToolButton(m_places);
        button->setObjectName(name);
        button->setText(text);
        button->setToolTip(tip);
        button->setCheckable(true);
        group->addButton(button);
        row->addWidget(button);
        return button;
    };
    m_searchPlace = add(tr("Search"), QStringLiteral("searchPlace"), tr("Every candidate of the run, and how the search went"));
    m_trustPlace = add(tr("Trust"), QStringLiteral("trustPlace"), tr("Is the supernet\u2019s ranking to be believed?"));
    m_searchPlace->setChecked(true);
    m_header->addCorner(m_places);
    connect(group, &QButtonGroup::idToggled, this, &RunPage::updateState);
}

QWidget* RunPage::buildPlotArea()
{
    auto* const area = new QWidget(this);
    m_plot = new ParetoPlot(m_model, m_selection, area);
    m_yAxis = axisChooser(QStringLiteral("yAxisChooser"), tr("Vertical axis"), area);
    m_xAxis = axisChooser(QStringLiteral("xAxisChooser"), tr("Horizontal axis"), area);
    fillChoosers();
    m_fit = new QLabel(area);
    m_fit->setObjectName(QStringLiteral("fitCount"));
    m_fit->setFont(numberFont());
    m_resetBudget = new QToolButton(area);
    m_resetBudget->setObjectName(QStringLiteral("resetBudgetButton"));
    m_resetBudget->setText(tr("Back to the run's budget"));
    m_resetBudget->setAutoRaise(true);
    m_legend = new DataLegend(area);

    auto* const row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_yAxis);
    row->addWidget(new QLabel(tr("over"), area));
    row->addWidget(m_xAxis);
    row->addSpacing(kGap);
    row->addWidget(m_fit);
    row->addWidget(m_resetBudget);
    row->addStretch();
    row->addWidget(m_legend);
    auto* const layout = new QVBoxLayout(area);
    layout->setContentsMargins(0, 0, 0, 4);
    layout->setSpacing(8);
    layout->addLayout(row);
    layout->addWidget(m_plot, 1);

    const auto axesChosen = [this] { m_plot->setObjectives(chosen(*m_yAxis), chosen(*m_xAxis)); };
    connect(m_yAxis, &QComboBox::activated, this, axesChosen);
    connect(m_xAxis, &QComboBox::activated, this, axesChosen);
    connect(m_plot, &ParetoPlot::budgetChanged, this, &RunPage::updateFit);
    connect(m_resetBudget, &QToolButton::clicked, m_plot, &ParetoPlot::resetBudget);
    return area;
}

void RunPage::fillChoosers()
{
    fillChooser(*m_yAxis, m_model.spec(), m_plot->yObjective());
    fillChooser(*m_xAxis, m_model.spec(), m_plot->xObjective());
}

QWidget* RunPage::buildLowerArea()
{
    auto* const splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setObjectName(QStringLiteral("runLowerSplitter"));
    splitter->setChildrenCollapsible(false);
    m_table = new CandidateTable(m_model, m_selection, splitter);
    connect(m_table, &CandidateTable::exportRequested, this, &RunPage::exportRequested);
    m_tabs = new QTabWidget(splitter);
    m_tabs->setObjectName(QStringLiteral("runTabs"));
    m_tabs->setDocumentMode(true);
    m_log = new LogView(m_tabs);
    m_tabs->addTab(hypervolumeTab(m_model, m_tabs), tr("Hypervolume"));
    m_tabs->addTab(new SupernetPlot(m_model, m_tabs), tr("Supernet"));
    m_tabs->addTab(m_log, tr("Log"));
    splitter->addWidget(m_table);
    splitter->addWidget(m_tabs);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({ 2000, 1000 }); // shares, not pixels
    return splitter;
}

bool RunPage::isLive() const
{
    return m_controller.state() != RunController::State::Idle && m_controller.runId() != 0
        && m_controller.runId() == m_model.runId();
}

void RunPage::connectController()
{
    connect(&m_controller, &RunController::stateChanged, this, &RunPage::updateState);
    connect(&m_controller, &RunController::runOpened, this, [this](qint64 runId) {
        m_progress.reset();
        m_log->clear();
        const bool follow = !m_controller.experiment() || m_followed == 0 || m_followed == m_model.runId();
        m_followed = runId;
        if (follow) { // not the next run of an experiment, while another one is looked at
            m_searchPlace->setChecked(true);
            showRun(runId);
        } else {
            loadRunList();
        }
    });
    connect(&m_controller, &RunController::dataReady, this, [this](const auto& dataset, const auto& cache) {
        m_liveDataset = dataset;
        m_liveCache = cache;
        if (isLive())
            m_model.setData(dataset, cache);
    });
    connect(&m_controller, &RunController::batchReady, this, [this](const RunBatch& batch) {
        if (batch.progress)
            m_progress = batch.progress;
        m_log->append(batch.messages);
        if (!isLive())
            return;
        m_model.append(batch);
        if (batch.progress)
            m_header->setProgress(m_progress);
    });
    connect(&m_controller, &RunController::finished, this, [this] { m_followed = 0; });
    connect(&m_controller, &RunController::runEnded, this, [this](const search::RunReport& report) {
        m_liveDataset.reset();
        m_liveCache.reset();
        using search::RunEnd;
        const auto state = report.end == RunEnd::Done ? store::RunState::Done
            : report.end == RunEnd::Stopped           ? store::RunState::Stopped
                                                      : store::RunState::Failed;
        const bool shown = m_controller.runId() != 0 && m_controller.runId() == m_model.runId();
        const bool added = shown && m_model.record().state == store::RunState::Done; // to a finished run, which stays one
        if (added && report.end == RunEnd::Failed)
            m_header->showFailure(toQt(report.error));
        else if (shown && m_model.state() == RunModel::State::Ready)
            m_model.setRunState(added ? store::RunState::Done : state, added ? std::string() : report.error);
        else if (shown)
            showRun(m_controller.runId());
        else if (report.end == RunEnd::Failed && m_controller.runId() == 0)
            m_header->showFailure(toQt(report.error));
        loadRunList();
        updateState();
    });
    connect(m_header, &RunHeader::runChosen, this, &RunPage::showRun);
    connect(m_header, &RunHeader::pauseRequested, &m_controller, &RunController::setPaused);
    connect(m_header, &RunHeader::stopRequested, &m_controller, &RunController::stop);
    connect(m_header, &RunHeader::resumeRequested, this,
        [this] { m_controller.resume(m_document.file(), m_model.runId()); });
    connect(m_startButton, &QPushButton::clicked, this, &RunPage::startRequested);
}

void RunPage::connectModel()
{
    connect(&m_model, &RunModel::reset, this, [this] {
        m_legend->setConfigs(m_model.state() == RunModel::State::Ready ? m_model.spec().space.dataConfigs()
                                                                       : std::vector<data::DataConfig>());
        if (m_model.state() == RunModel::State::Ready && isLive())
            m_model.setData(m_liveDataset, m_liveCache);
        fillChoosers();
        updateState();
        updateFit();
    });
    connect(&m_model, &RunModel::recordChanged, this, &RunPage::updateState);
    connect(&m_model, &RunModel::appended, this, [this] { m_header->setRecord(m_model.record()); });
}

void RunPage::showRun(std::int64_t runId)
{
    loadRunList();
    if (runId == m_model.runId() && m_model.state() == RunModel::State::Ready && runId != 0) {
        updateState();
        return;
    }
    m_selection.clear();
    if (runId == 0) {
        m_model.clear(); // the last run is shown once the list is there
        return;
    }
    m_model.show(m_document.file(), runId);
    emit shownRunChanged(runId);
}

void RunPage::finalise(int candidate)
{
    if (m_controller.state() == RunController::State::Idle && m_model.state() == RunModel::State::Ready)
        m_controller.finalise(m_document.file(), m_model.runId(), { candidate });
}

void RunPage::loadRunList()
{
    using Runs = std::vector<store::RunRecord>;
    m_runList.start(
        [file = m_document.file()](const LatestJob::IsStale&) {
            try {
                return store::Project(file, store::Project::Mode::ReadOnly).runs();
            } catch (const std::exception&) {
                return Runs(); // opening the run itself says what is wrong
            }
        },
        [this](const Runs& runs) {
            m_header->setRuns(runs, m_model.runId());
            if (m_model.state() == RunModel::State::Empty && !runs.empty())
                showRun(runs.back().id);
        });
}

void RunPage::updateState()
{
    const bool live = isLive();
    const bool starting = m_controller.state() != RunController::State::Idle && m_controller.runId() == 0 && !m_controller.probing();
    RunHeader::Mode mode = RunHeader::Mode::Stored;
    if (live || starting) {
        mode = m_controller.state() == RunController::State::Paused ? RunHeader::Mode::Paused
            : m_controller.state() == RunController::State::Stopping ? RunHeader::Mode::Stopping
                                                                     : RunHeader::Mode::Running;
    }
    m_header->setRecord(m_model.record());
    m_header->setProgress(live ? m_progress : std::nullopt);
    m_header->setOfExperiment(m_controller.experiment().has_value());
    m_header->setMode(mode, m_controller.state() != RunController::State::Idle);

    const auto state = m_model.state();
    const bool nothing = state == RunModel::State::Empty || state == RunModel::State::Failed;
    m_places->setVisible(!nothing);
    m_pages->setCurrentIndex(nothing && !starting ? 1 : m_trustPlace->isChecked() && !nothing ? 2 : 0);
    m_startButton->setVisible(state == RunModel::State::Empty);
    m_emptyText->setText(state == RunModel::State::Failed
            ? m_model.error()
            : tr("The search fills this page: every candidate as a point, the best of them as a front.\n"
                 "Data, space and budget say what it looks for."));
}

void RunPage::updateFit()
{
    const bool any = m_model.count() > 0;
    m_fit->setText(any ? tr("%1 of %2 fit").arg(m_plot->fitting()).arg(m_model.count()) : QString());
    m_fit->setToolTip(tr("Candidates within the shown budget. Drag a budget line to see what another board would hold."));
    m_resetBudget->setVisible(any && m_plot->isWhatIf());
}

} // namespace danas::ui
