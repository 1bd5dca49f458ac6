// SPDX-License-Identifier: GPL-3.0-or-later
// The real window with the real engine, driven by mouse and keys: from the demo to a resumed run.
#include "loop_watch.h"

#include "base/units.h"
#include "cost/cost.h"
#include "data/demo.h"
#include "learn/supernet_evaluator.h"
#include "support/tiny_dataset.h"
#include "ui/window_fixture.h"
#include "ui/base/message_bar.h"
#include "ui/base/text.h"
#include "ui/editors/data_tiles.h"
#include "ui/models/layer_model.h"
#include "ui/plots/pareto_plot.h"
#include "ui/views/candidate_panel.h"
#include "ui/views/main_window.h"
#include "ui/views/project_view.h"
#include "ui/views/run_page.h"

#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <set>

using namespace danas;
using namespace danas::ui;

namespace {

constexpr int kEvaluations = 40;
constexpr int kLong = 240'000; ///< ms, for what takes seconds on a quiet machine

/// Answers the file dialogs with what the test wrote down before.
class ScriptedDialogs : public DialogService {
public:
    explicit ScriptedDialogs(std::shared_ptr<QString> answer)
        : m_answer(std::move(answer))
    {
    }
    QString chooseFolder(QWidget*, const QString&, const QString&) override { return *m_answer; }
    QString newProject(QWidget*, const QString&) override { return *m_answer; }

private:
    std::shared_ptr<QString> m_answer;
};

test::WatchedApplication& watched()
{
    return *static_cast<test::WatchedApplication*>(qApp);
}

/// What of an evaluation must never change once it was shown. (Not its times.)
bool sameResult(const search::Evaluation& a, const search::Evaluation& b)
{
    return a.id == b.id && a.genes == b.genes && a.confusion == b.confusion && a.cost.macs == b.cost.macs && a.cost.ramBytes == b.cost.ramBytes;
}

} // namespace

