// SPDX-License-Identifier: GPL-3.0-or-later
// ComparePage: what the person does with what is shown: candidates, budgets, projects and reports.
#include "base/error.h"
#include "base/text_file.h"
#include "compare/report.h"
#include "ui/base/message_bar.h"
#include "ui/base/text.h"
#include "ui/models/compare_tables.h"
#include "ui/plots/fronts_plot.h"
#include "ui/views/compare_header.h"
#include "ui/views/compare_page.h"

#include <QDesktopServices>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QToolButton>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace danas::ui {
namespace {

/// For the panel: the run's candidates and its front.
RunContent contentOf(const compare::StoredRun& run)
{
    RunContent content;
    content.project = run.project;
    content.record = run.record;
    content.finals = run.finals;
    content.evaluations.reserve(run.evaluations.size());
    std::vector<int> changed;
    for (const search::Evaluation& evaluation : run.evaluations) {
        changed.clear();
        content.add(evaluation, changed);
    }
    return content;
}

QString droppedProject(const QMimeData& mime)
{
    const QList<QUrl> urls = mime.urls();
    if (urls.size() != 1 || !urls.front().isLocalFile() || QFileInfo(urls.front().toLocalFile()).suffix() != QStringLiteral("danas"))
        return {};
    return QFileInfo(urls.front().toLocalFile()).absoluteFilePath();
}

} // namespace

void ComparePage::choose(const CandidateRef& ref)
{
    const SharedRun run = m_session.arms()[ref.arm].runs[ref.run];
    const RunKey key = CompareSession::keyOf(*run);
    if (key == m_shown && m_model.find(ref.id) != nullptr && m_model.finals() == run->finals) {
        m_opener.cancel();
        m_selection.setCurrent(ref.id);
        return;
    }
    m_opener.start([run](const LatestJob::IsStale&) { return contentOf(*run); },
        [this, key, id = ref.id](RunContent content) {
            m_shown = key;
            m_model.setContent(std::move(content));
            m_selection.setCurrent(id);
        });
}

void ComparePage::showSystem(const FigureCell& cell)
{
    const CandidateRef ref { *cell.arm, static_cast<std::size_t>(cell.run), cell.candidate };
    if (ref.arm >= m_session.arms().size() || ref.run >= m_session.arms()[ref.arm].runs.size())
        return; // other runs are being read
    m_fronts->setSelected(ref);
    choose(ref);
}

/// Half of the least, for the person to change.
void ComparePage::addTier()
{
    const auto comparison = m_session.comparison();
    if (!comparison)
        return;
    std::vector<compare::Tier> tiers = comparison->tiers;
    const auto least = std::min_element(tiers.begin(), tiers.end(), [](const auto& a, const auto& b) { return a.ramBytes < b.ramBytes; });
    const compare::Tier tier = least == tiers.end()
        ? compare::Tier { 128 * 1024, {} }
        : compare::Tier { std::max<std::int64_t>(1, least->ramBytes / 2), least->flashBytes ? std::optional(std::max<std::int64_t>(1, *least->flashBytes / 2)) : std::nullopt };
    tiers.insert(tiers.begin(), tier);
    m_session.setTiers(std::move(tiers));
}

void ComparePage::editTier(int row, const QString& text)
{
    const auto comparison = m_session.comparison();
    if (!comparison || row >= std::ssize(comparison->tiers))
        return;
    std::vector<compare::Tier> tiers = comparison->tiers;
    if (text.trimmed().isEmpty()) {
        tiers.erase(tiers.begin() + row);
    } else if (const auto tier = tierFromText(text)) {
        tiers[static_cast<std::size_t>(row)] = *tier;
    } else {
        m_message->show(MessageBar::Kind::Error, tr("\u201c%1\u201d is not a budget: write RAM, or RAM and flash, such as 128 KiB / 512 KiB.").arg(text));
        return;
    }
    m_message->clear();
    m_session.setTiers(std::move(tiers));
}

void ComparePage::addProject(const QString& file)
{
    m_message->clear();
    m_session.addProject(toPath(file));
    m_header->chooseButton()->setChecked(true);
}

void ComparePage::writeReport(const QString& file)
{
    const auto comparison = m_session.comparison();
    if (!comparison)
        return;
    m_writer.start(
        [comparison, path = toPath(file), format = QFileInfo(file).suffix().toLower()](const LatestJob::IsStale&) {
            try {
                writeTextFile(path,
                    format == QStringLiteral("csv")        ? compare::toCsv(*comparison)
                        : format == QStringLiteral("json") ? compare::toJson(*comparison).dump(2) + '\n'
                                                           : compare::toHtml(*comparison));
                return QString();
            } catch (const std::exception& error) {
                return toQt(std::string(error.what()));
            }
        },
        [this, file](const QString& problem) {
            if (!problem.isEmpty()) {
                m_message->show(MessageBar::Kind::Error, problem);
                return;
            }
            m_message->show(MessageBar::Kind::Info, tr("Saved as %1.").arg(file));
            m_message->offer(tr("Show in folder"), [file] { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(file).absolutePath())); });
        });
}

void ComparePage::dragEnterEvent(QDragEnterEvent* event)
{
    if (!droppedProject(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void ComparePage::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    addProject(droppedProject(*event->mimeData()));
}

} // namespace danas::ui
