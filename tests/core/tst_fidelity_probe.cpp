// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/fidelity_probe.h"
#include "compare/fidelity_result.h"
#include "compare/training_time.h"
#include "search/run_engine.h"
#include "store/run_lock.h"
#include "support/fake_evaluator.h"
#include "support/tiny_dataset.h"

#include <QTemporaryDir>
#include <QtTest>

#include <set>

using namespace danas;
using compare::FidelityResult;
using compare::ProbeRequest;
using search::RunEnd;
using store::Project;

namespace {

constexpr search::ScratchSpec kTraining { 30, 4, 0.01 };

/// Notes what the runner reports.
class Witness : public compare::ProbeObserver {
public:
    std::optional<store::ProbePlan> plan;
    std::vector<store::Probe> probes;
    std::vector<compare::ProbeReport> reports;
    std::vector<compare::ProbeProgress> steps;

    void opened(const store::ProbePlan& opened) override { plan = opened; }
    void progress(const compare::ProbeProgress& progress) override { steps.push_back(progress); }
    void probed(const store::Probe& probe) override { probes.push_back(probe); }
    void finished(const compare::ProbeReport& report) override { reports.push_back(report); }
};

class Silent : public search::RunObserver {
    void finished(const search::RunReport&) override { }
};

/// Says the same of every candidate.
class Parrot : public test::FakeEvaluator {
public:
    using FakeEvaluator::FakeEvaluator;
    search::Score evaluate(const space::Genes&, const search::CandidateHooks& hooks) override { return FakeEvaluator::evaluate({ 1 }, hooks); }
};

/// All of a result that must not depend on how it came about.
std::string figures(const FidelityResult& result)
{
    Json json = compare::toJson(result);
    for (Json& candidate : json["candidates"])
        candidate.erase("seconds_alone");
    return json.dump();
}

} // namespace

class TestFidelityProbe : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void everyCandidateOnce();
    void stoppedAndResumed();
    void otherSettingsAreKeptApart();
    void withinTheBudget();
    void sharedTraining();
    void equalScores();
    void refusals_data();
    void refusals();
    void changedData();
    void failureInTheWork();
    void timeLeft();

private:
    [[nodiscard]] search::RunSpec spec() const;
    std::int64_t addRun(const search::RunSpec& spec) const;
    [[nodiscard]] ProbeRequest request(std::int64_t run, int candidates = 6) const { return { m_file, run, candidates, false, kTraining }; }
    compare::ProbeReport probe(const ProbeRequest& request, Witness& witness, std::shared_ptr<test::FakeBehaviour> behaviour = std::make_shared<test::FakeBehaviour>()) const;
    [[nodiscard]] FidelityResult result(const Witness& witness) const;

    QTemporaryDir m_folder;
    std::filesystem::path m_file;
    int m_files = 0;
};

void TestFidelityProbe::initTestCase()
{
    test::writeTinyDataset((m_folder.path() + "/set").toStdString());
}

void TestFidelityProbe::init()
{
    m_file = m_folder.filePath(QString::number(++m_files) + ".danas").toStdString();
}

search::RunSpec TestFidelityProbe::spec() const
{
    search::RunSpec spec;
    spec.dataset.path = (m_folder.path() + "/set").toStdString();
    spec.supernet.steps = 20;
    spec.search.evaluations = 4;
    spec.search.population = 4;
    spec.finalise.candidates = 0;
    return spec;
}

std::int64_t TestFidelityProbe::addRun(const search::RunSpec& spec) const
{
    RunControl control;
    Silent observer;
    const auto report = search::executeRun({ m_file, 0, spec }, test::fakeFactory(), observer, control);
    return report.end == RunEnd::Done ? Project(m_file, Project::Mode::ReadOnly).runs().back().id : 0;
}

compare::ProbeReport TestFidelityProbe::probe(const ProbeRequest& request, Witness& witness, std::shared_ptr<test::FakeBehaviour> behaviour) const
{
    RunControl control;
    return compare::runFidelityProbe(request, test::fakeFactory(std::move(behaviour)), witness, control);
}

