// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/dialogs.h"

#include <QCoreApplication>
#include <QFileDialog>

namespace danas::ui {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("danas::ui::DialogService", text);
}

QString filter()
{
    return tr("DANAS projects (*.danas)");
}

} // namespace

QString DialogService::chooseFolder(QWidget* parent, const QString& title, const QString& start)
{
    return QFileDialog::getExistingDirectory(parent, title, start);
}

QString DialogService::openProject(QWidget* parent, const QString& start)
{
    return QFileDialog::getOpenFileName(parent, tr("Open project"), start, filter());
}

QString DialogService::saveSpec(QWidget* parent, const QString& start)
{
    QString file = QFileDialog::getSaveFileName(parent, tr("Export run description"), start, tr("Run descriptions (*.json)"));
    if (!file.isEmpty() && !file.endsWith(QStringLiteral(".json")))
        file += QStringLiteral(".json");
    return file;
}

QString DialogService::saveReport(QWidget* parent, const QString& start, const QString& format)
{
    const QString ending = QLatin1Char('.') + format;
    const QString kind = format == QStringLiteral("html") ? tr("Web pages") : format == QStringLiteral("csv") ? tr("Tables") : tr("JSON");
    QString file = QFileDialog::getSaveFileName(parent, tr("Save comparison"), start, kind + QStringLiteral(" (*%1)").arg(ending));
    if (!file.isEmpty() && !file.endsWith(ending, Qt::CaseInsensitive))
        file += ending;
    return file;
}

QString DialogService::newProject(QWidget* parent, const QString& start)
{
    QString file = QFileDialog::getSaveFileName(parent, tr("New project"), start, filter());
    if (!file.isEmpty() && !file.endsWith(QStringLiteral(".danas")))
        file += QStringLiteral(".danas");
    return file;
}

} // namespace danas::ui
