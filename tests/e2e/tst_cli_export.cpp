// SPDX-License-Identifier: GPL-3.0-or-later
// The real program: danas export and danas verify.
#include "e2e/danas_process.h"
#include "support/finalised_project.h"
#include "support/run_program.h"

#include <QFileInfo>
#include <QTemporaryDir>

using namespace danas;

class TstCliExport : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { m_run = test::writeFinalisedProject(path("p.danas").toStdString(), path("data").toStdString()); }

    void exportedBundleVerifiesAndPassesItsSelfTest()
    {
        const auto exported = test::runDanas({ "export", path("p.danas"), "--candidate", "0", "--out", path("bundle"), "--json" });
        QVERIFY2(exported.status == 0, exported.err.constData());
        const Json json = exported.json();
        QVERIFY(json["exported"].get<bool>());
        QCOMPARE(json["gates"].size(), std::size_t { 7 });
        QVERIFY(exported.err.contains("Gate 7 of 7, passed"));

        const auto verified = test::runDanas({ "verify", path("bundle"), "--json" });
        QVERIFY2(verified.status == 0, verified.err.constData());
        QVERIFY(verified.json()["complete"].get<bool>());
        QCOMPARE(test::runDanas({ "verify", path("bundle") }).out, QByteArray("PASS\n"));

        QCOMPARE(test::failureOf(path("bundle"), "cmake -S selftest -B build"), QString());
        QCOMPARE(test::failureOf(path("bundle"), "cmake --build build"), QString());
        QProcess selftest;
        selftest.start(path("bundle/build/selftest"), QStringList {});
        QVERIFY(selftest.waitForFinished());
        const auto arena = QByteArray::number(json["arena_bytes"].get<qlonglong>());
        QCOMPARE(selftest.readAllStandardOutput(), "PASS  4 samples, arena " + arena + " bytes\n");
    }

    void archiveVerifies()
    {
        const auto exported = test::runDanas({ "export", path("p.danas"), "--candidate", "0", "--out", path("packed.zip"), "--json" });
        QVERIFY2(exported.status == 0, exported.err.constData());
        QCOMPARE(exported.json()["place"].get<std::string>(), path("packed.zip").toStdString());
        QVERIFY(QFileInfo(path("packed.zip")).isFile());
        const auto verified = test::runDanas({ "verify", path("packed.zip"), "--json" });
        QVERIFY2(verified.status == 0, verified.err.constData());
        QVERIFY(verified.json()["complete"].get<bool>());
    }

    void targetAndFormatsAreTheBundles()
    {
        const auto exported = test::runDanas({ "export", path("p.danas"), "--run", QString::number(m_run), "--candidate", "0", "--out", path("board"),
            "--target", "h743-st-edge-ai", "--formats", "c", "--json" });
        QVERIFY2(exported.status == 0, exported.err.constData());
        QCOMPARE(exported.json()["gates"][0]["state"].get<std::string>(), std::string("not run"));
        QVERIFY(!QFile::exists(path("board/model.tflite")) && !QFile::exists(path("board/tflm")) && QFile::exists(path("board/c/model.c")));
        QVERIFY(test::runDanas({ "verify", path("board") }).out.startsWith("PASS, but not every gate"));
    }

    void badInputsGiveOneSentence()
    {
        const auto refused = [this](const QStringList& arguments, const char* sentence) {
            const auto outcome = test::runDanas(arguments);
            QCOMPARE(outcome.status, 2);
            QVERIFY2(outcome.err.contains(sentence), outcome.err.constData());
            QVERIFY(outcome.out.isEmpty());
        };
        refused({ "export", path("p.danas"), "--candidate", "1", "--out", path("x") }, "danas finalise");
        refused({ "export", path("p.danas"), "--candidate", "7", "--out", path("x") }, "no candidate 7");
        refused({ "export", path("p.danas"), "--candidate", "0", "--out", path("data") }, "is there already");
        refused({ "export", path("p.danas"), "--candidate", "0", "--out", path("x"), "--formats", "pdf" }, "pdf");
        refused({ "verify", path("data") }, "is not a bundle");
        QVERIFY(!QFile::exists(path("x")));
    }

    /// A bundle that somebody changed: exit status 1, and the gate that found it.
    void changedBundleFails()
    {
        const QString file = path("board/c/model_weights.c");
        QByteArray text = test::readFile(file);
        text.insert(text.indexOf("= {\n") + 4, "0,");
        test::writeFile(file, text.constData(), static_cast<std::size_t>(text.size()));
        const auto outcome = test::runDanas({ "verify", path("board"), "--json" });
        QCOMPARE(outcome.status, 1);
        QVERIFY(!outcome.json()["passed"].get<bool>());
        QCOMPARE(outcome.json()["gates"][1]["state"].get<std::string>(), std::string("failed"));
    }

private:
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
    QTemporaryDir m_folder;
    std::int64_t m_run = 0;
};

QTEST_GUILESS_MAIN(TstCliExport)
#include "tst_cli_export.moc"