class TstWindow : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        test::useOwnSettings(m_folder);
    }
    void cleanup() { m_window.reset(); }

    void theDemoRunsAndStops()
    {
        shortenTheDemo();
        open();
        QTest::mouseClick(child<QPushButton>("tryDemo"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(view() != nullptr && view()->running(), kLong);
        watched().startWatch();
        QCOMPARE(view()->place(), ProjectView::Run);
        QVERIFY(child<QWidget>("runPage")->isVisible());

        // Through its phases, to the first points.
        std::set<search::Phase> seen;
        connect(&view()->controller(), &RunController::batchReady, this, [&seen](const RunBatch& batch) {
            if (batch.progress)
                seen.insert(batch.progress->phase);
        });
        QTRY_VERIFY_WITH_TIMEOUT(child<QWidget>("phaseTimeline")->accessibleName().contains(QStringLiteral("supernet")), kLong);
        QTRY_VERIFY_WITH_TIMEOUT(run().count() >= 6, kLong);
        QVERIFY(child<QWidget>("phaseTimeline")->accessibleName().contains(QStringLiteral("search")));
        QVERIFY(seen.contains(search::Phase::Supernet) && seen.contains(search::Phase::Search));

        clickAPoint();
        if (QTest::currentTestFailed())
            return;
        lookAtItsLayers();
        walkAlongTheFrontAndPin();
        if (QTest::currentTestFailed())
            return;

        QVERIFY2(view()->running(), "the run ended before it could be stopped");
        QElapsedTimer sinceStop;
        sinceStop.start();
        QTest::mouseClick(child<QPushButton>("stopButton"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!view()->running(), 10'000);
        qInfo("stopped %lld ms after the click, with %d candidates scored", sinceStop.elapsed(), run().count());
        QVERIFY(sinceStop.elapsed() < 3000);
        watched().pauseWatch();
        QTRY_COMPARE(run().record().state, store::RunState::Stopped);
        QVERIFY(run().count() >= 6 && run().count() < kEvaluations);
        QVERIFY(child<QLabel>("runStatus")->text().contains(QString::number(run().count())));
        m_stopped = run().evaluations();
        m_window->close();
        QVERIFY(!m_window->isVisible());
    }

    void theLoopWasNeverBlocked()
    {
        const auto& longest = watched().longest();
        if (longest.turns == 0)
            QSKIP("needs the run above");
        qInfo("%d turns of the event loop; longest: %.1f ms of its own time (%s), %.1f ms on the clock (%s)", longest.turns, longest.cpuMs,
            qPrintable(longest.cpuOf), longest.wallMs, qPrintable(longest.wallOf));
        QVERIFY(longest.turns > 100);
        QVERIFY(longest.cpuMs <= 50.0);
    }

    void theStoppedRunIsReopenedAndResumed()
    {
        if (m_stopped.empty())
            QSKIP("needs the run above");
        open();
        auto* const recent = child<QListView>("recent");
        QTRY_VERIFY(recent->isVisible() && recent->visualRect(recent->model()->index(0, 0)).isValid());
        QTest::mouseClick(recent->viewport(), Qt::LeftButton, {}, recent->visualRect(recent->model()->index(0, 0)).center());
        QVERIFY(view() != nullptr);
        QCOMPARE(view()->place(), ProjectView::Run); // where it was left
        QTRY_COMPARE(run().state(), RunModel::State::Ready);
        QCOMPARE(run().count(), static_cast<int>(m_stopped.size()));
        QVERIFY(startsAsStopped(run().evaluations()));
        QCOMPARE(child<QTableView>("candidateView")->model()->rowCount(), run().count());
        QVERIFY(!view()->running());

        auto* const resume = child<QPushButton>("resumeButton");
        QTRY_VERIFY(resume->isVisible() && resume->isEnabled());
        QTest::mouseClick(resume, Qt::LeftButton);
        QVERIFY(view()->running());
        QTRY_VERIFY_WITH_TIMEOUT(run().count() > static_cast<int>(m_stopped.size()), kLong);
        QTRY_VERIFY_WITH_TIMEOUT(!view()->running(), kLong);
        QCOMPARE(run().record().state, store::RunState::Done);
        QCOMPARE(run().count(), kEvaluations);
        QVERIFY(startsAsStopped(run().evaluations()));
        QVERIFY(!resume->isVisible());

        const store::Project project(toPath(path("demo/demo.danas")), store::Project::Mode::ReadOnly);
        QCOMPARE(project.runs().size(), std::size_t { 1 });
        const auto stored = project.evaluations(project.runs().front().id);
        QCOMPARE(stored.size(), std::size_t { kEvaluations });
        QVERIFY(std::equal(stored.begin(), stored.end(), run().evaluations().begin(), sameResult));
    }

    void aNewProjectIsEditedAndUndone()
    {
        test::writeTinyDataset(toPath(path("pictures")));
        open();
        *m_answer = path("mine.danas");
        QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
        QVERIFY(view() != nullptr);
        QCOMPARE(view()->place(), ProjectView::Data);
        *m_answer = path("pictures");
        QTest::mouseClick(child<QPushButton>("chooseFolder"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(view()->document().dataState(), ProjectDocument::DataState::Ready, kLong);
        QCOMPARE(view()->document().classes(), 2);

        QTest::mouseClick(child<QAbstractButton>("place.space"), Qt::LeftButton);
        QCOMPARE(view()->place(), ProjectView::Space);
        const auto before = view()->document().spec().space;
        auto* const tiles = m_window->findChild<DataTiles*>();
        const data::DataConfig config { 160, data::Colour::Rgb };
        QVERIFY(tiles->isOn(config));
        QTest::mouseClick(tiles, Qt::LeftButton, {}, tiles->tile(config).center());
        QVERIFY(!tiles->isOn(config));
        const auto after = view()->document().spec().space;
        QVERIFY(after.count() < before.count());
        const auto key = [&](Qt::Key which, Qt::KeyboardModifiers with) { QTest::keyClick(m_window.get(), which, with); };
        key(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(tiles->isOn(config) && view()->document().spec().space == before);
        key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(!tiles->isOn(config) && view()->document().spec().space == after);
        key(Qt::Key_Z, Qt::ControlModifier);
        key(Qt::Key_Y, Qt::ControlModifier);
        QVERIFY(view()->document().spec().space == after);
        m_window->close();

        open(); // every edit is in the file
        QTest::keyClick(child<QListView>("recent"), Qt::Key_Home);
        QTest::keyClick(child<QListView>("recent"), Qt::Key_Return);
        QVERIFY(view() != nullptr);
        QVERIFY(view()->document().spec().space == after);
    }

private:
    QString path(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
    ProjectView* view() const { return m_window->projectView(); }
    RunModel& run() const { return view()->runPage().model(); }
    template <typename Widget> Widget* child(const char* name) const { return m_window->findChild<Widget*>(QLatin1String(name)); }

    void open()
    {
        m_window = std::make_unique<MainWindow>(
            learn::makeSupernetEvaluator, std::make_unique<ScriptedDialogs>(m_answer), toPath(path("demo")));
        m_window->resize(1280, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        QCOMPARE(m_window->size(), QSize(1280, 800));
    }

    /// The demo project as the window would make it, with a shorter training: how well it learns is another test's matter.
    void shortenTheDemo()
    {
        const auto folder = toPath(path("demo"));
        std::filesystem::create_directories(folder);
        search::RunSpec spec = search::demoSpec(folder / "pictures");
        spec.supernet.steps = 30;
        spec.search.evaluations = kEvaluations;
        store::Project(folder / "demo.danas", store::Project::Mode::Create).saveDraft(spec);
    }

    bool startsAsStopped(const std::vector<search::Evaluation>& evaluations) const
    {
        return evaluations.size() >= m_stopped.size() && std::equal(m_stopped.begin(), m_stopped.end(), evaluations.begin(), sameResult);
    }

    /// Of the front, the point that stands furthest from all others, so that a click can mean nothing else.
    void clickAPoint()
    {
        auto* const plot = child<ParetoPlot>("paretoPlot");
        plot->replotNow();
        int chosen = -1, clearance = -1;
        for (const int id : plot->frontLine()) {
            int nearest = 10'000;
            for (const auto& other : run().evaluations()) {
                if (other.id != id)
                    nearest = std::min(nearest, (*plot->pixelOf(other.id) - *plot->pixelOf(id)).manhattanLength());
            }
            if (nearest > clearance) {
                chosen = id;
                clearance = nearest;
            }
        }
        QVERIFY(chosen >= 0);
        QTest::mouseClick(child<QWidget>("paretoCanvas"), Qt::LeftButton, {}, *plot->pixelOf(chosen));
        QCOMPARE(view()->selection().current(), chosen);
        auto* const panel = child<CandidatePanel>("candidatePanel");
        QVERIFY(panel->isVisible());
        QVERIFY(child<QLabel>("candidateTitle")->text().startsWith(QStringLiteral("#%1 ").arg(chosen)));
        QTRY_VERIFY_WITH_TIMEOUT(child<QListView>("seesView")->model()->rowCount() > 0, 20'000);
    }

    void lookAtItsLayers()
    {
        auto* const tabs = child<QTabWidget>("candidateTabs");
        int layers = 0;
        while (layers < tabs->count() && tabs->tabText(layers) != QStringLiteral("Layers"))
            ++layers;
        QVERIFY(layers < tabs->count());
        QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {}, tabs->tabBar()->tabRect(layers).center());
        auto* const table = child<QTableView>("layerView");
        QVERIFY(table->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() > 4, 20'000);

        const auto& evaluation = *run().find(view()->selection().current());
        const auto cost = search::costOf(run().spec().space, evaluation.genes, 2);
        std::int64_t macs = 0, flash = 0, peak = 0;
        const auto* const model = qobject_cast<const LayerModel*>(table->model());
        for (const auto& layer : model->layers()) {
            macs += layer.macs;
            flash += layer.flashBytes;
            peak = std::max(peak, layer.liveBytes);
        }
        QCOMPARE(macs, cost.macs);
        QCOMPARE(flash, cost.flashBytes);
        QCOMPARE(peak, cost.ramBytes);
        QCOMPARE(evaluation.cost.macs, cost.macs);
        const int foot = model->rowCount() - 1;
        QCOMPARE(model->index(foot, LayerModel::Macs).data().toString(), toQt(formatCount(cost.macs)));
        QCOMPARE(model->index(foot, LayerModel::Live).data().toString(), toQt(formatBytes(cost.ramBytes)));
    }

    void walkAlongTheFrontAndPin()
    {
        auto* const plot = child<ParetoPlot>("paretoPlot");
        plot->setFocus();
        QTest::keyClick(plot, Qt::Key_Left); // from wherever on the front to its left end
        for (int step = 0; step < kEvaluations; ++step)
            QTest::keyClick(plot, Qt::Key_Left);
        std::set<int> walked { view()->selection().current() };
        for (std::size_t step = 1; step < plot->frontLine().size(); ++step) {
            QTest::keyClick(plot, Qt::Key_Right);
            walked.insert(view()->selection().current());
        }
        const auto line = plot->frontLine();
        QCOMPARE(walked, std::set<int>(line.begin(), line.end()));
        const int current = view()->selection().current();
        QTest::keyClick(plot, Qt::Key_Space);
        QVERIFY(view()->selection().pinned().contains(current));
        QVERIFY(child<QAbstractButton>("pinButton")->isChecked());
    }

    QTemporaryDir m_folder;
    std::shared_ptr<QString> m_answer = std::make_shared<QString>();
    std::unique_ptr<MainWindow> m_window;
    std::vector<search::Evaluation> m_stopped; ///< as it was shown when the run stopped
};

int main(int argc, char** argv)
{
    test::WatchedApplication app(argc, argv);
    TstWindow test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_window.moc"
