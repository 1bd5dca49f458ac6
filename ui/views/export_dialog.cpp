// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/export_dialog.h"

#include "ui/base/message_bar.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/views/export_contents.h"
#include "ui/views/export_place.h"
#include "ui/views/gate_list.h"

#include <QCheckBox>
#include <QFileInfo>
#include <QLabel>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QSettings>

#include <algorithm>
#include <utility>

namespace danas::ui {
namespace {

const QString kFolder = QStringLiteral("export/folder");
const QString kArchive = QStringLiteral("export/archive");
const QString kLeftOut = QStringLiteral("export/leftOut"); ///< formats; those of a later version begin ticked

/// "#3", "#3 and #7", "#3, #7 and #9".
QString numbers(const std::vector<int>& ids)
{
    QString text;
    for (std::size_t i = 0; i < ids.size(); ++i)
        text += (i == 0 ? QString() : i + 1 == ids.size() ? QObject::tr(" and ") : QStringLiteral(", ")) + QStringLiteral("#%1").arg(ids[i]);
    return text;
}

} // namespace

ExportDialog::ExportDialog(ExportChoice choice, RunController& runs, const std::filesystem::path& ownProject, DialogService& dialogs, QWidget* parent,
    ExportController::Exporter exporter)
    : QDialog(parent)
    , m_choice(std::move(choice))
    , m_runs(runs)
    , m_ownProject(ownProject)
    , m_exports(nullptr, std::move(exporter))
    , m_message(new MessageBar(this))
    , m_title(new QLabel(this))
    , m_subtitle(new QLabel(this))
    , m_notice(new QLabel(this))
    , m_list(new QListWidget(this))
    , m_contents(new ExportContents(this))
    , m_place(new ExportPlace(dialogs, this))
    , m_withoutCompiler(new QCheckBox(this))
    , m_gatesTitle(new QLabel(tr("Gates"), this))
    , m_gates(new GateList(this))
    , m_reader(this)
{
    buildLayout();
    const QSettings settings;
    const QFileInfo project(toQt(m_choice.project));
    const QString folder = settings.value(kFolder).toString();
    m_place->setArchive(settings.value(kArchive).toBool());
    m_place->propose(QFileInfo(folder).isDir() ? folder : project.absolutePath(), project.completeBaseName(), m_choice.candidates);
    std::set<deploy::Format> formats(deploy::kFormats.begin(), deploy::kFormats.end());
    for (const QString& name : settings.value(kLeftOut).toStringList()) {
        if (const auto format = deploy::formatFromName(name.toStdString()))
            formats.erase(*format);
    }
    m_contents->setFormats(formats);
    connectAll();
    read(false);
}

void ExportDialog::connectAll()
{
    connect(m_go, &QPushButton::clicked, this, [this] { m_state == State::Done ? openFolder() : begin(); });
    connect(m_close, &QPushButton::clicked, this, &ExportDialog::reject);
    connect(m_place, &ExportPlace::changed, this, &ExportDialog::refresh);
    connect(m_withoutCompiler, &QCheckBox::toggled, this, &ExportDialog::refresh);
    connect(&m_runs, &RunController::stateChanged, this, &ExportDialog::refresh);
    connect(&m_runs, &RunController::batchReady, this, &ExportDialog::onRunProgress);
    connect(&m_runs, &RunController::finished, this, &ExportDialog::onRunFinished);
    connect(&m_exports, &ExportController::reading, this, [this](int order) { onStep(order, 0, tr("reading samples of the dataset…")); });
    connect(&m_exports, &ExportController::proving, this, [this](int order, const QString& samples) {
        m_gates->begin();
        onStep(order, 1, tr("proving with %1…").arg(samples));
    });
    connect(&m_exports, &ExportController::gateEnded, this, [this](int, const deploy::Gate& gate) {
        m_gates->end(gate);
        m_progress->setValue(m_progress->value() + 1);
    });
    connect(&m_exports, &ExportController::ended, this, &ExportDialog::onEnded);
    connect(&m_exports, &ExportController::finished, this, &ExportDialog::onFinished);
}

void ExportDialog::read(bool thenExport)
{
    setState(State::Reading);
    m_reader.start([choice = m_choice](const LatestJob::IsStale&) { return readSubject(choice); },
        [this, thenExport](ExportSubject subject) {
            m_subject = std::move(subject);
            showSubject();
            setState(State::Ready);
            if (!m_subject.error.isEmpty())
                m_message->show(MessageBar::Kind::Error, m_subject.error);
            else if (thenExport)
                beginExport();
        });
}

void ExportDialog::showSubject()
{
    const QString target = m_subject.deployment
        ? tr("%1, %2").arg(toQt(m_subject.deployment->target.board.name), toQt(m_subject.deployment->target.engine.name))
        : tr("no target: a plain arena");
    m_list->clear();
    m_list->setVisible(m_choice.candidates.size() > 1);
    for (const auto& one : m_subject.candidates) {
        QStringList facts { one.network, one.finalised ? one.score : tr("not finalised") };
        m_title->setText(tr("Export #%1  %2").arg(one.id).arg(one.data));
        m_subtitle->setText((facts + QStringList(target)).join(QStringLiteral(" · ")));
        m_list->addItem(QStringLiteral("#%1  %2 · %3").arg(one.id).arg(one.data, facts.join(QStringLiteral(" · "))));
    }
    constexpr int kRow = 24, kMostRows = 4; // more scroll
    for (int row = 0; row < m_list->count(); ++row)
        m_list->item(row)->setSizeHint({ 0, kRow });
    m_list->setFixedHeight(kRow * std::min(kMostRows, m_list->count()));
    if (m_subject.candidates.size() > 1) {
        m_title->setText(tr("Export %1 candidates").arg(m_subject.candidates.size()));
        m_subtitle->setText(tr("One bundle each · %1").arg(target));
    }
}

void ExportDialog::setState(State state)
{
    m_state = state;
    refresh();
}

QString ExportDialog::finaliseObstacle() const
{
    const auto ids = m_subject.notFinalised();
    if (ids.empty())
        return {};
    const QString which = numbers(ids);
    if (m_choice.project != m_ownProject)
        return tr("Not finalised: %1. Runs of other projects are only looked at: open %2 to finalise.").arg(which, QFileInfo(toQt(m_choice.project)).fileName());
    if (m_subject.state != store::RunState::Done)
        return tr("Not finalised: %1. That can be done once the run is done.").arg(which);
    if (m_state != State::Finalising && m_runs.state() != RunController::State::Idle)
        return tr("Not finalised: %1. A run is under way: stop it first, or wait for its end.").arg(which);
    return {};
}

QString ExportDialog::obstacle() const
{
    if (!m_subject.error.isEmpty())
        return m_subject.error;
    if (const QString why = finaliseObstacle(); !why.isEmpty())
        return why;
    if (!m_subject.compiler && !m_withoutCompiler->isChecked())
        return tr("There is no C compiler on this computer: install one (gcc), or tick that the sources go out unproven.");
    return m_place->problem();
}

void ExportDialog::refresh()
{
    const bool ready = m_state == State::Ready;
    const auto missing = m_subject.notFinalised();
    const QString why = ready ? obstacle() : QString();
    for (QWidget* input : { static_cast<QWidget*>(m_contents), static_cast<QWidget*>(m_place), static_cast<QWidget*>(m_withoutCompiler) })
        input->setEnabled(ready);
    m_withoutCompiler->setVisible(m_state != State::Reading && !m_subject.compiler);
    const QString obstacleToFinalise = finaliseObstacle();
    m_notice->setText(!obstacleToFinalise.isEmpty() ? obstacleToFinalise
            : missing.empty() ? QString()
                              : tr("Not finalised yet: %1. Trained to the end, quantised and scored once on the test split first; that takes some minutes.").arg(numbers(missing)));
    m_notice->setVisible(!m_notice->text().isEmpty() && m_state != State::Reading);
    const bool done = m_state == State::Done;
    m_go->setText(done ? tr("Open folder") : missing.empty() ? tr("Export") : tr("Finalise and export"));
    m_go->setEnabled(done || (ready && why.isEmpty()));
    m_go->setToolTip(why);
    m_close->setText(busy() ? tr("Cancel") : tr("Close"));
    m_progress->setVisible(busy());
    if (!busy())
        m_progressText->clear();
}

void ExportDialog::remember() const
{
    QSettings settings;
    settings.setValue(kFolder, m_place->folder());
    settings.setValue(kArchive, m_place->archive());
    QStringList leftOut;
    const auto formats = m_contents->formats();
    for (const deploy::Format format : deploy::kFormats) {
        if (!formats.contains(format))
            leftOut += toQt(deploy::formatName(format));
    }
    settings.setValue(kLeftOut, leftOut);
}

} // namespace danas::ui
