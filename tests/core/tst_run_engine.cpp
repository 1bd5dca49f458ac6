// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/pareto.h"
#include "search/run_engine.h"
#include "store/database.h"
#include "store/project.h"
#include "support/engine_witness.h"
#include "support/fake_evaluator.h"
#include "support/file_size_limit.h"
#include "support/run_result.h"
#include "support/tiny_dataset.h"

#include <QTemporaryDir>
#include <QtTest>

#include <atomic>
#include <new>
#include <thread>

using namespace danas;
using search::Phase;
using search::RunEnd;
using Outcome = search::QuantisationTuning::Outcome;
using store::Project;
using store::RunState;
using test::Witness;

namespace {

constexpr int kEvaluations = 40;
constexpr int kSteps = 30;
constexpr int kFinalists = 3;

} // namespace

class TestRunEngine : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void fullRun();
    void stoppedAnywhereResumesEqual_data();
    void stoppedAnywhereResumesEqual();
    void stoppedInFineTuning_data();
    void stoppedInFineTuning();
    void finalists();
    void noFinalise();
    void picks();
    void picksThatCannotBe();
    void doneIsReportedAgain();
    void brokenEvaluator_data();
    void brokenEvaluator();
    void fullDisk_data();
    void fullDisk();
    void pauseHoldsStill();
    void removedDataset();
    void changedDataset();
    void figuresOfTwoRules_data();
    void figuresOfTwoRules();
    void badInput_data();
    void badInput();
    void twoEnginesOnOneRun();
    void unknownRun();
    void exhaustedSpace();

private:
    search::RunSpec spec() const;
    search::RunReport run(Witness& witness, std::int64_t id = 0, double checkpointSeconds = 1000.0);
    search::RunReport pick(Witness& witness, std::vector<int> picks);
    search::RunReport runSpec(Witness& witness, const search::RunSpec& wanted);
    std::filesystem::path dataFolder() const { return m_data.filePath("set").toStdString(); }

    QTemporaryDir m_data;
    std::string m_undisturbed;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_file;
    std::shared_ptr<test::FakeBehaviour> m_behaviour;
    std::stop_source m_stop;
    std::unique_ptr<RunControl> m_control;
};

search::RunSpec TestRunEngine::spec() const
{
    search::RunSpec made = search::demoSpec(dataFolder());
    made.supernet.steps = kSteps;
    made.search.evaluations = kEvaluations;
    made.search.population = 8;
    made.finalise = { kFinalists, 10, 1e-3 };
    return made;
}

void TestRunEngine::initTestCase()
{
    test::writeTinyDataset(dataFolder(), 16); // 16 of each split but training: none is scored 100 % by chance
    init();
    Witness witness(m_file);
    QVERIFY(run(witness).end == RunEnd::Done);
    m_undisturbed = test::runResult(m_file, 1);
}

void TestRunEngine::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_file = m_folder->filePath("p.danas").toStdString();
    m_behaviour = std::make_shared<test::FakeBehaviour>();
    m_stop = {};
    m_control = std::make_unique<RunControl>(m_stop.get_token());
}

search::RunReport TestRunEngine::run(Witness& witness, std::int64_t id, double checkpointSeconds)
{
    return search::executeRun({ m_file, id, spec(), checkpointSeconds }, test::fakeFactory(m_behaviour), witness, *m_control);
}

search::RunReport TestRunEngine::pick(Witness& witness, std::vector<int> picks)
{
    m_stop = {};
    m_control = std::make_unique<RunControl>(m_stop.get_token());
    return search::executeRun({ m_file, 1, {}, 1000.0, std::move(picks) }, test::fakeFactory(m_behaviour), witness, *m_control);
}

search::RunReport TestRunEngine::runSpec(Witness& witness, const search::RunSpec& wanted)
{
    return search::executeRun({ m_file, 0, wanted, 1000.0 }, test::fakeFactory(m_behaviour), witness, *m_control);
}

