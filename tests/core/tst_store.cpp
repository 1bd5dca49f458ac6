// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/blobs.h"
#include "store/database.h"
#include "store/project.h"
#include "store/run_lock.h"
#include "support/file_size_limit.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

using namespace danas;
using store::Project;

namespace {

/// Text of the StoreError that `action` throws, empty if it throws none.
template <typename Action>
QString storeError(Action action)
{
    try {
        action();
    } catch (const store::StoreError& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

search::Evaluation evaluation(const search::RunSpec& spec, int id)
{
    Rng rng(static_cast<std::uint64_t>(id));
    search::Evaluation made;
    made.id = id;
    made.genes = spec.space.sample(rng);
    made.data = spec.space.dataConfig(made.genes);
    made.cost = search::costOf(spec.space, made.genes, 2);
    if (id % 3 == 0) // with a target the time is known, with some the energy too
        made.cost.latencyMs = 1.0 / 3.0 + id;
    if (id % 6 == 0)
        made.cost.energyUj = 0.7 * id;
    made.violation = id % 2 == 0 ? 0.0 : 0.1 * id;
    made.confusion = { 2, { 10 + id, 3, 70000, 5 } };
    made.origin = "mutation";
    made.generation = id / 4;
    made.seconds = 0.1 * id;
    made.at = 1.0 / 3.0 + id;
    return made;
}

std::vector<search::Prediction> predictions(int id)
{
    std::vector<search::Prediction> made(50);
    for (std::size_t i = 0; i < made.size(); ++i)
        made[i] = { static_cast<std::uint8_t>(i % 2), static_cast<std::uint8_t>(i * 5 + static_cast<std::size_t>(id)) };
    return made;
}

store::FinalRecord finalRecord(int id)
{
    store::FinalRecord made;
    made.result = { id, search::kFinalReasons[static_cast<std::size_t>(id) % search::kFinalReasons.size()], {}, 100 + id, 1.0 / 3.0 + id };
    for (std::size_t i = 0; i < made.predictions.size(); ++i) {
        const bool noTest = id % 2 == 0 && i >= 2; // a dataset without test split
        made.predictions[i] = noTest ? std::vector<search::Prediction>() : predictions(id + static_cast<int>(i));
        made.result.scores[i] = { 2, { noTest ? 0 : 70000 + id, static_cast<std::int32_t>(i), 0, 0 } };
    }
    made.weights.ops = { { { 0.1F * static_cast<float>(id), -3e-30F }, { 1.0F / 3.0F } }, {}, { { 5.0F }, {} } };
    if (id % 3 == 0) { // a fine-tune for int8, of which the better was kept
        made.result.tuning = { search::QuantisationTuning::Outcome::Kept, 200 + id, 0.7, 0.8 };
        made.tuned = graph::NetworkWeights { { { { 1.5F, 2.5F }, { -0.25F } }, {}, { { 4.0F }, {} } } };
    }
    made.ranges = { { -1.0F, 1.0F }, { 0.0F, 6.0F / static_cast<float>(id + 1) } };
    return made;
}

bool same(const search::Evaluation& a, const search::Evaluation& b)
{
    return a.id == b.id && a.genes == b.genes && a.data == b.data && a.cost == b.cost && a.violation == b.violation
        && a.confusion == b.confusion && a.origin == b.origin && a.generation == b.generation && a.seconds == b.seconds && a.at == b.at;
}

void writeText(const std::filesystem::path& file, const std::string& text)
{
    std::ofstream(file, std::ios::binary) << text;
}

/// Overwrites a big-endian 32-bit field of an SQLite header.
void patchHeader(const std::filesystem::path& file, std::streamoff at, std::uint32_t value)
{
    std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
    stream.seekp(at);
    for (const unsigned shift : { 24U, 16U, 8U, 0U })
        stream.put(static_cast<char>(value >> shift));
}
constexpr std::streamoff kUserVersionField = 60; // https://www.sqlite.org/fileformat2.html, 1.3

} // namespace

class TestStore : public QObject {
    Q_OBJECT
private slots:
    void init();
    void roundTrip();
    void evaluationIdsMustContinue();
    void curveAndCheckpointReplace();
    void runStates();
    void oldProjectOpens_data();
    void oldProjectOpens();
    void finals();
    void weightsAsDocumented();
    void phaseSeconds();
    void experiments();
    void probes();
    void newerSchema();
    void notAProject();
    void cutOff();
    void missingPlaces();
    void readersBesideAWriter();
    void lockedByAnother();
    void fullDisk();
    void oneEngineForARun();
    void summary();

private:
    std::filesystem::path path(const char* name) const { return m_folder->filePath(name).toStdString(); }
    std::filesystem::path smallProject(const char* name = "p.danas") const;
    search::RunSpec spec() const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestStore::init()
{
    m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + "/danas store ä %20 XXXXXX"); // an awkward name on purpose
    QVERIFY(m_folder->isValid());
}

search::RunSpec TestStore::spec() const
{
    search::RunSpec made = search::demoSpec("/nowhere/demo");
    made.name = "Grün \"1\"";
    made.budget.ramBytes = 131072;
    return made;
}

std::filesystem::path TestStore::smallProject(const char* name) const
{
    const auto file = path(name);
    Project project(file, Project::Mode::Create);
    const auto run = project.addRun(spec());
    project.setPrepared(run, { "blue", "red" }, 0xfedcba9876543210ULL, "test");
    for (int i = 0; i < 40; ++i)
        project.addEvaluation(run, evaluation(spec(), i), predictions(i));
    return file;
}

void TestStore::roundTrip()
{
    const auto file = path("p.danas");
    {
        Project project(file, Project::Mode::Create);
        QVERIFY(!project.draft());
        QVERIFY(project.viewState().is_null());
        project.saveDraft(spec());
        project.saveViewState({ { "page", "run" } });
        project.saveViewState({ { "page", "space" } });
        QCOMPARE(project.addRun(spec()), std::int64_t(1));
        QCOMPARE(project.addRun(spec()), std::int64_t(2));
        project.setPrepared(2, { "blue", "red" }, 0xfedcba9876543210ULL, "here");
        for (int i = 0; i < 5; ++i)
            project.addEvaluation(2, evaluation(spec(), i), predictions(i));
    }
    const Project project(file, Project::Mode::ReadOnly);
    QVERIFY(project.draft() == spec());
    QCOMPARE(project.viewState().at("page").get<std::string>(), std::string("space"));
    const auto runs = project.runs();
    QCOMPARE(runs.size(), std::size_t(2));
    QVERIFY(runs[1].spec == spec());
    QCOMPARE(runs[1].name, spec().name);
    QCOMPARE(runs[1].datasetFingerprint, std::uint64_t(0xfedcba9876543210ULL));
    QCOMPARE(runs[1].classes, (std::vector<std::string> { "blue", "red" }));
    QCOMPARE(runs[1].evaluations, 5);
    QCOMPARE(runs[0].evaluations, 0);
    QVERIFY(QDateTime::fromString(QString::fromStdString(runs[0].created), Qt::ISODate).isValid());
    const auto stored = project.evaluations(2);
    QCOMPARE(stored.size(), std::size_t(5));
    for (int i = 0; i < 5; ++i) {
        QVERIFY(same(stored[static_cast<std::size_t>(i)], evaluation(spec(), i)));
        const auto back = project.predictions(2, i);
        const auto want = predictions(i);
        QCOMPARE(back.size(), want.size());
        for (std::size_t k = 0; k < want.size(); ++k)
            QVERIFY(back[k].label == want[k].label && back[k].probability == want[k].probability);
    }
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(project.predictions(2, 5)), Error);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(project.run(3)), Error);
}

