// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "deploy/archive.h"
#include "deploy/bundle.h"
#include "deploy/bundle_folder.h"
#include "support/file_size_limit.h"
#include "support/finalised_project.h"
#include "support/run_program.h"

#include <fmt/format.h>

#include <QDir>
#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QXmlStreamReader>

#include <thread>

using namespace danas;

namespace {

/// What `action` complained about; empty if it did not.
template <typename Action> QString complaint(const Action& action)
{
    try {
        action();
    } catch (const Error& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

std::string states(const std::vector<deploy::Gate>& gates)
{
    std::string text;
    for (const deploy::Gate& gate : gates)
        text += fmt::format("{} {}{}; ", gate.number, deploy::gateStateName(gate.state),
            gate.state == deploy::GateState::Failed ? " (" + gate.sentence + ")" : std::string());
    return text;
}

const std::string kAllPassed = "1 passed; 2 passed; 3 passed; 4 passed; 5 passed; 6 passed; 7 passed; ";

/// The compiler that the environment names, while this lives.
class NamedCompiler {
public:
    explicit NamedCompiler(const char* name) { qputenv("CC", name); }
    ~NamedCompiler() { qunsetenv("CC"); }
};

} // namespace

class TstBundle : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_run = test::writeFinalisedProject(path("p.danas"), path("data"));
        qunsetenv("CC");
    }