FidelityResult TestFidelityProbe::result(const Witness& witness) const
{
    return compare::readFidelity(Project(m_file, Project::Mode::ReadOnly), 1, *witness.plan);
}

void TestFidelityProbe::everyCandidateOnce()
{
    QCOMPARE(addRun(spec()), std::int64_t(1));
    Witness witness;
    const auto behaviour = std::make_shared<test::FakeBehaviour>();
    const auto report = probe(request(1, 24), witness, behaviour);
    QVERIFY2(report.end == RunEnd::Done, report.error.c_str());
    QCOMPARE(witness.reports.size(), std::size_t(1));
    QVERIFY(report.done == 24 && report.total == 24);
    QVERIFY(behaviour->calls == 48 && behaviour->restored == 1 && behaviour->trainedSteps == 0);

    std::set<space::Genes> genes;
    for (const auto& one : witness.probes) {
        genes.insert(one.genes);
        QVERIFY(one.shared.total() == 8 && one.alone.total() == 8); // validation pictures
    }
    QCOMPARE(genes.size(), std::size_t(24));
    QVERIFY((genes == std::set(witness.plan->candidates.begin(), witness.plan->candidates.end())));
    const auto all = result(witness);
    QCOMPARE(all.candidates.size(), std::size_t(24));
    QCOMPARE(all.fidelity.configs.size(), spec().space.dataConfigs().size());
    QVERIFY(all.fidelity.supernet.tau && all.fidelity.macs.tau && all.fidelity.supernet.within && all.fidelity.supernet.across);
    QVERIFY(std::is_sorted(all.candidates.begin(), all.candidates.end(),
        [](const auto& a, const auto& b) { return a.probe.aloneScore > b.probe.aloneScore; }));
    const std::string html = compare::toHtml(all);
    QCOMPARE(QString::fromStdString(html).count("<title>") - 1, 24 + 1); // of the plot and its dots, beside the page's
    QVERIFY(Project(m_file, Project::Mode::ReadOnly).run(1).state == store::RunState::Done); // nothing of the run changed

    Witness again;
    const auto idle = std::make_shared<test::FakeBehaviour>();
    QVERIFY(probe(request(1, 24), again, idle).end == RunEnd::Done);
    QVERIFY(idle->calls == 0 && again.probes.empty() && again.reports[0].done == 24);
    QCOMPARE(Project(m_file, Project::Mode::ReadOnly).probePlans(1).size(), std::size_t(1));
}

void TestFidelityProbe::stoppedAndResumed()
{
    QCOMPARE(addRun(spec()), std::int64_t(1));
    const auto copy = m_file.string() + ".whole";
    std::filesystem::copy_file(m_file, copy);

    std::stop_source stop;
    RunControl control(stop.get_token());
    const auto behaviour = std::make_shared<test::FakeBehaviour>();
    behaviour->onEvaluate = [&stop](int call) { call == 8 ? static_cast<void>(stop.request_stop()) : void(); }; // the third by itself
    Witness first, second, whole;
    const auto report = compare::runFidelityProbe(request(1), test::fakeFactory(behaviour), first, control);
    QVERIFY(report.end == RunEnd::Stopped && report.done == 2 && report.total == 6 && first.probes.size() == 2);
    QVERIFY(!store::RunLock::held(m_file, 1));
    QCOMPARE(result(first).candidates.size(), std::size_t(2));

    const auto rest = std::make_shared<test::FakeBehaviour>();
    QVERIFY(probe(request(1), second, rest).end == RunEnd::Done);
    QVERIFY(*second.plan == *first.plan && second.probes.size() == 4 && rest->calls == 8);
    const std::string resumed = figures(result(second));
    m_file = copy;
    QVERIFY(probe(request(1), whole).end == RunEnd::Done);
    QCOMPARE(resumed, figures(result(whole)));
}

