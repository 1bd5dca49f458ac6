// SPDX-License-Identifier: GPL-3.0-or-later
#include "cost/cost.h"
#include "learn/supernet_checks.h"
#include "search/run_spec.h"

#include <QTest>

using namespace danas;
using namespace danas::learn;

class TestSupernet : public QObject {
    Q_OBJECT

private slots:
    void fusedBatchNormIsBatchNorm_data();
    void fusedBatchNormIsBatchNorm();
    void convolutionPadsAsTensorFlow_data();
    void convolutionPadsAsTensorFlow();
    void subNetworksAreThePlainNetworks_data();
    void subNetworksAreThePlainNetworks();
    void everyPresetRunsEverywhere_data();
    void everyPresetRunsEverywhere();
    void weightsAreSlices();
    void oneSubNetworkDoesNotTouchAnother();
    void aloneItInheritsEveryBit();
};

void TestSupernet::fusedBatchNormIsBatchNorm_data()
{
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("side");
    for (const int channels : { 1, 8, 24, 60, 96, 1280 })
        QTest::addRow("%d", channels) << channels << (channels > 1000 ? 2 : 9);
}

void TestSupernet::fusedBatchNormIsBatchNorm()
{
    QFETCH(int, channels);
    QFETCH(int, side);
    QVERIFY2(checks::batchNormDifference(channels, side, true) < 2e-5, "with ReLU6");
    QVERIFY2(checks::batchNormDifference(channels, side, false) < 2e-5, "linear");
}

void TestSupernet::convolutionPadsAsTensorFlow_data()
{
    QTest::addColumn<int>("kernel");
    QTest::addColumn<int>("stride");
    for (const int kernel : { 3, 5 }) {
        for (const int stride : { 1, 2 })
            QTest::addRow("%d x %d, stride %d", kernel, kernel, stride) << kernel << stride;
    }
}

void TestSupernet::convolutionPadsAsTensorFlow()
{
    QFETCH(int, kernel);
    QFETCH(int, stride);
    for (const int side : { 1, 2, 3, 7, 12 }) {
        for (const int channels : { 3, 8, 24, 40 }) {
            QVERIFY2(learn::checks::convolutionDifference(channels, side, kernel, stride, true) < 1e-5, "depthwise");
            QVERIFY2(learn::checks::convolutionDifference(channels, side, kernel, stride, false) < 1e-5, "full");
        }
    }
}

void TestSupernet::subNetworksAreThePlainNetworks_data()
{
    QTest::addColumn<QString>("preset");
    QTest::addColumn<int>("resolution");
    QTest::addColumn<bool>("gray");
    QTest::addColumn<QString>("which");
    for (const char* which : { "largest", "smallest", "random" }) {
        QTest::addRow("lean 48 rgb %s", which) << "lean" << 48 << false << which;
        QTest::addRow("lean 80 gray %s", which) << "lean" << 80 << true << which; // odd maps: 5 -> 3
        QTest::addRow("demo 96 rgb %s", which) << "demo" << 96 << false << which;
    }
}

void TestSupernet::subNetworksAreThePlainNetworks()
{
    QFETCH(QString, preset);
    QFETCH(int, resolution);
    QFETCH(bool, gray);
    QFETCH(QString, which);
    const auto space = space::spacePreset(preset.toStdString())
                           .withFixedData({ resolution, gray ? data::Colour::Gray : data::Colour::Rgb });
    Rng rng(11);
    const auto genes = which == "largest" ? space.largest()
        : which == "smallest"             ? space.smallest()
                                          : space.sample(rng);
    const auto comparison = checks::compareWithPlain(space, genes, 3);
    QVERIFY2(comparison.logits < 1e-4, qPrintable(QString::number(comparison.logits)));
    QVERIFY2(comparison.folded < 1e-4, qPrintable(QString::number(comparison.folded)));
    QVERIFY2(comparison.inputGradient < 1e-2, qPrintable(QString::number(comparison.inputGradient)));
    QCOMPARE(comparison.macs, search::costOf(space, genes, 3).macs);
}

void TestSupernet::everyPresetRunsEverywhere_data()
{
    QTest::addColumn<QString>("preset");
    for (const auto name : space::kSpacePresets)
        QTest::addRow("%s", std::string(name).c_str()) << QString::fromStdString(std::string(name));
}

void TestSupernet::everyPresetRunsEverywhere()
{
    QFETCH(QString, preset);
    const auto space = space::spacePreset(preset.toStdString());
    Rng rng(21);
    constexpr std::int64_t mostMacs = 400'000'000; // chains on long spectrograms take minutes
    const auto& configs = space.dataConfigs();
    const std::size_t stride = configs.size() / 16 + 1; // spaces of sounds hold many; what is largest takes too long here
    for (std::size_t i = 0; i < configs.size(); i += stride) {
        const auto& config = configs[i];
        if (config.inputBytes() > 224 * 224 * 3)
            continue;
        const auto fixed = space.withFixedData(config);
        for (const auto& genes : { fixed.smallest(), fixed.sample(rng), fixed.sample(rng) }) {
            if (search::costOf(fixed, genes, 2).macs > mostMacs)
                continue;
            const auto alone = fixed.only(genes);
            const auto problem = space.familyModule().sharesWeights() ? checks::problemOf(fixed, genes, 2) : checks::problemOf(alone, alone.smallest(), 2);
            QVERIFY2(problem.empty(), (config.key() + ", " + fixed.architectureLabel(genes) + ": " + problem).c_str());
        }
    }
}

void TestSupernet::weightsAreSlices()
{
    const auto space = space::leanSpace().withFixedData({ 32, data::Colour::Gray });
    Rng rng(31);
    QVERIFY(checks::slicesLargest(space, space.smallest(), 2));
    for (int i = 0; i < 20; ++i) {
        const auto genes = space.sample(rng);
        QVERIFY2(checks::slicesLargest(space, genes, 2), space.architectureLabel(genes).c_str());
    }
}

void TestSupernet::oneSubNetworkDoesNotTouchAnother()
{
    const auto space = space::demoSpace();
    Rng rng(41);
    for (int i = 0; i < 5; ++i)
        QVERIFY(checks::untouchedBy(space, space.sample(rng), space.sample(rng)));
}

void TestSupernet::aloneItInheritsEveryBit()
{
    Rng rng(51);
    for (const auto& space : { space::demoSpace(), space::leanSpace().withFixedData({ 48, data::Colour::Rgb }) }) {
        QVERIFY(checks::inheritsExactly(space, space.smallest(), 3));
        for (int i = 0; i < 8; ++i) {
            const auto genes = space.sample(rng);
            QVERIFY2(checks::inheritsExactly(space, genes, 3), space.architectureLabel(genes).c_str());
        }
    }
}

QTEST_APPLESS_MAIN(TestSupernet)
#include "tst_supernet.moc"
