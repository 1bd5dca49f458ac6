// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/evaluator.h"
#include "ui/base/dialogs.h"
#include "ui/base/theme.h"

#include <QMainWindow>
#include <QPointer>

#include <filesystem>
#include <memory>
#include <vector>

class QAction;
class QMenu;
class QStackedWidget;

namespace danas::ui {

class DemoWriter;
class ExportDialog;
class MessageBar;
class ProjectView;
class WelcomePage;
struct ExportChoice;

/// The one window: welcome, or an open project. Owns menus, messages and what is remembered between sittings.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    /// `demoFolder` is where the demo's pictures and project lie.
    MainWindow(search::EvaluatorFactory factory, std::unique_ptr<DialogService> dialogs, std::filesystem::path demoFolder);
    ~MainWindow() override;

    /// Opens it; what cannot be opened is said in place.
    void openProject(const QString& file);
    void newProject(const QString& file);
    /// Draws the demo set if need be, opens the demo project and starts its search.
    void startDemo();
    void startSoundDemo(); ///< the same with sounds
    [[nodiscard]] ProjectView* projectView() { return m_view; } ///< null while none is open

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    enum class AfterDemo { OpenDemo, UseData };
    void makeMenus();
    void makeFileMenu();
    void makeEditMenu();
    void makeViewMenu();
    void makeRunMenu();
    QAction* addAction(QMenu* menu, const QString& text, const char* name, const QKeySequence& keys, void (MainWindow::*slot)());
    void askNew();
    void askOpen();
    void askFolder();
    void exportSpec();
    void exportCurrent();
    void exportCandidates(const ExportChoice& choice);
    void updateExportAction();
    void save();
    void closeProject();
    void startRun();
    void startSideBySide(const data::DataConfig& fixed);
    void saveReport(const QString& format);
    void askComparison();
    void stopRun();
    void pauseRun();
    void find();
    void undo();
    void redo();
    void leaveProject();
    void useFolder(const QString& folder);
    void drawDemo(AfterDemo after, data::Modality modality);
    void onDemoDrawn(AfterDemo after, data::Modality modality, const QString& error);
    /// Opens or makes; keeps what is open if that fails.
    void load(const QString& file, bool create);
    void updateActions();
    void updateRunActions();
    void fillRecentMenu();
    void remember(const QString& file);
    void forget(const QString& file);
    void setTheme(ThemeMode mode);
    void say(const QString& sentence);
    void sayError(const QString& sentence);
    [[nodiscard]] QString startFolder() const;

    search::EvaluatorFactory m_factory;
    std::unique_ptr<DialogService> m_dialogs;
    std::filesystem::path m_demoFolder;
    DemoWriter* m_demoWriter;
    MessageBar* m_message;
    QStackedWidget* m_stack;
    WelcomePage* m_welcome;
    ProjectView* m_view = nullptr;
    QPointer<ExportDialog> m_export;
    QMenu* m_recentMenu = nullptr;
    QAction* m_undo = nullptr;
    QAction* m_redo = nullptr;
    QAction* m_exportAction = nullptr;
    QAction* m_start = nullptr;
    QAction* m_pause = nullptr;
    QAction* m_stop = nullptr;
    std::vector<QAction*> m_projectActions; ///< that need an open project
    bool m_closing = false; ///< the window closes as soon as the run has stopped
};

} // namespace danas::ui
