// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_evaluator.h"
#include "support/synthetic_run.h"
#include "support/tiny_dataset.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/models/candidate_model.h"
#include "ui/plots/pareto_plot.h"
#include "ui/views/candidate_panel.h"
#include "ui/views/run_page.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolButton>

#include <chrono>

using namespace danas;
using namespace danas::ui;

namespace {

/// Two milliseconds a candidate, so that a person's click finds a run still at work.
std::shared_ptr<test::FakeBehaviour> slowBehaviour()
{
    auto behaviour = std::make_shared<test::FakeBehaviour>();
    behaviour->onEvaluate = [](int) { std::this_thread::sleep_for(std::chrono::milliseconds(2)); };
    return behaviour;
}

/// The page and the panel beside each other, as the window shows them.
struct Screen {
    explicit Screen(const std::filesystem::path& file, RunController::Runner runner = search::executeRun)
        : document(file, store::Project::Mode::Create)
        , controller(test::fakeFactory(slowBehaviour()), nullptr, std::move(runner))
        , splitter(Qt::Horizontal)
    {
        page = new RunPage(document, controller, selection);
        panel = new CandidatePanel(page->model(), selection);
        QObject::connect(panel, &CandidatePanel::finaliseRequested, page, &RunPage::finalise); // as ProjectView does
        QObject::connect(&controller, &RunController::stateChanged, panel, [this] { panel->setBusy(controller.state() != RunController::State::Idle); });
        splitter.addWidget(page);
        splitter.addWidget(panel);
        splitter.setSizes({ 790, 440 });
        splitter.resize(1230, 740); // 1280 x 800 without rail, title and frame
        splitter.show();
    }
    template <typename T>
    [[nodiscard]] T* child(const char* name) const
    {
        return splitter.findChild<T*>(QString::fromLatin1(name));
    }

    ProjectDocument document;
    RunController controller;
    SelectionContext selection;
    QSplitter splitter;
    RunPage* page;
    CandidatePanel* panel;
};

/// Longest time between two turns of the event loop, less what the scheduler gave to other threads meanwhile: waiting for a
/// lock counts, a busy machine does not.
class LoopWatch : public QObject {
public:
    LoopWatch()
    {
        begin();
        connect(&m_timer, &QTimer::timeout, this, [this] {
            m_longest = std::max(m_longest, m_clock.nsecsElapsed() - (queuedNs() - m_queued));
            begin();
        });
        m_timer.start(0);
    }
    [[nodiscard]] double longestMs() const { return static_cast<double>(m_longest) / 1e6; }

private:
    /// How long this thread was ready and had no processor (Linux: second figure of schedstat).
    static qint64 queuedNs()
    {
        QFile file(QStringLiteral("/proc/thread-self/schedstat"));
        return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() : 0;
    }
    void begin()
    {
        m_clock.start();
        m_queued = queuedNs();
    }

    QElapsedTimer m_clock;
    QTimer m_timer;
    qint64 m_longest = 0;
    qint64 m_queued = 0;
};

} // namespace

