// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/fidelity_view.h"

#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/models/fidelity_tables.h"
#include "ui/plots/data_legend.h"
#include "ui/plots/fidelity_plot.h"
#include "ui/views/fidelity_controls.h"
#include "ui/views/figure_view.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace danas::ui {

namespace {

constexpr int kNumbersWidth = 372;

bool sameSettings(const store::ProbePlan& plan, const compare::ProbeRequest& settings)
{
    return plan.training == settings.training && plan.withinBudget == settings.withinBudget
        && plan.candidates.size() == static_cast<std::size_t>(settings.candidates);
}

QLabel* wrapped(const char* name, QWidget* parent)
{
    auto* const label = new QLabel(parent);
    label->setObjectName(QLatin1String(name));
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

FidelityView::FidelityView(ProjectDocument& document, RunController& controller, RunModel& run, SelectionContext& selection, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_controller(controller)
    , m_run(run)
    , m_selection(selection)
    , m_reading(this)
{
    setObjectName(QStringLiteral("fidelityView"));
    buildLayout();
    connectAll();
    reload();
}

FidelityView::~FidelityView() = default;

void FidelityView::buildLayout()
{
    m_intro = wrapped("fidelityIntro", this);
    m_intro->setText(tr("The search ranks candidates by weights that all of them share. Is that ranking to be believed?\n"
                        "This trains some of them alone, spread over data configurations and sizes, and shows how far both orders agree: a point for each "
                        "candidate, Kendall\u2019s tau with its interval, and what counting MACs or parameters would have given."));
    m_controls = new FidelityControls(this);
    m_plans = new QComboBox(this);
    m_plans->setObjectName(QStringLiteral("storedProbes"));
    m_plans->setAccessibleName(tr("Probes of this run"));
    m_plans->setPlaceholderText(tr("Probes of this run"));
    m_plans->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_plans->setMinimumContentsLength(20);
    m_error = wrapped("probeError", this);
    m_error->hide();
    m_body = buildBody();

    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_intro);
    layout->addWidget(m_controls);
    layout->addWidget(m_plans);
    layout->addWidget(m_error);
    layout->addWidget(m_body, 1);
    layout->addStretch();
}

QWidget* FidelityView::buildBody()
{
    auto* const body = new QSplitter(Qt::Vertical, this);
    body->setObjectName(QStringLiteral("fidelitySplitter"));
    body->setChildrenCollapsible(false);
    auto* const top = new QWidget(body);
    auto* const left = new QVBoxLayout;
    left->setSpacing(4);
    m_legend = new DataLegend(top);
    m_legend->setObjectName(QStringLiteral("fidelityLegend"));
    m_plot = new FidelityPlot(top);
    left->addWidget(m_legend);
    left->addWidget(m_plot, 1);
    auto* const row = new QHBoxLayout(top);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kGap);
    row->addLayout(left, 1);
    row->addWidget(buildNumbers());
    m_table = new FigureView(QStringLiteral("probedTable"), tr("Candidates trained alone"), false, body);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    body->addWidget(top);
    body->addWidget(m_table);
    body->setStretchFactor(0, 3);
    body->setStretchFactor(1, 2);
    return body;
}

QWidget* FidelityView::buildNumbers()
{
    auto* const numbers = new QWidget(this);
    numbers->setFixedWidth(kNumbersWidth);
    m_verdict = wrapped("fidelityVerdict", numbers);
    m_plan = wrapped("fidelityPlan", numbers);
    m_plan->setFont(smallFont());
    m_taus = new FigureView(QStringLiteral("tauTable"), tr("Kendall's tau against training alone"), false, numbers);
    m_taus->setToolTip(tr("Kendall\u2019s tau against training alone: 1 is the same order, 0 none, -1 the opposite. 95 %: bootstrap interval over the "
                          "candidates. Within: over the pairs of one data configuration; across: over the other pairs."));
    m_configs = new FigureView(QStringLiteral("tauByData"), tr("Tau in each data configuration"), false, numbers);
    const int rows = 4 * m_taus->verticalHeader()->defaultSectionSize() + 6; // header and three
    m_taus->setFixedHeight(rows);
    m_taus->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* const layout = new QVBoxLayout(numbers);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_verdict);
    layout->addWidget(m_plan);
    layout->addWidget(m_taus);
    layout->addWidget(m_configs, 1);
    return numbers;
}

