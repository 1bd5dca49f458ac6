// SPDX-License-Identifier: GPL-3.0-or-later
// The command line as a person or a script uses it: results, exit statuses, and one clear sentence for bad input.
#include "danas_process.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

using namespace danas;
using test::Outcome;
using test::runDanas;

namespace {

constexpr int kBadInput = 2;
constexpr int kStopped = 3;

/// Bad input: status 2, nothing on standard output, one sentence on standard error that says `says`.
void verifyRefused(const Outcome& outcome, const QByteArray& says)
{
    QVERIFY2(outcome.status == kBadInput, outcome.err);
    QVERIFY2(outcome.out.isEmpty(), outcome.out);
    QVERIFY2(outcome.err.contains(says), outcome.err);
    QCOMPARE(outcome.err.count(" error "), 1);
}

} // namespace

class TestCli : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void helpAndUsage();
    void estimate();
    void estimateOnTarget();
    void targetsOfTheUser();
    void estimateOfGenes();
    void devices();
    void inspect();
    void inspectOddFolders();
    void wholeRun();
    void runWithoutSpec();
    void stopAndResume();
    void finalise();
    void demoDraws();
    void badSpecs_data();
    void badSpecs();
    void badProjects();
    void fullDisk();

private:
    QString path(const char* name) const { return m_folder.filePath(name); }
    QString specFile(const char* name, const Json& spec) const;
    Json tinyJson() const { return search::toJson(test::tinySpec(path("set").toStdString())); }
    QString doneProject(); ///< of a tiny run, made once

    QTemporaryDir m_folder { QDir::tempPath() + "/danas cli XXXXXX" };
    QString m_done;
};

void TestCli::initTestCase()
{
    test::writeTinyDataset(path("set").toStdString());
}

QString TestCli::specFile(const char* name, const Json& spec) const
{
    writeJsonFile(path(name).toStdString(), spec);
    return path(name);
}

QString TestCli::doneProject()
{
    if (m_done.isEmpty()) {
        const Outcome run = runDanas({ "run", specFile("tiny.json", tinyJson()), "--out", path("done.danas"), "--evaluations", "8" });
        if (run.status == 0)
            m_done = path("done.danas");
        else
            qWarning("%s", run.err.constData());
    }
    return m_done;
}

void TestCli::helpAndUsage()
{
    QVERIFY(runDanas({ "--version" }).out.startsWith("danas 0."));
    QVERIFY(runDanas({ "--help" }).out.contains("Exit status"));
    for (const char* command : { "demo", "inspect", "run", "resume", "front", "show", "estimate", "devices" }) {
        const Outcome help = runDanas({ command, "--help" });
        QCOMPARE(help.status, 0);
        QVERIFY2(help.out.contains("Examples:") && help.out.contains(QByteArray("danas ") + command), help.out);
        QVERIFY2(help.out.contains("--json"), help.out);
        QCOMPARE(runDanas({ command, "--no-such-option" }).status, kBadInput);
    }
    QCOMPARE(runDanas({}).status, kBadInput);
    QCOMPARE(runDanas({ "fly" }).status, kBadInput);
    QCOMPARE(runDanas({ "run", "--out", path("x.danas") }).status, kBadInput);
    QVERIFY(!QFile::exists(path("x.danas")));
}