void TestStore::evaluationIdsMustContinue()
{
    Project project(path("p.danas"), Project::Mode::Create);
    const auto run = project.addRun(spec());
    QVERIFY_EXCEPTION_THROWN(project.addEvaluation(run, evaluation(spec(), 1), {}), Error);
    project.addEvaluation(run, evaluation(spec(), 0), {});
    QVERIFY_EXCEPTION_THROWN(project.addEvaluation(run, evaluation(spec(), 0), {}), Error);
    QVERIFY_EXCEPTION_THROWN(project.addEvaluation(run + 1, evaluation(spec(), 0), {}), Error); // foreign key
    QCOMPARE(project.evaluations(run).size(), std::size_t(1));
    QVERIFY(project.predictions(run, 0).empty());
}

void TestStore::curveAndCheckpointReplace()
{
    Project project(path("p.danas"), Project::Mode::Create);
    const auto run = project.addRun(spec());
    project.addCurvePoint(run, { 20, 0.5, 0.25, 1e-3, -1.0 });
    project.addCurvePoint(run, { 10, 0.6, 0.35, 2e-3, 0.75 });
    project.addCurvePoint(run, { 20, 0.4, 0.20, 1e-3, -1.0 });
    const auto curve = project.curve(run);
    QCOMPARE(curve.size(), std::size_t(2));
    QCOMPARE(curve[0].accuracy, 0.75);
    QCOMPARE(curve[1].teacherLoss, 0.4);

    QVERIFY(!project.checkpoint(run));
    std::vector<std::uint8_t> state(3'000'000);
    for (std::size_t i = 0; i < state.size(); ++i)
        state[i] = static_cast<std::uint8_t>(i * 31);
    project.saveCheckpoint(run, { search::Phase::Supernet, 7, false, {} });
    project.saveCheckpoint(run, { search::Phase::Supernet, 8, true, state });
    const auto checkpoint = project.checkpoint(run);
    QVERIFY(checkpoint && checkpoint->finished);
    QCOMPARE(checkpoint->step, 8);
    QVERIFY(checkpoint->state == state);
}

