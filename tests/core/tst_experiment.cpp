// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "base/json.h"
#include "base/resources.h"
#include "compare/experiment.h"
#include "compare/experiment_estimate.h"
#include "compare/experiment_result.h"
#include "compare/experiment_runner.h"
#include "store/project.h"
#include "support/fake_evaluator.h"
#include "support/run_result.h"
#include "support/tiny_dataset.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <set>

using namespace danas;
using compare::Equal;
using compare::ExperimentArm;
using compare::ExperimentSpec;
using search::EvaluatorKind;
using search::RunEnd;
using store::Project;

namespace {

Json minimal()
{
    return { { "run", { { "dataset", { { "path", "pets" } } } } } };
}

Json with(Json json, const char* pointer, const Json& value)
{
    json[Json::json_pointer(pointer)] = value;
    return json;
}

/// The message of the error that this document causes; empty if it is accepted.
std::string refusal(const Json& json)
{
    try {
        static_cast<void>(compare::experimentFromJson(json, "exp.json"));
        return {};
    } catch (const Error& error) {
        return error.what();
    }
}

cost::Budget ram(std::int64_t bytes)
{
    cost::Budget budget;
    budget.ramBytes = bytes;
    return budget;
}

void spin(double seconds)
{
    const auto start = std::chrono::steady_clock::now();
    while (std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() < seconds) { }
}

/// Notes what the runner reports and checks that each run's calls lie between its begin and its end.
class Witness : public compare::ExperimentObserver {
public:
    std::vector<std::pair<std::size_t, std::size_t>> begun; ///< arm, tier
    std::vector<std::int64_t> runs;
    std::vector<compare::ExperimentReport> reports;
    std::string messages;
    int measured = 0, evaluated_ = 0;
    std::size_t doneAtOpening = 0;
    bool inRun = false;
    double leastLeft = 1e9;

    void opened(std::int64_t, const compare::ExperimentProgress& progress) override { doneAtOpening = progress.done; }
    void measuring(const ExperimentArm&) override { ++measured; }
    void runBegins(const compare::PlannedRun& run, std::int64_t id, const compare::ExperimentProgress& progress) override
    {
        QVERIFY(!inRun);
        QVERIFY(progress.done < progress.total);
        inRun = true;
        begun.emplace_back(run.arm, run.tier);
        runs.push_back(id);
    }
    void overall(const compare::ExperimentProgress& progress) override
    {
        QVERIFY(inRun);
        if (progress.secondsLeft >= 0.0)
            leastLeft = std::min(leastLeft, progress.secondsLeft);
    }
    void evaluated(const search::Evaluation&, const std::vector<int>&, bool) override
    {
        QVERIFY(inRun);
        ++evaluated_;
    }
    void message(const std::string& text) override { messages += text + '\n'; }
    void finished(const search::RunReport&) override { inRun = false; }
    void experimentFinished(const compare::ExperimentReport& report) override
    {
        QVERIFY(!inRun);
        reports.push_back(report);
    }
};

} // namespace

class TestExperiment : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { test::writeTinyDataset(dataFolder()); }
    void init();
    void expandsInRounds();
    void everyPrefixIsBalanced();
    void equalTimeSetsStepsNotTheClock();
    void tooLittleTime();
    void commonDataIsTheTrades();
    void tiersNarrowTheBudget();
    void jsonRoundTrip();
    void defaultsAreTheSchemas();
    void jsonErrors_data();
    void jsonErrors();
    void carriesOutAllRuns();
    void stoppedAnywhereEndsEqual_data();
    void stoppedAnywhereEndsEqual();
    void anotherSpecOfThatName();
    void failedRunsDoNotEndIt();
    void equalTimeRunsTakeEqualTime();
    void whatIsMissingIsSaid();
    void estimates();
    void specsOfTheReadme();

private:
    ExperimentSpec spec() const;
    compare::ExperimentReport run(Witness& witness, const ExperimentSpec& wanted, const char* file = "p.danas");
    std::filesystem::path path(const char* name) const { return m_folder->filePath(name).toStdString(); }
    std::filesystem::path dataFolder() const { return m_data.filePath("set").toStdString(); }

    QTemporaryDir m_data;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<test::FakeBehaviour> m_behaviour;
    std::stop_source m_stop;
};

