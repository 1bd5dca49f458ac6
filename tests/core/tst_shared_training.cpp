// SPDX-License-Identifier: GPL-3.0-or-later
// Runs that would train the very same supernet train it once; a limit on running time counts that training as theirs.
#include "search/run_engine.h"
#include "store/project.h"
#include "support/fake_evaluator.h"
#include "support/run_result.h"
#include "support/tiny_dataset.h"

#include <QTemporaryDir>
#include <QtTest>

#include <chrono>

using namespace danas;
using search::Phase;
using search::RunEnd;
using store::Project;

namespace {

class Ear : public search::RunObserver {
public:
    std::string messages;
    search::RunReport report;
    void message(const std::string& text) override { messages += text + '\n'; }
    void finished(const search::RunReport& r) override { report = r; }
    [[nodiscard]] bool heard(const char* text) const { return messages.find(text) != std::string::npos; }
};

/// Work of a known time.
void spin(double seconds)
{
    const auto start = std::chrono::steady_clock::now();
    while (std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() < seconds) { }
}

} // namespace

class TestSharedTraining : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { test::writeTinyDataset(dataFolder()); }
    void init();
    void bitEqualWithAndWithout();
    void otherSettingsTrainAnew_data();
    void otherSettingsTrainAnew();
    void stoppedRunResumesEqual();
    void finishedTrainingOfAStoppedRunWillDo();
    void timeEndsTheSearch();
    void sharedTrainingIsChargedInFull();
    void timeUsedUpByTraining();

private:
    search::RunSpec spec() const;
    Ear run(const std::filesystem::path& file, const search::RunSpec& wanted, std::int64_t id = 0);
    std::filesystem::path dataFolder() const { return m_data.filePath("set").toStdString(); }
    std::filesystem::path path(const char* name) const { return m_folder->filePath(name).toStdString(); }

    QTemporaryDir m_data;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<test::FakeBehaviour> m_behaviour;
    std::stop_source m_stop;
};

void TestSharedTraining::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_behaviour = std::make_shared<test::FakeBehaviour>();
    m_stop = {};
}

search::RunSpec TestSharedTraining::spec() const
{
    search::RunSpec made = search::demoSpec(dataFolder());
    made.supernet.steps = 30;
    made.search.evaluations = 20;
    made.search.population = 8;
    made.finalise = { 1, 1, 1e-3 };
    return made;
}

Ear TestSharedTraining::run(const std::filesystem::path& file, const search::RunSpec& wanted, std::int64_t id)
{
    Ear ear;
    RunControl control(m_stop.get_token());
    search::executeRun({ file, id, wanted, 1000.0 }, test::fakeFactory(m_behaviour), ear, control);
    return ear;
}

void TestSharedTraining::bitEqualWithAndWithout()
{
    auto second = spec();
    second.budget.ramBytes = 20'000;
    second.search.evaluations = 25;
    second.objectives = { search::Objective::Accuracy, search::Objective::Flash };
    second.finalise.candidates = 2;
    QVERIFY(run(path("alone.danas"), second).report.end == RunEnd::Done);
    QVERIFY(run(path("both.danas"), spec()).report.end == RunEnd::Done);
    QCOMPARE(m_behaviour->trainedSteps, 60);
    const Ear ear = run(path("both.danas"), second);
    QVERIFY(ear.report.end == RunEnd::Done);
    QCOMPARE(m_behaviour->trainedSteps, 60); // not one step more
    QVERIFY2(ear.heard("Run 1 trained the same supernet"), ear.messages.c_str());
    QCOMPARE(test::runResult(path("both.danas"), 2), test::runResult(path("alone.danas"), 1));

    Project project(path("both.danas"), Project::Mode::ReadWrite);
    QCOMPARE(project.trainedBy(2).value(), std::int64_t(1));
    QVERIFY(!project.trainedBy(1));
    QVERIFY(!project.checkpoint(2)); // stored once
    QCOMPARE(project.phaseSeconds(2).at(Phase::Supernet), project.phaseSeconds(1).at(Phase::Supernet));
    // A third one finds the same source.
    QVERIFY(run(path("both.danas"), second).report.end == RunEnd::Done);
    QCOMPARE(project.trainedBy(3).value(), std::int64_t(1));
    QCOMPARE(m_behaviour->trainedSteps, 60);
}

void TestSharedTraining::otherSettingsTrainAnew_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("steps");
    QTest::newRow("seed") << 0 << 30;
    QTest::newRow("supernet") << 1 << 31;
    QTest::newRow("space") << 2 << 30;
    QTest::newRow("threads") << 3 << 30;
    QTest::newRow("data") << 4 << 30;
}

void TestSharedTraining::otherSettingsTrainAnew()
{
    QFETCH(int, kind);
    QFETCH(int, steps);
    QVERIFY(run(path("p.danas"), spec()).report.end == RunEnd::Done);
    auto other = spec();
    if (kind == 0)
        other.seed = 2;
    if (kind == 1)
        other.supernet.steps = 31;
    if (kind == 2)
        other.space = other.space.withFixedData({ 32, data::Colour::Rgb });
    if (kind == 3)
        other.threads = 3;
    if (kind == 4)
        other.dataset.merge = { { "red", "warm" } };
    QVERIFY(run(path("p.danas"), other).report.end == RunEnd::Done);
    QCOMPARE(m_behaviour->trainedSteps, 30 + steps);
    QVERIFY(!Project(path("p.danas"), Project::Mode::ReadOnly).trainedBy(2));
}