void TestStore::runStates()
{
    Project project(path("p.danas"), Project::Mode::Create);
    const auto run = project.addRun(spec());
    QVERIFY(project.run(run).state == store::RunState::Running);
    project.setState(run, store::RunState::Failed, "The disk is full.");
    QCOMPARE(project.run(run).error, std::string("The disk is full."));
    for (const auto state : { store::RunState::Stopped, store::RunState::Done, store::RunState::Running }) {
        project.setState(run, state);
        QVERIFY(project.run(run).state == state);
        QVERIFY(project.run(run).error.empty());
    }
    QCOMPARE(store::runStateName(store::RunState::Done), std::string_view("done"));
}

void TestStore::oldProjectOpens_data()
{
    // Written by the versions of their schemas and kept for ever: 1 run of 6 evaluations each, that of schema 2 with a target, that of
    // schema 7 with a finalised candidate.
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("timed");
    QTest::newRow("schema 1") << "../data/project-v1.danas" << false;
    QTest::newRow("schema 2") << "../data/project-v2.danas" << true;
    QTest::newRow("schema 3") << "../data/project-v3.danas" << false;
    QTest::newRow("schema 4") << "../data/project-v4.danas" << false;
    QTest::newRow("schema 5") << "../data/project-v5.danas" << false;
    QTest::newRow("schema 6") << "../data/project-v6.danas" << false;
    QTest::newRow("schema 7") << "../data/project-v7.danas" << false;
}