void TestCli::estimate()
{
    // REFERENCE.md, section 4.
    const Outcome full = runDanas({ "estimate", "--preset", "mobilenet_v2", "--width", "1.0", "--input", "224x224x3", "--classes", "2", "--json" });
    QCOMPARE(full.status, 0);
    QCOMPARE(full.json().at("macs").get<std::int64_t>(), 299'496'832);
    QCOMPARE(full.json().at("params").get<std::int64_t>(), 2'260'546);

    const Json small = runDanas({ "estimate", "--width", "0.35", "--input", "128x128x3", "--classes", "5", "--json" }).json();
    QVERIFY(small.at("flash").at("total_bytes").get<std::int64_t>() > 0);
    const std::int64_t ram = small.at("ram").at("total_bytes").get<std::int64_t>();
    std::int64_t macs = 0, peak = 0;
    for (const Json& layer : small.at("layers")) {
        macs += layer.at("macs").get<std::int64_t>();
        peak = std::max(peak, layer.at("live_bytes").get<std::int64_t>());
    }
    QCOMPARE(macs, small.at("macs").get<std::int64_t>());
    QCOMPARE(peak, ram);

    const Json wide = runDanas({ "estimate", "--input", "64x96x1", "--json" }).json();
    QCOMPARE(wide.at("input").at("height").get<int>(), 64);
    QCOMPARE(wide.at("input").at("width").get<int>(), 96);
    QVERIFY(runDanas({ "estimate" }).out.contains("<- peak"));
    verifyRefused(runDanas({ "estimate", "--input", "wide", "--json" }), "HEIGHTxWIDTHxCHANNELS");
    verifyRefused(runDanas({ "estimate", "--preset", "resnet" }), "resnet");
    QCOMPARE(runDanas({ "estimate", "--classes", "1" }).status, kBadInput);
}

void TestCli::estimateOnTarget()
{
    const QStringList system { "estimate", "--width", "0.35", "--input", "128x128x3", "--classes", "5" };
    const Json known = runDanas(system + QStringList { "--target", "h747-st-edge-ai", "--sensor", "qvga-rgb565", "--json" }).json();
    const Json& ram = known.at("ram");
    QCOMPARE(ram.at("sensor_bytes").get<int>(), 320 * 240 * 2);
    const auto bytes = [](const Json& parts, const char* part) { return parts.at(part).get<std::int64_t>(); };
    QCOMPARE(bytes(ram, "total_bytes"),
        bytes(ram, "arena_bytes") + bytes(ram, "sensor_bytes") + bytes(ram, "preprocessing_bytes") + bytes(ram, "runtime_bytes"));
    const Json& flash = known.at("flash");
    QCOMPARE(bytes(flash, "total_bytes"), bytes(flash, "weights_bytes") + bytes(flash, "code_bytes"));
    QCOMPARE(bytes(flash, "preprocessing_bytes"), 0); // pictures need no tables
    // REFERENCE.md, section 8: 237.32 KiB of activations, 406.86 KiB of weights, 96.75 ms.
    QVERIFY(std::abs(static_cast<double>(bytes(ram, "arena_bytes")) / 1024.0 / 237.32 - 1.0) < 0.03);
    QVERIFY(std::abs(static_cast<double>(bytes(flash, "weights_bytes")) / 1024.0 - 406.86) < 0.1);
    QVERIFY(std::abs(known.at("latency_ms").get<double>() / 96.75 - 1.0) < 0.1);
    QVERIFY(known.at("energy_uj").is_null());
    double share = 0.0;
    for (const Json& layer : known.at("layers"))
        share += layer.at("latency_share").get<double>();
    QVERIFY(std::abs(share - 1.0) < 1e-9);

    const Json board = runDanas(system + QStringList { "--target", "nano33ble-cmsis-nn", "--json" }).json();
    QVERIFY(board.at("energy_uj").get<double>() > 0.0 && bytes(board.at("ram"), "runtime_bytes") > 0 && board.at("flash").at("code_bytes").is_null() && board.at("fits") == false);
    QVERIFY(board.at("ram").at("fits") == false && board.at("flash").at("fits") == true);
    const Outcome text = runDanas(system + QStringList { "--target", "l412kb-tflm" });
    QVERIFY2(text.status == 0 && text.out.contains("Does not fit any memory of NUCLEO-L412KB") && text.out.contains("usable: does not fit"), text.out);
    verifyRefused(runDanas(system + QStringList { "--target", "z80" }), "h747-st-edge-ai");
    verifyRefused(runDanas(system + QStringList { "--target", "h743-tflm", "--sensor", "huge" }), "qvga-rgb565");
    QCOMPARE(runDanas(system + QStringList { "--sensor", "qvga-rgb565" }).status, kBadInput);
}

