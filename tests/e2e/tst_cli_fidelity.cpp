// SPDX-License-Identifier: GPL-3.0-or-later
// "danas fidelity" on the tiny dataset, with real networks.
#include "danas_process.h"
#include "store/project.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest>

#include <csignal>

using namespace danas;
using test::Outcome;
using test::runDanas;

class TestCliFidelity : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void help();
    void wholeProbe();
    void stoppedAndResumed();
    void badInput_data();
    void badInput();

private:
    [[nodiscard]] QStringList command(const QStringList& more) const { return QStringList { "fidelity", m_project } + more; }

    QTemporaryDir m_folder { QDir::tempPath() + "/danas fidelity XXXXXX" };
    QString m_project;
};

void TestCliFidelity::initTestCase()
{
    const std::filesystem::path root(m_folder.path().toStdString());
    m_project = m_folder.filePath("p.danas");
    test::writeTinyDataset(root / "set");
    search::RunSpec spec = test::tinySpec((root / "set").string());
    spec.search.evaluations = 6;
    spec.finalise.candidates = 0;
    spec.scratch = { 10, 4, 0.01 };
    writeJsonFile(root / "run.json", search::toJson(spec));
    const Outcome run = runDanas({ "run", m_folder.filePath("run.json"), "--out", m_project });
    QVERIFY2(run.status == 0, run.err);
    spec.evaluator = search::EvaluatorKind::Scratch;
    static_cast<void>(store::Project(root / "p.danas", store::Project::Mode::ReadWrite).addRun(spec)); // run 2
}

void TestCliFidelity::help()
{
    const Outcome outcome = runDanas({ "fidelity", "--help" });
    QCOMPARE(outcome.status, 0);
    QVERIFY2(outcome.out.contains("Examples:") && outcome.out.contains("danas fidelity") && outcome.out.contains("--json"), outcome.out);
}

void TestCliFidelity::wholeProbe()
{
    const QStringList probe = command({ "--run", "1", "--candidates", "8", "--json", "--html", m_folder.filePath("r.html") });
    const Outcome outcome = runDanas(probe);
    QVERIFY2(outcome.status == 0, outcome.err);
    const Json json = outcome.json();
    QCOMPARE(json["end"].get<std::string>(), std::string("done"));
    QVERIFY(json["plan"]["steps"] == 10 && json["plan"]["batch"] == 4 && json["plan"]["candidates"] == 8 && json["done"] == 8);
    QCOMPARE(json["candidates"].size(), std::size_t(8));
    int all = 0;
    for (const Json& config : json["data_configurations"])
        all += config["candidates"].get<int>();
    QCOMPARE(all, 8);
    for (const char* of : { "supernet", "macs", "parameters" })
        QVERIFY2(json["tau"][of].contains("low") && json["tau"][of].contains("within") && json["tau"][of].contains("across"), of);
    for (const Json& one : json["candidates"]) {
        QVERIFY(one["supernet"].get<double>() >= 0.0 && one["supernet"].get<double>() <= 1.0 && one["alone"].get<double>() <= 1.0);
        QVERIFY(one["macs"].get<int>() > 0 && one["parameters"].get<int>() > 0);
    }
    QFile page(m_folder.filePath("r.html"));
    QVERIFY(page.open(QIODevice::ReadOnly));
    QXmlStreamReader reader(page.readAll().replace("<!DOCTYPE html>", ""));
    while (!reader.atEnd())
        reader.readNext();
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));

    const Json again = runDanas(probe).json(); // nothing is left to do
    QVERIFY(again["seconds"] < json["seconds"]);
    QVERIFY(again["tau"] == json["tau"] && again["candidates"] == json["candidates"]);

    const Outcome text = runDanas(command({ "--run", "1", "--candidates", "8" }));
    QVERIFY2(text.out.contains("8 of them done") && text.out.contains("95 % interval") && text.out.contains("parameters"), text.out);
}

void TestCliFidelity::stoppedAndResumed()
{
    // More steps than anybody waits for, so that it is stopped within the second candidate or so.
    const QStringList slow = command({ "--run", "1", "--candidates", "4", "--steps", "150", "--batch", "8", "--json" });
    QProcess process;
    process.start(DANAS_PROGRAM, slow);
    const QByteArray told = test::readUntil(process, " alone, "); // one is done
    QElapsedTimer clock;
    clock.start();
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    const Outcome stopped = test::finish(process);
    QVERIFY2(stopped.status == 3 || stopped.status == 0, stopped.err); // a fast machine may be done
    QVERIFY2(clock.elapsed() < 5000, "stopping took too long");
    QVERIFY(stopped.json()["done"].get<int>() >= 1);
    const Outcome rest = runDanas(slow);
    QVERIFY2(rest.status == 0 && rest.json()["done"] == 4, rest.err);
    QVERIFY(rest.json()["plan"] == stopped.json()["plan"]);
    // The probe of other settings is as it was.
    QCOMPARE(runDanas(command({ "--run", "1", "--candidates", "8", "--json" })).json()["plan"]["steps"].get<int>(), 10);
}

void TestCliFidelity::badInput_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("why");
    QTest::newRow("from scratch") << QStringList {} << QByteArray("no supernet"); // the last run
    QTest::newRow("no such run") << QStringList { "--run", "7" } << QByteArray("7");
    QTest::newRow("two candidates") << QStringList { "--run", "1", "--candidates", "2" } << QByteArray("--candidates");
    QTest::newRow("no steps") << QStringList { "--run", "1", "--steps", "0" } << QByteArray("--steps");
    QTest::newRow("batch of one") << QStringList { "--run", "1", "--batch", "1" } << QByteArray("--batch");
    QTest::newRow("no folder for the report") << QStringList { "--run", "1", "--candidates", "8", "--html", "/no/such/folder/r.html" } << QByteArray("/no/such/folder");
}

void TestCliFidelity::badInput()
{
    QFETCH(QStringList, options);
    QFETCH(QByteArray, why);
    const Outcome outcome = runDanas(command(options));
    QCOMPARE(outcome.status, 2);
    QVERIFY2(outcome.err.contains(why), outcome.err);
    QVERIFY(outcome.out.isEmpty());
}

QTEST_APPLESS_MAIN(TestCliFidelity)
#include "tst_cli_fidelity.moc"