void TestExperiment::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_behaviour = std::make_shared<test::FakeBehaviour>();
    m_stop = {};
}

/// 2 arms, 2 seeds, 2 tiers.
ExperimentSpec TestExperiment::spec() const
{
    ExperimentSpec made;
    made.name = "small";
    made.base = search::demoSpec(dataFolder());
    made.base.supernet.steps = 12;
    made.base.search.evaluations = 6;
    made.base.search.population = 4;
    made.base.finalise.candidates = 0;
    made.seeds = { 7, 3 };
    made.tiers = { ram(20'000), ram(60'000) };
    made.equal = Equal::Evaluations;
    made.fixedData = data::DataConfig { 32, data::Colour::Gray };
    return made;
}

compare::ExperimentReport TestExperiment::run(Witness& witness, const ExperimentSpec& wanted, const char* file)
{
    RunControl control(m_stop.get_token());
    return compare::runExperiment({ path(file), wanted, 1000.0 }, test::fakeFactory(m_behaviour), witness, control);
}

void TestExperiment::expandsInRounds()
{
    ExperimentSpec four = spec();
    four.arms = { {}, { true }, { false, EvaluatorKind::Scratch }, { true, EvaluatorKind::Scratch } };
    const auto runs = compare::expand(four);
    QCOMPARE(runs.size(), std::size_t(16));
    QCOMPARE(compare::runCount(four), runs.size());
    QVERIFY(compare::expand(four) == runs);
    std::set<std::string> names;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto& one = runs[i];
        QCOMPARE(one.arm, i % 4);
        QCOMPARE(one.tier, i / 4 % 2);
        QCOMPARE(one.seed, i / 8);
        names.insert(one.spec.name);
        // But for what makes the arm, the tier and the seed, every run is the base.
        search::RunSpec base = four.base;
        base.name = one.spec.name;
        base.seed = four.seeds[one.seed];
        base.budget = four.tiers[one.tier];
        base.evaluator = four.arms[one.arm].evaluator;
        if (four.arms[one.arm].fixedData)
            base.space = base.space.withFixedData({ 32, data::Colour::Gray });
        QVERIFY(one.spec == base);
    }
    QCOMPARE(names.size(), runs.size());
}

void TestExperiment::everyPrefixIsBalanced()
{
    const auto runs = compare::expand(spec());
    std::array<int, 2> begun {};
    for (const auto& one : runs) {
        ++begun.at(one.arm);
        QVERIFY(std::abs(begun[0] - begun[1]) <= 1);
    }
}

void TestExperiment::equalTimeSetsStepsNotTheClock()
{
    ExperimentSpec timed = spec();
    timed.equal = Equal::Time;
    timed.seconds = 100.0;
    timed.trainingShare = 0.25;
    timed.arms.push_back({ false, EvaluatorKind::Scratch });
    timed.base.scratch.steps = 77;
    for (const auto& one : compare::expand(timed, { 0.1, 0.02, 0.0 })) {
        QCOMPARE(one.spec.search.seconds.value(), 100.0);
        QVERIFY(one.spec.search.evaluations >= 1'000'000);
        if (one.arm == 0)
            QCOMPARE(one.spec.supernet.steps, 250);
        if (one.arm == 1)
            QCOMPARE(one.spec.supernet.steps, 1250);
        QCOMPARE(one.spec.scratch.steps, 77);
    }
    // One supernet for each of the 8 configurations shares the time; the fixed arm has one.
    timed.base.supernet.scope = search::SupernetScope::PerConfiguration;
    const auto several = compare::expand(timed, { 0.1, 0.02, 0.0 });
    QCOMPARE(several[0].spec.supernet.steps, 31);
    QCOMPARE(several[1].spec.supernet.steps, 1250);
    // With equal evaluations nothing is measured, and a limit of the base does not count.
    timed.equal = Equal::Evaluations;
    timed.base.search.seconds = 5.0;
    for (const auto& one : compare::expand(timed)) {
        QVERIFY(!one.spec.search.seconds);
        QCOMPARE(one.spec.supernet.steps, 12);
        QCOMPARE(one.spec.search.evaluations, 6);
    }
}

