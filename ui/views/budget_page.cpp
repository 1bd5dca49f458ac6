// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/budget_page.h"

#include "base/units.h"
#include "ui/base/message_bar.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/editors/limit_row.h"
#include "ui/editors/run_settings.h"
#include "ui/editors/side_by_side_button.h"
#include "ui/views/page_layout.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSlider>

#include <algorithm>
#include <utility>

namespace danas::ui {
namespace {

const cost::Board* boardOf(const cost::Budget& budget)
{
    const auto& all = cost::boards();
    const auto found = std::find_if(all.begin(), all.end(),
        [&](const cost::Board& board) { return budget.ramBytes == board.ramBytes && budget.flashBytes == board.flashBytes; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace

BudgetPage::BudgetPage(ProjectDocument* document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_message(new MessageBar(this))
    , m_sampler(this)
{
    setObjectName(QStringLiteral("budgetPage"));
    auto* layout = arrangePage(*this, m_message, makeFoot());
    layout->addWidget(makeLimits());
    layout->addSpacing(kGroupGap - kGap);
    layout->addWidget(makeObjectives());
    layout->addSpacing(kGroupGap - kGap);
    layout->addWidget(heading(tr("Search and supernet"), this));
    m_settings = new RunSettings(m_document, this);
    layout->addWidget(m_settings);
    layout->addStretch(1);

    connect(m_document, &ProjectDocument::budgetChanged, this, &BudgetPage::refreshLimits);
    connect(m_document, &ProjectDocument::settingsChanged, this, &BudgetPage::refreshSettings);
    connect(m_document, &ProjectDocument::spaceChanged, this, &BudgetPage::sampleSpace);
    connect(m_document, &ProjectDocument::datasetChanged, this, [this] {
        sampleSpace(); // the number of classes counts
        refreshRun();
    });
    refreshSettings();
    refreshLimits();
    sampleSpace();
}

QWidget* BudgetPage::makeLimits()
{
    auto* box = new QWidget(this);
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(kGap);
    grid->setVerticalSpacing(kGap);
    auto* top = new QHBoxLayout;
    top->setSpacing(kGap);
    top->addWidget(heading(tr("Target"), box));
    m_board = new QComboBox(box);
    m_board->setObjectName(QStringLiteral("board"));
    m_board->setAccessibleName(tr("Target board"));
    m_board->addItem(tr("Own limits"));
    for (const cost::Board& board : cost::boards()) {
        m_board->addItem(toQt(board.name) + QStringLiteral(" \u00b7 ") + toQt(formatBytes(board.ramBytes)) + QStringLiteral(" RAM, ")
            + toQt(formatBytes(board.flashBytes)) + QStringLiteral(" flash"));
        m_board->setItemData(m_board->count() - 1, QString(toQt(board.mcu) + QStringLiteral("; ") + toQt(board.source)), Qt::ToolTipRole);
    }
    top->addWidget(m_board);
    top->addStretch(1);
    m_share = heading({}, box);
    m_share->setObjectName(QStringLiteral("share"));
    top->addWidget(m_share);
    grid->addLayout(top, 0, 0, 1, 5);
    connect(m_board, &QComboBox::activated, this, &BudgetPage::chooseBoard);

    m_ram = new LimitRow(tr("RAM"), QStringLiteral("ram"), QuantityKind::Bytes, box);
    m_flash = new LimitRow(tr("Flash"), QStringLiteral("flash"), QuantityKind::Bytes, box);
    m_macs = new LimitRow(tr("MACs"), QStringLiteral("macs"), QuantityKind::Macs, box);
    int line = 1;
    for (LimitRow* row : { m_ram, m_flash, m_macs }) {
        grid->addWidget(row->label, line, 0);
        grid->addWidget(row->slider, line, 1);
        grid->addWidget(row->entry, line, 2);
        grid->addWidget(row->ofBoard, line, 3);
        grid->addWidget(row->histogram, line, 4);
        connect(row, &LimitRow::notUnderstood, this, [this](const QString& why) { m_message->show(MessageBar::Kind::Error, why); });
        ++line;
    }
    grid->setColumnMinimumWidth(3, 80);
    grid->setColumnStretch(1, 2);
    grid->setColumnStretch(4, 3);
    const auto link = [this](LimitRow* row, std::optional<std::int64_t> cost::Budget::*limit, const QString& text) {
        connect(row, &LimitRow::edited, this,
            [this, limit, text](std::optional<std::int64_t> value, int gesture) { editLimit(limit, text, value, gesture); });
    };
    link(m_ram, &cost::Budget::ramBytes, tr("RAM limit"));
    link(m_flash, &cost::Budget::flashBytes, tr("Flash limit"));
    link(m_macs, &cost::Budget::macs, tr("MACs limit"));
    auto* caption = new QLabel(tr("%1 systems sampled from the space; filled is what the limit lets through.").arg(toQt(formatGrouped(kSamples))), box);
    caption->setFont(smallFont());
    caption->setForegroundRole(QPalette::PlaceholderText);
    grid->addWidget(caption, line, 4);
    return box;
}

QWidget* BudgetPage::makeObjectives()
{
    auto* box = new QWidget(this);
    auto* layout = new QHBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    layout->addWidget(heading(tr("Objectives"), box));
    for (const search::Objective objective : search::kObjectives) {
        if (search::needsTarget(objective))
            continue;
        auto* check = new QCheckBox(toQt(search::objectiveLabel(objective)), box);
        check->setObjectName(QStringLiteral("objective.") + toQt(search::objectiveName(objective)));
        check->setToolTip(search::isMetric(objective) ? tr("As high as possible, on the validation split.") : tr("As low as possible."));
        layout->addWidget(check);
        connect(check, &QCheckBox::clicked, this, &BudgetPage::editObjectives);
        m_objectives[objective] = check;
    }
    layout->addStretch(1);
    return box;
}

QWidget* BudgetPage::makeFoot()
{
    auto* foot = new QWidget(this);
    auto* layout = new QHBoxLayout(foot);
    layout->setContentsMargins(kMargin, 8, kMargin, kGap);
    layout->setSpacing(kGap);
    m_run = new QPushButton(tr("Run"), foot);
    m_run->setObjectName(QStringLiteral("runButton"));
    m_run->setMinimumSize(112, 32);
    makePrimary(m_run);
    setIcon(m_run, QStringLiteral("play"));
    connect(m_run, &QPushButton::clicked, this, &BudgetPage::runRequested);
    m_sideBySide = new SideBySideButton(*m_document, foot);
    m_sideBySide->setObjectName(QStringLiteral("sideBySideButton"));
    m_sideBySide->setMinimumHeight(32);
    connect(m_sideBySide, &SideBySideButton::chosen, this, &BudgetPage::sideBySideRequested);
    m_obstacle = new QLabel(foot);
    m_obstacle->setObjectName(QStringLiteral("obstacle"));
    m_obstacle->setForegroundRole(QPalette::PlaceholderText);
    m_obstacle->setWordWrap(true);
    layout->addWidget(m_run);
    layout->addWidget(m_sideBySide);
    layout->addWidget(m_obstacle, 1);
    return foot;
}

void BudgetPage::refreshLimits()
{
    const cost::Budget& budget = m_document->spec().budget;
    m_ram->setLimit(budget.ramBytes);
    m_flash->setLimit(budget.flashBytes);
    m_macs->setLimit(budget.macs);
    // The board stays the measure when a limit is set below what it has.
    if (const cost::Board* board = boardOf(budget))
        m_board->setCurrentIndex(static_cast<int>(board - cost::boards().data()) + 1);
    const int chosen = m_board->currentIndex() - 1;
    const cost::Board* board = chosen < 0 ? nullptr : &cost::boards()[static_cast<std::size_t>(chosen)];
    m_ram->setBoard(board ? std::optional(board->ramBytes) : std::nullopt);
    m_flash->setBoard(board ? std::optional(board->flashBytes) : std::nullopt);
    refreshRun();
}

void BudgetPage::refreshSettings()
{
    const auto& wanted = m_document->spec().objectives;
    for (const auto& [objective, check] : m_objectives)
        check->setChecked(std::find(wanted.begin(), wanted.end(), objective) != wanted.end());
    refreshRun();
}

void BudgetPage::sampleSpace()
{
    m_sampler.start(
        [spec = m_document->spec(), classes = m_document->classes()](const auto& isStale) {
            std::vector<cost::Cost> costs;
            costs.reserve(kSamples);
            for (int i = 0; i < kSamples && !isStale(); ++i) {
                Rng rng(1, RandomPhase::Sample, static_cast<std::uint64_t>(i));
                costs.push_back(search::costOf(spec, spec.space.sample(rng), classes));
            }
            return costs;
        },
        [this](std::vector<cost::Cost> costs) {
            m_samples = std::move(costs);
            const auto column = [&](std::int64_t cost::Cost::*member) {
                std::vector<std::int64_t> values;
                std::transform(m_samples.begin(), m_samples.end(), std::back_inserter(values), [&](const auto& cost) { return cost.*member; });
                return values;
            };
            m_ram->setSamples(column(&cost::Cost::ramBytes));
            m_flash->setSamples(column(&cost::Cost::flashBytes));
            m_macs->setSamples(column(&cost::Cost::macs));
            refreshRun();
        });
}

void BudgetPage::refreshRun()
{
    refreshFit();
    const QString why = obstacle();
    m_run->setEnabled(why.isEmpty());
    m_run->setToolTip(why.isEmpty() ? tr("Start the search (F5)") : why);
    m_sideBySide->setObstacle(why);
    m_obstacle->setText(why);
    emit obstacleChanged(why);
}

QString BudgetPage::obstacle() const
{
    if (m_running)
        return tr("A run is going on; stop it first, or wait.");
    switch (m_document->dataState()) {
    case ProjectDocument::DataState::None: return tr("Choose a dataset on the Data page first.");
    case ProjectDocument::DataState::Scanning: return tr("The dataset is still being read.");
    case ProjectDocument::DataState::Failed: return tr("The dataset cannot be used: %1").arg(m_document->dataError());
    case ProjectDocument::DataState::Ready: break;
    }
    if (m_document->spec().objectives.size() < 2)
        return tr("Choose at least two objectives.");
    return m_fits ? QString() : m_smallestNeeds;
}

void BudgetPage::refreshFit()
{
    const search::RunSpec& spec = m_document->spec();
    const auto fitting = std::count_if(m_samples.begin(), m_samples.end(), [&](const auto& cost) { return spec.budget.fits(cost); });
    if (m_samples.empty()) {
        m_share->setText(tr("What fits: sampling\u2026"));
    } else {
        m_share->setText(tr("What fits: %1 of the space").arg(toQt(formatPercent(static_cast<double>(fitting) / static_cast<double>(m_samples.size())))));
        m_share->setToolTip(tr("%1 of %2 sampled systems").arg(fitting).arg(m_samples.size()));
    }
    // The smallest network at each input: rare systems that fit may be missing among the samples.
    const space::Genes smallest = spec.space.smallest();
    const cost::Cost least = search::costOf(spec, smallest, m_document->classes());
    const auto& configs = spec.space.dataConfigs();
    m_fits = fitting > 0 || std::any_of(configs.begin(), configs.end(), [&](const data::DataConfig& config) {
        return spec.budget.fits(search::costOf(spec, spec.space.withData(smallest, config), m_document->classes()));
    });
    m_smallestNeeds = tr("Nothing in the space fits: the smallest system needs %1 RAM, %2 flash and %3; raise a limit, or allow smaller values on the Space page.")
                          .arg(toQt(formatBytes(least.ramBytes)), toQt(formatBytes(least.flashBytes)), toQt(formatMacs(least.macs)));
}

void BudgetPage::setRunning(bool running)
{
    m_running = running;
    refreshRun();
}

void BudgetPage::chooseBoard(int index)
{
    if (index == 0) {
        refreshLimits();
        return;
    }
    const cost::Board& board = cost::boards()[static_cast<std::size_t>(index) - 1];
    cost::Budget budget = m_document->spec().budget;
    budget.ramBytes = board.ramBytes;
    budget.flashBytes = board.flashBytes;
    m_document->setBudget(budget, tr("Limits of %1").arg(toQt(board.name)));
    refreshLimits();
}

void BudgetPage::editLimit(
    std::optional<std::int64_t> cost::Budget::*limit, const QString& text, std::optional<std::int64_t> value, int gesture)
{
    if (sender() != m_gestureRow || gesture != m_gesture) {
        m_gestureRow = sender();
        m_gesture = gesture;
        m_gestureMerge = m_document->newMergeId();
    }
    cost::Budget budget = m_document->spec().budget;
    budget.*limit = value;
    m_message->clear();
    m_document->setBudget(budget, text, m_gestureMerge);
}

void BudgetPage::editObjectives()
{
    search::RunSpec spec = m_document->spec();
    const auto before = std::exchange(spec.objectives, {}); // what has no box here stays as it is
    for (const search::Objective objective : search::kObjectives) {
        const auto check = m_objectives.find(objective);
        const bool wanted = check == m_objectives.end() ? std::find(before.begin(), before.end(), objective) != before.end() : check->second->isChecked();
        if (wanted)
            spec.objectives.push_back(objective);
    }
    m_document->setSettings(spec, tr("Objectives"));
}

} // namespace danas::ui
