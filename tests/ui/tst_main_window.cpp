// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_fine_tuning.h"
#include "window_fixture.h"

#include "ui/base/message_bar.h"
#include "ui/models/run_controller.h"
#include "ui/models/run_model.h"
#include "ui/editors/side_by_side_button.h"
#include "ui/views/candidate_panel.h"
#include "ui/views/compare_page.h"
#include "ui/views/data_page.h"
#include "ui/views/export_dialog.h"
#include "ui/views/main_window.h"
#include "ui/views/project_view.h"
#include "ui/views/run_page.h"
#include "ui/views/welcome_page.h"

#include <QAbstractButton>
#include <QAction>
#include <QContextMenuEvent>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QTableView>

using namespace danas;
using namespace danas::ui;

namespace {

/// Scores by rule: larger inputs are better, without a network. Training is a handful of steps.
class RuleEvaluator : public search::Evaluator {
public:
    explicit RuleEvaluator(search::EvaluatorInput input)
        : m_input(std::move(input))
    {
    }
    void train(const std::optional<std::vector<std::uint8_t>>&, const search::TrainingHooks& hooks) override
    {
        for (int step = 1; step <= 5; ++step)
            hooks.step(step, 5);
        hooks.checkpoint(5, { 1 });
    }
    void restore(const std::vector<std::uint8_t>&) override { }
    search::Score evaluate(const space::Genes& genes, const search::CandidateHooks& hooks) override
    {
        hooks.control.checkpoint();
        const int resolution = m_input.spec.space.dataConfig(genes).image().resolution;
        search::Score score;
        int i = 0;
        for (const int sample : m_input.dataset->indices(data::Split::Validation)) {
            const int truth = m_input.dataset->samples[static_cast<std::size_t>(sample)].label;
            const bool right = i++ * 16 < resolution;
            score.predictions.push_back({ static_cast<std::uint8_t>(right ? truth : 1 - truth), 200 });
        }
        return score;
    }
    search::FineTuned fineTune(const space::Genes& genes, const search::CandidateHooks& hooks) override
    {
        return test::fakeFineTuned(m_input, genes, 1, hooks);
    }

    graph::NetworkWeights tuneForInt8(const space::Genes&, const graph::NetworkWeights& weights, const quant::ActivationRanges&,
        const search::CandidateHooks& hooks) override
    {
        return test::fakeTunedForInt8(m_input, weights, 1, hooks);
    }
    std::string describe() const override { return "rule"; }

private:
    search::EvaluatorInput m_input;
};

/// Answers the file dialogs with what the test wrote down before.
class ScriptedDialogs : public DialogService {
public:
    explicit ScriptedDialogs(std::shared_ptr<QString> answer)
        : m_answer(std::move(answer))
    {
    }
    QString chooseFolder(QWidget*, const QString&, const QString&) override { return *m_answer; }
    QString openProject(QWidget*, const QString&) override { return *m_answer; }
    QString newProject(QWidget*, const QString&) override { return *m_answer; }
    QString saveSpec(QWidget*, const QString&) override { return *m_answer; }
    QString saveReport(QWidget*, const QString&, const QString&) override { return *m_answer; }

private:
    std::shared_ptr<QString> m_answer;
};

} // namespace