    void bundleHasAllPartsAndVerifiesItself_data()
    {
        QTest::addColumn<QString>("target");
        QTest::newRow("plain") << "";
        QTest::newRow("ST Edge AI") << "h743-st-edge-ai";
        QTest::newRow("TinyEngine") << "h743-tinyengine";
    }
    void bundleHasAllPartsAndVerifiesItself()
    {
        QFETCH(QString, target);
        std::optional<cost::Deployment> deployment;
        if (!target.isEmpty())
            deployment = cost::Deployment { cost::findTarget(cost::targets(), target.toStdString()), {} };
        const auto system = candidate(deployment);
        const auto evidence = deploy::gatherEvidence(system, m_control);
        QCOMPARE(evidence.from, std::string("16 samples of the test split and 16 of the validation split"));
        std::vector<int> heard;
        const auto folder = path(("bundle" + target).toStdString());
        const auto result = deploy::exportBundle(system, evidence, { folder }, m_control, [&](const deploy::Gate& gate) { heard.push_back(gate.number); });
        QCOMPARE(states(result.gates), kAllPassed);
        QCOMPARE(heard, (std::vector { 1, 2, 3, 4, 5, 6, 7 }));
        QVERIFY(result.exported);
        std::set<std::string> named, there;
        for (const auto& part : deploy::bundleParts({ deploy::kFormats.begin(), deploy::kFormats.end() }))
            named.insert(part.name);
        for (const auto& entry : std::filesystem::directory_iterator(folder))
            there.insert(entry.path().filename().string() + (entry.is_directory() ? "/" : ""));
        QCOMPARE(there, named);
        for (const char* file : { "README.md", "report.html", "system.json", "labels.txt", "model.tflite", "model.onnx", "model_int8.onnx", "tflm/model_data.cc", "c/model.c", "c/preprocess.c",
                 "selftest/CMakeLists.txt", "board/startup.c", "goldens/inputs.bin" })
            QVERIFY2(std::filesystem::exists(folder / file), file);
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
            const QString name = QString::fromStdString(entry.path().string());
            static const QRegularExpression source("\\.(c|cc|h|cmake|ld)$|CMakeLists.txt$");
            QVERIFY2(!name.contains(source) || test::readFile(name).left(50).contains("SPDX-License-Identifier: 0BSD"), qPrintable(name));
        }
        QVERIFY(!test::readFile(QString::fromStdString((folder / "README.md").string())).contains('@'));
        const Json json = readJsonFile(folder / "system.json");
        QCOMPARE(json["claims"]["arena_bytes"].get<std::int64_t>(), system.arenaShown());
        QCOMPARE(json["gates"][2]["figures"]["measured_bytes"].get<std::int64_t>(), system.arenaShown());
        QCOMPARE(json["gates"][3]["figures"]["object_bytes"].get<std::int64_t>(), cost::costOf(system.network.graph).flashBytes);
        QCOMPARE(json["layers"].size(), system.network.graph.ops.size());
        QCOMPARE(json["memory_timeline"].size(), json["layers"].size());
        std::int64_t peak = 0;
        for (const Json& step : json["memory_timeline"])
            peak = std::max(peak, step["live_bytes"].get<std::int64_t>());
        QCOMPARE(peak, system.plan.peakBytes);
        for (const auto which : search::kFinalScores)
            QCOMPARE(json["scores"][std::string(search::finalScoreName(which))]["confusion"].dump(), std::string("[[5,3],[2,6]]"));
        QVERIFY(json["scores"]["quantisation_tuning"]
            == Json({ { "outcome", "kept" }, { "steps", 200 }, { "int8_validation_before", 0.6 }, { "int8_validation_after", 0.6875 } }));
        QCOMPARE(json["figures"][0]["figure"].get<std::int64_t>(), system.cost.ramBytes);
        QVERIFY(json["figures"][0]["fits"].get<bool>());
        QCOMPARE(states(deploy::verifyBundle(folder, m_control, {})), kAllPassed);
    }

    /// int8 is of the weights that a fine-tune for int8 was kept with; float of those that the float scores are of.
    void everyFormIsOfTheWeightsOfItsScores()
    {
        const auto record = store::Project(path("p.danas"), store::Project::Mode::ReadOnly).finalRecord(m_run, 0);
        const auto system = candidate();
        QVERIFY(record.tuned);
        const auto kept = quant::quantize(system.network.graph, *record.tuned, record.ranges), plain = quant::quantize(system.network.graph, record.weights, record.ranges);
        for (std::size_t i = 0; i < kept.ops.size(); ++i) {
            QVERIFY(system.network.ops[i].weights == kept.ops[i].weights && system.network.ops[i].weightScales == kept.ops[i].weightScales);
            QVERIFY(kept.ops[i].weights.empty() || kept.ops[i].weights != plain.ops[i].weights || kept.ops[i].weightScales != plain.ops[i].weightScales);
            QVERIFY(system.weights.ops[i].weights == record.weights.ops[i].weights);
        }
    }

    /// Every fact of the bundle for people, in one file without any other.
    void reportStandsAlone()
    {
        const QString html = QString::fromUtf8(test::readFile(QString::fromStdString((path("bundle") / "report.html").string())));
        const auto system = candidate();
        for (const auto* part : { "Fine-tuned, validation", "int8, validation", "Fine-tuned, test", "int8, test", "seed 1", "16 samples of the test split",
                 "<b>passed</b>", "Memory over time", "no limit", "Quantisation-aware fine-tune", "200 steps, int8 " })
            QVERIFY2(html.contains(QLatin1String(part)), part);
        QVERIFY(html.contains(QString::fromStdString(fmt::format("{:016x}", system.run.datasetFingerprint))));
        for (const graph::Op& op : system.network.graph.ops)
            QVERIFY2(html.count(QString::fromStdString(op.name())) >= 3, op.name().c_str()); // table, memory over time, arena
        QCOMPARE(html.count("<svg"), 2);
        for (const char* outside : { "http://", "https://", "<script", "<link", "src=" })
            QCOMPARE(html.count(QLatin1String(outside)), html.count(QStringLiteral("xmlns=\"%1www.w3.org/2000/svg").arg(QLatin1String(outside))));
        QXmlStreamReader xml(html.mid(html.indexOf("<html")));
        while (!xml.atEnd())
            xml.readNext();
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    }

    void archiveHoldsTheSameBundle()
    {
        const auto system = candidate();
        const auto evidence = deploy::gatherEvidence(system, m_control);
        const auto before = everything();
        const auto result = deploy::exportBundle(system, evidence, { path("packed.zip") }, m_control, {});
        QVERIFY(result.exported && std::filesystem::is_regular_file(path("packed.zip")));
        QCOMPARE(everything(), QStringList(before) << "packed.zip");
        QCOMPARE(states(deploy::verifyBundle(path("packed.zip"), m_control, {})), kAllPassed);

        QTemporaryDir other;
        const std::filesystem::path unpacked = deploy::unpack(path("packed.zip"), other.path().toStdString());
        QCOMPARE(unpacked.filename().string(), std::string("packed"));
        for (const char* file : { "c/model_weights.c", "model.tflite", "goldens/pictures.bin" })
            QCOMPARE(deploy::readBytes(unpacked / file), deploy::readBytes(path("bundle") / file));
        QVERIFY(complaint([&] { static_cast<void>(deploy::exportBundle(system, evidence, { path("packed.zip") }, m_control, {})); }).contains("is there already"));
    }

    void damagedArchiveIsRefused()
    {
        const QString whole = QString::fromStdString(path("packed.zip").string());
        QByteArray bytes = test::readFile(whole);
        const QString name = QString::fromStdString(path("broken.zip").string());
        const auto refused = [&](const QByteArray& changed) {
            test::writeFile(name, changed.constData(), static_cast<std::size_t>(changed.size()));
            return complaint([&] { static_cast<void>(deploy::verifyBundle(path("broken.zip"), m_control, {})); }).contains("is no bundle, or damaged");
        };
        QVERIFY(refused(bytes.left(bytes.size() / 2)));
        QVERIFY(refused("not a zip"));
        QVERIFY(refused(QByteArray()));
        QVERIFY(refused(QByteArray(bytes).replace("packed/labels.txt", "../../labels.txt "))); // would lead out of the folder
        bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] + 1);
        QVERIFY(refused(bytes));
        QVERIFY(!std::filesystem::exists(path("labels.txt ")));
        QFile::remove(name);
    }

    /// The compiler is at work when the person stops: it ends, too.
    void stopDoesNotWaitForTheCompiler()
    {
        const QString compiler = m_folder.filePath("slow-cc");
        const QByteArray script = "#!/bin/sh\nsleep 60\n";
        test::writeFile(compiler, script.constData(), static_cast<std::size_t>(script.size()));
        QFile::setPermissions(compiler, QFile::ReadOwner | QFile::ExeOwner);
        const NamedCompiler slow(compiler.toUtf8().constData());
        const auto system = candidate();
        const auto evidence = deploy::gatherEvidence(system, m_control);
        const auto before = everything();
        std::stop_source stop;
        RunControl control(stop.get_token());
        std::jthread person;
        QElapsedTimer timer;
        QVERIFY_THROWS_EXCEPTION(Stopped, static_cast<void>(deploy::exportBundle(system, evidence, { path("slow") }, control, [&](const deploy::Gate&) {
            timer.start();
            person = std::jthread([&stop] { stop.request_stop(); });
        })));
        QVERIFY(timer.elapsed() < 1000);
        QCOMPARE(everything(), before);
    }

    /// As a sketch of Arduino uses it.
    void sourcesWorkFromCpp()
    {
        const QString folder = QString::fromStdString((path("bundle") / "c").string());
        QTemporaryDir built;
        const QByteArray sketch = "#include \"model.h\"\n#include \"preprocess.h\"\nint main()\n{\n    static uint8_t gray[64 * 64];\n"
                                  "    static uint32_t sums[DANAS_PREPROCESS_WORDS(DANAS_GRAY8)];\n    danas_picture picture = { gray, 64, 64, DANAS_GRAY8 };\n"
                                  "    return danas_preprocess(&picture, sums, danas_input()) != 0 || !danas_run() || !danas_label(0);\n}\n";
        test::writeFile(built.filePath("sketch.cpp"), sketch.constData(), static_cast<std::size_t>(sketch.size()));
        for (const char* source : { "model", "model_weights", "danas_kernels", "preprocess" })
            QCOMPARE(test::failureOf(built.path(), QStringLiteral("cc -std=c99 -c %1/%2.c").arg(folder, source)), QString());
        const QString link = "c++ -Wall -Wextra -Werror -I %1 sketch.cpp model.o model_weights.o danas_kernels.o preprocess.o -o sketch";
        QCOMPARE(test::failureOf(built.path(), link.arg(folder)), QString());
        QCOMPARE(test::failureOf(built.path(), built.filePath("sketch")), QString());
    }

    void damageIsFound_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<int>("gate");
        QTest::newRow("other results") << "c/danas_kernels.c" << QByteArray("(int64_t)1 << 30") << QByteArray("(int64_t)1 << 29") << 2;
        QTest::newRow("C that warns") << "c/model.c" << QByteArray("#include \"model.h\"") << QByteArray("static int unused;\n#include \"model.h\"") << 2;
        QTest::newRow("more memory") << "c/danas_kernels.c" << QByteArray("/* value x mantissa") << QByteArray("int8_t more[7];\n/* value x mantissa") << 3;
        QTest::newRow("other preprocessing") << "c/preprocess.c" << QByteArray(" - 128)") << QByteArray(" - 125)") << 5;
        QTest::newRow("another ONNX") << "model.onnx" << QByteArray("GlobalAveragePool") << QByteArray("GlobalAveragePooh") << 6;
        QTest::newRow("another int8 ONNX") << "model_int8.onnx" << QByteArray("GlobalAveragePool") << QByteArray("GlobalAveragePooh") << 7;
        QTest::newRow("another .tflite") << "model.tflite" << QByteArray("TFL3") << QByteArray("TFL4") << 1;
    }
    void damageIsFound()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(int, gate);
        const auto folder = path("damaged");
        std::filesystem::remove_all(folder);
        std::filesystem::copy(path("bundle"), folder, std::filesystem::copy_options::recursive);
        const QString name = QString::fromStdString(folder.string()) + "/" + file;
        QByteArray bytes = test::readFile(name);
        QVERIFY(bytes.contains(from));
        bytes.replace(from, to);
        test::writeFile(name, bytes.constData(), static_cast<std::size_t>(bytes.size()));
        const auto gates = deploy::verifyBundle(folder, m_control, {});
        QCOMPARE(gates[static_cast<std::size_t>(gate - 1)].state, deploy::GateState::Failed);
        QVERIFY(!gates[static_cast<std::size_t>(gate - 1)].sentence.empty());
    }

    void failedGateLeavesNothingBehind()
    {
        const auto system = candidate();
        auto evidence = deploy::gatherEvidence(system, m_control);
        evidence.outputs.back() = static_cast<std::int8_t>(evidence.outputs.back() ^ 1);
        const auto before = everything();
        const auto result = deploy::exportBundle(system, evidence, { path("failing") }, m_control, {});
        QVERIFY(!result.exported && deploy::anyFailed(result.gates));

        std::stop_source stop; // the person gives up while the gates are at work
        RunControl control(stop.get_token());
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(deploy::exportBundle(
                                     system, evidence, { path("stopped") }, control, [&stop](const deploy::Gate&) { stop.request_stop(); })),
            Stopped);
        QCOMPARE(everything(), before);
    }

    void badInputsGiveOneSentence()
    {
        const auto system = candidate();
        const auto evidence = deploy::gatherEvidence(system, m_control);
        const auto tryExport = [&](const std::filesystem::path& folder) {
            return complaint([&] { static_cast<void>(deploy::exportBundle(system, evidence, { folder }, m_control, {})); });
        };
        QVERIFY(tryExport(path("data")).contains("is there already"));
        QVERIFY(tryExport(path("nowhere") / "bundle").contains("does not exist"));
        QVERIFY(tryExport("/proc/bundle").contains("cannot be written"));
        {
            const test::FileSizeLimit full(10'000);
            const QString said = tryExport(path("full"));
            QVERIFY2(said.startsWith(QString::fromStdString(path("full").string())) && said.contains("no room"), qPrintable(said));
        }
        QVERIFY(!std::filesystem::exists(path("full")));
        {
            const test::FileSizeLimit full(10'000);
            QVERIFY(complaint([&] { deploy::pack(path("bundle"), path("full.zip")); }).contains("no room"));
        }
        QVERIFY(!std::filesystem::exists(path("full.zip")));
        const NamedCompiler none("/no/such/compiler");
        QVERIFY(tryExport(path("uncompiled")).contains("no C compiler"));
        const auto result = deploy::exportBundle(system, evidence, { path("uncompiled"), { { deploy::Format::Tflite }, true } }, m_control, {});
        QCOMPARE(states(result.gates), std::string("1 passed; 2 not run; 3 not run; 4 passed; 5 not run; 6 not run; 7 not run; "));
        QVERIFY(result.exported && !std::filesystem::exists(path("uncompiled") / "tflm"));

        const store::Project project(path("p.danas"), store::Project::Mode::ReadOnly);
        QVERIFY(complaint([&] { static_cast<void>(deploy::deployable(project, m_run, 1, {})); }).contains("danas finalise"));
        QVERIFY(complaint([&] { static_cast<void>(deploy::deployable(project, m_run, 9, {})); }).contains("no candidate 9"));
        QVERIFY(complaint([&] { static_cast<void>(deploy::verifyBundle(path("data"), m_control, {})); }).contains("is not a bundle"));
    }

    void changedDatasetCannotProve()
    {
        const auto system = candidate();
        test::noisePicture(40, qRgb(0, 255, 0), 1).save(QString::fromStdString((path("data") / "test" / "red" / "new.png").string()));
        QVERIFY(complaint([&] { static_cast<void>(deploy::gatherEvidence(system, m_control)); }).contains("changed since run"));
    }

private:
    /// Names in the folder, hidden ones too.
    [[nodiscard]] QStringList everything() const { return QDir(m_folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot); }
    [[nodiscard]] std::filesystem::path path(const std::string& name) const { return std::filesystem::path(m_folder.path().toStdString()) / name; }
    [[nodiscard]] deploy::Deployable candidate(const std::optional<cost::Deployment>& deployment = {}) const
    {
        return deploy::deployable(store::Project(path("p.danas"), store::Project::Mode::ReadOnly), m_run, 0, deployment);
    }

    QTemporaryDir m_folder;
    std::int64_t m_run = 0;
    RunControl m_control;
};

QTEST_GUILESS_MAIN(TstBundle)
#include "tst_bundle.moc"