void TestStore::oldProjectOpens()
{
    QFETCH(QString, name);
    QFETCH(bool, timed);
    const bool finalised = QByteArray(QTest::currentDataTag()) == "schema 7";
    const auto file = path("old.danas");
    const QString kept = QFINDTESTDATA(name);
    QVERIFY(!kept.isEmpty());
    std::filesystem::copy_file(kept.toStdString(), file);
    for (const auto mode : { Project::Mode::ReadOnly, Project::Mode::ReadWrite }) {
        const Project project(file, mode);
        const auto runs = project.runs();
        QCOMPARE(runs.size(), std::size_t(1));
        QVERIFY(runs[0].state == store::RunState::Done);
        const auto evaluations = project.evaluations(runs[0].id);
        QCOMPARE(evaluations.size(), std::size_t(6));
        for (const auto& one : evaluations) {
            QVERIFY(runs[0].spec.space.valid(one.genes));
            QVERIFY(one.data == runs[0].spec.space.dataConfig(one.genes)); // two columns until schema 6, then a key
            QCOMPARE(one.cost.latencyMs.has_value(), timed);
            QCOMPARE(one.confusion.total(), std::int64_t(project.predictions(runs[0].id, one.id).size()));
        }
        QVERIFY(project.checkpoint(runs[0].id)->finished);
        QVERIFY(!project.curve(runs[0].id).empty());
        const bool phases = QByteArray(QTest::currentDataTag()) >= "schema 3";
        QCOMPARE(project.phaseSeconds(runs[0].id).size(), std::size_t(phases ? 2 : 0));
        const auto finals = project.finals(runs[0].id);
        QCOMPARE(finals.size(), std::size_t(finalised ? 1 : 0));
        if (finalised) { // before there was a fine-tune for int8
            QVERIFY(finals.front().tuning == search::QuantisationTuning());
            QVERIFY(!project.finalRecord(1, finals.front().id).tuned);
        }
        QVERIFY(!project.trainedBy(runs[0].id));
        QVERIFY(project.experiments().empty());
        QVERIFY(project.probePlans(runs[0].id).empty() && project.probes(runs[0].id, {}).empty());
    }
    Project project(file, Project::Mode::ReadWrite);
    project.addFinal(1, finalRecord(3));
    QCOMPARE(project.finals(1).size(), std::size_t(finalised ? 2 : 1));
    project.setTrainedBy(project.addExperimentRun(project.addExperiment("x", Json()), 0, spec()), 1);
    QCOMPARE(project.experiments().size(), std::size_t(1));
}

void TestStore::finals()
{
    const auto file = smallProject();
    {
        Project project(file, Project::Mode::ReadWrite);
        const auto before = project.evaluations(1);
        for (const int id : { 17, 3 })
            project.addFinal(1, finalRecord(id));
        QVERIFY_EXCEPTION_THROWN(project.addFinal(1, finalRecord(17)), Error); // once
        QVERIFY_EXCEPTION_THROWN(project.addFinal(1, finalRecord(40)), Error); // no such candidate
        QVERIFY_EXCEPTION_THROWN(project.addFinal(2, finalRecord(0)), Error);
        const auto after = project.evaluations(1);
        QVERIFY(std::equal(before.begin(), before.end(), after.begin(), after.end(), same));
    }
    const Project project(file, Project::Mode::ReadOnly);
    QVERIFY((project.finals(1) == std::vector { finalRecord(17).result, finalRecord(3).result }));
    for (const int id : { 3, 17 }) {
        const auto back = project.finalRecord(1, id);
        const auto want = finalRecord(id);
        QVERIFY(back.result == want.result);
        QVERIFY(back.ranges == want.ranges);
        QCOMPARE(back.weights.ops.size(), want.weights.ops.size());
        for (std::size_t op = 0; op < want.weights.ops.size(); ++op) {
            QCOMPARE(back.weights.ops[op].weights, want.weights.ops[op].weights);
            QCOMPARE(back.weights.ops[op].biases, want.weights.ops[op].biases);
        }
        QCOMPARE(back.tuned.has_value(), id == 3);
        for (std::size_t op = 0; op < want.weights.ops.size(); ++op) {
            QCOMPARE(back.int8Weights().ops[op].weights, want.int8Weights().ops[op].weights);
            QCOMPARE(back.int8Weights().ops[op].biases, want.int8Weights().ops[op].biases);
        }
        for (std::size_t score = 0; score < want.predictions.size(); ++score) {
            QCOMPARE(back.predictions[score].size(), want.predictions[score].size());
            for (std::size_t i = 0; i < want.predictions[score].size(); ++i)
                QCOMPARE(back.predictions[score][i].probability, want.predictions[score][i].probability);
        }
    }
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(project.finalRecord(1, 5)), Error);
    QVERIFY(project.finals(2).empty());
}

