// SPDX-License-Identifier: GPL-3.0-or-later
// Bundles of systems that hear: what differs from those of systems that see (tst_bundle).
#include "base/error.h"
#include "deploy/bundle.h"
#include "support/finalised_sounds.h"
#include "support/run_program.h"

#include <QTemporaryDir>

using namespace danas;
using data::audio::AudioConfig;
using data::audio::Feature;

namespace {

std::string states(const std::vector<deploy::Gate>& gates)
{
    std::string text;
    for (const deploy::Gate& gate : gates)
        text += std::to_string(gate.number) + " " + std::string(deploy::gateStateName(gate.state))
            + (gate.state == deploy::GateState::Failed ? " (" + gate.sentence + ")" : std::string()) + "; ";
    return text;
}

const std::string kAllPassed = "1 passed; 2 passed; 3 passed; 4 passed; 5 passed; 6 passed; 7 passed; ";

/// The smallest network for the first configuration of the machines' space with this feature and rate.
space::SearchSpace smallest(Feature feature, int rate, int deltas)
{
    const space::SearchSpace space = space::spacePreset("machines");
    for (const data::DataConfig& config : space.dataConfigs()) {
        const AudioConfig& audio = config.audio();
        if (audio.feature == feature && audio.sampleRate == rate && (feature != Feature::Mfcc || audio.deltas == deltas)) {
            const space::SearchSpace fixed = space.withFixedData(config);
            return fixed.only(fixed.smallest());
        }
    }
    throw Error("The space has no such configuration.");
}

} // namespace

class TstSoundBundle : public QObject {
    Q_OBJECT
private slots:
    void bundleProvesItself_data()
    {
        QTest::addColumn<int>("feature");
        QTest::addColumn<int>("rate");
        QTest::addColumn<int>("deltas");
        QTest::addColumn<QString>("sensor");
        QTest::newRow("spectrogram, resampled") << static_cast<int>(Feature::Spectrogram) << 6000 << 0 << "mic-16bit";
        QTest::newRow("mel at the rate of the files") << static_cast<int>(Feature::MelSpectrogram) << 16000 << 0 << "mic-16bit-sliding";
        QTest::newRow("MFCC with deltas, resampled") << static_cast<int>(Feature::Mfcc) << 12000 << 2 << "mic-8bit";
    }
    void bundleProvesItself()
    {
        QFETCH(int, feature);
        QFETCH(int, rate);
        QFETCH(int, deltas);
        QFETCH(QString, sensor);
        const QTemporaryDir folder;
        const std::filesystem::path place(folder.path().toStdString());
        const auto run = test::writeFinalisedSounds(place / "p.danas", place / "data", smallest(static_cast<Feature>(feature), rate, deltas));
        const cost::Deployment board { cost::findTarget(cost::targets(), "h743-tflm"), cost::sensorFromText(sensor.toStdString(), "test") };
        const auto system = deploy::deployable(store::Project(place / "p.danas", store::Project::Mode::ReadOnly), run, 0, board);
        RunControl control;
        const auto evidence = deploy::gatherEvidence(system, control);
        QCOMPARE(std::ssize(evidence.sounds), 24);
        QVERIFY(evidence.pictures.empty());
        QCOMPARE(evidence.sounds.front().rate, rate);

        const auto result = deploy::exportBundle(system, evidence, { place / "bundle" }, control, {});
        QCOMPARE(states(result.gates), kAllPassed);
        QVERIFY(result.exported);
        QCOMPARE(states(deploy::verifyBundle(place / "bundle", control, {})), kAllPassed);
        shownIsMeasured(readJsonFile(place / "bundle" / "system.json"), system);

        const QString readme = test::readFile(folder.filePath("bundle/README.md"));
        QVERIFY(!readme.contains('@') && !readme.contains("picture"));
        QVERIFY(readme.contains(QStringLiteral("Set the microphone to %1 Hz").arg(rate)));
        QVERIFY(test::readFile(folder.filePath("bundle/report.html")).contains("training clips"));
        if (sensor == "mic-16bit")
            damageIsFound(place, control);
    }