void FidelityView::connectAll()
{
    connect(&m_run, &RunModel::reset, this, &FidelityView::reload);
    connect(&m_run, &RunModel::recordChanged, this, &FidelityView::reload);
    connect(&m_controller, &RunController::stateChanged, this, &FidelityView::updateControls);
    connect(&m_controller, &RunController::probeNews, this, &FidelityView::onNews);
    connect(&m_controller, &RunController::probeFinished, this, &FidelityView::onFinished);
    connect(m_controls, &FidelityControls::startRequested, this, &FidelityView::start);
    connect(m_controls, &FidelityControls::stopRequested, &m_controller, &RunController::stop);
    connect(m_controls, &FidelityControls::changed, this, [this] {
        showResult();
        updateControls();
    });
    connect(m_plans, &QComboBox::activated, this, [this](int row) {
        m_controls->setPlan(m_stored.results[static_cast<std::size_t>(row)]->plan);
        showResult();
        updateControls();
    });
    connect(m_plot, &FidelityPlot::chosen, this, &FidelityView::select);
    connect(m_table, &FigureView::systemChosen, this, [this](const FigureCell& cell) { select(cell.candidate); });
}

void FidelityView::reload()
{
    if (m_run.state() != RunModel::State::Ready || m_run.project().empty()) {
        m_reading.cancel();
        take({});
        return;
    }
    m_reading.start(
        [file = m_run.project(), run = m_run.runId(), known = m_stored.run == m_run.runId() && m_stored.trained](const LatestJob::IsStale&) {
            Stored stored { run, known, {} };
            try {
                const store::Project project(file, store::Project::Mode::ReadOnly);
                const auto checkpoint = known ? std::nullopt : project.checkpoint(project.trainedBy(run).value_or(run)); // weighs megabytes
                stored.trained = known || (checkpoint && checkpoint->finished);
                for (compare::FidelityResult& result : compare::readFidelities(project, run))
                    stored.results.push_back(std::make_shared<const compare::FidelityResult>(std::move(result)));
            } catch (const std::exception&) {
                stored.results.clear(); // opening the run itself says what is wrong
            }
            return stored;
        },
        [this](Stored stored) { take(std::move(stored)); });
}

void FidelityView::take(Stored stored)
{
    const bool other = stored.run != m_stored.run;
    m_stored = std::move(stored);
    if (other) {
        m_error->hide();
        m_current.reset();
        if (m_stored.results.empty())
            m_controls->setDefaults(m_run.spec().scratch);
        else
            m_controls->setPlan(m_stored.results.back()->plan);
    }
    showResult();
    updateControls();
}

FidelityView::Result FidelityView::chosenResult() const
{
    const compare::ProbeRequest settings = m_controls->settings();
    const auto found = std::find_if(m_stored.results.begin(), m_stored.results.end(), [&](const Result& one) { return sameSettings(one->plan, settings); });
    return found == m_stored.results.end() ? nullptr : *found;
}

void FidelityView::start()
{
    if (!obstacle().isEmpty())
        return;
    compare::ProbeRequest request = m_controls->settings();
    request.project = m_document.file();
    request.run = m_run.runId();
    m_probed = request.run;
    m_error->hide();
    m_controller.probe(request);
}

void FidelityView::onNews(const ProbeNews& news)
{
    m_controls->setNews(news);
    if (m_probed != m_run.runId())
        return;
    if (news.plan)
        m_controls->setPlan(*news.plan);
    if (news.plan || news.probed > 0)
        reload();
}