void TestRunEngine::fullRun()
{
    Witness witness(m_file);
    const auto report = run(witness);
    QVERIFY2(report.end == RunEnd::Done, report.error.c_str());
    QCOMPARE(witness.reports.size(), std::size_t(1));
    QCOMPARE(report.evaluations, kEvaluations);
    QCOMPARE(witness.evaluated_.size(), std::size_t(kEvaluations));
    QVERIFY(report.frontSize > 0);
    QVERIFY((witness.phases == std::vector { Phase::Prepare, Phase::Supernet, Phase::Search, Phase::Finalise }));
    QCOMPARE(witness.curveSteps, (std::vector { 5, 10, 15, 20, 25, 30 }));
    for (std::size_t i = 1; i < witness.frontPoints.size(); ++i) {
        QVERIFY(witness.frontPoints[i].hypervolume >= witness.frontPoints[i - 1].hypervolume);
        QVERIFY(witness.evaluated_[i].at >= witness.evaluated_[i - 1].at);
    }
    const Project project(m_file, Project::Mode::ReadOnly);
    const auto record = project.run(1);
    QVERIFY(record.state == RunState::Done);
    QCOMPARE(record.classes, (std::vector<std::string> { "blue", "red" }));
    QVERIFY(record.environment.find("fake evaluator") != std::string::npos);
    QVERIFY(project.checkpoint(1)->finished);
    QCOMPARE(test::runResult(m_file, 1), m_undisturbed); // same seed, same result
}

void TestRunEngine::stoppedAnywhereResumesEqual_data()
{
    QTest::addColumn<int>("phase");
    QTest::addColumn<int>("at");
    QTest::newRow("prepare, at once") << 0 << 0;
    QTest::newRow("prepare, later") << 0 << 8;
    for (const int step : { 1, 2, 14, 29, 30 })
        QTest::addRow("supernet, step %d", step) << 1 << step;
    for (const int candidate : { 0, 1, 7, 8, 20, 39, 40 })
        QTest::addRow("search, candidate %d", candidate) << 2 << candidate;
    for (const int finalist : { 0, 1, 2, 3 })
        QTest::addRow("finalise, candidate %d", finalist) << 3 << finalist;
}

void TestRunEngine::stoppedAnywhereResumesEqual()
{
    QFETCH(int, phase);
    QFETCH(int, at);
    Witness witness(m_file);
    witness.onProgress = [&](const search::Progress& progress) {
        if (static_cast<int>(progress.phase) == phase && progress.done >= at)
            m_stop.request_stop();
    };
    const auto report = run(witness);
    QCOMPARE(witness.reports.size(), std::size_t(1));
    if (phase == 3 && at == kFinalists) { // too late to stop
        QVERIFY(report.end == RunEnd::Done);
        return;
    }
    QVERIFY2(report.end == RunEnd::Stopped, report.error.c_str());
    QVERIFY(Project(m_file, Project::Mode::ReadOnly).run(1).state == RunState::Stopped);
    const int trainedBefore = m_behaviour->trainedSteps;
    if (phase == 1)
        QVERIFY(trainedBefore <= std::min(kSteps, at + 2)); // takes effect within a step or two

    m_stop = {};
    m_control = std::make_unique<RunControl>(m_stop.get_token());
    Witness second(m_file);
    const auto resumed = run(second, 1);
    QVERIFY2(resumed.end == RunEnd::Done, resumed.error.c_str());
    QCOMPARE(second.evaluated_.size(), std::size_t(kEvaluations));
    QCOMPARE(m_behaviour->trainedSteps, kSteps); // no step was lost
    QCOMPARE(m_behaviour->restored, phase >= 2 || at == kSteps ? 1 : 0); // stopped in the last step: it is complete and saved
    const auto times = Project(m_file, Project::Mode::ReadOnly).phaseSeconds(1);
    QVERIFY(times.at(search::Phase::Prepare) > 0.0 && times.at(search::Phase::Supernet) > 0.0);
    for (std::size_t i = 0; i < witness.evaluated_.size(); ++i) // what was shown stands
        QVERIFY(second.evaluated_[i].genes == witness.evaluated_[i].genes && second.evaluated_[i].at == witness.evaluated_[i].at);
    for (std::size_t i = 1; i < second.evaluated_.size(); ++i)
        QVERIFY(second.evaluated_[i].at >= second.evaluated_[i - 1].at);
    QCOMPARE(second.curveSteps, (std::vector { 5, 10, 15, 20, 25, 30 }));
    QCOMPARE(test::runResult(m_file, 1), m_undisturbed);
}

void TestRunEngine::stoppedInFineTuning_data()
{
    QTest::addColumn<bool>("forInt8");
    QTest::newRow("fine-tuning") << false;
    QTest::newRow("tuning for int8") << true;
}