void TestStore::weightsAsDocumented()
{
    // 2 operators; weights 1.0, -2.0 and a bias 0.5; an operator without weights.
    const graph::NetworkWeights weights { { { { 1.0F, -2.0F }, { 0.5F } }, {} } };
    const store::Bytes bytes { 2, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0, 1, 0, 0, 0, 0, 0, 0, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0 };
    QCOMPARE(store::packWeights(weights), bytes);
    for (std::size_t cut = 0; cut < bytes.size(); ++cut)
        QVERIFY(!store::unpackWeights(std::span(bytes).first(cut)));
    auto longer = bytes;
    longer.push_back(0);
    QVERIFY(!store::unpackWeights(longer));
    QVERIFY(store::unpackWeights(bytes).has_value());
}

void TestStore::phaseSeconds()
{
    using search::Phase;
    Project project(smallProject(), Project::Mode::ReadWrite);
    QVERIFY(project.phaseSeconds(1).empty());
    project.setPhaseSeconds(1, Phase::Prepare, 3.0);
    project.setPhaseSeconds(1, Phase::Supernet, 10.0);
    project.setPhaseSeconds(1, Phase::Supernet, 1.0 / 3.0); // replaces
    QVERIFY(project.phaseSeconds(1) == (std::map<Phase, double> { { Phase::Prepare, 3.0 }, { Phase::Supernet, 1.0 / 3.0 } }));
}

void TestStore::experiments()
{
    const auto file = smallProject();
    {
        Project project(file, Project::Mode::ReadWrite);
        const auto id = project.addExperiment("Ü \"1\"", { { "seeds", 3 } });
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(project.addExperiment("Ü \"1\"", Json())), Error);
        const auto other = project.addExperiment("other", Json());
        for (const int position : { 4, 0, 2 })
            QVERIFY(project.addExperimentRun(id, position, spec()) > 1);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(project.addExperimentRun(id, 2, spec())), Error);
        QCOMPARE(project.runs().size(), std::size_t(4)); // the refused one left no run behind
        project.setMeasured(other, { { "x", 0.1 } });
        project.setTrainedBy(3, 1);
        project.setTrainedBy(3, 2);
    }
    const Project project(file, Project::Mode::ReadOnly);
    const auto all = project.experiments();
    QCOMPARE(all.size(), std::size_t(2));
    QCOMPARE(all[0].name, std::string("Ü \"1\""));
    QVERIFY(all[0].spec == Json({ { "seeds", 3 } }) && all[0].measured.is_null() && all[1].measured == Json({ { "x", 0.1 } }));
    QVERIFY((all[0].runs == std::map<int, std::int64_t> { { 4, 2 }, { 0, 3 }, { 2, 4 } }));
    QVERIFY(all[1].runs.empty());
    QCOMPARE(project.trainedBy(3).value(), std::int64_t(2));
    QVERIFY(!project.trainedBy(2));
}

void TestStore::probes()
{
    const auto file = smallProject();
    Project project(file, Project::Mode::ReadWrite);
    const auto probe = [](std::uint8_t gene, int right) {
        return store::Probe { { gene, 1 }, { 2, { right, 3, 1, 9 } }, { 2, { 7, right, 2, 2 } }, 1.0 / 3.0 };
    };
    const search::ScratchSpec training { 50, 8, 0.1 }, longer { 60, 8, 0.1 }, wider { 50, 16, 0.1 }, slower { 50, 8, 0.05 };
    project.addProbe(1, training, probe(9, 1));
    project.addProbe(1, training, probe(2, 5));
    for (const auto& other : { longer, wider, slower })
        project.addProbe(1, other, probe(2, 6));
    project.addProbe(1, training, probe(9, 8)); // replaces
    const auto back = project.probes(1, training);
    QCOMPARE(back.size(), std::size_t(2));
    QVERIFY(back[0].genes == probe(2, 5).genes && back[1].shared.counts == probe(9, 8).shared.counts);
    QVERIFY(back[1].alone.counts == probe(9, 8).alone.counts && back[1].seconds == 1.0 / 3.0);
    for (const auto& other : { longer, wider, slower })
        QCOMPARE(project.probes(1, other).size(), std::size_t(1));
    QVERIFY(project.probes(2, training).empty());

    Rng rng(3);
    const auto space = project.run(1).spec.space;
    const store::ProbePlan all { training, false, { space.sample(rng), space.sample(rng), space.sample(rng) } };
    store::ProbePlan within = all;
    within.withinBudget = true;
    for (const auto& plan : { all, within, all })
        project.addProbePlan(1, plan);
    QVERIFY((project.probePlans(1) == std::vector { all, within }));
}

