// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/run_header.h"

#include "base/units.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"

#include <QComboBox>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace danas::ui {

namespace {

constexpr int kBar = 96;
constexpr int kBarHeight = 6;
constexpr int kDash = 14;

QString rateText(double perSecond)
{
    if (perSecond >= 2.0)
        return QObject::tr("%1/s").arg(std::lround(perSecond));
    if (perSecond >= 2.0 / 60.0)
        return QObject::tr("%1/min").arg(std::lround(perSecond * 60.0));
    return QObject::tr("%1/h").arg(std::lround(perSecond * 3600.0));
}

QString stateText(store::RunState state)
{
    switch (state) {
    case store::RunState::Running:
        return QObject::tr("interrupted");
    case store::RunState::Stopped:
        return QObject::tr("stopped");
    case store::RunState::Done:
        return QObject::tr("done");
    case store::RunState::Failed:
        return QObject::tr("failed");
    }
    return {};
}

/// The phase that a stored run which is not done goes on with.
search::Phase reached(const store::RunRecord& record)
{
    if (record.evaluations >= record.spec.search.evaluations)
        return search::Phase::Finalise;
    return record.evaluations > 0 ? search::Phase::Search : record.classes.empty() ? search::Phase::Prepare : search::Phase::Supernet;
}

} // namespace

QString progressText(const search::Progress& progress)
{
    QStringList parts;
    if (progress.total > 0)
        parts += QStringLiteral("%1/%2").arg(progress.done).arg(progress.total);
    if (progress.part > 0.0)
        parts += QObject::tr("next one %1 %").arg(std::lround(progress.part * 100.0));
    if (progress.perSecond > 0.0)
        parts += rateText(progress.perSecond);
    if (progress.secondsLeft >= 0.0) {
        QString left = QObject::tr("%1 left").arg(toQt(formatDuration(progress.secondsLeft)));
        if (progress.secondsLeftSpread >= 1.0)
            left += QStringLiteral(" ± ") + toQt(formatDuration(progress.secondsLeftSpread));
        parts += left;
    }
    return parts.join(QStringLiteral(" · "));
}