void TestCli::targetsOfTheUser()
{
    const auto folder = std::filesystem::path(path("targets").toStdString());
    std::filesystem::create_directories(folder);
    writeJsonFile(folder / "mine.json", { { "id", "mine" }, { "board", "pico" }, { "engine", "tflm_reference" } });
    const Json list = runDanas({ "devices", "--targets", path("targets"), "--json" }).json();
    QCOMPARE(list.back().at("id").get<std::string>(), std::string("mine"));
    QCOMPARE(runDanas({ "estimate", "--targets", path("targets"), "--target", "mine", "--json" }).json().at("target").get<std::string>(), std::string("mine"));
    writeJsonFile(folder / "mine.json", { { "id", "mine" }, { "board", "pico" }, { "engine", "tflm_reference" }, { "speed", 3 } });
    // A bad preset is told, and takes nothing with it.
    const Outcome bad = runDanas({ "devices", "--targets", path("targets"), "--json" });
    QVERIFY2(bad.status == 0 && bad.err.contains("mine.json") && bad.err.contains("\"speed\""), bad.err);
    QCOMPARE(bad.json().size(), cost::targets().size());
    qputenv("DANAS_TARGETS", path("targets").toUtf8());
    QVERIFY(runDanas({ "devices" }).err.contains("mine.json"));
    qunsetenv("DANAS_TARGETS");
}

void TestCli::estimateOfGenes()
{
    const auto space = space::demoSpace();
    Json genes = space.genesToJson(space.largest());
    const auto ask = [&genes] { return runDanas({ "estimate", "--space", "demo", "--genes", QString::fromStdString(genes.dump()), "--json" }); };
    const Outcome known = ask();
    QVERIFY2(known.status == 0, known.err);
    QCOMPARE(known.json().at("macs").get<std::int64_t>(), search::costOf(space, space.largest(), 2).macs);
    genes["stage9.depth"] = 1;
    verifyRefused(ask(), "stage9.depth");
    genes.erase("stage9.depth");
    genes["width"] = 0.77;
    verifyRefused(ask(), "0.77");
    verifyRefused(runDanas({ "estimate", "--genes", "{oops" }), "--genes is not valid JSON");
}

void TestCli::devices()
{
    const Json boards = runDanas({ "devices", "--json" }).json();
    QVERIFY(boards.is_array() && boards.size() >= 7);
    for (const Json& board : boards) {
        for (const char* text : { "id", "board", "mcu", "source" })
            QVERIFY(!board.at(text).get<std::string>().empty());
        for (const char* number : { "clock_hz", "ram_bytes", "flash_bytes" })
            QVERIFY(board.at(number).get<std::int64_t>() > 0);
    }
    const Outcome text = runDanas({ "devices" });
    QVERIFY(text.out.contains("cpu") && text.out.contains("LibTorch"));
}

void TestCli::inspect()
{
    const Json found = runDanas({ "inspect", path("set"), "--json" }).json();
    QCOMPARE(found.at("classes").size(), std::size_t(2));
    QCOMPARE(found.at("classes")[0].at("name").get<std::string>(), std::string("blue"));
    QCOMPARE(found.at("classes")[0].at("train").get<int>(), 8);
    QCOMPARE(found.at("samples").at("validation").get<int>(), 8);
    QVERIFY(found.at("problems").empty());
    QVERIFY(runDanas({ "inspect", path("set") }).out.contains("blue"));
    QCOMPARE(runDanas({ "inspect", path("set"), "--keep-train", "0.5", "--json" }).json().at("samples").at("validation").get<int>(), 8);
    verifyRefused(runDanas({ "inspect", path("set"), "--merge", "blue" }), "SOURCE=CLASS");
    verifyRefused(runDanas({ "inspect", path("set"), "--leave-out", "green" }), "green");
}

