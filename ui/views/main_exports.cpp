// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow: what leaves the program.
#include "base/error.h"
#include "ui/base/message_bar.h"
#include "ui/base/text.h"
#include "ui/views/compare_page.h"
#include "ui/views/export_dialog.h"
#include "ui/views/main_window.h"
#include "ui/views/project_view.h"

#include <QAction>
#include <QFileInfo>

namespace danas::ui {

void MainWindow::saveReport(const QString& format)
{
    const QString name = QFileInfo(toQt(m_view->document().file())).completeBaseName();
    const QString file = m_dialogs->saveReport(this, startFolder() + QLatin1Char('/') + name + QStringLiteral("-comparison.") + format, format);
    if (!file.isEmpty())
        m_view->comparePage().writeReport(file);
}

void MainWindow::exportSpec()
{
    const QString proposal = startFolder() + QStringLiteral("/run.json");
    const QString file = m_dialogs->saveSpec(this, proposal);
    if (file.isEmpty())
        return;
    try {
        writeJsonFile(toPath(file), search::toJson(m_view->document().spec()));
        say(tr("Saved. The same search without a window: danas run %1 --out result.danas").arg(QFileInfo(file).fileName()));
    } catch (const Error& error) {
        sayError(toQt(std::string(error.what())));
    }
}

void MainWindow::exportCurrent()
{
    exportCandidates(m_view->exportChoice());
}

void MainWindow::exportCandidates(const ExportChoice& choice)
{
    if (m_export != nullptr && m_export->busy()) {
        m_export->raise(); // one at a time: it says itself how far it is
        m_export->activateWindow();
        return;
    }
    delete m_export;
    m_export = new ExportDialog(choice, m_view->controller(), m_view->document().file(), *m_dialogs, this);
    m_export->setAttribute(Qt::WA_DeleteOnClose);
    m_export->show();
}

void MainWindow::updateExportAction()
{
    const bool chosen = m_view != nullptr && !m_view->exportChoice().candidates.empty();
    m_exportAction->setEnabled(chosen);
    m_exportAction->setToolTip(chosen ? QString() : tr("Choose a candidate on the Run or Compare page first"));
}

} // namespace danas::ui
