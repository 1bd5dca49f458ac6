// SPDX-License-Identifier: GPL-3.0-or-later
// "danas compare" on projects whose runs were never trained.
#include "danas_process.h"
#include "support/made_run.h"

#include <QFile>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest>

using namespace danas;
using test::Outcome;
using test::runDanas;

class TestCliCompare : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void help();
    void text();
    void json();
    void arms();
    void budgets();
    void files();
    void twoProjects();
    void notComparable();
    void badInput_data();
    void badInput();

private:
    QString path(const char* name) const { return m_folder.filePath(name); }
    QTemporaryDir m_folder { QDir::tempPath() + "/danas compare XXXXXX" };
};

void TestCliCompare::initTestCase()
{
    {
        store::Project project(path("p.danas").toStdString(), store::Project::Mode::Create);
        auto fixed = test::madeSpec(1);
        fixed.space = fixed.space.withFixedData(fixed.space.dataConfigs().front());
        fixed.name = "fixed <96>";
        for (const std::uint64_t seed : { 1U, 2U, 3U }) // runs 1 to 3
            test::storeRun(project, test::madeSpec(seed), 0.05);
        for (fixed.seed = 1; fixed.seed <= 3; ++fixed.seed) // runs 4 to 6
            test::storeRun(project, fixed);
        auto other = test::madeSpec(1); // run 7
        other.objectives = { search::Objective::F1, search::Objective::Ram };
        test::storeRun(project, other, 0.0, store::RunState::Stopped);
    }
    store::Project second(path("q.danas").toStdString(), store::Project::Mode::Create);
    test::storeRun(second, test::madeSpec(9));
}

void TestCliCompare::help()
{
    const Outcome outcome = runDanas({ "compare", "--help" });
    QCOMPARE(outcome.status, 0);
    QVERIFY2(outcome.out.contains("Examples:") && outcome.out.contains("danas compare") && outcome.out.contains("--json"), outcome.out);
}

void TestCliCompare::text()
{
    const Outcome outcome = runDanas({ "compare", path("p.danas"), "--runs", "1,2,3,4,5,6" });
    QVERIFY2(outcome.status == 0, outcome.err);
    QVERIFY2(outcome.out.contains("3 of 3 seeds, p = 0.25") && outcome.out.contains("Hypervolume at the end"), outcome.out);
}

void TestCliCompare::json()
{
    const Outcome outcome = runDanas({ "compare", path("p.danas"), "--runs", "1,4", "--json" });
    QVERIFY2(outcome.status == 0, outcome.err);
    const Json json = outcome.json();
    QCOMPARE(json["arms"].size(), std::size_t(2));
    QCOMPARE(json["arms"][0]["name"].get<std::string>(), std::string("made #1"));
    QVERIFY(json["comparable"].get<bool>() && json["pairs"].size() == 1);
    QVERIFY(json["remarks"].dump().find("One seed only") != std::string::npos);
    // The same figures as "front" gives, as long as nothing but the seed and the data differ.
    const Json front = runDanas({ "front", path("p.danas"), "--run", "1", "--json" }).json();
    QCOMPARE(json["arms"][0]["runs"][0]["front"].size(), front["front"].size());
    QVERIFY(std::abs(json["arms"][0]["runs"][0]["hypervolume"].get<double>() - front["run"]["hypervolume"].get<double>()) < 1e-9);
}

void TestCliCompare::arms()
{
    const Outcome outcome = runDanas({ "compare", path("p.danas"), "--arm", "aware=1,2,3", "--arm", "fixed=4,5", "--json" });
    QVERIFY2(outcome.status == 0, outcome.err);
    const Json json = outcome.json();
    QCOMPARE(json["arms"][1]["name"].get<std::string>(), std::string("fixed"));
    QVERIFY(!json["pairs"][0]["paired"].get<bool>());
    QCOMPARE(json["pairs"][0]["findings"][0]["test"]["kind"].get<std::string>(), std::string("mann_whitney"));
}