void TestRunEngine::stoppedInFineTuning()
{
    QFETCH(bool, forInt8);
    (forInt8 ? m_behaviour->onTuneForInt8 : m_behaviour->onFineTune) = [this](int call) {
        if (call == 1)
            m_stop.request_stop();
    };
    Witness witness(m_file);
    const auto report = run(witness);
    QVERIFY2(report.end == RunEnd::Stopped, report.error.c_str());
    QCOMPARE(report.finalised, 1);
    QCOMPARE(Project(m_file, Project::Mode::ReadOnly).finals(1).size(), std::size_t(1));

    m_behaviour->onFineTune = m_behaviour->onTuneForInt8 = nullptr;
    m_stop = {};
    m_control = std::make_unique<RunControl>(m_stop.get_token());
    Witness second(m_file);
    QVERIFY(run(second, 1).end == RunEnd::Done);
    QCOMPARE(m_behaviour->fineTuned, kFinalists + 1); // the finished one not again, the broken one anew
    QCOMPARE(second.finalised_.size(), std::size_t(kFinalists));
    QVERIFY(second.finalised_.front() == witness.finalised_.front());
    QCOMPARE(test::runResult(m_file, 1), m_undisturbed);
}

void TestRunEngine::finalists()
{
    Witness witness(m_file);
    const auto report = run(witness);
    QCOMPARE(report.finalised, kFinalists);
    QCOMPARE(m_behaviour->fineTuned, kFinalists);
    QCOMPARE(m_behaviour->tunedForInt8, kFinalists);
    const Project project(m_file, Project::Mode::ReadOnly);
    const auto evaluations = project.evaluations(1);
    const auto front = search::frontOf(evaluations, spec().objectives);
    const auto finals = project.finals(1);
    QVERIFY(finals == witness.finalised_);
    QVERIFY(finals.front().reason == search::FinalReason::Best);
    for (const auto& one : finals) {
        QVERIFY(std::binary_search(front.begin(), front.end(), one.id));
        QCOMPARE(one.calibrationImages, 32);
        for (const auto& score : one.scores)
            QCOMPARE(score.total(), std::int64_t(16));
        const auto record = project.finalRecord(1, one.id);
        const auto genes = evaluations.at(static_cast<std::size_t>(one.id)).genes;
        const auto graph = graph::buildGraph(spec().space.architecture(genes), spec().space.dataConfig(genes).shape(), 2);
        QCOMPARE(record.weights.ops.size(), graph.ops.size());
        QCOMPARE(record.ranges.size(), graph.tensors.size());
        QVERIFY(one.tuning.outcome == Outcome::Kept || one.tuning.outcome == Outcome::Discarded); // random weights: int8 is far below what the fake says
        QCOMPARE(one.tuning.steps, spec().finalise.quantisationSteps);
        QCOMPARE(record.tuned.has_value(), one.tuning.outcome == Outcome::Kept);
        QCOMPARE(one.score(search::FinalScore::Int8Validation).accuracy(), std::max(one.tuning.before, one.tuning.after));
    }
    QVERIFY2(witness.messages.find("quantisation-aware fine-tune: 200 steps, int8 ") != std::string::npos, witness.messages.c_str());
}

void TestRunEngine::noFinalise()
{
    auto wanted = spec();
    wanted.finalise.candidates = 0;
    Witness witness(m_file);
    const auto report = runSpec(witness, wanted);
    QVERIFY2(report.end == RunEnd::Done, report.error.c_str());
    QCOMPARE(m_behaviour->fineTuned, 0);
    QVERIFY(witness.finalised_.empty());
}

void TestRunEngine::picks()
{
    Witness first(m_file);
    run(first);
    const auto evaluations = [this] { return Project(m_file, Project::Mode::ReadOnly).evaluations(1); };
    const auto record = [this] { return Project(m_file, Project::Mode::ReadOnly).run(1); };
    const auto before = evaluations();
    const int known = first.finalised_[1].id;
    std::vector<int> fresh;
    for (int id = 0; fresh.size() < 2; ++id) {
        if (std::none_of(first.finalised_.begin(), first.finalised_.end(), [id](const auto& one) { return one.id == id; }))
            fresh.push_back(id);
    }
    m_behaviour->onFineTune = [this](int call) {
        if (call == kFinalists + 1)
            m_stop.request_stop();
    };
    Witness stopped(m_file);
    QVERIFY(pick(stopped, { fresh[0], known, fresh[1] }).end == RunEnd::Stopped);
    QVERIFY(record().state == RunState::Done); // stays a finished run
    QCOMPARE(stopped.finalised_.size(), std::size_t(kFinalists + 1));

    m_behaviour->onFineTune = nullptr;
    Witness second(m_file);
    const auto report = pick(second, { fresh[0], known, fresh[1] });
    QVERIFY2(report.end == RunEnd::Done, report.error.c_str());
    QCOMPARE(report.finalised, kFinalists + 2);
    const auto finals = Project(m_file, Project::Mode::ReadOnly).finals(1);
    QVERIFY(finals == second.finalised_);
    QVERIFY(finals[3].id == fresh[0] && finals[3].reason == search::FinalReason::Picked);
    QVERIFY(std::equal(first.finalised_.begin(), first.finalised_.end(), finals.begin()));
    QVERIFY(record().state == RunState::Done);
    const auto after = evaluations();
    for (std::size_t i = 0; i < before.size(); ++i)
        QVERIFY(after[i].genes == before[i].genes && after[i].confusion == before[i].confusion && after[i].at == before[i].at);
    QCOMPARE(m_behaviour->calls, kEvaluations); // none was scored again
}