class TstMainWindow : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        test::useOwnSettings(m_folder);
        test::writePictures(path("pictures"), { QStringLiteral("round"), QStringLiteral("square") }, 10);
    }
    void init() { open(); }
    void cleanup()
    {
        m_window.reset();
        QSettings().clear();
        QFile::remove(path("a.danas"));
    }

    void welcomeIsFirst()
    {
        QVERIFY(m_window->findChild<WelcomePage*>()->isVisible());
        QVERIFY(!action("actionSave")->isEnabled());
        QVERIFY(!action("actionRun")->isEnabled());
        test::screenshot(*m_window, QStringLiteral("welcome-first"));
    }

    void aNewProjectOpensOnItsDataPage()
    {
        makeProject();
        QCOMPARE(view()->place(), ProjectView::Data);
        QVERIFY(m_window->windowTitle().startsWith(QStringLiteral("a ")));
        test::screenshot(*m_window, QStringLiteral("new-project"));
        *m_answer = path("pictures");
        QTest::mouseClick(child<QPushButton>("chooseFolder"), Qt::LeftButton);
        QTRY_COMPARE(view()->document().dataState(), ProjectDocument::DataState::Ready);
    }

    void placesAndKeys()
    {
        makeProject();
        QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
        QCOMPARE(view()->place(), ProjectView::Budget);
        QTest::mouseClick(child<QAbstractButton>("place.space"), Qt::LeftButton);
        QCOMPARE(view()->place(), ProjectView::Space);
        view()->document().setSpace(space::demoSpace(), QStringLiteral("Preset demo"));
        QVERIFY(action("actionUndo")->text().contains(QStringLiteral("Preset demo")));
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(view()->document().spec().space == space::leanSpace());
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(view()->document().spec().space == space::demoSpace());
    }

    void aProjectOpensWhereItWasLeft()
    {
        makeProject();
        view()->show(ProjectView::Space);
        m_window->close();
        open();
        auto* recent = child<QListView>("recent");
        QVERIFY(recent->isVisible());
        QTRY_VERIFY(recent->visualRect(recent->model()->index(0, 0)).isValid());
        QTest::mouseClick(recent->viewport(), Qt::LeftButton, {}, recent->visualRect(recent->model()->index(0, 0)).center());
        QVERIFY(view() != nullptr);
        QCOMPARE(view()->place(), ProjectView::Space);
    }

    void badFilesAreSaidInPlace()
    {
        QFile file(path("broken.danas"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("not a database, but long enough to look like something");
        file.close();
        m_window->openProject(path("broken.danas"));
        QVERIFY(view() == nullptr);
        QVERIFY(m_window->findChild<MessageBar*>()->isVisible());
        QVERIFY(m_window->findChild<MessageBar*>()->text().contains(QStringLiteral("broken.danas")));
        m_window->openProject(path("missing.danas"));
        QVERIFY(m_window->findChild<MessageBar*>()->text().contains(QStringLiteral("missing.danas")));
    }

    void runWithoutDataSaysWhy()
    {
        makeProject();
        QTest::keyClick(m_window.get(), Qt::Key_F5);
        QVERIFY(m_window->findChild<MessageBar*>()->text().contains(QStringLiteral("dataset")));
        QVERIFY(!view()->running());
    }

    void aRunIsStartedShownAndStopped()
    {
        makeProject();
        useSmallSearch(400000);
        QTest::keyClick(m_window.get(), Qt::Key_F5);
        QVERIFY(view()->running());
        QCOMPARE(view()->place(), ProjectView::Run);
        QVERIFY(!action("actionRun")->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(view()->runPage().model().count() > 20, 20000);
        m_window->openProject(path("missing.danas")); // refused while it runs
        QVERIFY(m_window->findChild<MessageBar*>()->text().contains(QStringLiteral("stop it")));
        QTest::keyClick(m_window.get(), Qt::Key_F5, Qt::ShiftModifier);
        QTRY_VERIFY_WITH_TIMEOUT(!view()->running(), 5000);
        QVERIFY(action("actionRun")->isEnabled());
    }

    void aSelectionOpensThePanelOnAnyPage()
    {
        makeProject();
        useSmallSearch(40);
        QTest::keyClick(m_window.get(), Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(view()->runPage().model().count() == 40 && !view()->running(), 20000);
        auto* panel = m_window->findChild<CandidatePanel*>();
        QVERIFY(!panel->isVisible());
        view()->selection().setCurrent(3);
        QVERIFY(panel->isVisible());
        QTest::qWait(300);
        test::screenshot(*m_window, QStringLiteral("run-candidate"));
        view()->show(ProjectView::Space);
        QVERIFY(panel->isVisible());
        test::screenshot(*m_window, QStringLiteral("space-candidate"));
        view()->selection().clear();
        QVERIFY(!panel->isVisible());
        for (const auto& [place, name] : { std::pair { ProjectView::Data, "window-data" }, std::pair { ProjectView::Space, "window-space" },
                 std::pair { ProjectView::Budget, "window-budget" }, std::pair { ProjectView::Run, "window-run" } }) {
            view()->show(place);
            QTest::qWait(100);
            test::screenshot(*m_window, QLatin1String(name));
        }
        m_window->close();
        open();
        QTest::qWait(200);
        test::screenshot(*m_window, QStringLiteral("welcome"));
    }

    void closingStopsTheRunFirst()
    {
        makeProject();
        useSmallSearch(400000);
        QTest::keyClick(m_window.get(), Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(view()->runPage().model().count() > 5, 20000);
        m_window->close();
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->isVisible(), 5000);
        const store::Project project(toPath(path("a.danas")), store::Project::Mode::ReadOnly);
        QCOMPARE(project.runs().back().state, store::RunState::Stopped);
    }

    void foldersAndProjectsAreDropped()
    {
        *m_answer = path("a.danas");
        drop(path("pictures")); // makes a project first
        QVERIFY(view() != nullptr);
        QTRY_COMPARE(view()->document().dataState(), ProjectDocument::DataState::Ready);
        QTest::keyClick(m_window.get(), Qt::Key_W, Qt::ControlModifier);
        QVERIFY(view() == nullptr);
        drop(path("a.danas"));
        QVERIFY(view() != nullptr);
        QCOMPARE(view()->document().spec().dataset.path, path("pictures").toStdString());
    }

    void theSpecIsExported()
    {
        makeProject();
        *m_answer = path("run.json");
        view()->document().setSpace(space::demoSpace(), QStringLiteral("space"));
        useSmallSearch(12);
        QTest::keyClick(m_window.get(), Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        const search::RunSpec spec = search::runSpecFromJson(readJsonFile(toPath(path("run.json"))), "run.json");
        QVERIFY(spec == view()->document().spec());
    }

    void candidatesAreExportedByKeyPanelAndTable()
    {
        const auto dialog = [this] { return m_window->findChild<ExportDialog*>(); };
        const auto title = [&] { return dialog() != nullptr ? dialog()->findChild<QLabel*>(QStringLiteral("exportTitle"))->text() : QString(); };
        const auto closeIt = [&] {
            QTest::keyClick(dialog(), Qt::Key_Escape);
            QTRY_VERIFY(dialog() == nullptr);
        };
        makeProject();
        useSmallSearch(12);
        QVERIFY(!action("actionExport")->isEnabled());
        QTest::keyClick(m_window.get(), Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(view()->runPage().model().count() == 12 && !view()->running(), 20000);
        QVERIFY(!action("actionExport")->isEnabled());
        view()->selection().setCurrent(3);
        QTest::keyClick(m_window.get(), Qt::Key_E, Qt::ControlModifier);
        QTRY_VERIFY(title().startsWith(QStringLiteral("Export #3")));
        closeIt();
        QTest::mouseClick(child<QPushButton>("exportButton"), Qt::LeftButton);
        QTRY_VERIFY(title().startsWith(QStringLiteral("Export #3")));
        closeIt();

        auto* const table = child<QTableView>("candidateView");
        const auto at = [table](int row) { return table->visualRect(table->model()->index(row, 0)).center(); };
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, at(0));
        QTest::mouseClick(table->viewport(), Qt::LeftButton, Qt::ControlModifier, at(2));
        QCOMPARE(table->selectionModel()->selectedRows().size(), 2);
        QContextMenuEvent wish(QContextMenuEvent::Mouse, at(0), table->viewport()->mapToGlobal(at(0)));
        QApplication::sendEvent(table->viewport(), &wish);
        auto* const menu = child<QMenu>("candidateMenu");
        QVERIFY(menu != nullptr);
        QCOMPARE(menu->actions().front()->text(), QStringLiteral("Export 2 candidates…"));
        menu->actions().front()->trigger();
        menu->close();
        QTRY_COMPARE(title(), QStringLiteral("Export 2 candidates"));
        action("actionClose")->trigger(); // the dialog goes with its project
        QVERIFY(view() == nullptr && dialog() == nullptr);
    }

    void lightAndDark()
    {
        action("theme2")->trigger();
        QVERIFY(isDark(QApplication::palette()));
        QCOMPARE(QSettings().value(QStringLiteral("theme")).toInt(), static_cast<int>(ThemeMode::Dark));
        action("theme1")->trigger();
        QVERIFY(!isDark(QApplication::palette()));
    }

    void dataAwareAndFixedRunOneAfterTheOther()
    {
        makeProject();
        useSmallSearch(20);
        view()->go(ProjectView::Budget);
        auto* const button = child<SideBySideButton>("sideBySideButton");
        QTRY_VERIFY(button->isEnabled());
        QMetaObject::invokeMethod(button->menu(), &QMenu::aboutToShow);
        const auto choices = button->menu()->actions();
        const auto fixed = std::find_if(choices.begin(), choices.end(), [](const QAction* choice) { return !choice->isSeparator() && choice->isEnabled(); });
        QVERIFY(fixed != choices.end());
        (*fixed)->trigger();
        QVERIFY(view()->running());
        const auto done = [this] {
            const auto runs = view()->document().project().runs();
            return runs.size() == 2 && runs[1].state == store::RunState::Done && !view()->running();
        };
        QTRY_VERIFY_WITH_TIMEOUT(done(), 30000);
        const auto runs = view()->document().project().runs();
        QCOMPARE(runs[0].name, std::string("data-aware"));
        QCOMPARE(runs[1].spec.space.dataConfigs().size(), std::size_t(1));
        QTest::keyClick(m_window.get(), Qt::Key_5, Qt::ControlModifier);
        QCOMPARE(view()->place(), ProjectView::Compare);
        CompareSession& session = view()->comparePage().session();
        QTRY_VERIFY_WITH_TIMEOUT(session.comparison() && !session.busy(), 10000);
        QCOMPARE(session.arms().size(), std::size_t(2));
        QTRY_VERIFY(child<QLabel>("compareVerdict")->text().contains(QStringLiteral("fixed")));

        *m_answer = path("report.html");
        QTest::mouseClick(child<QPushButton>("report.html"), Qt::LeftButton);
        QTRY_VERIFY(QFileInfo::exists(path("report.html")));
        test::screenshot(*m_window, QStringLiteral("window-compare"));
    }

    void everyControlHasAName()
    {
        makeProject();
        for (const auto place : { ProjectView::Data, ProjectView::Space, ProjectView::Budget, ProjectView::Run, ProjectView::Compare }) {
            view()->show(place);
            for (const QAbstractButton* button : view()->findChildren<QAbstractButton*>()) {
                const bool ours = button->isVisible() && button->focusPolicy() != Qt::NoFocus;
                QVERIFY2(!ours || !button->accessibleName().isEmpty() || !button->text().isEmpty(),
                    qPrintable(QString::fromLatin1(button->metaObject()->className()) + QLatin1Char(' ') + button->objectName()));
            }
        }
    }

private:
    QString path(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
    ProjectView* view() const { return m_window->projectView(); }
    QAction* action(const char* name) const { return m_window->findChild<QAction*>(QLatin1String(name)); }
    template <typename Widget> Widget* child(const char* name) const { return m_window->findChild<Widget*>(QLatin1String(name)); }
    void open()
    {
        m_window = std::make_unique<MainWindow>(
            [](search::EvaluatorInput input) { return std::make_unique<RuleEvaluator>(std::move(input)); },
            std::make_unique<ScriptedDialogs>(m_answer), toPath(path("demo")));
        m_window->resize(1280, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        QCOMPARE(m_window->size(), QSize(1280, 800)); // nothing forces it larger
    }
    void makeProject()
    {
        *m_answer = path("a.danas");
        QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
        QVERIFY(view() != nullptr);
    }
    void useSmallSearch(int evaluations)
    {
        data::DatasetSpec spec;
        spec.path = path("pictures").toStdString();
        view()->document().setDataset(spec, QStringLiteral("data"));
        search::RunSpec settings = view()->document().spec();
        settings.search.evaluations = evaluations;
        settings.search.population = 8;
        view()->document().setSettings(settings, QStringLiteral("small"));
        QTRY_COMPARE(view()->document().dataState(), ProjectDocument::DataState::Ready);
    }
    void drop(const QString& file)
    {
        QMimeData mime;
        mime.setUrls({ QUrl::fromLocalFile(file) });
        QDragEnterEvent enter({ 100, 100 }, Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(m_window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent event(QPointF(100, 100), Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(m_window.get(), &event);
    }

    QTemporaryDir m_folder;
    std::shared_ptr<QString> m_answer = std::make_shared<QString>();
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TstMainWindow)
#include "tst_main_window.moc"
