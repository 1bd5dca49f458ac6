// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_evaluator.h"
#include "support/tiny_dataset.h"
#include "ui/plots/fidelity_plot.h"
#include "ui/views/fidelity_view.h"
#include "ui/views/run_page.h"
#include "window_fixture.h"

#include <QClipboard>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <chrono>
#include <thread>

using namespace danas;
using namespace danas::ui;

namespace {

class Silent : public search::RunObserver {
    void finished(const search::RunReport&) override { }
};

/// A page on a project whose runs are done, at the size that it has in a window of 1280 x 800.
struct Screen {
    Screen(const std::filesystem::path& file, const std::vector<search::RunSpec>& specs, std::chrono::milliseconds candidate = {})
    {
        for (const search::RunSpec& spec : specs) {
            RunControl control;
            Silent silent;
            search::executeRun({ file, 0, spec }, test::fakeFactory(), silent, control);
        }
        document = std::make_unique<ProjectDocument>(file, store::Project::Mode::ReadWrite);
        auto behaviour = std::make_shared<test::FakeBehaviour>();
        behaviour->onEvaluate = [candidate](int) { std::this_thread::sleep_for(candidate); };
        controller = std::make_unique<RunController>(test::fakeFactory(behaviour));
        page = std::make_unique<RunPage>(*document, *controller, selection);
        page->resize(1200, 740);
        page->show();
    }
    template <typename T> [[nodiscard]] T* child(const char* name) const { return page->findChild<T*>(QString::fromLatin1(name)); }
    void click(const char* name) const
    {
        QWidget* const widget = child<QWidget>(name);
        if (QTest::qWaitFor([widget] { return widget->isVisible(); })) // the run is read in the background
            QTest::mouseClick(widget, Qt::LeftButton);
    }
    [[nodiscard]] bool ready() const { return child<QPushButton>("startProbeButton")->isEnabled(); }
    [[nodiscard]] int rows() const { return child<QTableView>("probedTable")->model()->rowCount(); }

    std::unique_ptr<ProjectDocument> document;
    std::unique_ptr<RunController> controller;
    SelectionContext selection;
    std::unique_ptr<RunPage> page;
};

} // namespace