void TestRunEngine::picksThatCannotBe()
{
    m_behaviour->onEvaluate = [this](int call) {
        if (call == 5)
            m_stop.request_stop();
    };
    Witness first(m_file);
    QVERIFY(run(first).end == RunEnd::Stopped);
    Witness early(m_file);
    auto report = pick(early, { 2 });
    QVERIFY(report.end == RunEnd::Failed && report.badInput);
    QVERIFY2(report.error.find("not done") != std::string::npos, report.error.c_str());
    QVERIFY(Project(m_file, Project::Mode::ReadOnly).run(1).state == RunState::Stopped);

    m_behaviour->onEvaluate = nullptr;
    m_control = std::make_unique<RunControl>();
    Witness second(m_file);
    QVERIFY(run(second, 1).end == RunEnd::Done);
    for (const int id : { -1, kEvaluations }) {
        Witness witness(m_file);
        report = pick(witness, { id });
        QVERIFY(report.end == RunEnd::Failed && report.badInput);
        QVERIFY2(report.error.find("has no candidate") != std::string::npos, report.error.c_str());
    }
    QCOMPARE(test::runResult(m_file, 1), m_undisturbed);
}

void TestRunEngine::doneIsReportedAgain()
{
    Witness first(m_file);
    run(first);
    const int calls = m_behaviour->calls;
    Witness again(m_file);
    const auto report = run(again, 1);
    QVERIFY(report.end == RunEnd::Done);
    QCOMPARE(m_behaviour->calls, calls);
    QCOMPARE(m_behaviour->restored, 0);
    QCOMPARE(again.evaluated_.size(), std::size_t(kEvaluations));
    QCOMPARE(again.frontPoints.back().hypervolume, first.frontPoints.back().hypervolume);
    QCOMPARE(report.frontSize, first.reports[0].frontSize);
    QVERIFY(again.finalised_ == first.finalised_);
    QCOMPARE(report.finalised, kFinalists);
}

void TestRunEngine::brokenEvaluator_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("says");
    QTest::newRow("runtime_error") << 0 << "search phase (boom)";
    QTest::newRow("bad_alloc") << 1 << "memory is used up";
    QTest::newRow("Error") << 2 << "The loss is not a number.";
    QTest::newRow("in training") << 3 << "supernet phase (boom)";
}

void TestRunEngine::brokenEvaluator()
{
    QFETCH(int, kind);
    QFETCH(QString, says);
    if (kind == 3) {
        m_behaviour->onStep = [](int step) {
            if (step == 12)
                throw std::runtime_error("boom");
        };
    } else {
        m_behaviour->onEvaluate = [kind](int call) {
            if (call == 17 && kind == 0)
                throw std::runtime_error("boom");
            if (call == 17 && kind == 1)
                throw std::bad_alloc();
            if (call == 17)
                throw Error("The loss is not a number.");
        };
    }
    Witness witness(m_file);
    const auto report = run(witness);
    QVERIFY(report.end == RunEnd::Failed);
    QVERIFY2(QString::fromStdString(report.error).contains(says), report.error.c_str());
    QVERIFY(!report.badInput);
    QCOMPARE(witness.reports.size(), std::size_t(1));
    QCOMPARE(report.evaluations, kind == 3 ? 0 : 17);
    const auto record = Project(m_file, Project::Mode::ReadOnly).run(1);
    QVERIFY(record.state == RunState::Failed);
    QCOMPARE(record.error, report.error);

    m_behaviour->onStep = nullptr;
    m_behaviour->onEvaluate = nullptr;
    Witness second(m_file);
    QVERIFY(run(second, 1).end == RunEnd::Done);
    QVERIFY(Project(m_file, Project::Mode::ReadOnly).run(1).error.empty());
    QCOMPARE(test::runResult(m_file, 1), m_undisturbed);
}