void TestExperiment::tooLittleTime()
{
    ExperimentSpec timed = spec();
    timed.equal = Equal::Time;
    timed.seconds = 1.0;
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(compare::expand(timed, { 0.1, 0.1 })), Error);
}

void TestExperiment::commonDataIsTheTrades()
{
    using data::Colour;
    QCOMPARE(compare::commonData(space::leanSpace()).key(), std::string("96-rgb"));
    const auto nearest = [](const std::vector<data::DataConfig>& configs) {
        return compare::commonData(space::leanSpace().withDataConfigs(configs)).key();
    };
    QCOMPARE(nearest({ { 32, Colour::Rgb }, { 96, Colour::Gray } }), std::string("32-rgb"));
    QCOMPARE(nearest({ { 80, Colour::Rgb }, { 112, Colour::Rgb } }), std::string("80-rgb"));
    QCOMPARE(nearest({ { 64, Colour::Gray }, { 160, Colour::Gray } }), std::string("64-gray"));
}

void TestExperiment::tiersNarrowTheBudget()
{
    ExperimentSpec one = spec();
    one.base.budget.ramBytes = 30'000;
    one.base.budget.macs = 5'000'000;
    const auto runs = compare::expand(one);
    QCOMPARE(runs[0].spec.budget.ramBytes.value(), std::int64_t(20'000));
    QCOMPARE(runs[2].spec.budget.ramBytes.value(), std::int64_t(30'000));
    QCOMPARE(runs[2].spec.budget.macs.value(), std::int64_t(5'000'000));
}

void TestExperiment::jsonRoundTrip()
{
    ExperimentSpec unusual = spec();
    unusual.name = "Ü \"1\"";
    unusual.arms = { { true, EvaluatorKind::Scratch }, { false, EvaluatorKind::Scratch }, {} };
    unusual.seeds = { 0, 18446744073709551615ULL };
    unusual.equal = Equal::Time;
    unusual.seconds = 12.5;
    unusual.trainingShare = 0.9;
    QVERIFY(compare::experimentFromJson(compare::toJson(unusual), "x") == unusual);
    unusual.fixedData.reset();
    QVERIFY(compare::experimentFromJson(compare::toJson(unusual), "x") == unusual);
    unusual.base.space = space::spacePreset("machines");
    const Json schema = parseJson(resource("experiment.schema.json"), "experiment.schema.json");
    for (const data::DataConfig& sound : { unusual.base.space.dataConfigs().front(), unusual.base.space.dataConfigs().back() }) {
        unusual.fixedData = sound;
        const Json written = compare::toJson(unusual);
        QVERIFY(compare::experimentFromJson(written, "x") == unusual);
        for (const auto& [name, value] : written.at("fixed_data").items())
            QVERIFY2(schema.at("properties").at("fixed_data").at("properties").contains(name), name.c_str());
    }
    const auto read = compare::experimentFromJson(minimal(), "exp.json", "/folder");
    QCOMPARE(read.base.dataset.path, std::string("/folder/pets"));
}

void TestExperiment::defaultsAreTheSchemas()
{
    const Json schema = parseJson(resource("experiment.schema.json"), "experiment.schema.json");
    ExperimentSpec plain = compare::experimentFromJson(minimal(), "exp.json");
    const Json written = compare::toJson(plain);
    plain.fixedData = data::DataConfig { 96, data::Colour::Rgb };
    const Json all = compare::toJson(plain);
    for (const auto& [name, field] : schema.at("properties").items()) {
        QVERIFY2(all.contains(name), name.c_str());
        QVERIFY2(field.contains("description"), name.c_str());
        if (field.contains("default"))
            QVERIFY2(written.at(name) == field.at("default"), name.c_str());
    }
    QCOMPARE(all.size(), schema.at("properties").size());
    for (const char* name : { "seconds", "training_share" }) {
        const Json& field = schema.at("properties").at(name);
        for (const char* limit : { "minimum", "maximum" })
            QVERIFY(refusal(with(minimal(), (std::string("/") + name).c_str(), field.at(limit))).empty());
    }
}

void TestExperiment::jsonErrors_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* field, const char* value, const char* says) {
        QTest::addRow("%s = %s", field, value) << QByteArray(field) << QByteArray(value) << QByteArray(says);
    };
    row("/bogus", "1", "bogus");
    row("/name", "\"\"", "1 to 100 characters");
    row("/run", "{}", "dataset");
    row("/run/seed", "-1", "exp.json: run");
    row("/seeds", "[]", "1 to 100 entries");
    row("/seeds", "3", "1 to 100 entries");
    row("/seeds", "[1, 1]", "names 1 twice");
    row("/seeds", "[-1]", "not -1");
    row("/seeds", "[1.5]", "not 1.5");
    row("/arms", "[\"data_aware\"]", "2 to 4 entries");
    row("/arms", "[\"data_aware\", \"other\"]", "fixed_data_scratch");
    row("/arms", "[\"data_aware\", 3]", "not 3");
    row("/arms", "[\"data_aware\", \"data_aware\"]", "twice");
    row("/fixed_data", "{\"resolution\": 96}", "colour");
    row("/fixed_data", "{\"resolution\": 96, \"colour\": \"blue\"}", "rgb or gray");
    row("/fixed_data", "{\"resolution\": 100, \"colour\": \"rgb\"}", "does not hold 100");
    row("/tiers", "[]", "1 to 20 entries");
    row("/tiers", "[{\"ram\": 1}]", "tiers[0]");
    row("/tiers", "[{\"ram_bytes\": 100000}, {\"ram_bytes\": 100000}]", "twice");
    row("/tiers", "[{\"latency_ms\": 10}]", "target");
    row("/equal", "\"luck\"", "time or evaluations");
    row("/seconds", "0", "seconds");
    row("/training_share", "1", "training_share");
}

void TestExperiment::jsonErrors()
{
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, says);
    const std::string text = refusal(with(minimal(), field.constData(), Json::parse(value.toStdString())));
    QVERIFY2(text.find(says.toStdString()) != std::string::npos, text.c_str());
}

void TestExperiment::carriesOutAllRuns()
{
    Witness witness;
    const auto report = run(witness, spec());
    QVERIFY2(report.end == RunEnd::Done, report.error.c_str());
    QCOMPARE(witness.reports.size(), std::size_t(1));
    QCOMPARE(report.done, std::size_t(8));
    QCOMPARE(report.failed, std::size_t(0));
    QCOMPARE(witness.evaluated_, 8 * 6);
    QCOMPARE(witness.measured, 0);
    QVERIFY(witness.leastLeft < 1e9); // time left became known
    QCOMPARE(m_behaviour->trainedSteps, 2 * 2 * 12); // arms x seeds: the second tier shares the training of the first
    const Project project(path("p.danas"), Project::Mode::ReadOnly);
    const auto record = project.experiments().at(0);
    const auto plan = compare::expand(spec());
    QCOMPARE(record.runs.size(), plan.size());
    for (const auto& [position, id] : record.runs) {
        QVERIFY(project.run(id).spec == plan.at(static_cast<std::size_t>(position)).spec);
        QVERIFY(project.run(id).state == store::RunState::Done);
    }
    // Once more: nothing is left to do.
    Witness again;
    QVERIFY(run(again, spec()).end == RunEnd::Done);
    QVERIFY(again.begun.empty());
    QCOMPARE(again.doneAtOpening, std::size_t(8));
}

void TestExperiment::stoppedAnywhereEndsEqual_data()
{
    QTest::addColumn<int>("training");
    QTest::addColumn<int>("at");
    QTest::newRow("in the first training") << 1 << 5;
    QTest::newRow("in a later training") << 1 << 20;
    QTest::newRow("in a search") << 0 << 9;
    QTest::newRow("in a run that shares its training") << 0 << 15;
    QTest::newRow("in the last run") << 0 << 46;
}

void TestExperiment::stoppedAnywhereEndsEqual()
{
    QFETCH(int, training);
    QFETCH(int, at);
    Witness undisturbed;
    QVERIFY(run(undisturbed, spec(), "whole.danas").end == RunEnd::Done);
    m_behaviour = std::make_shared<test::FakeBehaviour>();
    int steps = 0;
    m_behaviour->onStep = [&](int) {
        if (training == 1 && ++steps == at)
            m_stop.request_stop();
    };
    m_behaviour->onEvaluate = [&](int call) {
        if (training == 0 && call == at)
            m_stop.request_stop();
    };
    Witness first;
    QVERIFY(run(first, spec()).end == RunEnd::Stopped);
    m_stop = {};
    m_behaviour->onStep = {};
    m_behaviour->onEvaluate = {};
    Witness second;
    const auto report = run(second, spec());
    QVERIFY2(report.end == RunEnd::Done, report.error.c_str());
    QCOMPARE(second.runs.front(), first.runs.back()); // the interrupted one is resumed
    QCOMPARE(first.begun.size() + second.begun.size(), std::size_t(9));
    for (std::int64_t id = 1; id <= 8; ++id)
        QCOMPARE(test::runResult(path("p.danas"), id), test::runResult(path("whole.danas"), id));
}

void TestExperiment::anotherSpecOfThatName()
{
    Witness witness;
    QVERIFY(run(witness, spec()).end == RunEnd::Done);
    auto other = spec();
    other.seeds.push_back(99);
    Witness refused;
    const auto report = run(refused, other);
    QVERIFY(report.end == RunEnd::Failed && report.badInput);
    QVERIFY2(report.error.find("another name") != std::string::npos, report.error.c_str());
    other.name = "larger"; // beside it; its first seeds share the trainings that are there
    const int trained = m_behaviour->trainedSteps;
    Witness beside;
    QVERIFY(run(beside, other).end == RunEnd::Done);
    QCOMPARE(m_behaviour->trainedSteps, trained + 2 * 12);
}

void TestExperiment::failedRunsDoNotEndIt()
{
    auto tight = spec();
    tight.tiers[0] = ram(1500); // less than 96 px RGB alone; 32 px gray fits
    tight.fixedData = data::DataConfig { 96, data::Colour::Rgb };
    Witness witness;
    const auto report = run(witness, tight);
    QVERIFY(report.end == RunEnd::Failed);
    QCOMPARE(witness.begun.size(), std::size_t(8));
    QVERIFY(report.failed >= 2 && report.done + report.failed == 8);
    QVERIFY2(report.error.find("runs failed") != std::string::npos && report.error.find("budget") != std::string::npos, report.error.c_str());
}

void TestExperiment::equalTimeRunsTakeEqualTime()
{
    m_behaviour->onStep = [](int) { spin(0.002); };
    m_behaviour->onEvaluate = [](int) { spin(0.005); };
    auto timed = spec();
    timed.equal = Equal::Time;
    timed.seconds = 0.5;
    timed.seeds = { 1 };
    Witness witness;
    const auto report = run(witness, timed);
    QVERIFY2(report.end == RunEnd::Done, report.error.c_str());
    QCOMPARE(witness.measured, 2);
    const Project project(path("p.danas"), Project::Mode::ReadOnly);
    for (const auto& record : project.runs()) {
        QVERIFY(record.spec.supernet.steps >= 10 && record.spec.supernet.steps <= 125); // 0.25 s of at least 2 ms each
        const double trained = project.phaseSeconds(record.id).at(search::Phase::Supernet);
        const auto all = project.evaluations(record.id);
        QVERIFY(all.size() >= 2);
        QVERIFY(trained + all[all.size() - 2].at < timed.seconds);
        if (all.size() < record.spec.space.count())
            QVERIFY(trained + all.back().at + 0.1 > timed.seconds || all.back().seconds > 0.05);
    }
    // What was measured is kept: the same plan whenever it goes on.
    Witness again;
    QVERIFY(run(again, timed).end == RunEnd::Done);
    QCOMPARE(again.measured, 0);
    QVERIFY(again.begun.empty());
}

void TestExperiment::whatIsMissingIsSaid()
{
    m_behaviour->onEvaluate = [&](int call) {
        if (call == 9) // in the second run
            m_stop.request_stop();
    };
    Witness witness;
    QVERIFY(run(witness, spec()).end == RunEnd::Stopped);
    const Project project(path("p.danas"), Project::Mode::ReadOnly);
    const auto state = compare::experimentStates(project).at(0);
    QVERIFY(state.name == "small" && state.done == 1 && state.failed == 0 && state.total == 8 && !state.finished());
    const auto record = project.experiments().at(0);
    QVERIFY(compare::experimentOf(project, record) == spec());
    const auto tiers = compare::tierRuns(spec(), record, project.runs());
    QCOMPARE(tiers.size(), std::size_t(2));
    QVERIFY(tiers[0].arms[0].runs == std::vector<std::int64_t> { 1 } && tiers[0].arms[1].runs == std::vector<std::int64_t> { 2 });
    QCOMPARE(tiers[0].missing, 2);
    QCOMPARE(tiers[0].remarks.at(0).text, std::string("Planned runs of the experiment that have not begun: data-aware (seed 3); fixed data (seed 3)."));
    QVERIFY(tiers[1].arms[0].runs.empty());
    QCOMPARE(tiers[1].missing, 4);
    const auto compared = compare::compareExperiment(project, record);
    QVERIFY(compared[0].comparison && !compared[1].comparison);
    QVERIFY(compared[0].comparison->equal == Equal::Evaluations);
    const auto& remarks = compared[0].comparison->remarks;
    QVERIFY(std::any_of(remarks.begin(), remarks.end(), [&](const auto& remark) { return remark.text == tiers[0].remarks[0].text; }));
    QVERIFY(std::any_of(remarks.begin(), remarks.end(), [](const auto& remark) { return remark.text.find("cut short") != std::string::npos; }));
}

void TestExperiment::estimates()
{
    ExperimentSpec timed = spec();
    timed.equal = Equal::Time;
    timed.seconds = 100.0;
    timed.trainingShare = 0.25;
    QCOMPARE(compare::expectedSeconds(timed, {}).value(), 2.0 * 2.0 * (100.0 + 75.0)); // the second budget shares the training
    timed.arms[1].evaluator = EvaluatorKind::Scratch;
    QCOMPARE(compare::expectedSeconds(timed, {}).value(), 2.0 * (100.0 + 75.0 + 100.0 + 100.0));

    QVERIFY(!compare::expectedSeconds(spec(), {})); // nothing is known yet
    m_behaviour->onStep = [](int) { spin(0.004); };
    m_behaviour->onEvaluate = [](int) { spin(0.01); };
    Witness witness;
    QVERIFY(run(witness, spec()).end == RunEnd::Done);
    const auto pace = compare::paceOf(Project(path("p.danas"), Project::Mode::ReadOnly));
    QVERIFY(*pace.supernetStep >= 0.004 && *pace.supernetStep < 0.1);
    QVERIFY(*pace.supernetCandidate >= 0.01 && *pace.supernetCandidate < 0.2);
    QVERIFY(!pace.scratchStep);
    const double sum = compare::expectedSeconds(spec(), pace).value();
    QVERIFY(std::abs(sum - (4 * 12 * *pace.supernetStep + 8 * 6 * *pace.supernetCandidate)) < 1e-9);
    ExperimentSpec scratch = spec();
    scratch.arms[1].evaluator = EvaluatorKind::Scratch;
    QVERIFY(!compare::expectedSeconds(scratch, pace));
}

/// They are run by hand only (tests/bench/specs), so it is here that they are seen to be what this version reads.
void TestExperiment::specsOfTheReadme()
{
    int found = 0;
    for (const auto& entry : std::filesystem::directory_iterator(DANAS_BENCH_SPECS)) {
        ++found;
        const std::string name = entry.path().filename().string();
        const Json json = readJsonFile(entry.path());
        const std::filesystem::path folder = entry.path().parent_path();
        if (!json.contains("run")) {
            const search::RunSpec run = search::runSpecFromJson(json, name, folder);
            QVERIFY2(run.dataset.path.find("shared/data") != std::string::npos && run.search.seconds, name.c_str());
            continue;
        }
        const ExperimentSpec experiment = compare::experimentFromJson(json, name, folder);
        const auto plan = compare::expand(experiment, std::vector<double>(experiment.arms.size(), 0.02));
        QVERIFY2(plan.size() == compare::runCount(experiment) && experiment.seeds.size() >= 3, name.c_str());
    }
    QVERIFY(found >= 8);
}

QTEST_APPLESS_MAIN(TestExperiment)
#include "tst_experiment.moc"
