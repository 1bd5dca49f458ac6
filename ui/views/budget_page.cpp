// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/budget_page.h"

#include "base/units.h"
#include "ui/base/message_bar.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/editors/budget_limits.h"
#include "ui/editors/objective_row.h"
#include "ui/editors/run_settings.h"
#include "ui/editors/side_by_side_button.h"
#include "ui/editors/target_chooser.h"
#include "ui/models/draft_obstacle.h"
#include "ui/models/target_store.h"
#include "ui/views/page_layout.h"
#include "ui/views/targets_dialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace danas::ui {

BudgetPage::BudgetPage(ProjectDocument* document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_store(new TargetStore(cost::userTargetsFolder(), this))
    , m_message(new MessageBar(this))
    , m_sampler(this)
{
    setObjectName(QStringLiteral("budgetPage"));
    auto* layout = arrangePage(*this, m_message, makeFoot());
    layout->addWidget(makeTarget());
    m_limits = new BudgetLimits(m_document, this);
    layout->addWidget(m_limits);
    layout->addSpacing(kGroupGap - kGap);
    layout->addWidget(new ObjectiveRow(m_document, this));
    layout->addSpacing(kGroupGap - kGap);
    layout->addWidget(new RunSettings(m_document, this));
    layout->addStretch(1);

    const auto complain = [this](const QString& why) { m_message->show(MessageBar::Kind::Error, why); };
    connect(m_limits, &BudgetLimits::notUnderstood, this, complain);
    connect(m_limits, &BudgetLimits::edited, m_message, &MessageBar::clear);
    connect(m_document, &ProjectDocument::budgetChanged, this, &BudgetPage::refreshRun);
    connect(m_document, &ProjectDocument::settingsChanged, this, &BudgetPage::refreshRun);
    connect(m_document, &ProjectDocument::targetChanged, this, &BudgetPage::sampleSpace);
    connect(m_document, &ProjectDocument::spaceChanged, this, &BudgetPage::sampleSpace);
    connect(m_document, &ProjectDocument::datasetChanged, this, &BudgetPage::sampleSpace); // the number of classes counts
    if (const QString problems = m_store->problems(); !problems.isEmpty())
        complain(problems);
    sampleSpace();
}

QWidget* BudgetPage::makeTarget()
{
    auto* box = new QWidget(this);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto* top = new QHBoxLayout;
    top->addWidget(heading(tr("Target"), box));
    top->addStretch(1);
    m_share = heading({}, box);
    m_share->setObjectName(QStringLiteral("share"));
    top->addWidget(m_share);
    layout->addLayout(top);
    auto* chooser = new TargetChooser(m_document, m_store, box);
    layout->addWidget(chooser);
    connect(chooser, &TargetChooser::editRequested, this, [this] { editTargets(); });
    connect(chooser, &TargetChooser::customRequested, this, [this] { editTargets(true); });
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
    m_experiment = new QPushButton(tr("Experiment\u2026"), foot);
    m_experiment->setObjectName(QStringLiteral("experimentButton"));
    m_experiment->setMinimumHeight(32);
    connect(m_experiment, &QPushButton::clicked, this, &BudgetPage::experimentRequested);
    m_obstacle = new QLabel(foot);
    m_obstacle->setObjectName(QStringLiteral("obstacle"));
    m_obstacle->setForegroundRole(QPalette::PlaceholderText);
    m_obstacle->setWordWrap(true);
    layout->addWidget(m_run);
    layout->addWidget(m_sideBySide);
    layout->addWidget(m_experiment);
    layout->addWidget(m_obstacle, 1);
    return foot;
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
            m_limits->setSamples(m_samples);
            refreshRun();
        });
    m_samples.clear(); // they are of another space, or counted for another target
    refreshRun();
}

void BudgetPage::refreshRun()
{
    refreshFit();
    const QString why = obstacle();
    m_run->setEnabled(why.isEmpty());
    m_run->setToolTip(why.isEmpty() ? tr("Start the search (F5)") : why);
    m_sideBySide->setObstacle(why);
    m_experiment->setEnabled(why.isEmpty());
    m_experiment->setToolTip(why.isEmpty() ? tr("Ways of searching against each other: several seeds, several budgets, equal time or equal candidates") : why);
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
    const QString why = draftObstacle(m_document->spec(), *m_document->dataset());
    return !why.isEmpty() ? why : m_fits ? QString() : m_smallestNeeds;
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
    QString needs = tr("%1 RAM, %2 flash and %3").arg(toQt(formatBytes(least.ramBytes)), toQt(formatBytes(least.flashBytes)), toQt(formatMacs(least.macs)));
    if (least.latencyMs)
        needs += tr(" in %1").arg(toQt(formatLatency(*least.latencyMs)));
    if (least.energyUj)
        needs += tr(" with %1").arg(toQt(formatEnergy(*least.energyUj)));
    m_smallestNeeds = tr("Nothing in the space fits: the smallest system needs %1; raise a limit, or allow smaller values on the Space page.").arg(needs);
}

void BudgetPage::setRunning(bool running)
{
    m_running = running;
    refreshRun();
}

void BudgetPage::editTargets(bool copy)
{
    const auto& deployment = m_document->spec().deployment;
    const auto* used = deployment ? m_store->library().find(deployment->target.id) : nullptr;
    const bool follows = used != nullptr && used->target == deployment->target;
    TargetsDialog dialog(m_store, copy ? QStringLiteral("custom") : deployment ? toQt(deployment->target.id) : QString(), this);
    if (copy)
        dialog.duplicate();
    dialog.exec();
    if (copy)
        followTarget(dialog.selected());
    else if (follows)
        followTarget(toQt(deployment->target.id));
}

/// The project takes over the preset as it is now.
void BudgetPage::followTarget(const QString& chosen)
{
    const auto& deployment = m_document->spec().deployment;
    if (const auto* entry = m_store->library().find(chosen.toStdString()))
        m_document->setDeployment(cost::Deployment { entry->target, deployment ? deployment->sensor : cost::Sensor {} }, tr("Target %1").arg(chosen));
}

} // namespace danas::ui
