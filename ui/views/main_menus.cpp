// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.h"
#include "ui/base/message_bar.h"
#include "ui/base/text.h"
#include "ui/views/main_window.h"
#include "ui/views/project_view.h"

#include <QActionGroup>
#include <QFileInfo>
#include <QLineEdit>
#include <QMenuBar>
#include <QSettings>

namespace danas::ui {

void MainWindow::makeMenus()
{
    makeFileMenu();
    makeEditMenu();
    makeViewMenu();
    makeRunMenu();
    QMenu* help = menuBar()->addMenu(tr("&Help"));
    connect(help->addAction(tr("About DANAS Studio")), &QAction::triggered, this, [this] {
        say(tr("DANAS Studio %1: data aware neural architecture search for microcontrollers. Free software, GPL 3 or later.")
                .arg(QLatin1String(version())));
    });
}

QAction* MainWindow::addAction(
    QMenu* menu, const QString& text, const char* name, const QKeySequence& keys, void (MainWindow::*slot)())
{
    QAction* action = menu->addAction(text);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(keys);
    connect(action, &QAction::triggered, this, slot);
    return action;
}

void MainWindow::makeFileMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&File"));
    addAction(menu, tr("&New project\u2026"), "actionNew", Qt::CTRL | Qt::Key_N, &MainWindow::askNew);
    addAction(menu, tr("&Open\u2026"), "actionOpen", Qt::CTRL | Qt::Key_O, &MainWindow::askOpen);
    m_recentMenu = menu->addMenu(tr("Open &recent"));
    connect(m_recentMenu, &QMenu::aboutToShow, this, &MainWindow::fillRecentMenu);
    addAction(menu, tr("Try the &demo"), "actionDemo", {}, &MainWindow::startDemo);
    addAction(menu, tr("Try the demo of soun&ds"), "actionSoundDemo", {}, &MainWindow::startSoundDemo);
    menu->addSeparator();
    m_projectActions.push_back(addAction(menu, tr("&Save"), "actionSave", Qt::CTRL | Qt::Key_S, &MainWindow::save));
    m_exportAction = addAction(menu, tr("&Export candidate\u2026"), "actionExport", Qt::CTRL | Qt::Key_E, &MainWindow::exportCurrent);
    m_projectActions.push_back(addAction(
        menu, tr("Export run &description\u2026"), "actionExportSpec", Qt::CTRL | Qt::SHIFT | Qt::Key_E, &MainWindow::exportSpec));
    m_projectActions.push_back(addAction(menu, tr("&Close project"), "actionClose", Qt::CTRL | Qt::Key_W, &MainWindow::leaveProject));
    menu->addSeparator();
    QAction* quit = menu->addAction(tr("&Quit"));
    quit->setShortcut(Qt::CTRL | Qt::Key_Q);
    connect(quit, &QAction::triggered, this, &QWidget::close);
}

void MainWindow::makeEditMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&Edit"));
    m_undo = addAction(menu, tr("&Undo"), "actionUndo", Qt::CTRL | Qt::Key_Z, &MainWindow::undo);
    m_redo = addAction(menu, tr("&Redo"), "actionRedo", {}, &MainWindow::redo);
    m_redo->setShortcuts({ QKeySequence(Qt::CTRL | Qt::Key_Y), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z) });
    menu->addSeparator();
    m_projectActions.push_back(addAction(menu, tr("&Find a candidate"), "actionFind", Qt::CTRL | Qt::Key_F, &MainWindow::find));
}

void MainWindow::makeViewMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&View"));
    const QStringList places { tr("Data"), tr("Space"), tr("Budget"), tr("Run"), tr("Compare") };
    for (int place = 0; place < places.size(); ++place) {
        QAction* action = menu->addAction(places[place]);
        action->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + place)));
        connect(action, &QAction::triggered, this, [this, place] { m_view->go(static_cast<ProjectView::Place>(place)); });
        m_projectActions.push_back(action);
    }
    menu->addSeparator();
    auto* group = new QActionGroup(this);
    const int current = QSettings().value(QStringLiteral("theme"), static_cast<int>(ThemeMode::System)).toInt();
    const std::array themes { std::pair { ThemeMode::System, tr("As the desktop") }, std::pair { ThemeMode::Light, tr("Light") },
        std::pair { ThemeMode::Dark, tr("Dark") } };
    for (const auto& [mode, text] : themes) {
        QAction* action = group->addAction(menu->addAction(text));
        action->setObjectName(QStringLiteral("theme%1").arg(static_cast<int>(mode)));
        action->setCheckable(true);
        action->setChecked(static_cast<int>(mode) == current);
        connect(action, &QAction::triggered, this, [this, wanted = mode] { setTheme(wanted); });
    }
}

void MainWindow::makeRunMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&Run"));
    m_start = addAction(menu, tr("&Run"), "actionRun", Qt::Key_F5, &MainWindow::startRun);
    m_pause = addAction(menu, tr("&Pause"), "actionPause", Qt::Key_F6, &MainWindow::pauseRun);
    m_stop = addAction(menu, tr("&Stop"), "actionStop", Qt::SHIFT | Qt::Key_F5, &MainWindow::stopRun);
}

void MainWindow::fillRecentMenu()
{
    m_recentMenu->clear();
    for (const QString& file : QSettings().value(QStringLiteral("recent")).toStringList()) {
        QAction* action = m_recentMenu->addAction(QFileInfo(file).fileName());
        action->setToolTip(file);
        action->setEnabled(QFileInfo::exists(file));
        connect(action, &QAction::triggered, this, [this, file] { openProject(file); });
    }
    if (m_recentMenu->isEmpty())
        m_recentMenu->addAction(tr("No projects yet"))->setEnabled(false);
}

void MainWindow::undo()
{
    m_view->document().undoStack()->undo();
}

void MainWindow::redo()
{
    m_view->document().undoStack()->redo();
}

void MainWindow::leaveProject()
{
    if (m_view->running())
        sayError(tr("A run is going on; stop it before the project is closed."));
    else
        closeProject();
}

void MainWindow::find()
{
    m_view->go(ProjectView::Run);
    if (auto* filter = m_view->findChild<QLineEdit*>(QStringLiteral("candidateFilter"))) {
        filter->setFocus(Qt::ShortcutFocusReason);
        filter->selectAll();
    }
}

void MainWindow::updateActions()
{
    for (QAction* action : m_projectActions)
        action->setEnabled(m_view != nullptr);
    const QUndoStack* stack = m_view == nullptr ? nullptr : m_view->document().undoStack();
    m_undo->setEnabled(stack != nullptr && stack->canUndo());
    m_redo->setEnabled(stack != nullptr && stack->canRedo());
    m_undo->setText(m_undo->isEnabled() ? tr("&Undo: %1").arg(stack->undoText()) : tr("&Undo"));
    m_redo->setText(m_redo->isEnabled() ? tr("&Redo: %1").arg(stack->redoText()) : tr("&Redo"));
    updateExportAction();
    updateRunActions();
}

void MainWindow::updateRunActions()
{
    const auto state = m_view == nullptr ? RunController::State::Idle : m_view->controller().state();
    const bool running = state == RunController::State::Running || state == RunController::State::Paused;
    m_start->setEnabled(m_view != nullptr && state == RunController::State::Idle);
    m_pause->setEnabled(running);
    m_pause->setText(state == RunController::State::Paused ? tr("&Continue") : tr("&Pause"));
    m_stop->setEnabled(running);
}

} // namespace danas::ui