    /// As README and Arduino use it: from C++, frame by frame through a buffer of one window.
    void framesAsTheyComeIn()
    {
        const QTemporaryDir folder;
        const std::filesystem::path place(folder.path().toStdString());
        const auto run = test::writeFinalisedSounds(place / "p.danas", place / "data", smallest(Feature::Mfcc, 3000, 2));
        const auto system = deploy::deployable(store::Project(place / "p.danas", store::Project::Mode::ReadOnly), run, 0, {});
        RunControl control;
        QVERIFY(deploy::exportBundle(system, deploy::gatherEvidence(system, control), { place / "bundle" }, control, {}).exported);
        const QByteArray sketch = "#include \"goldens.h\"\n#include \"preprocess.h\"\n#include <string.h>\nint main()\n{\n"
                                  "    static int16_t frame[DANAS_WINDOW];\n    static int8_t whole[DANAS_INPUT_BYTES];\n    static danas_workspace work;\n"
                                  "    danas_sound all = { danas_golden_sound, DANAS_GOLDEN_SAMPLES, DANAS_SAMPLE_RATE, DANAS_PCM16 };\n"
                                  "    danas_sound one = { frame, DANAS_WINDOW, DANAS_SAMPLE_RATE, DANAS_PCM16 };\n"
                                  "    if (danas_preprocess(&all, &work, whole) != 0)\n        return 1;\n    danas_preprocess_begin(&work);\n"
                                  "    for (int32_t t = 0; t < DANAS_FRAMES; ++t) {\n        for (int32_t i = 0; i < DANAS_WINDOW; ++i) {\n"
                                  "            const int32_t at = t * DANAS_HOP - DANAS_LEAD + i;\n"
                                  "            frame[i] = at >= 0 && at < DANAS_GOLDEN_SAMPLES ? danas_golden_sound[at] : int16_t(0);\n        }\n"
                                  "        danas_preprocess_frame(t, &one, 0, &work, danas_input());\n    }\n    danas_preprocess_end(&work, danas_input());\n"
                                  "    all.rate = 44100;\n    const bool refused = danas_preprocess(&all, &work, whole) == -1;\n"
                                  "    return refused && memcmp(whole, danas_input(), DANAS_INPUT_BYTES) == 0 ? 0 : 2;\n}\n";
        test::writeFile(folder.filePath("sketch.cpp"), sketch.constData(), static_cast<std::size_t>(sketch.size()));
        const QString sources = "c/model c/model_weights c/danas_kernels c/preprocess selftest/goldens";
        QString objects;
        for (const QString& source : sources.split(' ')) {
            QCOMPARE(test::failureOf(folder.path(), QStringLiteral("cc -std=c99 -I bundle/c -c bundle/%1.c").arg(source)), QString());
            objects += " " + source.section('/', 1) + ".o";
        }
        QCOMPARE(test::failureOf(folder.path(), "c++ -std=c++11 -Wall -Wextra -Werror -I bundle/c -I bundle/selftest -c sketch.cpp"), QString());
        QCOMPARE(test::failureOf(folder.path(), "c++ sketch.o" + objects + " -lm -o sketch"), QString());
        QCOMPARE(test::failureOf(folder.path(), folder.filePath("sketch")), QString());
    }

private:
    /// The C's own sizes are the RAM and flash that the candidate shows.
    static void shownIsMeasured(const Json& json, const deploy::Deployable& system)
    {
        const AudioConfig& config = system.evaluation.data.audio();
        const Json& figures = json["gates"][2]["figures"];
        QCOMPARE(figures["workspace_bytes"].get<std::int64_t>(), system.targetCost->ram.preprocessing);
        QCOMPARE(figures["clip_bytes"].get<std::int64_t>(), config.clipBytes(16));
        QCOMPARE(system.targetCost->ram.sensor, system.deployment->sensor.bytes(system.evaluation.data));
        QCOMPARE(json["data_configuration"]["sample_rate_hz"].get<int>(), config.sampleRate);
        QCOMPARE(json["data_configuration"]["feature"].get<std::string>(), std::string(data::audio::featureName(config.feature)));
        const std::int64_t tables = json["gates"][3]["figures"]["preprocessing_bytes"].get<std::int64_t>();
        QVERIFY(tables > 0);
        QCOMPARE(tables, system.targetCost->flash.preprocessing);
        QCOMPARE(tables, json["data_configuration"]["table_bytes"].get<std::int64_t>());
        QVERIFY(json["gates"][3]["figures"]["host_table_bytes"].get<std::int64_t>() > tables);
        const Json& flash = json["costs"]["flash"];
        QCOMPARE(flash["total_bytes"].get<std::int64_t>(), flash["weights_bytes"].get<std::int64_t>() + tables + system.targetCost->flash.code.value_or(0));
        QCOMPARE(json["figures"][1]["figure"].get<double>(), flash["total_bytes"].get<double>());
    }

    static void damageIsFound(const std::filesystem::path& place, RunControl& control)
    {
        const auto state = [&](const char* file, const QByteArray& from, const QByteArray& to, std::size_t gate) {
            const QString name = QString::fromStdString((place / "bundle" / "c" / file).string());
            const QByteArray before = test::readFile(name);
            QByteArray after = before;
            after.replace(from, to);
            test::writeFile(name, after.constData(), static_cast<std::size_t>(after.size()));
            const auto gates = deploy::verifyBundle(place / "bundle", control, {});
            test::writeFile(name, before.constData(), static_cast<std::size_t>(before.size()));
            return after != before && gates[gate - 1].state == deploy::GateState::Failed;
        };
        QVERIFY(state("preprocess.c", "32768.0F", "30000.0F", 5));
        QVERIFY(state("preprocess.h", "    float largest;", "    float largest, more;", 3));
        QVERIFY(state("preprocess_tables.h", "#define DANAS_RANGES", "static const float danas_more[3] = { 1, 2, 3 };\n#define DANAS_RANGES", 4));
    }
};

QTEST_GUILESS_MAIN(TstSoundBundle)
#include "tst_sound_bundle.moc"