class TstFidelityView : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        applyTheme(*qApp, ThemeMode::Light);
        test::writeTinyDataset(m_folder.filePath(QStringLiteral("set")).toStdString(), 16);
    }

    void fromNothingToNumbers()
    {
        Screen screen(file("whole"), { spec() });
        QTRY_VERIFY(screen.child<QToolButton>("trustPlace")->isVisible());
        screen.click("trustPlace");
        QTRY_VERIFY(screen.ready());
        QVERIFY(screen.child<QLabel>("fidelityIntro")->isVisible() && !screen.child<QWidget>("fidelityPlot")->isVisible());
        QCOMPARE(screen.child<QSpinBox>("probeSteps")->value(), spec().scratch.steps);
        test::screenshot(*screen.page, QStringLiteral("trust-empty"));

        QSignalSpy finished(screen.controller.get(), &RunController::probeFinished);
        QSignalSpy runs(screen.controller.get(), &RunController::finished);
        screen.click("startProbeButton");
        QVERIFY(screen.controller->probing());
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 30000);
        QVERIFY(runs.isEmpty() && screen.controller->state() == RunController::State::Idle);
        QTRY_COMPARE(screen.rows(), 24);
        QVERIFY(!screen.child<QLabel>("fidelityVerdict")->text().isEmpty() && screen.child<QWidget>("fidelityPlot")->isVisible());
        auto* const taus = screen.child<QTableView>("tauTable")->model();
        QCOMPARE(taus->rowCount(), 3);
        const QString interval = taus->index(0, 2).data().toString();
        QVERIFY2(interval.contains(QStringLiteral(" to ")), qPrintable(interval));
        QVERIFY(!screen.ready()); // all are done
        test::screenshot(*screen.page, QStringLiteral("trust"));

        // A click on a point selects its row; on a row its point.
        auto* const plot = screen.child<FidelityPlot>("fidelityPlot");
        auto* const canvas = screen.child<QWidget>("fidelityCanvas");
        auto* const table = screen.child<QTableView>("probedTable");
        plot->grab(); // laid out
        QTest::mouseClick(canvas, Qt::LeftButton, {}, canvas->mapFrom(plot, *plot->pixelOf(0)));
        QVERIFY(plot->current() >= 0 && plot->pixelOf(plot->current()) == plot->pixelOf(0));
        QCOMPARE(table->currentIndex().row(), plot->current());
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(table->model()->index(3, 1)).center());
        QCOMPARE(plot->current(), 3);

        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        const QStringList lines = QApplication::clipboard()->text().split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 25);
        QVERIFY(lines[0].startsWith(QStringLiteral("Data,Network,Supernet,Alone")));
        for (const char* name : { "plot.svg", "plot.png" }) {
            QVERIFY(plot->exportTo(m_folder.filePath(QLatin1String(name))));
            QVERIFY(QFileInfo(m_folder.filePath(QLatin1String(name))).size() > 1000);
        }
    }

    void otherSettingsAreAnotherProbe()
    {
        Screen screen(file("settings"), { spec() });
        screen.click("trustPlace");
        QTRY_VERIFY(screen.ready());
        screen.child<QSpinBox>("probeCandidates")->setValue(5);
        screen.click("startProbeButton");
        QTRY_VERIFY_WITH_TIMEOUT(screen.rows() == 5 && !screen.controller->probing(), 20000);
        auto* const steps = screen.child<QSpinBox>("probeSteps");
        steps->setFocus();
        QTest::keyClick(steps, Qt::Key_Up);
        QVERIFY(screen.ready() && screen.child<QLabel>("fidelityIntro")->isVisible()); // nothing of the other is shown
        auto* const stored = screen.child<QComboBox>("storedProbes");
        QVERIFY(stored->isVisible() && stored->count() == 1 && stored->currentIndex() == -1);
        stored->setFocus();
        QTest::keyClick(stored, Qt::Key_Down);
        QTRY_VERIFY(!screen.child<QLabel>("fidelityIntro")->isVisible());
        QCOMPARE(steps->value(), spec().scratch.steps);

        Screen again(file("settings"), {}); // the next day
        again.click("trustPlace");
        QTRY_COMPARE(again.rows(), 5);
        QCOMPARE(again.child<QSpinBox>("probeCandidates")->value(), 5);
    }

    void stoppedAndGoneOn()
    {
        Screen screen(file("stop"), { spec() }, std::chrono::milliseconds(20));
        screen.click("trustPlace");
        QTRY_VERIFY(screen.ready());
        screen.click("startProbeButton");
        auto* const stop = screen.child<QPushButton>("stopProbeButton");
        QVERIFY(stop->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(screen.rows() >= 3, 20000); // it fills as it goes
        QVERIFY2(screen.child<QLabel>("probeStatus")->text().contains(QStringLiteral(" of 24 trained alone")), qPrintable(screen.child<QLabel>("probeStatus")->text()));
        test::screenshot(*screen.page, QStringLiteral("trust-running"));
        QSignalSpy finished(screen.controller.get(), &RunController::probeFinished);
        QElapsedTimer clock;
        clock.start();
        QTest::mouseClick(stop, Qt::LeftButton);
        QVERIFY(!stop->isEnabled());
        QTRY_COMPARE(finished.count(), 1);
        QVERIFY(clock.elapsed() < 2000);
        QTRY_VERIFY(screen.ready());
        auto* const start = screen.child<QPushButton>("startProbeButton");
        QTRY_VERIFY2(start->text().startsWith(QStringLiteral("Go on: ")), qPrintable(start->text()));
        QTest::mouseClick(start, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(screen.rows() == 24 && !screen.controller->probing(), 20000);
        QVERIFY(!screen.child<QLabel>("probeError")->isVisible());
    }

    void notWhileARunGoesOn()
    {
        Screen screen(file("busy"), { spec() }, std::chrono::milliseconds(10));
        screen.click("trustPlace");
        QTRY_VERIFY(screen.ready());
        search::RunSpec other = spec();
        other.search.evaluations = 200;
        QSignalSpy opened(screen.controller.get(), &RunController::runOpened);
        screen.controller->start(screen.document->file(), other);
        QTRY_COMPARE(opened.count(), 1);
        QVERIFY(screen.child<QToolButton>("searchPlace")->isChecked()); // a new run is looked at
        screen.page->showRun(1);
        screen.click("trustPlace");
        auto* const reason = screen.child<QLabel>("probeReason");
        QTRY_VERIFY2(reason->isVisible() && reason->text().contains(QStringLiteral("A run is going on")), qPrintable(reason->text()));
        QVERIFY(!screen.ready());
        screen.controller->stop();
        QTRY_VERIFY_WITH_TIMEOUT(screen.ready(), 10000);
        QVERIFY(!reason->isVisible());
    }

    void noSupernetNoProbe()
    {
        search::RunSpec scratch = spec();
        scratch.evaluator = search::EvaluatorKind::Scratch;
        Screen screen(file("scratch"), { spec(), scratch });
        screen.click("trustPlace"); // of the last run
        auto* const reason = screen.child<QLabel>("probeReason");
        QTRY_VERIFY2(reason->text().contains(QStringLiteral("no supernet")), qPrintable(reason->text()));
        QVERIFY(!screen.ready());
        screen.page->showRun(1);
        QTRY_VERIFY(screen.ready());
    }

    void failureIsSaid()
    {
        Screen screen(file("failure"), { spec() });
        screen.click("trustPlace");
        QTRY_VERIFY(screen.ready());
        const QString set = m_folder.filePath(QStringLiteral("set")), away = m_folder.filePath(QStringLiteral("away"));
        QVERIFY(QDir().rename(set, away));
        screen.click("startProbeButton");
        auto* const error = screen.child<QLabel>("probeError");
        QTRY_VERIFY(error->isVisible());
        QVERIFY(QDir().rename(away, set));
        QVERIFY2(error->text().contains(set), qPrintable(error->text()));
        QTRY_VERIFY(screen.ready());
    }

private:
    [[nodiscard]] std::filesystem::path file(const char* name) const { return m_folder.filePath(QLatin1String(name) + QStringLiteral(".danas")).toStdString(); }
    [[nodiscard]] search::RunSpec spec() const
    {
        search::RunSpec spec;
        spec.dataset.path = m_folder.filePath(QStringLiteral("set")).toStdString();
        spec.supernet.steps = 10;
        spec.search.evaluations = 8;
        spec.search.population = 4;
        spec.finalise.candidates = 0;
        return spec;
    }

    QTemporaryDir m_folder;
};

QTEST_MAIN(TstFidelityView)
#include "tst_fidelity_view.moc"