PhaseTimeline::PhaseTimeline(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("phaseTimeline"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void PhaseTimeline::setPosition(std::size_t current, double share, bool active)
{
    m_current = current;
    m_share = std::clamp(share, 0.0, 1.0);
    m_active = active;
    const QString where = current < search::kPhases.size()
        ? tr("%1, %2 percent").arg(toQt(search::phaseName(search::kPhases[current]))).arg(std::lround(m_share * 100.0))
        : tr("complete");
    setAccessibleName(tr("Phase: %1").arg(where));
    updateGeometry();
    update();
}

int PhaseTimeline::barWidth() const
{
    return m_current < search::kPhases.size() ? kBar + 8 : 0;
}

QSize PhaseTimeline::sizeHint() const
{
    const QFontMetrics metrics(font());
    int width = barWidth() + 4;
    for (const search::Phase phase : search::kPhases)
        width += metrics.horizontalAdvance(toQt(search::phaseName(phase)) + QStringLiteral(" ✓")) + kDash + 16;
    return { width, metrics.height() + 8 };
}

void PhaseTimeline::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFontMetrics metrics(font());
    const int baseline = (height() + metrics.ascent() - metrics.descent()) / 2;
    const int middle = height() / 2;
    int x = 0;
    for (std::size_t i = 0; i < search::kPhases.size(); ++i) {
        const bool done = i < m_current;
        const bool current = i == m_current;
        QString text = toQt(search::phaseName(search::kPhases[i]));
        if (done)
            text += QStringLiteral(" ✓");
        painter.setPen(current || done ? palette().color(QPalette::WindowText) : subtleText(palette()));
        painter.drawText(x, baseline, text);
        x += metrics.horizontalAdvance(text) + 8;
        if (current) {
            const QRectF bar(x, middle - kBarHeight / 2.0, kBar, kBarHeight);
            painter.setPen(Qt::NoPen);
            painter.setBrush(hairline(palette()));
            painter.drawRoundedRect(bar, 3, 3);
            painter.setBrush(m_active ? accentColour(palette()) : subtleText(palette()));
            painter.drawRoundedRect(QRectF(bar.topLeft(), QSizeF(kBar * m_share, kBarHeight)), 3, 3);
            x += kBar + 8;
        }
        if (i + 1 < search::kPhases.size()) {
            painter.setPen(hairline(palette()));
            painter.drawLine(x, middle, x + kDash, middle);
            x += kDash + 8;
        }
    }
}

RunHeader::RunHeader(QWidget* parent)
    : QWidget(parent)
    , m_runs(new QComboBox(this))
    , m_timeline(new PhaseTimeline(this))
    , m_status(new QLabel(this))
    , m_pause(new QPushButton(tr("Pause"), this))
    , m_stop(new QPushButton(tr("Stop"), this))
    , m_resume(new QPushButton(tr("Resume"), this))
    , m_error(new QLabel(this))
{
    m_runs->setObjectName(QStringLiteral("runChooser"));
    m_runs->setAccessibleName(tr("Run"));
    m_runs->setToolTip(tr("Which run of this project is shown"));
    m_runs->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_runs->setMaximumWidth(240);
    QFont heading = headingFont();
    heading.setPointSizeF(heading.pointSizeF() - 1.0);
    m_runs->setFont(heading);
    m_status->setObjectName(QStringLiteral("runStatus"));
    m_status->setFont(numberFont());
    m_pause->setObjectName(QStringLiteral("pauseButton"));
    m_stop->setObjectName(QStringLiteral("stopButton"));
    m_resume->setObjectName(QStringLiteral("resumeButton"));
    m_stop->setToolTip(tr("Stop and keep everything found (Shift+F5)"));
    m_error->setObjectName(QStringLiteral("runError"));
    m_error->setWordWrap(true);
    m_error->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto* const line = new QHBoxLayout;
    line->setSpacing(kGap);
    line->addWidget(m_runs);
    line->addWidget(m_timeline);
    line->addStretch();
    line->addWidget(m_pause);
    line->addWidget(m_stop);
    line->addWidget(m_resume);
    auto* const all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(6);
    all->addLayout(line);
    m_statusLine = new QHBoxLayout;
    m_statusLine->addWidget(m_status);
    m_statusLine->addStretch();
    all->addLayout(m_statusLine);
    all->addWidget(m_error);

    connect(m_runs, &QComboBox::activated, this, [this](int row) { emit runChosen(m_runs->itemData(row).toLongLong()); });
    connect(m_pause, &QPushButton::clicked, this, [this] { emit pauseRequested(m_mode == Mode::Running); });
    connect(m_stop, &QPushButton::clicked, this, &RunHeader::stopRequested);
    connect(m_resume, &QPushButton::clicked, this, &RunHeader::resumeRequested);
    refresh();
}

void RunHeader::setRuns(const std::vector<store::RunRecord>& runs, std::int64_t shown)
{
    m_runs->clear();
    for (auto run = runs.rbegin(); run != runs.rend(); ++run) { // newest first
        m_runs->addItem(tr("%1 #%2").arg(toQt(run->name)).arg(run->id), static_cast<qlonglong>(run->id));
        if (run->id == shown)
            m_runs->setCurrentIndex(m_runs->count() - 1);
    }
    refresh();
}

void RunHeader::setRecord(const store::RunRecord& record)
{
    m_record = record;
    const int row = m_runs->findData(static_cast<qlonglong>(record.id));
    if (row >= 0)
        m_runs->setCurrentIndex(row);
    refresh();
}

void RunHeader::setProgress(const std::optional<search::Progress>& progress)
{
    m_progress = progress;
    refresh();
}

void RunHeader::setMode(Mode mode, bool busy)
{
    m_mode = mode;
    m_busy = busy;
    if (mode != Mode::Stored)
        m_failure.clear();
    refresh();
}

void RunHeader::setOfExperiment(bool of)
{
    m_ofExperiment = of;
    refresh();
}

void RunHeader::showFailure(const QString& sentence)
{
    m_failure = sentence;
    refresh();
}

void RunHeader::addCorner(QWidget* widget)
{
    m_statusLine->addWidget(widget);
}

void RunHeader::refresh()
{
    const bool live = m_mode != Mode::Stored;
    const bool done = m_record.state == store::RunState::Done;
    m_pause->setVisible(live && !m_ofExperiment);
    m_stop->setVisible(live && !m_ofExperiment);
    m_pause->setEnabled(m_mode == Mode::Running || m_mode == Mode::Paused);
    m_stop->setEnabled(m_mode == Mode::Running || m_mode == Mode::Paused);
    m_pause->setText(m_mode == Mode::Paused ? tr("Continue") : tr("Pause"));
    m_resume->setVisible(!live && !done && m_record.id != 0);
    m_resume->setEnabled(!m_busy);
    m_resume->setToolTip(m_busy ? tr("Another run is under way: stop it first") : tr("Go on where this run ended"));

    if (live && m_progress) {
        const double share = m_progress->total > 0 ? static_cast<double>(m_progress->done) / static_cast<double>(m_progress->total) : 0.0;
        m_timeline->setPosition(static_cast<std::size_t>(m_progress->phase), share, m_mode == Mode::Running);
        const QString prefix = m_mode == Mode::Paused ? tr("paused · ") : m_mode == Mode::Stopping ? tr("stopping · ") : QString();
        m_status->setText(prefix + progressText(*m_progress));
    } else if (live) {
        m_timeline->setPosition(0, 0.0, true);
        m_status->setText(tr("starting"));
    } else {
        const int planned = m_record.spec.search.evaluations;
        const auto phase = done ? search::kPhases.size() : static_cast<std::size_t>(reached(m_record));
        const bool searching = phase == static_cast<std::size_t>(search::Phase::Search);
        m_timeline->setPosition(phase, searching ? static_cast<double>(m_record.evaluations) / std::max(1, planned) : 0.0, false);
        // A limit of time ends a search whose number of candidates means nothing.
        m_status->setText(m_record.spec.search.seconds ? tr("%1 · %2 scored").arg(stateText(m_record.state)).arg(m_record.evaluations)
                                                       : tr("%1 · %2 of %3 scored").arg(stateText(m_record.state)).arg(m_record.evaluations).arg(planned));
    }
    m_runs->setVisible(m_runs->count() > 0);
    m_timeline->setVisible(m_record.id != 0 || live);
    m_status->setVisible(m_record.id != 0 || live);
    const bool failed = !live && (m_record.state == store::RunState::Failed || !m_failure.isEmpty());
    m_error->setVisible(failed);
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, errorColour(palette()));
    m_error->setPalette(colours);
    m_error->setText(m_failure.isEmpty() ? toQt(m_record.error) : m_failure);
}

} // namespace danas::ui
