// SPDX-License-Identifier: GPL-3.0-or-later
// ExportDialog: finalising, exporting, and how it ended.
#include "base/units.h"
#include "ui/base/message_bar.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/views/export_contents.h"
#include "ui/views/export_dialog.h"
#include "ui/views/export_place.h"
#include "ui/views/gate_list.h"
#include "ui/views/run_header.h"

#include <QDesktopServices>
#include <QLabel>
#include <QListWidget>
#include <QProgressBar>
#include <QUrl>

#include <algorithm>

namespace danas::ui {
namespace {

/// Of one candidate: its samples, then each gate.
int stepsEach()
{
    return static_cast<int>(deploy::allGates().size()) + 1;
}

} // namespace

void ExportDialog::begin()
{
    m_message->clear();
    m_stopped = false;
    remember();
    const std::vector<int> missing = m_subject.notFinalised();
    if (missing.empty()) {
        beginExport();
        return;
    }
    m_progress->setRange(0, static_cast<int>(missing.size()) * 100);
    m_progress->setValue(0);
    m_progressText->setText(tr("Finalising…"));
    setState(State::Finalising);
    m_runs.finalise(m_choice.project, m_choice.run, missing);
}

void ExportDialog::onRunProgress(const RunBatch& batch)
{
    if (m_state != State::Finalising || !batch.progress)
        return;
    const search::Progress& progress = *batch.progress;
    const bool preparing = progress.phase == search::Phase::Prepare;
    if (!preparing)
        m_progress->setValue(static_cast<int>((static_cast<double>(progress.done) + progress.part) * 100.0));
    m_progressText->setText((preparing ? tr("Reading the dataset: %1") : tr("Finalising: %1")).arg(progressText(progress)));
}

void ExportDialog::onRunFinished(const search::RunReport& report)
{
    if (m_state != State::Finalising) {
        if (m_state == State::Ready) // of the run that was in the way, perhaps
            read(false);
        return;
    }
    if (m_closeWhenIdle) {
        QDialog::reject();
        return;
    }
    if (report.end == search::RunEnd::Failed)
        m_message->show(MessageBar::Kind::Error, toQt(report.error));
    else if (report.end == search::RunEnd::Stopped)
        m_message->show(MessageBar::Kind::Info, tr("Stopped: nothing was exported."));
    read(report.end == search::RunEnd::Done);
}

void ExportDialog::beginExport()
{
    const auto places = m_place->places();
    std::vector<deploy::ExportOrder> orders;
    for (std::size_t i = 0; i < places.size(); ++i) {
        orders.push_back({ m_choice.project, m_choice.run, m_choice.candidates[i], {},
            { places[i], { m_contents->formats(), !m_subject.compiler } } });
        markCandidate(static_cast<int>(i), {}, tr("waiting"));
    }
    m_outcomes.clear();
    m_gates->clear();
    m_progress->setRange(0, static_cast<int>(orders.size()) * stepsEach());
    m_progress->setValue(0);
    m_progressText->setText(tr("Beginning…"));
    setState(State::Exporting);
    m_exports.start(std::move(orders));
}

void ExportDialog::onStep(int order, int done, const QString& what)
{
    const int id = m_choice.candidates[static_cast<std::size_t>(order)];
    const bool several = m_choice.candidates.size() > 1;
    m_progress->setValue(order * stepsEach() + done);
    m_progressText->setText(QStringLiteral("#%1: %2").arg(id).arg(what));
    m_gatesTitle->setText(several ? tr("Gates of #%1").arg(id) : tr("Gates"));
    markCandidate(order, {}, tr("at work"));
}

void ExportDialog::onEnded(int order, const ExportOutcome& outcome)
{
    using End = ExportOutcome::End;
    m_gates->stop();
    m_outcomes.push_back(outcome);
    m_stopped = m_stopped || outcome.end == End::Stopped;
    markCandidate(order, outcome.end == End::Exported ? QStringLiteral("check") : outcome.end == End::Stopped ? QString() : QStringLiteral("error"),
        outcome.end == End::Exported         ? tr("exported")
            : outcome.end == End::GateFailed ? tr("a gate failed")
            : outcome.end == End::Stopped    ? tr("stopped")
                                             : outcome.error);
}

void ExportDialog::onFinished()
{
    using End = ExportOutcome::End;
    if (m_closeWhenIdle) {
        QDialog::reject();
        return;
    }
    const auto exported = std::ranges::count(m_outcomes, End::Exported, &ExportOutcome::end);
    const bool all = exported == std::ssize(m_choice.candidates);
    const bool several = m_choice.candidates.size() > 1;
    m_gatesTitle->setText(several || m_stopped ? m_gatesTitle->text() : tr("Gates: %1 of %2 passed").arg(m_gates->passed()).arg(deploy::allGates().size()));
    if (all) {
        const deploy::BundleResult& first = m_outcomes.front().result.bundle;
        m_message->show(MessageBar::Kind::Info,
            several ? tr("%1 bundles exported to %2.").arg(exported).arg(m_place->folder())
                    : tr("Exported to %1 (%2).").arg(toQt(first.place), toQt(formatBytes(first.bytes))));
        setState(State::Done);
        return;
    }
    const auto bad = std::ranges::find_if(m_outcomes, [](const auto& one) { return one.end == End::GateFailed || one.end == End::Failed; });
    const QString why = bad == m_outcomes.end()   ? tr("Stopped: nothing was left half written.")
        : bad->end == End::GateFailed ? tr("Not exported, because a gate failed; nothing was left in its place.")
                                      : bad->error;
    const QString count = several ? tr("%1 of %2 bundles exported. ").arg(exported).arg(m_choice.candidates.size()) : QString();
    m_message->show(bad == m_outcomes.end() ? MessageBar::Kind::Info : MessageBar::Kind::Error, count + why);
    setState(State::Ready);
    m_place->refresh();
}

void ExportDialog::markCandidate(int row, const QString& iconName, const QString& what)
{
    QListWidgetItem* const item = m_list->item(row);
    const auto& one = m_subject.candidates[static_cast<std::size_t>(row)];
    item->setText(QStringLiteral("#%1  %2 · %3 · %4").arg(one.id).arg(one.data, one.finalised ? one.score : tr("not finalised"), what));
    item->setToolTip(what);
    item->setIcon(iconName.isEmpty() ? QIcon() : icon(iconName, palette()));
    m_list->scrollToItem(item);
}

void ExportDialog::openFolder()
{
    QDesktopServices::openUrl(QUrl::fromLocalFile(m_place->folder()));
}

void ExportDialog::reject()
{
    if (!busy()) {
        QDialog::reject();
        return;
    }
    m_progressText->setText(tr("Stopping…"));
    if (m_state == State::Finalising)
        m_runs.stop();
    else
        m_exports.stop();
}

void ExportDialog::closeEvent(QCloseEvent* event)
{
    m_closeWhenIdle = busy();
    QDialog::closeEvent(event); // rejects
}

} // namespace danas::ui
