// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_evaluator.h"
#include "support/tiny_dataset.h"
#include "ui/models/run_controller.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <chrono>

using namespace danas;
using namespace danas::ui;

namespace {

/// Follows a controller and checks the order of its news.
struct Follower {
    explicit Follower(RunController& controller)
        : finished(&controller, &RunController::finished)
    {
        QObject::connect(&controller, &RunController::runOpened, &controller, [this](qint64 id) { run = id; });
        QObject::connect(&controller, &RunController::batchReady, &controller, [this](const RunBatch& batch) {
            for (const RunBatch::Scored& scored : batch.evaluations)
                ids.push_back(scored.evaluation.id);
            largest = std::max(largest, batch.evaluations.size());
            ++batches;
        });
        QObject::connect(&controller, &RunController::finished, &controller, [this](const search::RunReport& last) { report = last; });
    }
    QSignalSpy finished;
    std::vector<int> ids;
    std::size_t largest = 0;
    int batches = 0;
    std::int64_t run = 0;
    search::RunReport report;
};

/// A runner that reports `count` evaluations as fast as it can.
RunController::Runner flood(int count)
{
    return [count](const search::RunRequest&, const search::EvaluatorFactory&, search::RunObserver& observer, RunControl& control) {
        search::RunReport report;
        observer.runOpened(5);
        try {
            for (int i = 0; i < count; ++i) {
                control.checkpoint();
                search::Evaluation evaluation;
                evaluation.id = i;
                observer.evaluated(evaluation, {}, false);
                ++report.evaluations;
            }
        } catch (const Stopped&) {
            report.end = search::RunEnd::Stopped;
        }
        observer.finished(report);
        return report;
    };
}

} // namespace