void TestFidelityProbe::otherSettingsAreKeptApart()
{
    QCOMPARE(addRun(spec()), std::int64_t(1));
    Witness first;
    QVERIFY(probe(request(1), first).end == RunEnd::Done);
    for (const search::ScratchSpec& other : { search::ScratchSpec { 31, 4, 0.01 }, { 30, 5, 0.01 }, { 30, 4, 0.02 } }) {
        Witness witness;
        ProbeRequest changed = request(1);
        changed.training = other;
        QVERIFY(probe(changed, witness).end == RunEnd::Done);
        QCOMPARE(witness.probes.size(), std::size_t(6)); // none is taken from another training
        QVERIFY(witness.plan->candidates == first.plan->candidates);
    }
    // Another plan of the same training takes what is there, and has its own figures.
    Witness larger;
    QVERIFY(probe(request(1, 8), larger).end == RunEnd::Done);
    const auto all = compare::readFidelities(Project(m_file, Project::Mode::ReadOnly), 1);
    QCOMPARE(all.size(), std::size_t(5));
    for (const FidelityResult& one : all)
        QCOMPARE(one.fidelity.candidates, static_cast<int>(one.plan.candidates.size()));
    QVERIFY(all.back().plan == *larger.plan);
}

void TestFidelityProbe::withinTheBudget()
{
    search::RunSpec tight = spec();
    tight.budget.ramBytes = 24 * 1024;
    QCOMPARE(addRun(tight), std::int64_t(1));
    ProbeRequest within = request(1, 12);
    within.withinBudget = true;
    Witness inside, anywhere;
    QVERIFY(probe(within, inside).end == RunEnd::Done);
    QVERIFY(probe(request(1, 12), anywhere).end == RunEnd::Done);
    const auto fits = [&tight](const space::Genes& genes) { return tight.budget.fits(search::costOf(tight, genes, 2)); };
    QCOMPARE(inside.plan->candidates.size(), std::size_t(12));
    QVERIFY(std::all_of(inside.plan->candidates.begin(), inside.plan->candidates.end(), fits));
    QVERIFY(!std::all_of(anywhere.plan->candidates.begin(), anywhere.plan->candidates.end(), fits));
}

/// A run whose supernet another one trained.
void TestFidelityProbe::sharedTraining()
{
    search::RunSpec other = spec();
    other.budget.flashBytes = 1024 * 1024;
    QVERIFY(addRun(spec()) == 1 && addRun(other) == 2);
    QVERIFY(Project(m_file, Project::Mode::ReadOnly).trainedBy(2) == 1);
    Witness own, shared;
    QVERIFY(probe(request(1), own).end == RunEnd::Done && probe(request(2), shared).end == RunEnd::Done);
    QVERIFY(own.probes.size() == 6 && shared.probes.size() == 6);
    for (std::size_t i = 0; i < 6; ++i)
        QVERIFY(own.probes[i].shared == shared.probes[i].shared && own.probes[i].alone == shared.probes[i].alone);
}

void TestFidelityProbe::equalScores()
{
    QCOMPARE(addRun(spec()), std::int64_t(1));
    RunControl control;
    Witness witness;
    const auto behaviour = std::make_shared<test::FakeBehaviour>();
    const search::EvaluatorFactory factory = [behaviour](search::EvaluatorInput input) { return std::make_unique<Parrot>(std::move(input), behaviour); };
    QVERIFY(compare::runFidelityProbe(request(1), factory, witness, control).end == RunEnd::Done);
    const auto equal = result(witness);
    QVERIFY(!equal.fidelity.supernet.tau && !equal.fidelity.macs.tau && !equal.fidelity.supernet.within);
    QVERIFY(compare::verdictText(equal).find("equal") != std::string::npos);
    QVERIFY(compare::toJson(equal).at("tau").at("supernet").at("tau").is_null());
    QVERIFY(compare::toHtml(equal).find("not defined") != std::string::npos);
}

void TestFidelityProbe::refusals_data()
{
    QTest::addColumn<int>("run");
    QTest::addColumn<int>("candidates");
    QTest::addColumn<QString>("why");
    QTest::newRow("two candidates") << 1 << 2 << "at least 3";
    QTest::newRow("none") << 1 << -5 << "at least 3";
    QTest::newRow("no such run") << 9 << 24 << "9";
    QTest::newRow("from scratch") << 2 << 24 << "no supernet";
    QTest::newRow("not trained") << 3 << 24 << "resume the run first";
    QTest::newRow("one system only") << 4 << 24 << "holds only 1";
}