void TestSharedTraining::stoppedRunResumesEqual()
{
    auto second = spec();
    second.budget.ramBytes = 20'000;
    QVERIFY(run(path("alone.danas"), second).report.end == RunEnd::Done);
    QVERIFY(run(path("p.danas"), spec()).report.end == RunEnd::Done);
    const int calls = m_behaviour->calls;
    m_behaviour->onEvaluate = [&](int call) {
        if (call == calls + 7)
            m_stop.request_stop();
    };
    QVERIFY(run(path("p.danas"), second).report.end == RunEnd::Stopped);
    m_stop = {};
    QVERIFY(run(path("p.danas"), {}, 2).report.end == RunEnd::Done);
    QCOMPARE(m_behaviour->trainedSteps, 60);
    QCOMPARE(test::runResult(path("p.danas"), 2), test::runResult(path("alone.danas"), 1));
}

void TestSharedTraining::finishedTrainingOfAStoppedRunWillDo()
{
    m_behaviour->onEvaluate = [&](int) { m_stop.request_stop(); };
    QVERIFY(run(path("p.danas"), spec()).report.end == RunEnd::Stopped);
    m_stop = {};
    m_behaviour->onEvaluate = {};
    QVERIFY(run(path("p.danas"), spec()).report.end == RunEnd::Done);
    QCOMPARE(m_behaviour->trainedSteps, 30);

    // One that was stopped while it trained will not.
    m_behaviour->onStep = [&](int step) {
        if (step == 10)
            m_stop.request_stop();
    };
    QVERIFY(run(path("q.danas"), spec()).report.end == RunEnd::Stopped);
    m_stop = {};
    m_behaviour->onStep = {};
    QVERIFY(run(path("q.danas"), spec()).report.end == RunEnd::Done);
    QVERIFY(!Project(path("q.danas"), Project::Mode::ReadOnly).trainedBy(2));
}

void TestSharedTraining::timeEndsTheSearch()
{
    m_behaviour->onEvaluate = [](int) { spin(0.02); };
    auto limited = spec();
    limited.search.evaluations = 1000;
    limited.search.seconds = 0.3;
    const Ear ear = run(path("p.danas"), limited);
    QVERIFY2(ear.report.end == RunEnd::Done, ear.report.error.c_str());
    QVERIFY2(ear.heard("Time is up"), ear.messages.c_str());
    QVERIFY(ear.report.evaluations >= 2 && ear.report.evaluations <= 15);
    const Project project(path("p.danas"), Project::Mode::ReadOnly);
    const auto all = project.evaluations(1);
    const double trained = project.phaseSeconds(1).at(Phase::Supernet);
    QVERIFY(trained + all.at(all.size() - 2).at < 0.3); // the last one was begun in time
    // What it scored is what an unlimited run scores first.
    auto unlimited = limited;
    unlimited.search.seconds.reset();
    unlimited.search.evaluations = static_cast<int>(all.size());
    QVERIFY(run(path("q.danas"), unlimited).report.end == RunEnd::Done);
    QCOMPARE(test::runResult(path("p.danas"), 1), test::runResult(path("q.danas"), 1));
    // Asked for again after a stop, it is still over.
    const int calls = m_behaviour->calls;
    Project(path("p.danas"), Project::Mode::ReadWrite).setState(1, store::RunState::Stopped);
    QVERIFY(run(path("p.danas"), {}, 1).report.end == RunEnd::Done);
    QVERIFY(m_behaviour->calls <= calls + 1);
}

void TestSharedTraining::sharedTrainingIsChargedInFull()
{
    m_behaviour->onStep = [](int) { spin(0.01); }; // 30 of them: 0.3 s
    m_behaviour->onEvaluate = [](int) { spin(0.02); };
    auto limited = spec();
    limited.search.evaluations = 1000;
    limited.search.seconds = 0.5;
    const int first = run(path("p.danas"), limited).report.evaluations;
    limited.budget.ramBytes = 20'000;
    const Ear second = run(path("p.danas"), limited);
    QCOMPARE(m_behaviour->trainedSteps, 30);
    const Project project(path("p.danas"), Project::Mode::ReadOnly);
    const double trained = project.phaseSeconds(2).at(Phase::Supernet);
    QVERIFY(trained >= 0.3);
    QVERIFY2(first <= 10 && second.report.evaluations <= 10, "25 would fit were the training free");
    const auto all = project.evaluations(2);
    QVERIFY(all.size() < 2 || trained + all.at(all.size() - 2).at < 0.5);
}

void TestSharedTraining::timeUsedUpByTraining()
{
    m_behaviour->onStep = [](int) { spin(0.01); };
    auto limited = spec();
    limited.search.seconds = 0.2;
    const Ear ear = run(path("p.danas"), limited);
    QVERIFY(ear.report.end == RunEnd::Done);
    QCOMPARE(ear.report.evaluations, 0);
    QVERIFY2(ear.heard("before a system could be scored") && ear.heard("fewer steps than 30"), ear.messages.c_str());
}

QTEST_APPLESS_MAIN(TestSharedTraining)
#include "tst_shared_training.moc"