void TestRunEngine::fullDisk_data()
{
    QTest::addColumn<bool>("inTraining");
    QTest::newRow("training") << true;
    QTest::newRow("search") << false;
}

void TestRunEngine::fullDisk()
{
    QFETCH(bool, inTraining);
    std::unique_ptr<test::FileSizeLimit> limit;
    const auto fill = [&limit](int count) {
        if (count == 10)
            limit = std::make_unique<test::FileSizeLimit>(1024);
    };
    (inTraining ? m_behaviour->onStep : m_behaviour->onEvaluate) = fill;
    Witness witness(m_file);
    const auto report = run(witness, 0, 0.0);
    limit.reset();
    QVERIFY(report.end == RunEnd::Failed);
    QVERIFY(report.badInput);
    QVERIFY2(report.error.find("disk is full") != std::string::npos, report.error.c_str());
    QCOMPARE(witness.reports.size(), std::size_t(1));
    QCOMPARE(witness.evaluated_.size(), std::size_t(inTraining ? 0 : 10));

    (inTraining ? m_behaviour->onStep : m_behaviour->onEvaluate) = nullptr;
    Witness second(m_file);
    QVERIFY(run(second, 1).end == RunEnd::Done);
    QCOMPARE(test::runResult(m_file, 1), m_undisturbed);
}

void TestRunEngine::pauseHoldsStill()
{
    std::atomic<int> scored = 0;
    Witness witness(m_file);
    witness.onEvaluated = [&](const search::Evaluation& evaluation) {
        scored = evaluation.id + 1;
        if (evaluation.id == 9)
            m_control->setPaused(true);
    };
    std::jthread engine([&] { run(witness); });
    QTRY_COMPARE(scored.load(), 10);
    QElapsedTimer paused;
    paused.start();
    while (paused.elapsed() < 300) {
        QTest::qWait(20);
        QCOMPARE(scored.load(), 10);
    }
    m_control->setPaused(false);
    engine.join();
    QVERIFY(witness.reports.at(0).end == RunEnd::Done);
    QVERIFY(witness.evaluated_.at(10).at - witness.evaluated_.at(9).at < 0.25); // the pause is not counted
    QCOMPARE(test::runResult(m_file, 1), m_undisturbed);
}

void TestRunEngine::removedDataset()
{
    const auto other = std::filesystem::path(m_folder->filePath("gone").toStdString());
    std::filesystem::copy(dataFolder(), other, std::filesystem::copy_options::recursive);
    auto wanted = spec();
    wanted.dataset.path = other.string();
    m_behaviour->onEvaluate = [&](int call) {
        if (call == 5)
            std::filesystem::remove_all(other);
        if (call == 10)
            m_stop.request_stop();
    };
    Witness witness(m_file);
    QVERIFY(runSpec(witness, wanted).end == RunEnd::Stopped); // the samples are in memory
    QCOMPARE(witness.evaluated_.size(), std::size_t(10));
    m_control = std::make_unique<RunControl>();
    Witness second(m_file);
    const auto report = run(second, 1);
    QVERIFY(report.end == RunEnd::Failed && report.badInput);
    QVERIFY2(report.error.find("gone") != std::string::npos, report.error.c_str());
    QCOMPARE(Project(m_file, Project::Mode::ReadOnly).evaluations(1).size(), std::size_t(10));
    std::filesystem::copy(dataFolder(), other, std::filesystem::copy_options::recursive);
    Witness third(m_file);
    QVERIFY(run(third, 1).end == RunEnd::Done);
    QCOMPARE(test::runResult(m_file, 1), m_undisturbed);
}

void TestRunEngine::changedDataset()
{
    const auto other = std::filesystem::path(m_folder->filePath("changing").toStdString());
    std::filesystem::copy(dataFolder(), other, std::filesystem::copy_options::recursive);
    auto wanted = spec();
    wanted.dataset.path = other.string();
    m_behaviour->onEvaluate = [&](int) { m_stop.request_stop(); };
    Witness witness(m_file);
    runSpec(witness, wanted);
    std::filesystem::remove(other / "train" / "red" / "0.png");
    m_control = std::make_unique<RunControl>();
    Witness second(m_file);
    const auto report = run(second, 1);
    QVERIFY(report.end == RunEnd::Failed);
    QVERIFY2(report.error.find("changed since run 1 began") != std::string::npos, report.error.c_str());
}