void TestFidelityProbe::refusals()
{
    QFETCH(int, run);
    QFETCH(int, candidates);
    QFETCH(QString, why);
    search::RunSpec scratch = spec(), single = spec();
    scratch.evaluator = search::EvaluatorKind::Scratch;
    single.space = single.space.only(single.space.smallest());
    single.search.evaluations = 1;
    QVERIFY(addRun(spec()) == 1 && addRun(scratch) == 2);
    QCOMPARE(Project(m_file, Project::Mode::ReadWrite).addRun(spec()), std::int64_t(3));
    QCOMPARE(addRun(single), std::int64_t(4));
    Witness witness;
    const auto report = probe(request(run, candidates), witness);
    QVERIFY(report.end == RunEnd::Failed && report.badInput);
    QVERIFY2(QString::fromStdString(report.error).contains(why), report.error.c_str());
    QCOMPARE(witness.reports.size(), std::size_t(1));
}

void TestFidelityProbe::changedData()
{
    QCOMPARE(addRun(spec()), std::int64_t(1));
    const std::filesystem::path picture(spec().dataset.path + "/train/red/0.png");
    const auto aside = m_folder.filePath("aside.png").toStdString();
    std::filesystem::rename(picture, aside);
    Witness witness;
    const auto report = probe(request(1), witness);
    std::filesystem::rename(aside, picture);
    QVERIFY(report.end == RunEnd::Failed && report.badInput);
    QVERIFY2(report.error.find("changed since run 1") != std::string::npos, report.error.c_str());
}

void TestFidelityProbe::failureInTheWork()
{
    QCOMPARE(addRun(spec()), std::int64_t(1));
    const auto behaviour = std::make_shared<test::FakeBehaviour>();
    behaviour->onEvaluate = [](int call) {
        if (call == 7)
            throw Error("The loss is not finite.");
    };
    Witness witness;
    const auto report = probe(request(1), witness, behaviour);
    QVERIFY(report.end == RunEnd::Failed && !report.badInput && report.done == 1);
    QCOMPARE(report.error, std::string("The loss is not finite."));
    QCOMPARE(result(witness).candidates.size(), std::size_t(1)); // what was done stays
}

void TestFidelityProbe::timeLeft()
{
    compare::TrainingTime time;
    QVERIFY(!time.known());
    time.add(1e6, 10.0);
    QCOMPARE(time.of(9e6), 10.0); // of one nobody knows what it depends on
    time.add(3e6, 14.0);
    QVERIFY(std::abs(time.of(5e6) - 18.0) < 1e-9 && std::abs(time.of(1e6) - 10.0) < 1e-9);
    compare::TrainingTime falling;
    falling.add(1e6, 10.0);
    falling.add(3e6, 5.0);
    QCOMPARE(falling.of(9e6), 7.5);
    compare::TrainingTime steep; // never less than no time for no work
    steep.add(1e6, 1.0);
    steep.add(2e6, 9.0);
    QVERIFY(steep.of(1.0) >= 0.0 && steep.of(1e5) < steep.of(2e5));

    QCOMPARE(addRun(spec()), std::int64_t(1));
    Witness witness;
    QVERIFY(probe(request(1), witness).end == RunEnd::Done);
    QVERIFY(witness.steps.front().secondsLeft < 0.0); // nothing was trained yet
    QVERIFY(witness.steps.back().done == 6 && witness.steps.back().secondsLeft == 0.0);
    for (std::size_t i = 2; i < witness.steps.size(); ++i)
        QVERIFY(witness.steps[i].secondsLeft >= 0.0 && witness.steps[i].done >= witness.steps[i - 1].done);
}

QTEST_APPLESS_MAIN(TestFidelityProbe)
#include "tst_fidelity_probe.moc"