class TstRunPage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        applyTheme(*qApp, ThemeMode::Light);
        test::writeTinyDataset(data(), 16);
    }

    void emptyProjectOffersTheSearch()
    {
        Screen screen(file("empty"));
        QSignalSpy start(screen.page, &RunPage::startRequested);
        auto* const button = screen.child<QPushButton>("startSearchButton");
        QTRY_VERIFY(button->isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(start.count(), 1);
    }

    void liveRunFromStartToPanel()
    {
        Screen screen(file("live"));
        screen.controller.start(screen.document.file(), spec(60));
        QSignalSpy finished(&screen.controller, &RunController::finished);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 30000);
        QTRY_COMPARE(screen.page->model().count(), 60);
        QCOMPARE(screen.child<QTableView>("candidateView")->model()->rowCount(), 60);
        QVERIFY(!screen.child<QPushButton>("resumeButton")->isVisible()); // done

        auto* const plot = screen.child<ParetoPlot>("paretoPlot");
        plot->replotNow();
        const int id = plot->frontLine().front();
        QTest::mouseClick(screen.child<QWidget>("paretoCanvas"), Qt::LeftButton, {}, *plot->pixelOf(id));
        QCOMPARE(screen.selection.current(), id);
        auto* const table = screen.child<QTableView>("candidateView");
        QCOMPARE(table->currentIndex().siblingAtColumn(0).data().toInt(), id); // the table follows
        QVERIFY(screen.child<QLabel>("candidateTitle")->text().startsWith(QStringLiteral("#%1 ").arg(id)));

        auto* const seen = screen.child<QListView>("seesView");
        QTRY_COMPARE(seen->model()->rowCount(), 16); // 8 validation pictures a class
        screen.child<QComboBox>("seesFilter")->setCurrentIndex(1);
        emit screen.child<QComboBox>("seesFilter")->activated(1);
        const auto& confusion = screen.page->model().find(id)->confusion;
        QTRY_COMPARE(seen->model()->rowCount(), confusion.at(0, 1) + confusion.at(1, 0));
        QTRY_VERIFY(screen.child<QTableView>("layerView")->model()->rowCount() > 4);
    }

    void finalisedByHandFromThePanel()
    {
        Screen screen(file("finalise"));
        QSignalSpy finished(&screen.controller, &RunController::finished);
        search::RunSpec wanted = spec(30);
        wanted.finalise = { 1, 5, 1e-3 };
        screen.controller.start(screen.document.file(), wanted);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 30000);
        RunModel& model = screen.page->model();
        QTRY_COMPARE(model.finals().size(), std::size_t(1));
        auto* const table = screen.child<QTableView>("candidateView");
        QCOMPARE(table->model()->columnCount(), int { CandidateModel::ColumnCount });

        const int known = model.finals().front().id;
        const int fresh = known == 7 ? 8 : 7;
        screen.selection.setCurrent(known);
        auto* const button = screen.child<QPushButton>("finaliseButton");
        QVERIFY(!button->isVisible());
        screen.selection.setCurrent(fresh);
        QVERIFY(button->isVisible() && button->isEnabled());
        QVERIFY(!screen.child<QComboBox>("scoreChooser")->isVisibleTo(screen.panel));
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(!button->isEnabled());
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 2, 30000);
        QTRY_VERIFY(model.finalised(fresh) != nullptr);
        QVERIFY(model.record().state == store::RunState::Done);
        QCOMPARE(model.count(), 30);
        QVERIFY(!button->isVisible());
        QVERIFY(screen.child<QLabel>("finalScores")->text().contains(QStringLiteral("int8")));
        QVERIFY(screen.child<QLabel>("finalScores")->text().contains(QStringLiteral("Quantisation-aware fine-tune: 200 steps")));

        // Each score has its own confusion matrix.
        screen.child<QTabWidget>("candidateTabs")->setCurrentIndex(3);
        auto* const which = screen.child<QComboBox>("scoreChooser");
        QVERIFY(which->isVisible());
        QCOMPARE(which->count(), 5);
        auto* const confusion = screen.child<QTableWidget>("confusionTable");
        const search::Finalised& final = *model.finalised(fresh);
        for (const search::FinalScore score : search::kFinalScores) {
            which->setFocus();
            QTest::keyClick(which, Qt::Key_Down);
            QCOMPARE(which->currentText(), toQt(search::finalScoreLabel(score)));
            QVERIFY(confusion->item(0, 1)->text().startsWith(QString::number(final.score(score).at(0, 1)) + QLatin1Char('\n')));
        }
        if (qEnvironmentVariableIsSet("DANAS_SCREENSHOTS"))
            screen.splitter.grab().save(qEnvironmentVariable("DANAS_SCREENSHOTS") + QStringLiteral("/finalised.png"));
    }

    void storedRunOpensAndStoppedOneResumes()
    {
        {
            Screen screen(file("stored"));
            QSignalSpy finished(&screen.controller, &RunController::finished);
            connect(&screen.controller, &RunController::batchReady, &screen.controller, [&](const RunBatch& batch) {
                if (!batch.evaluations.empty())
                    screen.controller.stop();
            });
            screen.controller.start(screen.document.file(), spec(30000));
            QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 30000);
        }
        Screen screen(file("stored"));
        QTRY_VERIFY(screen.page->model().count() > 0);
        const int before = screen.page->model().count();
        auto* const resume = screen.child<QPushButton>("resumeButton");
        QTRY_VERIFY(resume->isVisible());
        QTest::mouseClick(resume, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(screen.page->model().count() > before, 20000);
        QTRY_VERIFY(screen.child<QPushButton>("stopButton")->isVisible());
        QTest::mouseClick(screen.child<QPushButton>("stopButton"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(screen.controller.state(), RunController::State::Idle, 10000);
        QTRY_VERIFY(resume->isVisible());
    }

    void failureStandsInPlace()
    {
        Screen screen(file("failed"));
        search::RunSpec broken = spec(5);
        broken.dataset.path = "/nowhere/at/all";
        screen.controller.start(screen.document.file(), broken);
        auto* const error = screen.child<QLabel>("runError");
        QTRY_VERIFY_WITH_TIMEOUT(error->isVisible(), 10000);
        QVERIFY(error->text().contains(QStringLiteral("/nowhere/at/all")));
    }

    void selectionStaysWhileRowsArrive()
    {
        Screen screen(file("calm"));
        test::SyntheticRun synthetic;
        screen.page->model().setContent(synthetic.content(100));
        screen.selection.setCurrent(42);
        auto* const table = screen.child<QTableView>("candidateView");
        for (int i = 0; i < 20; ++i) {
            screen.page->model().append(synthetic.batch(10));
            QApplication::processEvents();
            QCOMPARE(screen.selection.current(), 42);
            QCOMPARE(table->currentIndex().siblingAtColumn(0).data().toInt(), 42);
        }
        screen.child<QLineEdit>("candidateFilter")->setText(QStringLiteral("nothing of the kind"));
        QCOMPARE(screen.selection.current(), 42);
        screen.child<QLineEdit>("candidateFilter")->clear();
        QCOMPARE(table->currentIndex().siblingAtColumn(0).data().toInt(), 42);
    }

    void loopIsNeverBlockedLong()
    {
        // Some 4,000 evaluations in a few seconds, far more than any search makes, with page and panel open.
        const auto runner = [](const auto&, const auto&, search::RunObserver& observer, RunControl& control) {
            test::SyntheticRun synthetic;
            search::RunReport report;
            observer.runOpened(1);
            try {
                for (int i = 0; i < 4000; ++i) {
                    control.checkpoint();
                    observer.evaluated(synthetic.next(), {}, false);
                    observer.front({ i + 1, i * 0.1, i / 4000.0 });
                    if (i % 10 == 0)
                        std::this_thread::sleep_for(std::chrono::milliseconds(8));
                }
            } catch (const Stopped&) {
                report.end = search::RunEnd::Stopped;
            }
            observer.finished(report);
            return report;
        };
        Screen screen(file("busy"), runner);
        const std::int64_t id = screen.document.project().addRun(test::SyntheticRun().spec());
        QCOMPARE(id, std::int64_t { 1 });
        QVERIFY(QTest::qWaitForWindowExposed(&screen.splitter));
        screen.page->showRun(id);
        QTRY_COMPARE(screen.page->model().state(), RunModel::State::Ready);
        QTest::qWait(300); // first paints are not the search's
        QSignalSpy finished(&screen.controller, &RunController::finished);
        const LoopWatch watch;
        screen.controller.start(screen.document.file(), {});
        screen.selection.setCurrent(10);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60000);
        QCOMPARE(screen.page->model().count(), 4000);
        qInfo("longest gap between event loop turns: %.1f ms", watch.longestMs());
        const double allowed = qEnvironmentVariableIsSet("TSAN_OPTIONS") || qEnvironmentVariableIsSet("ASAN_OPTIONS") ? 1000.0 : 50.0;
        QVERIFY2(watch.longestMs() < allowed, qPrintable(QString::number(watch.longestMs())));
    }

    void latencyAndEnergyAreShownWhereTheyAreKnown()
    {
        Screen screen(file("board"));
        auto* const table = screen.child<QTableView>("candidateView");
        auto* const axis = screen.child<QComboBox>("xAxisChooser");
        screen.page->model().setContent(test::SyntheticRun().content(30));
        QVERIFY(table->isColumnHidden(CandidateModel::Latency) && table->isColumnHidden(CandidateModel::Energy));
        QCOMPARE(axis->findText(QStringLiteral("Latency")), -1);
        test::SyntheticRun onBoard("nano33ble-cmsis-nn");
        screen.page->model().setContent(onBoard.content(30));
        QVERIFY(!table->isColumnHidden(CandidateModel::Latency) && !table->isColumnHidden(CandidateModel::Energy));
        QCOMPARE(table->model()->headerData(CandidateModel::Latency, Qt::Horizontal).toString(), QStringLiteral("Latency"));
        const QModelIndex latency = table->model()->index(0, CandidateModel::Latency);
        const auto& shown = *screen.page->model().find(latency.data(CandidateModel::IdRole).toInt());
        QCOMPARE(latency.data().toString(), formatObjective(search::Objective::Latency, *shown.cost.latencyMs));
        QVERIFY(latency.data(Qt::ToolTipRole).toString().contains(QStringLiteral("estimated for TensorFlow Lite Micro with CMSIS-NN")));
        axis->setFocus();
        QTest::keyClick(axis, Qt::Key_End);
        QCOMPARE(axis->currentText(), QStringLiteral("Energy"));
        QCOMPARE(screen.child<ParetoPlot>("paretoPlot")->xObjective(), search::Objective::Energy);
        screen.page->model().setContent(test::SyntheticRun().content(30));
        QCOMPARE(axis->currentText(), QStringLiteral("RAM"));
    }

    void nothingIsClippedInSmallWindow()
    {
        Screen screen(file("small"));
        test::SyntheticRun synthetic;
        screen.page->model().setContent(synthetic.content(300));
        screen.selection.setCurrent(screen.child<ParetoPlot>("paretoPlot")->frontLine()[2]);
        QApplication::processEvents();
        QCOMPARE(screen.splitter.size(), QSize(1230, 740)); // minimum sizes leave room
        for (const QWidget* widget : screen.splitter.findChildren<QWidget*>()) {
            if (!widget->isVisible() || qobject_cast<const QAbstractButton*>(widget) == nullptr)
                continue;
            QVERIFY2(widget->width() >= widget->minimumSizeHint().width(), qPrintable(widget->objectName()));
            const QRect inPage(widget->mapTo(&screen.splitter, QPoint()), widget->size());
            QVERIFY2(screen.splitter.rect().contains(inPage), qPrintable(widget->objectName()));
        }
    }

    /// For people: DANAS_PICTURES=folder writes the page as it looks.
    void pictures()
    {
        const QString folder = qEnvironmentVariable("DANAS_PICTURES");
        if (folder.isEmpty())
            QSKIP("set DANAS_PICTURES to a folder");
        for (const auto& [mode, name] : { std::pair { ThemeMode::Light, "light" }, std::pair { ThemeMode::Dark, "dark" } }) {
            applyTheme(*qApp, mode);
            Screen screen(file(name));
            QSignalSpy finished(&screen.controller, &RunController::finished);
            screen.controller.start(screen.document.file(), spec(40));
            QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 30000);
            screen.selection.setCurrent(7);
            QTRY_VERIFY(screen.child<QListView>("seesView")->model()->rowCount() > 0);
            screen.splitter.grab().save(folder + QStringLiteral("/run-sees-%1.png").arg(QString::fromLatin1(name)));
            test::SyntheticRun synthetic;
            screen.page->model().setContent(synthetic.content(300));
            auto* const plot = screen.child<ParetoPlot>("paretoPlot");
            screen.selection.setCurrent(plot->frontLine()[3]);
            screen.selection.togglePinned(plot->frontLine()[1]);
            for (int tab = 1; tab < 4; ++tab) {
                screen.child<QTabWidget>("candidateTabs")->setCurrentIndex(tab);
                screen.child<QTabWidget>("runTabs")->setCurrentIndex(tab % 2);
                QTRY_VERIFY(screen.child<QTableView>("layerView")->model()->rowCount() > 0);
                QTest::qWait(50);
                screen.splitter.grab().save(folder + QStringLiteral("/run-%1-%2.png").arg(tab).arg(QString::fromLatin1(name)));
            }
        }
    }

private:
    [[nodiscard]] std::filesystem::path data() const { return m_folder.path().toStdString() + "/data"; }
    [[nodiscard]] std::filesystem::path file(const char* name) const { return m_folder.path().toStdString() + "/" + name + ".danas"; }
    [[nodiscard]] search::RunSpec spec(int evaluations) const
    {
        search::RunSpec spec;
        spec.dataset.path = data().string();
        spec.space = space::demoSpace();
        spec.supernet.steps = 10;
        spec.search.evaluations = evaluations;
        return spec;
    }

    QTemporaryDir m_folder;
};

QTEST_MAIN(TstRunPage)
#include "tst_run_page.moc"