void FidelityView::onFinished(const compare::ProbeReport& report)
{
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, errorColour(palette()));
    m_error->setPalette(colours);
    m_error->setText(toQt(report.error));
    m_error->setVisible(report.end == search::RunEnd::Failed);
    m_probed = 0;
    reload();
}

QString FidelityView::obstacle() const
{
    if (m_run.state() != RunModel::State::Ready || m_stored.run != m_run.runId())
        return tr("The run is being read.");
    if (m_run.spec().evaluator == search::EvaluatorKind::Scratch)
        return tr("This run trains each candidate from scratch: it has no supernet whose ranking could be probed.");
    if (!m_stored.trained)
        return tr("The supernet of this run is not trained yet: let the run go on first.");
    if (m_controller.state() == RunController::State::Idle)
        return {};
    return m_controller.probing() ? tr("The probe of run %1 is going on: stop it first.").arg(m_probed)
                                  : tr("A run is going on: the probe can begin once it is over or stopped.");
}

void FidelityView::updateControls()
{
    using State = RunController::State;
    const bool running = m_controller.probing() && m_probed == m_run.runId();
    m_controls->setObstacle(running ? QString() : obstacle());
    m_controls->setRunning(running, m_controller.state() == State::Stopping, m_controller.state() == State::Paused);
    const Result chosen = chosenResult();
    m_controls->setDone(chosen ? chosen->candidates.size() : 0);
    m_plans->setVisible(!running && !m_stored.results.empty());
}

void FidelityView::fillStored()
{
    m_plans->clear();
    for (const Result& one : m_stored.results) {
        m_plans->addItem(tr("%1 (%2 done)").arg(toQt(compare::planText(one->plan))).arg(one->candidates.size()));
        if (one == m_shown)
            m_plans->setCurrentIndex(m_plans->count() - 1);
    }
    if (!m_shown)
        m_plans->setCurrentIndex(-1);
}

void FidelityView::showResult()
{
    m_shown = chosenResult();
    fillStored();
    m_intro->setVisible(!m_shown);
    m_body->setVisible(m_shown != nullptr);
    m_plot->show(m_shown);
    if (!m_shown)
        return;
    m_legend->setConfigs(m_shown->run.spec.space.dataConfigs());
    m_verdict->setText(toQt(compare::verdictText(*m_shown)));
    m_plan->setText(tr("%1. %2 are done.").arg(toQt(compare::planText(m_shown->plan))).arg(m_shown->candidates.size()));
    m_taus->showTable(tauTable(m_shown->fidelity));
    constexpr std::array kTauWidths { 92, 54, 106, 58, 58 };
    for (std::size_t column = 0; column < kTauWidths.size(); ++column) // for any figures, those of a probe that has just begun as well
        m_taus->setColumnWidth(static_cast<int>(column), kTauWidths[column]);
    m_configs->showTable(configTable(m_shown->fidelity));
    m_table->showTable(probedTable(*m_shown));
    const auto& all = m_shown->candidates;
    const auto current = std::find_if(all.begin(), all.end(), [this](const auto& one) { return m_current == one.genes; });
    m_plot->setCurrent(current == all.end() ? -1 : static_cast<int>(current - all.begin()));
    if (current != all.end())
        m_table->selectRow(static_cast<int>(current - all.begin()));
}

void FidelityView::select(int candidate)
{
    m_plot->setCurrent(candidate);
    if (candidate < 0 || !m_shown) {
        m_current.reset();
        m_table->clearSelection();
        m_selection.setCurrent(-1);
        return;
    }
    m_current = m_shown->candidates[static_cast<std::size_t>(candidate)].genes;
    m_table->selectRow(candidate);
    const auto& scored = m_run.evaluations();
    const auto same = std::find_if(scored.begin(), scored.end(), [this](const search::Evaluation& one) { return one.genes == m_current; });
    m_selection.setCurrent(same == scored.end() ? -1 : same->id);
}

} // namespace danas::ui
