// SPDX-License-Identifier: GPL-3.0-or-later
// Bundles on the processors that they are for: built by GCC for Arm, run by QEMU, measured in the ELF file.
#include "deploy/bundle.h"
#include "support/finalised_sounds.h"
#include "support/run_program.h"

#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <algorithm>
#include <map>

using namespace danas;

namespace {

/// Bytes of each section of an ELF file.
std::map<QString, std::int64_t> sectionsOf(const QString& elf)
{
    QProcess process;
    process.start("arm-none-eabi-size", { "-A", "-d", elf });
    process.waitForFinished();
    std::map<QString, std::int64_t> sections;
    static const QRegularExpression row("^(\\.\\S+)\\s+(\\d+)\\s+\\d+$", QRegularExpression::MultilineOption);
    for (auto rows = row.globalMatch(QString::fromUtf8(process.readAllStandardOutput())); rows.hasNext();) {
        const auto match = rows.next();
        sections[match.captured(1)] = match.captured(2).toLongLong();
    }
    return sections;
}

/// Bytes of the tables of preprocessing that are in an ELF file.
std::int64_t soundTablesIn(const QString& elf)
{
    QProcess process;
    process.start("arm-none-eabi-nm", { "-S", elf });
    process.waitForFinished();
    std::int64_t bytes = 0;
    static const QRegularExpression row("^\\w+ (\\w+) r danas_(radices|circle|hann|bands|band_weights|cosines|ranges)$", QRegularExpression::MultilineOption);
    for (auto rows = row.globalMatch(QString::fromUtf8(process.readAllStandardOutput())); rows.hasNext();)
        bytes += rows.next().captured(1).toLongLong(nullptr, 16);
    return bytes;
}

/// Within 2 %.
bool near(std::int64_t measured, std::int64_t shown)
{
    return std::abs(measured - shown) * 50 <= shown;
}

} // namespace

class TstArm : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        for (const char* program : { "cmake", "arm-none-eabi-gcc", "arm-none-eabi-size", "qemu-system-arm" }) {
            if (QStandardPaths::findExecutable(program).isEmpty())
                QSKIP(qPrintable(QStringLiteral("There is no %1 here: \"packaging/install.sh tests\" installs it.").arg(program)));
        }
    }

    void bundlePassesItsSelfTestOnTheProcessor_data()
    {
        QTest::addColumn<int>("seed");
        QTest::addColumn<QString>("target");
        for (const char* target : { "", "h743-st-edge-ai", "h743-tinyengine" })
            QTest::addRow("candidate 3, %s", *target ? target : "plain arena") << 3 << target;
        for (const int seed : { 4, 6 })
            QTest::addRow("candidate %d, plain arena", seed) << seed << "";
    }
    void bundlePassesItsSelfTestOnTheProcessor()
    {
        QFETCH(int, seed);
        QFETCH(QString, target);
        const QTemporaryDir folder;
        const std::filesystem::path place(folder.path().toStdString());
        std::optional<cost::Deployment> deployment;
        if (!target.isEmpty())
            deployment = cost::Deployment { cost::findTarget(cost::targets(), target.toStdString()), {} };
        const auto run = test::writeFinalisedProject(place / "p.danas", place / "data", static_cast<std::uint64_t>(seed));
        const auto system = deploy::deployable(store::Project(place / "p.danas", store::Project::Mode::ReadOnly), run, 0, deployment);
        RunControl control;
        const auto evidence = deploy::gatherEvidence(system, control);
        QVERIFY(deploy::exportBundle(system, evidence, { place / "bundle" }, control, {}).exported);
        for (const char* processor : { "cortex-m4", "cortex-m7" })
            runOn(processor, folder.path(), system);
        if (!target.isEmpty() || QTest::currentTestFailed())
            return;
        // And that the processor's verdict reaches us:
        const QString kernels = folder.filePath("bundle/c/danas_kernels.c");
        const QByteArray damaged = test::readFile(kernels).replace("<< 30)) >> 31", "<< 30)) >> 30");
        test::writeFile(kernels, damaged.constData(), static_cast<std::size_t>(damaged.size()));
        QCOMPARE(test::failureOf(folder.path(), "cmake --build cortex-m4"), QString());
        QVERIFY(test::failureOf(folder.path(), "ctest --output-on-failure --test-dir cortex-m4").contains("the outputs differ"));
    }

    /// Transform, mel bands, coefficients and deltas in the single precision of the processor.
    void preprocessingOfSoundsOnTheProcessor()
    {
        const QTemporaryDir folder;
        const std::filesystem::path place(folder.path().toStdString());
        const space::SearchSpace machines = space::spacePreset("machines");
        const auto hears = [](const data::DataConfig& config) {
            return config.audio().feature == data::audio::Feature::Mfcc && config.audio().sampleRate == 6000 && config.audio().deltas == 2;
        };
        const space::SearchSpace fixed = machines.withFixedData(*std::ranges::find_if(machines.dataConfigs(), hears));
        const auto run = test::writeFinalisedSounds(place / "p.danas", place / "data", fixed.only(fixed.smallest()));
        const cost::Deployment board { cost::findTarget(cost::targets(), "h743-st-edge-ai"), cost::sensorFromText("mic-16bit", "test") };
        const auto system = deploy::deployable(store::Project(place / "p.danas", store::Project::Mode::ReadOnly), run, 0, board);
        RunControl control;
        QVERIFY(hears(system.evaluation.data));
        QVERIFY(deploy::exportBundle(system, deploy::gatherEvidence(system, control), { place / "bundle" }, control, {}).exported);
        for (const char* processor : { "cortex-m4", "cortex-m7" }) {
            runOn(processor, folder.path(), system);
            QCOMPARE(soundTablesIn(folder.filePath(QString(processor) + "/selftest.elf")), system.targetCost->flash.preprocessing);
        }
    }

private:
    static void runOn(const QString& processor, const QString& folder, const deploy::Deployable& system)
    {
        const QString built = folder + "/" + processor;
        const QString configure = "cmake -S bundle/board -B %1 -G Ninja -DCMAKE_TOOLCHAIN_FILE=arm-none-eabi.cmake -DCMAKE_C_FLAGS=-Werror -DDANAS_CPU=%2";
        for (const QString& command : { configure.arg(built, processor), "cmake --build " + built, "ctest --output-on-failure --test-dir " + built }) {
            const QString failure = test::failureOf(folder, command);
            QVERIFY2(failure.isEmpty(), qPrintable(failure));
        }

        auto sections = sectionsOf(built + "/selftest.elf");
        qInfo("%s: weights %lld (shown %lld), arena %lld (shown %lld), code %lld, tables %lld", qPrintable(processor),
            static_cast<long long>(sections[".weights"]), static_cast<long long>(system.weightsShown()), static_cast<long long>(sections[".arena"]),
            static_cast<long long>(system.arenaShown()), static_cast<long long>(sections[".code"]), static_cast<long long>(sections[".tables"]));
        QVERIFY(near(sections[".weights"], system.weightsShown()));
        QVERIFY(near(sections[".arena"], system.arenaShown()));
    }
};

QTEST_GUILESS_MAIN(TstArm)
#include "tst_arm.moc"