void TestCli::inspectOddFolders()
{
    verifyRefused(runDanas({ "inspect", path("nowhere"), "--json" }), "nowhere");

    test::writeTinyDataset(path("empty").toStdString());
    QDir(path("empty/train/red")).removeRecursively();
    QDir(path("empty/validation/red")).removeRecursively();
    QDir(path("empty/test/red")).removeRecursively();
    verifyRefused(runDanas({ "inspect", path("empty") }), "class"); // one class only
    QDir().mkpath(path("empty/train/red"));
    verifyRefused(runDanas({ "inspect", path("empty") }), "red"); // an empty class

    test::writeTinyDataset(path("odd").toStdString());
    QFile broken(path("odd/train/red/0.png"));
    QVERIFY(broken.resize(60));
    QVERIFY(QFile::copy(path("odd/train/blue/1.png"), path("odd/test/blue/copy.png")));
    const Json found = runDanas({ "inspect", path("odd"), "--json" }).json();
    QCOMPARE(found.at("problem_counts").at("skipped").get<int>(), 1);
    QVERIFY(found.at("problem_counts").at("leakage").get<int>() >= 1);
    for (const Json& problem : found.at("problems"))
        QVERIFY(!problem.at("reason").get<std::string>().empty());
}

void TestCli::wholeRun()
{
    const QString project = doneProject();
    QVERIFY(!project.isEmpty());
    const Outcome front = runDanas({ "front", project, "--json" });
    QCOMPARE(front.status, 0);
    const Json document = front.json();
    QCOMPARE(document.at("run").at("state").get<std::string>(), std::string("done"));
    QVERIFY(!document.at("front").empty());
    const auto space = test::tinySpec("x").space;
    for (const Json& point : document.at("front")) {
        const auto genes = space.genesFromJson(point.at("genes"));
        QCOMPARE(point.at("data").at("resolution").get<int>(), space.dataConfig(genes).image().resolution);
        QCOMPARE(point.at("costs").at("macs").get<std::int64_t>(), search::costOf(space, genes, 2).macs);
        QCOMPARE(point.at("metrics").at("per_class").size(), std::size_t(2));
        QCOMPARE(point.at("metrics").at("per_class")[1].at("class").get<std::string>(), std::string("red"));
        for (const char* metric : { "accuracy", "precision", "recall", "f1", "confusion" })
            QVERIFY(point.at("metrics").contains(metric));
    }
    QVERIFY(runDanas({ "front", project }).out.contains("hypervolume"));

    const Json runs = runDanas({ "show", project, "--json" }).json();
    QCOMPARE(runs.at("runs").size(), std::size_t(1));
    QCOMPARE(runs.at("runs")[0].at("evaluations").get<int>(), 8);
    QVERIFY(runDanas({ "show", project }).out.contains("done"));
    const Json candidate = runDanas({ "show", project, "--candidate", "3", "--json" }).json();
    QCOMPARE(candidate.at("id").get<int>(), 3);
    QVERIFY(candidate.at("layers").size() > 5);
    QVERIFY(runDanas({ "show", project, "--candidate", "3" }).out.contains("<- peak"));
    verifyRefused(runDanas({ "show", project, "--candidate", "8" }), "no candidate 8");
    verifyRefused(runDanas({ "front", project, "--run", "7", "--json" }), "no run 7");

    const Outcome again = runDanas({ "resume", project, "--json" }); // a done run is done
    QCOMPARE(again.status, 0);
    QCOMPARE(again.json().at("front"), document.at("front"));
    const Outcome second = runDanas({ "run", path("tiny.json"), "--out", project, "--evaluations", "2", "--seed", "7", "--json" });
    QCOMPARE(second.status, 0);
    QVERIFY2(second.err.contains("another run in it"), second.err);
    QCOMPARE(second.json().at("run").at("id").get<int>(), 2);
    QCOMPARE(second.json().at("run").at("seed").get<int>(), 7);
    QCOMPARE(runDanas({ "front", project, "--run", "1", "--json" }).json(), document); // a finished run is never changed
    const Outcome timed = runDanas({ "run", path("tiny.json"), "--out", project, "--evaluations", "100000", "--seconds", "4", "--finalise", "0", "--json" });
    QCOMPARE(timed.status, 0);
    const int scored = timed.json().at("run").at("evaluations").get<int>();
    QVERIFY2(scored >= 1 && scored < 100000, qPrintable(QString::number(scored)));
    QCOMPARE(runDanas({ "run", path("tiny.json"), "--out", project, "--seconds", "0" }).status, kBadInput);
}

