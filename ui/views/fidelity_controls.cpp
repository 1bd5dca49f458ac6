// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/fidelity_controls.h"

#include "base/units.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>

#include <algorithm>

namespace danas::ui {

namespace {

constexpr int kMostCandidates = 1000;
constexpr int kMostSteps = 10'000'000;
constexpr int kBarSteps = 1000;

QSpinBox* numberBox(const QString& name, const QString& accessibleName, int least, int most, QWidget* parent)
{
    auto* const box = new QSpinBox(parent);
    box->setObjectName(name);
    box->setAccessibleName(accessibleName);
    box->setRange(least, most);
    return box;
}

} // namespace

FidelityControls::FidelityControls(QWidget* parent)
    : QWidget(parent)
    , m_pages(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("fidelityControls"));
    m_pages->addWidget(buildSettings());
    m_pages->addWidget(buildProgress());
    m_reason = new QLabel(this);
    m_reason->setObjectName(QStringLiteral("probeReason"));
    m_reason->setWordWrap(true);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_pages);
    layout->addWidget(m_reason);
    m_pages->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    refresh();
}

QWidget* FidelityControls::buildSettings()
{
    auto* const page = new QWidget(this);
    m_candidates = numberBox(QStringLiteral("probeCandidates"), tr("Candidates to train alone"), compare::kFewestProbes, kMostCandidates, page);
    m_candidates->setValue(compare::ProbeRequest().candidates);
    m_candidates->setSuffix(tr(" candidates"));
    m_scope = new QComboBox(page);
    m_scope->setObjectName(QStringLiteral("probeScope"));
    m_scope->setAccessibleName(tr("Chosen from"));
    m_scope->addItems({ tr("of the whole space"), tr("within the budget") });
    m_steps = numberBox(QStringLiteral("probeSteps"), tr("Training steps of each alone"), 1, kMostSteps, page);
    m_steps->setSingleStep(100);
    m_steps->setSuffix(tr(" steps each"));
    m_start = new QPushButton(page);
    m_start->setObjectName(QStringLiteral("startProbeButton"));
    makePrimary(m_start);
    auto* const row = new QHBoxLayout(page);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    for (QWidget* widget : std::initializer_list<QWidget*> { m_candidates, m_scope, m_steps, m_start })
        row->addWidget(widget);
    row->addStretch();
    connect(m_candidates, &QSpinBox::valueChanged, this, &FidelityControls::changed);
    connect(m_scope, &QComboBox::currentIndexChanged, this, &FidelityControls::changed);
    connect(m_steps, &QSpinBox::valueChanged, this, &FidelityControls::changed);
    connect(m_start, &QPushButton::clicked, this, &FidelityControls::startRequested);
    return page;
}

QWidget* FidelityControls::buildProgress()
{
    auto* const page = new QWidget(this);
    m_bar = new QProgressBar(page);
    m_bar->setObjectName(QStringLiteral("probeBar"));
    m_bar->setRange(0, kBarSteps);
    m_bar->setTextVisible(false);
    m_bar->setMaximumWidth(220);
    m_status = new QLabel(page);
    m_status->setObjectName(QStringLiteral("probeStatus"));
    m_status->setFont(numberFont());
    m_stop = new QPushButton(tr("Stop"), page);
    m_stop->setObjectName(QStringLiteral("stopProbeButton"));
    m_stop->setToolTip(tr("Stop and keep every candidate that is done (Shift+F5)"));
    auto* const row = new QHBoxLayout(page);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kGap);
    row->addWidget(m_bar, 1);
    row->addWidget(m_status);
    row->addStretch(1);
    row->addWidget(m_stop);
    connect(m_stop, &QPushButton::clicked, this, &FidelityControls::stopRequested);
    return page;
}

void FidelityControls::setDefaults(const search::ScratchSpec& training)
{
    const QSignalBlocker quiet(this);
    m_training = training;
    m_steps->setValue(training.steps);
    refresh();
}

void FidelityControls::setPlan(const store::ProbePlan& plan)
{
    setDefaults(plan.training);
    const QSignalBlocker quiet(this);
    m_candidates->setValue(static_cast<int>(plan.candidates.size()));
    m_scope->setCurrentIndex(plan.withinBudget ? 1 : 0);
}

compare::ProbeRequest FidelityControls::settings() const
{
    search::ScratchSpec training = m_training;
    training.steps = m_steps->value();
    return { {}, 0, m_candidates->value(), m_scope->currentIndex() == 1, training };
}

void FidelityControls::setDone(std::size_t done)
{
    m_done = done;
    refresh();
}

void FidelityControls::setObstacle(const QString& reason)
{
    m_obstacle = reason;
    refresh();
}

void FidelityControls::setRunning(bool running, bool stopping, bool paused)
{
    if (running && m_pages->currentIndex() == 0) {
        m_bar->setValue(0);
        m_status->setText(tr("starting"));
    }
    m_pages->setCurrentIndex(running ? 1 : 0);
    m_stop->setEnabled(!stopping);
    m_state = stopping ? tr("stopping · ") : paused ? tr("paused · ") : QString();
    refresh();
}

void FidelityControls::setNews(const ProbeNews& news)
{
    if (news.reading && !news.progress) {
        m_status->setText(m_state + tr("reading the data"));
        m_bar->setValue(static_cast<int>(kBarSteps * news.reading->first / std::max<std::int64_t>(1, news.reading->second)));
    }
    if (!news.progress)
        return;
    const compare::ProbeProgress& now = *news.progress;
    m_bar->setValue(static_cast<int>(kBarSteps * (static_cast<double>(now.done) + now.part) / static_cast<double>(std::max<std::size_t>(1, now.total))));
    QString text = tr("%1 of %2 trained alone").arg(now.done).arg(now.total);
    if (now.secondsLeft > 0.0)
        text += tr(" · about %1 left").arg(toQt(formatDuration(now.secondsLeft)));
    m_status->setText(m_state + text);
}

void FidelityControls::refresh()
{
    const auto wanted = static_cast<std::size_t>(m_candidates->value());
    const bool complete = m_done >= wanted;
    m_start->setText(complete ? tr("All are done") : m_done > 0 ? tr("Go on: %1 are left").arg(wanted - m_done) : tr("Train them alone"));
    m_start->setEnabled(m_obstacle.isEmpty() && !complete);
    m_start->setToolTip(!m_obstacle.isEmpty() ? m_obstacle : complete ? tr("Other settings begin a probe of their own") : QString());
    m_reason->setText(m_obstacle);
    m_reason->setVisible(!m_obstacle.isEmpty() && m_pages->currentIndex() == 0);
}

} // namespace danas::ui