class TstRunController : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { test::writeTinyDataset(data()); }

    void realEngineRunsToItsEnd()
    {
        RunController controller(test::fakeFactory());
        Follower follower(controller);
        bool dataSeen = false;
        connect(&controller, &RunController::dataReady, this, [&](const auto& dataset, const auto& cache) {
            dataSeen = dataset && cache && cache->size() == dataset->samples.size();
        });
        controller.start(file("done"), spec(25));
        QCOMPARE(controller.state(), RunController::State::Running);
        QTRY_COMPARE_WITH_TIMEOUT(follower.finished.count(), 1, 30000);
        QCOMPARE(follower.report.end, search::RunEnd::Done);
        QCOMPARE(controller.state(), RunController::State::Idle);
        QVERIFY(dataSeen);
        QCOMPARE(follower.run, std::int64_t { 1 });
        QCOMPARE(follower.ids.size(), std::size_t { 25 });
        QVERIFY(std::is_sorted(follower.ids.begin(), follower.ids.end()));
    }

    void stopAndResume()
    {
        auto behaviour = std::make_shared<test::FakeBehaviour>();
        RunController controller(test::fakeFactory(behaviour));
        Follower follower(controller);
        connect(&controller, &RunController::batchReady, &controller, [&](const RunBatch&) {
            if (!follower.ids.empty())
                controller.stop();
        });
        behaviour->onEvaluate = [](int) { std::this_thread::sleep_for(std::chrono::milliseconds(5)); };
        controller.start(file("stop"), spec(4000));
        QTRY_COMPARE_WITH_TIMEOUT(follower.finished.count(), 1, 30000);
        QCOMPARE(follower.report.end, search::RunEnd::Stopped);
        const auto scored = follower.ids.size();
        QVERIFY(scored > 0 && scored < 4000);

        follower.ids.clear();
        controller.resume(file("stop"), follower.run);
        QTRY_COMPARE_WITH_TIMEOUT(follower.finished.count(), 2, 30000);
        QVERIFY(follower.ids.size() >= scored); // the stored ones come again, then new ones
        QCOMPARE(follower.ids.front(), 0);
    }

    /// Each run comes by itself, whole and in the order of the plan, and the whole ends once.
    void experimentIsManyRuns()
    {
        const auto behaviour = std::make_shared<test::FakeBehaviour>();
        behaviour->onEvaluate = [](int) { std::this_thread::sleep_for(std::chrono::milliseconds(5)); }; // a run is longer than a turn of the mailbox
        RunController controller(test::fakeFactory(behaviour));
        Follower follower(controller);
        compare::ExperimentSpec wanted;
        wanted.name = "small";
        wanted.base = spec(30);
        wanted.base.finalise.candidates = 0;
        wanted.seeds = { 1, 2 };
        wanted.tiers = { cost::Budget { 60'000, {}, {} } };
        wanted.equal = compare::Equal::Evaluations;
        wanted.fixedData = data::DataConfig { 32, data::Colour::Gray };
        std::vector<std::int64_t> opened, ended;
        std::vector<std::size_t> counts;
        QStringList doing;
        std::optional<compare::ExperimentReport> report;
        connect(&controller, &RunController::runOpened, this, [&](qint64 id) { opened.push_back(id); });
        connect(&controller, &RunController::runEnded, this, [&](const search::RunReport& one) {
            QCOMPARE(one.end, search::RunEnd::Done);
            QCOMPARE(controller.state(), RunController::State::Running);
            ended.push_back(controller.runId());
            counts.push_back(follower.ids.size());
            follower.ids.clear();
        });
        connect(&controller, &RunController::experimentChanged, this, [&] {
            doing += QString::fromStdString(controller.experiment()->doing);
            QCOMPARE(controller.experiment()->progress.total, std::size_t(4));
        });
        connect(&controller, &RunController::experimentFinished, this, [&](const compare::ExperimentReport& last) { report = last; });
        controller.startExperiment(file("experiment"), wanted);
        QCOMPARE(controller.experiment()->name, std::string("small"));
        QTRY_COMPARE_WITH_TIMEOUT(follower.finished.count(), 1, 30000);
        QVERIFY(report && report->end == search::RunEnd::Done && report->done == 4);
        QCOMPARE(follower.report.end, search::RunEnd::Done);
        QVERIFY((opened == std::vector<std::int64_t> { 1, 2, 3, 4 } && ended == opened));
        QVERIFY((counts == std::vector<std::size_t> { 30, 30, 30, 30 }));
        QVERIFY2(!doing.filter(QStringLiteral("fixed data")).isEmpty() && !doing.filter(QStringLiteral("seed 2")).isEmpty(), qPrintable(doing.join(';')));
        QCOMPARE(controller.state(), RunController::State::Idle);
        controller.startExperiment(file("experiment"), wanted); // nothing is left to do
        QTRY_COMPARE_WITH_TIMEOUT(follower.finished.count(), 2, 30000);
        QCOMPARE(opened.size(), std::size_t(4));
    }

    void pauseHoldsTheEngine()
    {
        std::atomic<int> rounds = 0;
        RunController controller({}, nullptr, [&rounds](const auto&, const auto&, search::RunObserver& observer, RunControl& control) {
            search::RunReport report;
            report.end = search::RunEnd::Stopped;
            try {
                for (;;) {
                    control.checkpoint();
                    ++rounds;
                    std::this_thread::sleep_for(std::chrono::milliseconds(1));
                }
            } catch (const Stopped&) {
            }
            observer.finished(report);
            return report;
        });
        Follower follower(controller);
        controller.start({}, {});
        QTRY_VERIFY(rounds > 3);
        controller.setPaused(true);
        QCOMPARE(controller.state(), RunController::State::Paused);
        QTRY_VERIFY([&] { // at most the round that was under way still comes
            const int before = rounds;
            QTest::qWait(30);
            return rounds == before;
        }());
        const int held = rounds;
        controller.setPaused(false);
        QTRY_VERIFY(rounds > held);
        controller.setPaused(true);
        controller.stop(); // a paused run can be stopped
        QCOMPARE(controller.state(), RunController::State::Stopping);
        QTRY_COMPARE(follower.finished.count(), 1);
    }

    void floodArrivesInBoundedBatches()
    {
        constexpr int kCount = 5000;
        RunController controller({}, nullptr, flood(kCount));
        Follower follower(controller);
        controller.start({}, {});
        QTRY_COMPARE_WITH_TIMEOUT(follower.finished.count(), 1, 20000);
        QCOMPARE(static_cast<int>(follower.ids.size()), kCount); // all of them before finished
        for (int i = 0; i < kCount; ++i)
            QCOMPARE(follower.ids[static_cast<std::size_t>(i)], i);
        QVERIFY2(follower.largest <= 400, qPrintable(QString::number(follower.largest)));
    }

    void restartsAndDestructionAtAnyMoment()
    {
        for (int i = 0; i < 20; ++i) {
            RunController controller({}, nullptr, flood(i % 2 == 0 ? 50 : 100000000));
            Follower follower(controller);
            controller.start({}, {});
            if (i % 4 == 1)
                controller.stop();
            if (i % 4 != 3) // the others are destroyed while they run
                QTRY_COMPARE(follower.finished.count(), 1);
        }
    }

    void brokenDatasetIsOneSentence()
    {
        RunController controller(test::fakeFactory());
        Follower follower(controller);
        search::RunSpec broken = spec(5);
        broken.dataset.path = "/nowhere/at/all";
        controller.start(file("broken"), broken);
        QTRY_COMPARE_WITH_TIMEOUT(follower.finished.count(), 1, 10000);
        QCOMPARE(follower.report.end, search::RunEnd::Failed);
        QVERIFY(QString::fromStdString(follower.report.error).contains(QStringLiteral("/nowhere/at/all")));
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

QTEST_GUILESS_MAIN(TstRunController)
#include "tst_run_controller.moc"
