// SPDX-License-Identifier: GPL-3.0-or-later
// Kills a real run with SIGKILL at many moments of all phases, resumes it, and compares it with an undisturbed one.
#include "danas_process.h"
#include "support/run_result.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtTest>

using namespace danas;
using test::Outcome;
using test::runDanas;

namespace {

/// What a line on standard error promised: "evaluated 3: 32 px RGB, ... on the front".
QByteArrayList promises(const QByteArray& err)
{
    QByteArrayList kept;
    for (const QByteArray& line : err.split('\n')) {
        const auto at = line.indexOf("evaluated ");
        if (at >= 0 && err.contains(line + '\n')) // a line that was cut by the kill was not shown
            kept << line.mid(at);
    }
    return kept;
}

Json front(const QString& project)
{
    Json points = runDanas({ "front", project, "--json" }).json().at("front");
    for (Json& point : points) {
        point.erase("seconds");
        point.erase("at");
        if (point.at("finalised").is_object())
            point.at("finalised").erase("seconds");
    }
    return points;
}

} // namespace

class TestKill : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void killedAnywhere_data();
    void killedAnywhere();
    void killedAgainAndAgain();
    void cleanupTestCase();

private:
    QString path(const QString& name) const { return m_folder.filePath(name); }
    QStringList runArguments(const QString& project) const;
    /// Starts the program and kills it `delay` ms after a line with `mark` appeared; what it had said until then.
    QByteArray killAfter(const QStringList& arguments, const QByteArray& mark, int delay);
    void finishAndCompare(const QString& project, const QByteArrayList& promised);

    QTemporaryDir m_folder;
    std::string m_result;
    Json m_front;
    QByteArrayList m_lines;
    int m_trainingMs = 0;
    int m_killed = 0, m_tooLate = 0; ///< moments that found the program alive, or ended
};

QStringList TestKill::runArguments(const QString& project) const
{
    return { "run", path("spec.json"), "--out", project, "--checkpoint-seconds", "0.05" };
}

void TestKill::initTestCase()
{
    test::writeTinyDataset(path("set").toStdString());
    writeJsonFile(path("spec.json").toStdString(), search::toJson(test::tinySpec(path("set").toStdString())));
    QProcess process;
    QElapsedTimer clock;
    QByteArray err;
    process.start(DANAS_PROGRAM, runArguments(path("whole.danas")));
    err += test::readUntil(process, "LibTorch");
    clock.start();
    err += test::readUntil(process, "supernet is trained");
    m_trainingMs = static_cast<int>(clock.elapsed());
    const Outcome rest = test::finish(process);
    QVERIFY2(rest.status == 0, err + rest.err);
    m_lines = promises(err + rest.err);
    QCOMPARE(m_lines.size(), 20);
    m_result = test::runResult(path("whole.danas").toStdString(), 1);
    m_front = front(path("whole.danas"));
}

QByteArray TestKill::killAfter(const QStringList& arguments, const QByteArray& mark, int delay)
{
    QProcess process;
    QByteArray err;
    process.start(DANAS_PROGRAM, arguments);
    process.waitForStarted();
    if (!mark.isEmpty())
        err += test::readUntil(process, mark);
    process.waitForFinished(delay); // no wait for something: the moment itself is the test
    process.kill();
    process.waitForFinished();
    ++(process.exitStatus() == QProcess::CrashExit ? m_killed : m_tooLate);
    return err + process.readAllStandardError();
}

void TestKill::finishAndCompare(const QString& project, const QByteArrayList& promised)
{
    Outcome resumed = runDanas({ "resume", project });
    if (resumed.status == 2 && promised.isEmpty()) // killed before the run had its place in the project
        resumed = runDanas(runArguments(project));
    QVERIFY2(resumed.status == 0, resumed.err);
    const Json runs = runDanas({ "show", project, "--json" }).json().at("runs");
    QCOMPARE(runs.size(), std::size_t(1));
    QVERIFY(test::runResult(project.toStdString(), 1) == m_result);
    QVERIFY(front(project) == m_front);
}

void TestKill::killedAnywhere_data()
{
    QTest::addColumn<QByteArray>("mark");
    QTest::addColumn<int>("delay");
    QTest::newRow("starting") << QByteArray() << 5;
    QTest::newRow("opening") << QByteArray() << 60;
    QTest::newRow("preparing") << QByteArray("run 1") << 0;
    QTest::newRow("data read") << QByteArray("Data:") << 0;
    for (const int percent : { 5, 25, 50, 75, 95 })
        QTest::addRow("training, %d %%", percent) << QByteArray("LibTorch") << m_trainingMs * percent / 100;
    QTest::newRow("trained") << QByteArray("supernet is trained") << 0;
    QTest::newRow("first candidate") << QByteArray("evaluated 0:") << 0;
    QTest::newRow("between candidates") << QByteArray("evaluated 6:") << 7;
    QTest::newRow("late") << QByteArray("evaluated 13:") << 3;
    QTest::newRow("last candidate") << QByteArray("evaluated 19:") << 0;
    QTest::newRow("fine-tuning") << QByteArray("finalise 0/") << 20;
    QTest::newRow("first finalist") << QByteArray("Finalised ") << 0;
}

void TestKill::killedAnywhere()
{
    QFETCH(QByteArray, mark);
    QFETCH(int, delay);
    const QString project = path(QString("killed %1.danas").arg(QTest::currentDataTag()).remove('%'));
    const QByteArrayList promised = promises(killAfter(runArguments(project), mark, delay));
    if (!promised.isEmpty()) { // nothing that was shown is missing, before any resume
        const store::Project killed(project.toStdString(), store::Project::Mode::ReadOnly);
        QVERIFY(static_cast<qsizetype>(killed.evaluations(1).size()) >= promised.size());
        QCOMPARE(promised, m_lines.mid(0, promised.size()));
    }
    finishAndCompare(project, promised);
}

void TestKill::killedAgainAndAgain()
{
    const QString project = path("again.danas");
    killAfter(runArguments(project), "LibTorch", m_trainingMs / 3);
    QByteArrayList promised;
    for (const char* mark : { "LibTorch", "goes on", "evaluated 2:", "evaluated 9:", "evaluated 15:" })
        promised = promises(killAfter({ "resume", project, "--checkpoint-seconds", "0.05" }, mark, 20));
    QVERIFY(promised.size() >= 16);
    finishAndCompare(project, promised);
}

void TestKill::cleanupTestCase()
{
    QVERIFY2(m_killed >= 12, qPrintable(QString("%1 killed, %2 too late").arg(m_killed).arg(m_tooLate))); // else this test tested nothing
}

QTEST_APPLESS_MAIN(TestKill)
#include "tst_kill.moc"