void TestRunEngine::figuresOfTwoRules_data()
{
    QTest::addColumn<int>("phase");
    QTest::addColumn<bool>("goesOn");
    QTest::newRow("candidates are to come") << 2 << false;
    QTest::newRow("all are scored") << 3 << true;
}

/// A run whose flash an older version counted otherwise.
void TestRunEngine::figuresOfTwoRules()
{
    QFETCH(int, phase);
    QFETCH(bool, goesOn);
    Witness witness(m_file);
    witness.onProgress = [&](const search::Progress& progress) {
        if (static_cast<int>(progress.phase) == phase && progress.done >= 1)
            m_stop.request_stop();
    };
    QVERIFY(run(witness).end == RunEnd::Stopped);
    store::Database(m_file, store::Database::Access::Write).execute("UPDATE evaluation SET flash = flash - 1000");
    m_control = std::make_unique<RunControl>();
    Witness second(m_file);
    const auto report = run(second, 1);
    QVERIFY2((report.end == RunEnd::Done) == goesOn, report.error.c_str());
    QCOMPARE(report.error.find("counted by an older version") == std::string::npos, goesOn);
    QCOMPARE(Project(m_file, Project::Mode::ReadOnly).run(1).evaluations, static_cast<int>(witness.evaluated_.size()));
}

void TestRunEngine::badInput_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("says");
    QTest::newRow("no folder") << "folder" << "nowhere";
    QTest::newRow("nothing fits") << "budget" << "100";
    QTest::newRow("no project") << "project" << "does not exist";
}

void TestRunEngine::badInput()
{
    QFETCH(QString, kind);
    QFETCH(QString, says);
    auto wanted = spec();
    if (kind == "folder")
        wanted.dataset.path = "/nowhere/at/all";
    if (kind == "budget")
        wanted.budget.ramBytes = 100;
    if (kind == "project")
        m_file = "/nowhere/p.danas";
    Witness witness(m_file);
    const auto report = runSpec(witness, wanted);
    QVERIFY(report.end == RunEnd::Failed && report.badInput);
    QVERIFY2(QString::fromStdString(report.error).contains(says), report.error.c_str());
    QCOMPARE(witness.reports.size(), std::size_t(1));
    QCOMPARE(m_behaviour->trainedSteps, 0);
}

void TestRunEngine::twoEnginesOnOneRun()
{
    Witness witness(m_file);
    search::RunReport inner;
    witness.onEvaluated = [&](const search::Evaluation& evaluation) {
        if (evaluation.id != 3)
            return;
        Witness other(m_file);
        RunControl control;
        inner = search::executeRun({ m_file, 1, {}, 1000.0 }, test::fakeFactory(), other, control);
    };
    QVERIFY(run(witness).end == RunEnd::Done);
    QVERIFY(inner.end == RunEnd::Failed);
    QVERIFY2(inner.error.find("another DANAS program") != std::string::npos, inner.error.c_str());
    QCOMPARE(test::runResult(m_file, 1), m_undisturbed);
}

void TestRunEngine::unknownRun()
{
    Project(m_file, Project::Mode::Create);
    Witness witness(m_file);
    const auto report = run(witness, 5);
    QVERIFY(report.end == RunEnd::Failed && report.badInput);
    QVERIFY2(report.error.find("no run 5") != std::string::npos, report.error.c_str());
}

void TestRunEngine::exhaustedSpace()
{
    auto wanted = spec();
    auto parameters = wanted.space.parameters();
    for (auto& parameter : parameters) { // a space of few systems: vary the data alone
        if (parameter.role == space::Parameter::Role::Architecture)
            parameter.values.resize(1);
    }
    wanted.space = space::SearchSpace(wanted.space.family(), parameters);
    wanted.search.evaluations = 1000;
    Witness witness(m_file);
    const auto report = runSpec(witness, wanted);
    QVERIFY2(report.end == RunEnd::Done, report.error.c_str());
    QCOMPARE(static_cast<std::uint64_t>(report.evaluations), wanted.space.count());
}

QTEST_APPLESS_MAIN(TestRunEngine)
#include "tst_run_engine.moc"