void TestStore::newerSchema()
{
    const auto file = smallProject();
    patchHeader(file, kUserVersionField, store::kSchemaVersion + 1);
    const QString newer = QStringLiteral("schema %1").arg(store::kSchemaVersion + 1), own = QStringLiteral("schema %1").arg(store::kSchemaVersion);
    for (const auto mode : { Project::Mode::ReadWrite, Project::Mode::Create }) {
        const QString text = storeError([&] { Project(file, mode); });
        QVERIFY2(text.contains(newer) && text.contains(own) && text.contains("update"), qPrintable(text));
    }
    QCOMPARE(Project(file, Project::Mode::ReadOnly).evaluations(1).size(), std::size_t(40));
    {
        store::Database(file, store::Database::Access::Write).execute("ALTER TABLE evaluation RENAME COLUMN ram TO arena");
    }
    const QString text = storeError([&] { Project(file, Project::Mode::ReadOnly); });
    QVERIFY2(text.contains(newer) && text.contains("cannot read"), qPrintable(text));
}

void TestStore::notAProject()
{
    const auto file = path("x.danas");
    const auto check = [&file](const char* what) {
        for (const auto mode : { Project::Mode::ReadOnly, Project::Mode::ReadWrite, Project::Mode::Create }) {
            const QString text = storeError([&] { Project(file, mode); });
            QVERIFY2(text.contains("x.danas is not a DANAS project"), qPrintable(what + (": " + text)));
        }
    };
    writeText(file, std::string(5000, 'x'));
    check("text");
    writeText(file, "hello");
    check("short text");
    std::filesystem::remove(file);
    store::Database(file, store::Database::Access::Create).execute("CREATE TABLE other(x)");
    check("another SQLite file");
    writeText(file, "");
    QVERIFY(storeError([&] { Project(file, Project::Mode::ReadWrite); }).contains("not a DANAS project"));
    Project(file, Project::Mode::Create); // nothing in it: as good as a new file
}

void TestStore::cutOff()
{
    const auto whole = smallProject();
    const auto size = std::filesystem::file_size(whole);
    QVERIFY(!std::filesystem::exists(whole.string() + "-wal")); // a closed project is one file
    const auto part = path("part.danas");
    for (std::uintmax_t keep = 2; keep < size; keep += 1 + size / 50) { // SQLite takes a file of one byte for a new one
        std::filesystem::copy_file(whole, part, std::filesystem::copy_options::overwrite_existing);
        std::filesystem::resize_file(part, keep);
        for (const auto mode : { Project::Mode::ReadOnly, Project::Mode::ReadWrite, Project::Mode::Create }) {
            const QString text = storeError([&] { Project(part, mode); });
            const bool told = text.contains("cut off") || text.contains("is not a DANAS project");
            QVERIFY2(told, qPrintable(QString("%1 of %2 bytes: %3").arg(keep).arg(size).arg(text)));
        }
        QCOMPARE(std::filesystem::file_size(part), keep); // and it is not touched
    }
}

void TestStore::missingPlaces()
{
    for (const auto mode : { Project::Mode::ReadOnly, Project::Mode::ReadWrite, Project::Mode::Create }) {
        const QString text = storeError([&] { Project(path("none/p.danas"), mode); });
        QVERIFY2(text.contains("none does not exist"), qPrintable(text));
    }
    const QString text = storeError([&] { Project(path("p.danas"), Project::Mode::ReadWrite); });
    QVERIFY2(text.contains("p.danas does not exist"), qPrintable(text));
    QVERIFY(!std::filesystem::exists(path("p.danas")));
    QVERIFY(storeError([&] { Project(m_folder->path().toStdString(), Project::Mode::Create); }).contains("is a folder"));
    if (geteuid() != 0) { // root may do anything
        const auto file = smallProject();
        std::filesystem::permissions(file, std::filesystem::perms::owner_read);
        QVERIFY(storeError([&] { Project(file, Project::Mode::ReadWrite); }).contains("permissions"));
        std::filesystem::permissions(file, std::filesystem::perms::none);
        QVERIFY(!storeError([&] { Project(file, Project::Mode::ReadOnly); }).isEmpty());
    }
}

