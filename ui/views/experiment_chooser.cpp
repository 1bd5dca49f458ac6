// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/experiment_chooser.h"

#include "ui/base/text.h"
#include "ui/base/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>

namespace danas::ui {

ExperimentChooser::ExperimentChooser(CompareSession& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_experiment(new QComboBox(this))
    , m_tier(new QComboBox(this))
    , m_under(new QLabel(tr("under"), this))
    , m_runs(new QLabel(this))
{
    m_experiment->setObjectName(QStringLiteral("compareExperiments"));
    m_experiment->setAccessibleName(tr("Experiment"));
    m_tier->setObjectName(QStringLiteral("compareTier"));
    m_tier->setAccessibleName(tr("Budget of the experiment"));
    m_runs->setObjectName(QStringLiteral("compareExperimentRuns"));
    m_runs->setForegroundRole(QPalette::PlaceholderText);
    for (QComboBox* box : { m_experiment, m_tier })
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_experiment);
    layout->addWidget(m_under);
    layout->addWidget(m_tier);
    layout->addSpacing(kGap);
    layout->addWidget(m_runs, 1);
    connect(m_experiment, &QComboBox::activated, this, [this] {
        const auto id = m_experiment->currentData().toLongLong();
        if (id != 0)
            m_session.showExperiment(id);
        else
            m_session.choose({}); // the person ticks runs instead
    });
    connect(m_tier, &QComboBox::activated, this, [this](int tier) {
        if (const auto& choice = m_session.experimentChoice())
            m_session.chooseExperiment(choice->id, static_cast<std::size_t>(tier));
    });
    connect(&session, &CompareSession::proposalsChanged, this, &ExperimentChooser::refresh);
    connect(&session, &CompareSession::chosenChanged, this, &ExperimentChooser::refresh);
    refresh();
}

void ExperimentChooser::refresh()
{
    const QSignalBlocker quietExperiment(m_experiment), quietTier(m_tier);
    const auto& choice = m_session.experimentChoice();
    m_experiment->clear();
    m_experiment->addItem(tr("Ticked runs"), 0);
    for (const ListedExperiment& one : m_session.experiments())
        m_experiment->addItem(tr("Experiment %1").arg(one.name), static_cast<qlonglong>(one.id));
    const compare::TierRuns* const shown = m_session.tierShown();
    m_experiment->setCurrentIndex(shown != nullptr ? m_experiment->findData(static_cast<qlonglong>(choice->id)) : 0);
    m_tier->clear();
    if (shown != nullptr) {
        for (const compare::TierRuns& tier : m_session.experiment(choice->id)->tiers)
            m_tier->addItem(toQt(compare::tierLabel(tier.tier)));
        m_tier->setCurrentIndex(static_cast<int>(choice->tier));
        int there = 0;
        for (const compare::ArmRuns& arm : shown->arms)
            there += static_cast<int>(arm.runs.size());
        m_runs->setText(shown->missing == 0 ? tr("all %1 runs").arg(there) : tr("%1 of %2 runs").arg(there).arg(there + shown->missing));
    }
    for (QWidget* widget : { static_cast<QWidget*>(m_tier), static_cast<QWidget*>(m_under), static_cast<QWidget*>(m_runs) })
        widget->setVisible(shown != nullptr);
    setVisible(!m_session.experiments().empty());
}

} // namespace danas::ui
