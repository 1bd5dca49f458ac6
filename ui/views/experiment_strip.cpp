// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/experiment_strip.h"

#include "base/units.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include <algorithm>

namespace danas::ui {

ExperimentStrip::ExperimentStrip(QWidget* parent)
    : QFrame(parent)
    , m_text(new QLabel(this))
    , m_failure(new QLabel(this))
    , m_bar(new QProgressBar(this))
    , m_pause(new QPushButton(this))
    , m_stop(new QPushButton(tr("Stop experiment"), this))
    , m_goOn(new QPushButton(tr("Go on with experiment"), this))
    , m_compare(new QPushButton(tr("Compare"), this))
{
    setObjectName(QStringLiteral("experimentStrip"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::AlternateBase);
    m_text->setObjectName(QStringLiteral("experimentText"));
    m_text->setWordWrap(true);
    m_failure->setObjectName(QStringLiteral("experimentFailure"));
    m_failure->setWordWrap(true);
    m_failure->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_failure->setVisible(false);
    m_bar->setTextVisible(false);
    m_bar->setFixedSize(120, 8);
    m_pause->setObjectName(QStringLiteral("pauseExperiment"));
    m_stop->setObjectName(QStringLiteral("stopExperiment"));
    m_stop->setToolTip(tr("Everything that was found stays; the experiment can be gone on with later."));
    m_goOn->setObjectName(QStringLiteral("goOnExperiment"));
    m_compare->setObjectName(QStringLiteral("compareExperiment"));
    m_compare->setToolTip(tr("What the experiment has shown so far, budget by budget"));
    auto* const line = new QHBoxLayout;
    line->setSpacing(kGap);
    line->addWidget(m_bar);
    line->addWidget(m_text, 1);
    for (QPushButton* button : { m_compare, m_pause, m_stop, m_goOn })
        line->addWidget(button);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, 6, kMargin, 6);
    layout->setSpacing(4);
    layout->addLayout(line);
    layout->addWidget(m_failure);
    connect(m_pause, &QPushButton::clicked, this, [this] { emit pauseRequested(!m_paused); });
    connect(m_stop, &QPushButton::clicked, this, &ExperimentStrip::stopRequested);
    connect(m_goOn, &QPushButton::clicked, this, &ExperimentStrip::goOnRequested);
    connect(m_compare, &QPushButton::clicked, this, &ExperimentStrip::compareRequested);
    setVisible(false);
    restyle();
}

void ExperimentStrip::setText(const QString& name, const QString& rest)
{
    m_plain = name + QStringLiteral(": ") + rest;
    m_text->setText(QStringLiteral("<b>%1</b>&nbsp; %2").arg(name.toHtmlEscaped(), rest.toHtmlEscaped()));
    m_text->setAccessibleName(m_plain);
}

void ExperimentStrip::setShare(std::size_t done, std::size_t total)
{
    m_bar->setRange(0, static_cast<int>(std::max<std::size_t>(1, total)));
    m_bar->setValue(static_cast<int>(done));
    m_bar->setAccessibleName(tr("%1 of %2 runs done").arg(done).arg(total));
}

void ExperimentStrip::showRunning(const ExperimentStatus& status, RunController::State state)
{
    using State = RunController::State;
    m_paused = state == State::Paused;
    const auto& progress = status.progress;
    QStringList parts;
    if (state == State::Paused || state == State::Stopping)
        parts += m_paused ? tr("paused") : tr("stopping");
    parts += tr("run %1 of %2").arg(std::min(progress.done + 1, progress.total)).arg(progress.total);
    if (!status.doing.empty())
        parts += toQt(status.doing);
    if (progress.secondsLeft >= 0.0)
        parts += tr("about %1 left").arg(toQt(formatDuration(progress.secondsLeft)));
    setText(tr("Experiment %1").arg(toQt(status.name)), parts.join(QStringLiteral(" \u00b7 ")));
    setShare(progress.done, progress.total);
    m_pause->setText(m_paused ? tr("Continue") : tr("Pause"));
    m_pause->setEnabled(state != State::Stopping);
    m_stop->setEnabled(state != State::Stopping);
    m_pause->setVisible(true);
    m_stop->setVisible(true);
    m_goOn->setVisible(false);
    m_compare->setVisible(progress.done >= 2);
    m_failure->setVisible(false);
}

void ExperimentStrip::showUnfinished(const compare::ExperimentState& experiment, bool canGoOn)
{
    QString rest = tr("%1 of %2 runs done").arg(experiment.done).arg(experiment.total);
    if (experiment.failed > 0)
        rest += tr(", %1 failed").arg(experiment.failed);
    setText(tr("Experiment %1").arg(toQt(experiment.name)), rest);
    setShare(experiment.done, experiment.total);
    m_pause->setVisible(false);
    m_stop->setVisible(false);
    m_goOn->setVisible(true);
    m_goOn->setEnabled(canGoOn);
    m_goOn->setToolTip(canGoOn ? tr("Carries out what is not done yet, and tries once more what failed") : tr("A run is under way: stop it first, or wait for its end"));
    m_compare->setVisible(experiment.done >= 2);
}

void ExperimentStrip::showFinished(const compare::ExperimentState& experiment)
{
    setText(tr("Experiment %1").arg(toQt(experiment.name)), tr("all %1 runs are done").arg(experiment.total));
    setShare(experiment.total, experiment.total);
    for (QPushButton* button : { m_pause, m_stop, m_goOn })
        button->setVisible(false);
    m_compare->setVisible(true);
}

void ExperimentStrip::showFailure(const QString& sentence)
{
    m_failure->setText(sentence);
    m_failure->setVisible(!sentence.isEmpty());
}

QString ExperimentStrip::text() const
{
    return m_plain;
}

void ExperimentStrip::restyle()
{
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, errorColour(palette()));
    m_failure->setPalette(colours);
}

void ExperimentStrip::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_failure != nullptr)
        restyle();
}

} // namespace danas::ui