void TestCliCompare::budgets()
{
    const Json json = runDanas({ "compare", path("p.danas"), "--runs", "1,4", "--budget-ram", "32KiB,100KiB/300KiB", "--json" }).json();
    QCOMPARE(json["tiers"].size(), std::size_t(2));
    QCOMPARE(json["tiers"][0]["ram_bytes"].get<int>(), 32 * 1024);
    QVERIFY(json["tiers"][0]["flash_bytes"].is_null());
    QCOMPARE(json["tiers"][1]["flash_bytes"].get<int>(), 300 * 1024);
}

void TestCliCompare::files()
{
    const Outcome outcome = runDanas({ "compare", path("p.danas"), "--runs", "1,2,3,4,5,6", "--html", path("r.html"), "--csv", path("r.csv") });
    QVERIFY2(outcome.status == 0, outcome.err);
    QFile html(path("r.html")), csv(path("r.csv"));
    QVERIFY(html.open(QIODevice::ReadOnly) && csv.open(QIODevice::ReadOnly));
    const QByteArray page = html.readAll();
    QVERIFY(page.contains("fixed &lt;96&gt;") && !page.contains("fixed <96>"));
    QXmlStreamReader reader(page);
    while (!reader.atEnd())
        reader.readNext();
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
    QVERIFY(csv.readLine().startsWith("record,arm,run,seed"));
    QVERIFY(!QFile::exists(path("r.html.part")));
}

void TestCliCompare::twoProjects()
{
    const Outcome outcome = runDanas({ "compare", path("p.danas"), path("q.danas"), "--runs", "1:1,2:1", "--json" });
    QVERIFY2(outcome.status == 0, outcome.err);
    QCOMPARE(outcome.json()["arms"][1]["runs"][0]["label"].get<std::string>(), std::string("q.danas #1"));
}

void TestCliCompare::notComparable()
{
    const Outcome outcome = runDanas({ "compare", path("p.danas"), "--runs", "1,7" });
    QCOMPARE(outcome.status, 0);
    QVERIFY2(outcome.out.startsWith("Not comparable: The runs have no metric in common"), outcome.out);
    QVERIFY2(outcome.out.contains("cut short (stopped)") || outcome.out.contains("was cut short"), outcome.out);
}

void TestCliCompare::badInput_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("one run") << QStringList { path("p.danas"), "--runs", "1" } << QByteArray("two or more runs");
    QTest::newRow("no such run") << QStringList { path("p.danas"), "--runs", "1,99" } << QByteArray("no run 99");
    QTest::newRow("not a number") << QStringList { path("p.danas"), "--runs", "1,x" } << QByteArray("\"x\" is not a run");
    QTest::newRow("third project") << QStringList { path("p.danas"), "--runs", "1,3:1" } << QByteArray("\"3:1\" is not a run");
    QTest::newRow("project 0") << QStringList { path("p.danas"), "--runs", "1,0:1" } << QByteArray("\"0:1\" is not a run");
    QTest::newRow("twice") << QStringList { path("p.danas"), "--arm", "a=1", "--arm", "b=1" } << QByteArray("named twice");
    QTest::newRow("arm without runs") << QStringList { path("p.danas"), "--arm", "a=1", "--arm", "b=" } << QByteArray("not NAME=RUNS");
    QTest::newRow("budget") << QStringList { path("p.danas"), "--runs", "1,4", "--budget-ram", "big" } << QByteArray("not a size");
    QTest::newRow("file") << QStringList { path("none.danas"), "--runs", "1,4" } << QByteArray("none.danas");
    QTest::newRow("folder") << QStringList { path("p.danas"), "--runs", "1,4", "--html", path("no/r.html") } << QByteArray("cannot be written");
}

void TestCliCompare::badInput()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, says);
    const Outcome outcome = runDanas(QStringList { "compare" } + arguments);
    QVERIFY2(outcome.status == 2 && outcome.out.isEmpty(), outcome.err);
    QVERIFY2(outcome.err.contains(says), outcome.err);
}

QTEST_GUILESS_MAIN(TestCliCompare)
#include "tst_cli_compare.moc"
