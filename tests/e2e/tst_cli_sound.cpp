// SPDX-License-Identifier: GPL-3.0-or-later
// Sounds from folder to front by the command line, on machine sounds that the program makes itself: which sample rate is
// enough is known, so the search has a right answer.
#include "danas_process.h"
#include "data/audio/demo_machine.h"
#include "store/project.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace danas;

class TestCliSound : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void inspect();
    void searchFindsTheRateThatIsEnough();
    void otherModalityIsRefused();

private:
    [[nodiscard]] QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    const QTemporaryDir m_folder;
};

void TestCliSound::initTestCase()
{
    const auto made = test::runDanas({ "demo", "--sounds", "--no-run", "--folder", path("set"), "--json" });
    QVERIFY2(made.status == 0, made.err.constData());
    QVERIFY(search::runSpecFromJson(made.json().at("spec"), "demo").space == space::demoSoundSpace());
}

void TestCliSound::inspect()
{
    const auto seen = test::runDanas({ "inspect", path("set"), "--json" });
    QVERIFY2(seen.status == 0, seen.err.constData());
    const Json document = seen.json();
    QCOMPARE(document.at("modality").get<std::string>(), std::string("audio"));
    QCOMPARE(document.at("sounds").at("rates").at(0).at("hz").get<int>(), data::audio::kMachineRate);
    QCOMPARE(document.at("sounds").at("longest_seconds").get<double>(), 1.0);
    QCOMPARE(document.at("samples").at("train").get<int>(), 300);
    QVERIFY(document.at("problems").empty());
    QVERIFY(test::runDanas({ "inspect", path("set") }).out.contains("16000 Hz"));
}

void TestCliSound::searchFindsTheRateThatIsEnough()
{
    search::RunSpec spec = search::demoSoundSpec(path("set").toStdString());
    spec.supernet.steps = 400;
    spec.supernet.batch = 16;
    spec.supernet.calibrationImages = 64;
    spec.search.evaluations = 40;
    spec.search.population = 16;
    spec.finalise = { 1, 60, 2e-3 };
    writeJsonFile(path("run.json").toStdString(), search::toJson(spec));
    const auto run = test::runDanas({ "run", path("run.json"), "--out", path("p.danas"), "--json" });
    QVERIFY2(run.status == 0, run.err.constData());

    double best = 0, bestBelow = 0;
    for (const auto& evaluation : store::Project(path("p.danas").toStdString(), store::Project::Mode::ReadOnly).evaluations(1)) {
        const bool enough = evaluation.data.audio().sampleRate >= data::audio::machineTruth().smallestRate;
        double& which = enough ? best : bestBelow;
        which = std::max(which, evaluation.confusion.accuracy());
    }
    qInfo("best at a rate that is enough %.1f %%, below %.1f %%", 100 * best, 100 * bestBelow);
    QVERIFY(best > 0.9);
    QVERIFY(bestBelow < 0.65); // 150 clips to choose 40 candidates by: chance reaches 60 %

    const auto front = test::runDanas({ "front", path("p.danas"), "--json" });
    QVERIFY2(front.status == 0, front.err.constData());
    for (const Json& point : front.json().at("front"))
        QVERIFY(point.at("data").at("sample_rate").get<int>() > 0);
    const auto again = test::runDanas({ "resume", path("p.danas") });
    QVERIFY2(again.status == 0, again.err.constData());
    const auto finals = store::Project(path("p.danas").toStdString(), store::Project::Mode::ReadOnly).finals(1);
    QCOMPARE(finals.size(), std::size_t(1));
    const auto exported = test::runDanas({ "export", path("p.danas"), "--candidate", QString::number(finals[0].id), "--out", path("bundle") });
    QVERIFY2(exported.status == 0, exported.err.constData());
    QVERIFY(QFile::exists(path("bundle/c/preprocess.c")));
}

void TestCliSound::otherModalityIsRefused()
{
    const auto refused = test::runDanas({ "run", "--data", path("set"), "--space", "lean", "--out", path("q.danas") });
    QVERIFY(refused.status != 0);
    QVERIFY2(refused.err.contains("holds sounds"), refused.err.constData());
}

QTEST_APPLESS_MAIN(TestCliSound)
#include "tst_cli_sound.moc"