void TestStore::readersBesideAWriter()
{
    const auto file = path("p.danas");
    Project writer(file, Project::Mode::Create);
    const auto run = writer.addRun(spec());
    const Project reader(file, Project::Mode::ReadOnly);
    Project second(file, Project::Mode::ReadWrite);
    for (int i = 0; i < 20; ++i) {
        writer.addEvaluation(run, evaluation(spec(), i), predictions(i));
        QCOMPARE(reader.evaluations(run).size(), std::size_t(i + 1)); // at once
        second.saveViewState({ { "i", i } });
    }
    QCOMPARE(reader.viewState().at("i").get<int>(), 19);
}

void TestStore::lockedByAnother()
{
    const auto file = smallProject();
    store::Database other(file, store::Database::Access::Write);
    const store::Transaction writing(other);
    Project project(file, Project::Mode::ReadWrite);
    QCOMPARE(project.evaluations(1).size(), std::size_t(40)); // reading goes on
    const QString text = storeError([&] { project.setState(1, store::RunState::Done); });
    QVERIFY2(text.contains("locked by another program"), qPrintable(text));
}

void TestStore::fullDisk()
{
    const auto file = path("p.danas");
    Project project(file, Project::Mode::Create);
    const auto run = project.addRun(spec());
    int saved = 0;
    QString text;
    {
        const test::FileSizeLimit limit(256 * 1024);
        text = storeError([&] {
            for (; saved < 10000; ++saved)
                project.addEvaluation(run, evaluation(spec(), saved), predictions(saved));
        });
    }
    QVERIFY2(text.contains("disk is full"), qPrintable(text));
    QVERIFY(saved > 0);
    QCOMPARE(project.evaluations(run).size(), std::size_t(saved)); // all or nothing
    project.addEvaluation(run, evaluation(spec(), saved), predictions(saved)); // space was made: goes on
    QCOMPARE(Project(file, Project::Mode::ReadOnly).evaluations(run).size(), std::size_t(saved + 1));
}

void TestStore::oneEngineForARun()
{
    const auto file = smallProject();
    QVERIFY(!store::RunLock::held(file, 1));
    {
        const store::RunLock lock(file, 1);
        QVERIFY(store::RunLock::held(file, 1));
        QVERIFY(!store::RunLock::held(file, 2));
        QVERIFY(storeError([&] { store::RunLock(file, 1); }).contains("another DANAS program"));
        const store::RunLock otherRun(file, 2);
    }
    QVERIFY(!store::RunLock::held(file, 1));
    writeText(file.string() + ".run1.lock", ""); // as a killed engine leaves it
    QVERIFY(!store::RunLock::held(file, 1));
    const store::RunLock lock(file, 1);
}

void TestStore::summary()
{
    const auto file = smallProject();
    const auto summary = store::summarise(file);
    QCOMPARE(summary.runs, 1);
    QCOMPARE(summary.evaluations, 40);
    QVERIFY(!summary.front.empty());
    for (std::size_t i = 1; i < summary.front.size(); ++i) {
        QVERIFY(summary.front[i].first > summary.front[i - 1].first);
        QVERIFY(summary.front[i].second > summary.front[i - 1].second);
    }
    QVERIFY(summary.best.find(" at ") != std::string::npos);
    Project(path("empty.danas"), Project::Mode::Create);
    QCOMPARE(store::summarise(path("empty.danas")).best, std::string());
}

QTEST_APPLESS_MAIN(TestStore)
#include "tst_store.moc"