void TestCli::runWithoutSpec()
{
    verifyRefused(runDanas({ "run", "--data", path("set"), "--preset", "huge", "--out", path("n.danas") }), "huge");
    verifyRefused(runDanas({ "run", "--data", path("set"), "--preset", "demo", "--ram", "lots", "--out", path("n.danas") }), "--ram");
    verifyRefused(runDanas({ "run", "--data", path("set"), "--preset", "demo", "--ram", "100B", "--out", path("n.danas") }), "100");
    QCOMPARE(runDanas({ "run", path("tiny.json"), "--data", path("set"), "--out", path("n.danas") }).status, kBadInput);
}

void TestCli::stopAndResume()
{
    Json spec = tinyJson();
    spec["supernet"]["steps"] = 800; // some seconds, so that the signal comes in time
    const QString project = path("stopped.danas");
    QProcess process;
    process.start(DANAS_PROGRAM, { "run", specFile("stop.json", spec), "--out", project, "--json" });
    const QByteArray err = test::readUntil(process, "supernet 0/800");
    process.terminate(); // SIGTERM
    const Outcome stopped = test::finish(process);
    QVERIFY2(stopped.status == kStopped, QByteArray::number(stopped.status) + ": " + (err + stopped.err).right(300));
    QCOMPARE(stopped.json().at("end").get<std::string>(), std::string("stopped"));
    QCOMPARE(stopped.json().at("run").at("state").get<std::string>(), std::string("stopped"));
    const Outcome resumed = runDanas({ "resume", project, "--json" });
    QVERIFY2(resumed.status == 0, resumed.err);
    QVERIFY2(resumed.err.contains("Training goes on from step"), resumed.err);
    QCOMPARE(resumed.json().at("run").at("evaluations").get<int>(), 20);
}

void TestCli::finalise()
{
    Json spec = tinyJson();
    spec["finalise"]["candidates"] = 0;
    const QString project = path("finals.danas");
    const Outcome run = runDanas({ "run", specFile("finals.json", spec), "--out", project, "--evaluations", "8", "--json" });
    QVERIFY2(run.status == 0, run.err);
    QVERIFY(run.json().at("finalised").empty());
    const Outcome added = runDanas({ "finalise", project, "--run", "1", "--candidates", "2,5", "--json" });
    QVERIFY2(added.status == 0, added.err);
    const Json finals = added.json().at("finalised");
    QCOMPARE(finals.size(), std::size_t(2));
    for (const char* score : { "float_validation", "int8_validation", "float_test", "int8_test" })
        QVERIFY(finals[1].at("finalised").at(score).at("accuracy").is_number());
    QCOMPARE(finals[1].at("id").get<int>(), 5);
    QVERIFY(runDanas({ "front", project }).out.contains("test int8"));
    QVERIFY(runDanas({ "show", project, "--candidate", "5" }).out.contains("int8, test"));
    verifyRefused(runDanas({ "finalise", project, "--candidates", "8" }), "has no candidate 8");
}

void TestCli::demoDraws()
{
    const Outcome drawn = runDanas({ "demo", "--folder", path("demo"), "--no-run", "--json" });
    QVERIFY2(drawn.status == 0, drawn.err);
    QVERIFY(drawn.json().at("spec").at("dataset").contains("path"));
    QCOMPARE(runDanas({ "inspect", path("demo"), "--json" }).status, 0);
}

