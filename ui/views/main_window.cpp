// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/main_window.h"

#include "base/error.h"
#include "ui/base/message_bar.h"
#include "ui/base/text.h"
#include "ui/models/demo_writer.h"
#include "ui/views/compare_page.h"
#include "ui/views/export_dialog.h"
#include "ui/views/project_view.h"
#include "ui/views/run_page.h"
#include "ui/views/welcome_page.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QSettings>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QUrl>
#include <QVBoxLayout>

#include <utility>

namespace danas::ui {
namespace {

constexpr int kRecentFiles = 8;
const QString kRecent = QStringLiteral("recent");

QString windowTitleOf(const QString& file)
{
    return QFileInfo(file).completeBaseName() + QStringLiteral(" \u2014 DANAS Studio");
}

/// Folder of the set, in that of the demo.
const char* demoSet(data::Modality modality)
{
    return modality == data::Modality::Audio ? "sounds" : "pictures";
}

} // namespace

MainWindow::MainWindow(search::EvaluatorFactory factory, std::unique_ptr<DialogService> dialogs, std::filesystem::path demoFolder)
    : m_factory(std::move(factory))
    , m_dialogs(std::move(dialogs))
    , m_demoFolder(std::move(demoFolder))
    , m_demoWriter(new DemoWriter(this))
    , m_message(new MessageBar(this))
    , m_stack(new QStackedWidget(this))
    , m_welcome(new WelcomePage(this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(QStringLiteral("DANAS Studio"));
    setWindowIcon(icon(QStringLiteral("app"), palette()));
    setAcceptDrops(true);
    auto* centre = new QWidget(this);
    auto* layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_message);
    layout->addWidget(m_stack, 1);
    m_stack->addWidget(m_welcome);
    setCentralWidget(centre);
    makeMenus();
    resize(QSettings().value(QStringLiteral("windowSize"), QSize(1280, 800)).toSize());

    connect(m_welcome, &WelcomePage::demoRequested, this, &MainWindow::startDemo);
    connect(m_welcome, &WelcomePage::soundDemoRequested, this, &MainWindow::startSoundDemo);
    connect(m_welcome, &WelcomePage::newRequested, this, &MainWindow::askNew);
    connect(m_welcome, &WelcomePage::openRequested, this, &MainWindow::askOpen);
    connect(m_welcome, &WelcomePage::projectActivated, this, &MainWindow::openProject);
    connect(m_welcome, &WelcomePage::forgetRequested, this, &MainWindow::forget);
    connect(m_demoWriter, &DemoWriter::progress, this, [this](qint64 done, qint64 total) {
        say(tr("Making the demo set: %1 of %2").arg(done).arg(total));
    });
    m_welcome->setRecent(QSettings().value(kRecent).toStringList());
    updateActions();
}

MainWindow::~MainWindow()
{
    delete m_export;
    delete std::exchange(m_view, nullptr); // it reports its last changes to the actions, which must still be there
}

void MainWindow::openProject(const QString& file)
{
    load(file, false);
}

void MainWindow::newProject(const QString& file)
{
    load(file, true);
}

void MainWindow::load(const QString& file, bool create)
{
    if (m_view != nullptr && m_view->running()) {
        sayError(tr("A run is going on in %1; stop it before another project is opened.").arg(windowTitle()));
        return;
    }
    const QString absolute = QFileInfo(file).absoluteFilePath();
    ProjectView* view = nullptr;
    try {
        const auto mode = create ? store::Project::Mode::Create : store::Project::Mode::ReadWrite;
        view = new ProjectView(toPath(absolute), mode, m_factory, this);
    } catch (const Error& error) {
        sayError(toQt(std::string(error.what())));
        return;
    }
    closeProject();
    m_view = view;
    m_stack->addWidget(view);
    m_stack->setCurrentWidget(view);
    m_message->clear();
    setWindowTitle(windowTitleOf(absolute));
    remember(absolute);
    connect(view, &ProjectView::chooseFolderRequested, this, &MainWindow::askFolder);
    connect(view, &ProjectView::demoDataRequested, this, [this] { drawDemo(AfterDemo::UseData, data::Modality::Image); });
    connect(view, &ProjectView::runRequested, this, &MainWindow::startRun);
    connect(view, &ProjectView::sideBySideRequested, this, &MainWindow::startSideBySide);
    connect(view, &ProjectView::compareOpenRequested, this, &MainWindow::askComparison);
    connect(view, &ProjectView::reportRequested, this, &MainWindow::saveReport);
    connect(view, &ProjectView::exportRequested, this, &MainWindow::exportCandidates);
    connect(view, &ProjectView::exportableChanged, this, &MainWindow::updateExportAction);
    connect(view, &ProjectView::placeChanged, this, [this] { m_message->clear(); });
    connect(view, &ProjectView::runStateChanged, this, [this] {
        updateRunActions();
        if (m_closing && m_view != nullptr && !m_view->running())
            close();
    });
    connect(&view->document(), &ProjectDocument::saveFailed, this, &MainWindow::sayError);
    const QUndoStack* undo = view->document().undoStack();
    connect(undo, &QUndoStack::indexChanged, this, &MainWindow::updateActions);
    view->restoreState();
    updateActions();
}

void MainWindow::closeProject()
{
    if (m_view == nullptr)
        return;
    m_view->saveState();
    delete m_export; // before the run controller that it listens to
    m_stack->setCurrentWidget(m_welcome);
    delete std::exchange(m_view, nullptr);
    setWindowTitle(QStringLiteral("DANAS Studio"));
    m_welcome->setRecent(QSettings().value(kRecent).toStringList());
    updateActions();
}

void MainWindow::askNew()
{
    if (const QString file = m_dialogs->newProject(this, startFolder()); !file.isEmpty())
        newProject(file);
}

void MainWindow::askOpen()
{
    if (const QString file = m_dialogs->openProject(this, startFolder()); !file.isEmpty())
        openProject(file);
}

void MainWindow::askFolder()
{
    const QString current = toQt(m_view->document().spec().dataset.path);
    const QString folder = m_dialogs->chooseFolder(this, tr("Folder of the dataset"), current.isEmpty() ? startFolder() : current);
    if (!folder.isEmpty())
        useFolder(folder);
}

void MainWindow::useFolder(const QString& folder)
{
    data::DatasetSpec spec;
    spec.path = toPath(folder).string();
    m_view->document().setDataset(spec, tr("Dataset %1").arg(QFileInfo(folder).fileName()));
    m_view->show(ProjectView::Data);
}

void MainWindow::startDemo()
{
    drawDemo(AfterDemo::OpenDemo, data::Modality::Image);
}

void MainWindow::startSoundDemo()
{
    drawDemo(AfterDemo::OpenDemo, data::Modality::Audio);
}

void MainWindow::drawDemo(AfterDemo after, data::Modality modality)
{
    if (m_demoWriter->busy())
        return;
    m_welcome->setPreparing(true);
    say(tr("Making the demo set\u2026"));
    disconnect(m_demoWriter, &DemoWriter::finished, this, nullptr);
    connect(m_demoWriter, &DemoWriter::finished, this, [this, after, modality](const QString& error) { onDemoDrawn(after, modality, error); });
    m_demoWriter->start(m_demoFolder / demoSet(modality), modality);
}

void MainWindow::onDemoDrawn(AfterDemo after, data::Modality modality, const QString& error)
{
    m_welcome->setPreparing(false);
    m_message->clear();
    if (!error.isEmpty()) {
        sayError(error);
        return;
    }
    if (after == AfterDemo::UseData) {
        if (m_view != nullptr)
            useFolder(toQt(m_demoFolder / demoSet(modality)));
        return;
    }
    const bool sounds = modality == data::Modality::Audio;
    const std::filesystem::path file = m_demoFolder / (sounds ? "demo-sounds.danas" : "demo.danas");
    try {
        store::Project project(file, store::Project::Mode::Create);
        if (!project.draft())
            project.saveDraft((sounds ? search::demoSoundSpec : search::demoSpec)(m_demoFolder / demoSet(modality)));
    } catch (const Error& problem) {
        sayError(toQt(std::string(problem.what())));
        return;
    }
    load(toQt(file), false);
    if (m_view != nullptr && m_view->document().file() == file) {
        m_view->go(ProjectView::Run);
        m_view->startRunWhenReady();
    }
}

void MainWindow::startRun()
{
    if (m_view == nullptr)
        return;
    if (const QString why = m_view->startRun(); !why.isEmpty())
        sayError(why);
    else
        m_message->clear();
}

void MainWindow::startSideBySide(const data::DataConfig& fixed)
{
    if (const QString why = m_view->startSideBySide(fixed); !why.isEmpty())
        sayError(why);
    else
        say(tr("Two runs, one after the other: the first searches data and network together, the second has its data fixed at %1.").arg(toQt(fixed.label())));
}

void MainWindow::askComparison()
{
    if (const QString file = m_dialogs->openProject(this, startFolder()); !file.isEmpty())
        m_view->comparePage().addProject(QFileInfo(file).absoluteFilePath());
}

void MainWindow::stopRun()
{
    m_view->controller().stop();
}

void MainWindow::pauseRun()
{
    RunController& controller = m_view->controller();
    controller.setPaused(controller.state() != RunController::State::Paused);
}

void MainWindow::save()
{
    m_view->saveState();
    say(tr("%1 is saved; each edit is saved as you make it.").arg(QFileInfo(toQt(m_view->document().file())).fileName()));
}

void MainWindow::remember(const QString& file)
{
    QSettings settings;
    QStringList recent = settings.value(kRecent).toStringList();
    recent.removeAll(file);
    recent.prepend(file);
    settings.setValue(kRecent, QStringList(recent.mid(0, kRecentFiles)));
}

void MainWindow::forget(const QString& file)
{
    QSettings settings;
    QStringList recent = settings.value(kRecent).toStringList();
    recent.removeAll(file);
    settings.setValue(kRecent, recent);
    m_welcome->setRecent(recent);
}

QString MainWindow::startFolder() const
{
    if (m_view != nullptr)
        return QFileInfo(toQt(m_view->document().file())).absolutePath();
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QFileInfo::exists(documents) ? documents : QDir::homePath(); // not every home has such a folder
}

void MainWindow::say(const QString& sentence)
{
    m_message->show(MessageBar::Kind::Info, sentence);
}

void MainWindow::sayError(const QString& sentence)
{
    m_message->show(MessageBar::Kind::Error, sentence);
}

void MainWindow::setTheme(ThemeMode mode)
{
    QSettings().setValue(QStringLiteral("theme"), static_cast<int>(mode));
    applyTheme(*qApp, mode);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (m_view != nullptr && m_view->running()) {
        // What was scored is in the file; the run can be resumed. Stopping takes up to a second, and the window lives meanwhile.
        m_closing = true;
        say(tr("Stopping the run, then closing\u2026"));
        m_view->controller().stop();
        event->ignore();
        return;
    }
    QSettings().setValue(QStringLiteral("windowSize"), size());
    if (m_view != nullptr)
        m_view->saveState();
    event->accept();
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        retintIcons(this);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() != 1 || !urls.front().isLocalFile())
        return;
    const QFileInfo what(urls.front().toLocalFile());
    if (what.isDir() || what.suffix() == QStringLiteral("danas"))
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    const QFileInfo what(event->mimeData()->urls().front().toLocalFile());
    event->acceptProposedAction();
    if (!what.isDir()) {
        openProject(what.absoluteFilePath());
        return;
    }
    if (m_view == nullptr) // the pictures need a project to live in
        askNew();
    if (m_view != nullptr)
        useFolder(what.absoluteFilePath());
}

} // namespace danas::ui
