// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/candidate_panel.h"

#include "base/error.h"
#include "base/units.h"
#include "ui/base/data_look.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/models/figure_text.h"
#include "ui/models/standing.h"
#include "ui/views/budget_bars.h"
#include "ui/views/finalise_row.h"
#include "ui/views/layers_tab.h"
#include "ui/plots/memory_plot.h"
#include "ui/views/memory_tab.h"
#include "ui/views/metrics_tab.h"
#include "ui/views/sees_tab.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace danas::ui {

namespace {

QToolButton* headerButton(const QString& name, const QString& text, QWidget* parent)
{
    auto* const button = new QToolButton(parent);
    button->setObjectName(name);
    button->setAutoRaise(true);
    button->setToolTip(text);
    button->setAccessibleName(text);
    button->setIconSize({ 20, 20 });
    return button;
}

} // namespace

CandidatePanel::CandidatePanel(RunModel& model, SelectionContext& selection, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_selection(selection)
    , m_costing(this)
{
    setObjectName(QStringLiteral("candidatePanel"));
    setAccessibleName(tr("Candidate"));
    buildLayout();
    connect(&selection, &SelectionContext::currentChanged, this, &CandidatePanel::show);
    connect(&selection, &SelectionContext::pinnedChanged, this,
        [this] { m_pin->setChecked(m_selection.pinned().contains(m_shown)); });
    connect(&model, &RunModel::reset, this, [this] { show(m_selection.current()); });
    connect(&model, &RunModel::frontChanged, this, &CandidatePanel::updateStanding);
    connect(&model, &RunModel::finalsChanged, this, &CandidatePanel::updateFinal);
    connect(&model, &RunModel::recordChanged, this, &CandidatePanel::updateFinal);
    show(selection.current());
}

void CandidatePanel::buildLayout()
{
    setMinimumWidth(360);
    m_title = new QLabel(this);
    m_title->setObjectName(QStringLiteral("candidateTitle"));
    m_title->setFont(headingFont());
    m_score = new QLabel(this);
    m_score->setObjectName(QStringLiteral("candidateScore"));
    m_score->setFont(headingFont());
    m_subtitle = new QLabel(this);
    m_subtitle->setObjectName(QStringLiteral("candidateNetwork"));
    m_subtitle->setWordWrap(true);
    m_standing = new QLabel(this);
    m_standing->setObjectName(QStringLiteral("candidateStanding"));
    m_standing->setWordWrap(true);
    m_pin = headerButton(QStringLiteral("pinButton"), tr("Pin this candidate (Space)"), this);
    m_pin->setCheckable(true);
    m_close = headerButton(QStringLiteral("closePanelButton"), tr("Close the panel (Esc)"), this);

    m_sees = new SeesTab(m_model, this);
    m_layers = new LayersTab(this);
    m_memory = new MemoryTab(this);
    m_metrics = new MetricsTab(this);
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(QStringLiteral("candidateTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_sees, tr("Sees"));
    m_tabs->addTab(m_layers, tr("Layers"));
    m_tabs->addTab(m_memory, tr("Memory"));
    m_tabs->addTab(m_metrics, tr("Metrics"));
    m_finalise = new FinaliseRow(this);
    m_bars = new BudgetBars(this);
    m_basis = new QLabel(this);
    m_basis->setObjectName(QStringLiteral("candidateBasis"));
    m_basis->setFont(smallFont());
    m_basis->setWordWrap(true);

    m_body = new QWidget(this);
    auto* const head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_title);
    head->addStretch();
    head->addWidget(m_score);
    head->addWidget(m_pin);
    head->addWidget(m_close);
    auto* const body = new QVBoxLayout(m_body);
    body->setContentsMargins(0, 0, 0, 0);
    body->setSpacing(8);
    body->addLayout(head);
    body->addWidget(m_subtitle);
    body->addWidget(m_standing);
    body->addWidget(m_finalise);
    body->addWidget(m_bars);
    body->addWidget(m_basis);
    body->addWidget(m_tabs, 1);

    m_empty = new QLabel(tr("Click a point or a row: what that network sees, how it is built and where it stands appears here."), this);
    m_empty->setObjectName(QStringLiteral("candidateEmpty"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    layout->addWidget(m_body, 1);
    layout->addWidget(m_empty, 1);
    restyle();
    connect(m_pin, &QToolButton::clicked, this, [this] { m_selection.togglePinned(m_shown); });
    connect(m_layers, &LayersTab::rowSelected, &m_memory->plot(), &MemoryPlot::setCurrentOp);
    connect(&m_memory->plot(), &MemoryPlot::opChosen, m_layers, &LayersTab::selectRow);
    connect(m_finalise, &FinaliseRow::requested, this, &CandidatePanel::finaliseRequested);
    connect(m_finalise, &FinaliseRow::exportRequested, this, &CandidatePanel::exportRequested);
    connect(m_close, &QToolButton::clicked, this, &CandidatePanel::closeRequested);
}

void CandidatePanel::show(int id)
{
    const search::Evaluation* const evaluation = m_model.find(id);
    m_shown = evaluation != nullptr ? id : -1;
    m_body->setVisible(evaluation != nullptr);
    m_empty->setVisible(evaluation == nullptr);
    m_sees->showCandidate(m_shown);
    if (evaluation == nullptr) {
        m_costing.cancel();
        showCosts(nullptr);
        return;
    }
    startCosting(*evaluation);
    m_title->setText(QStringLiteral("#%1  %2").arg(QString::number(id), shortLabel(evaluation->data)));
    m_title->setToolTip(toQt(evaluation->data.label()));
    const QString rest = labelRest(evaluation->data);
    m_subtitle->setText((rest.isEmpty() ? rest : rest + QStringLiteral(" \u00b7 ")) + m_model.architectureLabel(*evaluation));
    m_score->setText(toQt(formatPercent(evaluation->confusion.accuracy())));
    m_score->setToolTip(tr("Accuracy on the validation split, %1").arg(searchScoreName(m_model.spec().evaluator)));
    m_pin->setChecked(m_selection.pinned().contains(id));
    m_bars->show(evaluation->cost, m_model.spec().budget);
    updateFinal();
    updateStanding();
}

void CandidatePanel::updateFinal()
{
    const search::Evaluation* const evaluation = m_model.find(m_shown);
    if (evaluation == nullptr)
        return;
    m_finalise->show(m_model, m_shown);
    QStringList classes;
    for (int label = 0; label < evaluation->confusion.classes; ++label) {
        const auto at = static_cast<std::size_t>(label);
        classes += at < m_model.classes().size() ? toQt(m_model.classes()[at]) : tr("class %1").arg(label);
    }
    m_metrics->show(evaluation->confusion, searchScoreName(m_model.spec().evaluator), m_model.finalised(m_shown), classes);
}

void CandidatePanel::setBusy(bool busy)
{
    m_finalise->setBusy(busy);
}

void CandidatePanel::setOwnProject(const std::filesystem::path& file)
{
    m_finalise->setOwnProject(file);
}

void CandidatePanel::startCosting(const search::Evaluation& evaluation)
{
    struct Result {
        SharedCosts costs;
        QString error;
    };
    m_costing.start(
        [spec = m_model.spec(), genes = evaluation.genes, classes = evaluation.confusion.classes](const LatestJob::IsStale&) -> Result {
            try {
                return { std::make_shared<CandidateCosts>(candidateCosts(spec, genes, classes)), {} };
            } catch (const Error& error) {
                return { nullptr, toQt(std::string(error.what())) };
            }
        },
        [this](const Result& result) {
            showCosts(result.costs);
            if (!result.error.isEmpty())
                m_basis->setText(result.error);
        });
}

void CandidatePanel::showCosts(const SharedCosts& costs)
{
    m_layers->show(costs);
    m_memory->show(costs, m_model.spec().budget);
    const search::Evaluation* const evaluation = m_model.find(m_shown);
    if (!costs || evaluation == nullptr)
        return;
    m_bars->show(evaluation->cost, m_model.spec().budget, costs.get());
    m_basis->setText(trustSummary(costs->deployment));
    if (costs->cost.ramBytes != evaluation->cost.ramBytes || costs->cost.flashBytes != evaluation->cost.flashBytes) {
        m_basis->setText(tr("The run stored RAM %1 and flash %2 by an older rule; layers and memory follow the present one.")
                             .arg(toQt(formatBytes(evaluation->cost.ramBytes)), toQt(formatBytes(evaluation->cost.flashBytes))));
    }
}

void CandidatePanel::updateStanding()
{
    m_standing->setText(standingText(m_model, m_shown));
}

void CandidatePanel::restyle()
{
    m_pin->setIcon(icon(QStringLiteral("pin"), palette()));
    m_close->setIcon(icon(QStringLiteral("close"), palette()));
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, subtleText(palette()));
    for (QLabel* label : { m_subtitle, m_basis, m_empty })
        label->setPalette(quiet);
}

void CandidatePanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_close != nullptr)
        restyle();
}

} // namespace danas::ui