void TestCli::badSpecs_data()
{
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("dataset folder") << "/dataset/path" << "\"/no/such/folder\"" << QByteArray("/no/such/folder");
    QTest::newRow("one class left") << "/dataset/leave_out" << "[\"red\"]" << QByteArray("class");
    QTest::newRow("nothing fits") << "/budget" << "{\"ram_bytes\": 100}" << QByteArray("100");
    QTest::newRow("unknown preset") << "/space" << "\"enormous\"" << QByteArray("enormous");
    QTest::newRow("unknown field") << "/colour" << "1" << QByteArray("colour");
    QTest::newRow("unknown strategy") << "/search/strategy" << "\"guess\"" << QByteArray("guess");
    QTest::newRow("unknown objective") << "/objectives" << "[\"accuracy\", \"beauty\"]" << QByteArray("beauty");
    QTest::newRow("no evaluations") << "/search/evaluations" << "0" << QByteArray("evaluations");
    QTest::newRow("unknown gene") << "/space/parameters/-" << "{\"name\": \"altitude\", \"values\": [1]}" << QByteArray("altitude");
    QTest::newRow("empty parameter") << "/space/parameters/0/values" << "[]" << QByteArray("resolution");
}

void TestCli::badSpecs()
{
    QFETCH(QString, pointer);
    QFETCH(QString, value);
    QFETCH(QByteArray, says);
    Json spec = tinyJson();
    spec[Json::json_pointer(pointer.toStdString())] = Json::parse(value.toStdString());
    verifyRefused(runDanas({ "run", specFile("bad.json", spec), "--out", path("bad.danas"), "--json" }), says);
}

void TestCli::badProjects()
{
    verifyRefused(runDanas({ "front", path("none.danas"), "--json" }), "does not exist");
    verifyRefused(runDanas({ "run", path("none.json"), "--out", path("y.danas") }), "none.json");
    verifyRefused(runDanas({ "run", specFile("ok.json", tinyJson()), "--out", path("no folder/y.danas") }), "no folder");
    QFile text(path("text.danas"));
    QVERIFY(text.open(QIODevice::WriteOnly));
    text.write(QByteArray(3000, 'x'));
    text.close();
    verifyRefused(runDanas({ "show", path("text.danas") }), "is not a DANAS project");
    verifyRefused(runDanas({ "run", path("ok.json"), "--out", path("text.danas") }), "is not a DANAS project");

    const QString project = doneProject();
    QVERIFY(!project.isEmpty());
    QVERIFY(QFile::copy(project, path("cut.danas")));
    QVERIFY(QFile::resize(path("cut.danas"), QFileInfo(project).size() * 2 / 3));
    for (const char* command : { "front", "show", "resume" })
        verifyRefused(runDanas({ command, path("cut.danas") }), "cut off");

    QVERIFY(QFile::copy(project, path("newer.danas")));
    std::fstream newer(path("newer.danas").toStdString(), std::ios::binary | std::ios::in | std::ios::out);
    newer.seekp(60); // PRAGMA user_version, big endian
    newer.write("\0\0\0\x09", 4);
    newer.close();
    QCOMPARE(runDanas({ "front", path("newer.danas") }).status, 0); // its tables are still readable
    verifyRefused(runDanas({ "resume", path("newer.danas") }), "schema 9");
    verifyRefused(runDanas({ "run", path("ok.json"), "--out", path("newer.danas") }), "schema 9");
}

void TestCli::fullDisk()
{
    const QString project = path("full.danas");
    QProcess shell;
    shell.start("sh", { "-c", "ulimit -f 240; exec \"$0\" \"$@\"", DANAS_PROGRAM, "run", specFile("ok.json", tinyJson()), "--out", project });
    verifyRefused(test::finish(shell), "disk is full");
    const Outcome resumed = runDanas({ "resume", project, "--json" }); // space was made
    QVERIFY2(resumed.status == 0, resumed.err);
}

QTEST_APPLESS_MAIN(TestCli)
#include "tst_cli.moc"
