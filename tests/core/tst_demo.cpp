// SPDX-License-Identifier: GPL-3.0-or-later
// The planted truth of the demo set, checked without a network.
#include "image_folder.h"

#include "data/demo.h"
#include "data/demo_scene.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

using namespace danas;
using namespace danas::data;

namespace {

/// How much the picture varies along x less how much it varies along y, seen through one direction of colour: `weights` turn a
/// pixel into a number, and the second difference over `lag` pixels picks out stripes of a period of about 2 * lag.
double stripeStatistic(const Image& image, const std::array<double, 3>& weights, int lag)
{
    const auto value = [&](int x, int y) {
        double sum = 0;
        for (int c = 0; c < image.channels; ++c) {
            const auto at = static_cast<std::size_t>((y * image.width + x) * image.channels + c);
            sum += weights[static_cast<std::size_t>(c)] * image.pixels[at];
        }
        return sum;
    };
    double difference = 0;
    for (int y = lag; y < image.height - lag; ++y) {
        for (int x = lag; x < image.width - lag; ++x) {
            const double across = 2 * value(x, y) - value(x - lag, y) - value(x + lag, y);
            const double down = 2 * value(x, y) - value(x, y - lag) - value(x, y + lag);
            difference += across * across - down * down;
        }
    }
    return difference;
}

/// Share of pictures that the best of these statistics tells apart by its sign.
double separation(const ImageConfig& config)
{
    constexpr int kPictures = 200;
    // Against luma: magenta less green, orthogonal to gray.
    const std::array<double, 3> weights = config.colour == Colour::Rgb ? std::array { 0.5, -1.0, 0.5 } : std::array { 1.0, 0.0, 0.0 };
    std::array<int, 3> right {};
    for (int i = 0; i < kPictures; ++i) {
        const auto demoClass = i % 2 == 0 ? DemoClass::Across : DemoClass::Upright;
        const Image image = evaluationImage(drawDemoImage(7, static_cast<std::uint64_t>(i), demoClass), config);
        for (std::size_t k = 0; k < right.size(); ++k) {
            const double statistic = stripeStatistic(image, weights, static_cast<int>(k) + 1);
            right[k] += (statistic > 0) == (demoClass == DemoClass::Upright) ? 1 : 0;
        }
    }
    return static_cast<double>(*std::max_element(right.begin(), right.end())) / kPictures;
}

std::string contentOf(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return { std::istreambuf_iterator<char>(stream), {} };
}

} // namespace

class TestDemo : public QObject {
    Q_OBJECT

private slots:
    void stripesVanishExactlyBelowTheTruth();
    void stripesHaveNoLuma();
    void stripesAreClearFromTheTruthOn_data();
    void stripesAreClearFromTheTruthOn();
    void otherConfigurationsAreAtChance_data();
    void otherConfigurationsAreAtChance();
    void clearInTrainingCropsToo();
    void writesOnceAndRepairs();
};

void TestDemo::stripesVanishExactlyBelowTheTruth()
{
    for (std::uint64_t number = 0; number < 50; ++number) {
        const Image across = drawDemoImage(1, number, DemoClass::Across);
        const Image upright = drawDemoImage(1, number, DemoClass::Upright);
        QVERIFY(across.pixels != upright.pixels);
        for (const int resolution : { 48, 32, 24, 16 }) {
            const ImageConfig config { resolution, Colour::Rgb };
            QCOMPARE(evaluationImage(across, config).pixels, evaluationImage(upright, config).pixels);
        }
    }
}

void TestDemo::stripesHaveNoLuma()
{
    for (const int resolution : { 96, 64 }) {
        std::int64_t differing = 0;
        std::int64_t sum = 0;
        std::int64_t all = 0;
        for (std::uint64_t number = 0; number < 50; ++number) {
            const ImageConfig gray { resolution, Colour::Gray };
            const Image across = evaluationImage(drawDemoImage(1, number, DemoClass::Across), gray);
            const Image upright = evaluationImage(drawDemoImage(1, number, DemoClass::Upright), gray);
            for (std::size_t i = 0; i < across.pixels.size(); ++i) {
                const int difference = across.pixels[i] - upright.pixels[i];
                QVERIFY(std::abs(difference) <= 1);
                differing += difference != 0 ? 1 : 0;
                sum += difference;
            }
            all += static_cast<std::int64_t>(across.pixels.size());
        }
        QVERIFY2(differing * 100 < all, qPrintable(QString("%1 of %2 pixels").arg(differing).arg(all))); // rounding, under 1 %
        QVERIFY(std::abs(sum) * 1000 < all);
    }
}

void TestDemo::stripesAreClearFromTheTruthOn_data()
{
    QTest::addColumn<int>("resolution");
    QTest::newRow("64") << demoTruth().smallestResolution;
    QTest::newRow("80") << 80;
    QTest::newRow("96") << 96;
}

void TestDemo::stripesAreClearFromTheTruthOn()
{
    QFETCH(int, resolution);
    const double share = separation({ resolution, demoTruth().colour });
    QVERIFY2(share > 0.99, qPrintable(QString::number(share)));
}

void TestDemo::otherConfigurationsAreAtChance_data()
{
    QTest::addColumn<int>("resolution");
    QTest::addColumn<bool>("rgb");
    for (const int resolution : { 32, 48 })
        QTest::addRow("%d rgb", resolution) << resolution << true;
    for (const int resolution : { 32, 48, 64, 96 })
        QTest::addRow("%d gray", resolution) << resolution << false;
}

void TestDemo::otherConfigurationsAreAtChance()
{
    QFETCH(int, resolution);
    QFETCH(bool, rgb);
    const double share = separation({ resolution, rgb ? Colour::Rgb : Colour::Gray });
    // 200 fair coins have a standard deviation of 3.5 %; the best of three that hang together stays below 4 of them.
    QVERIFY2(share < 0.5 + 4 * 0.0354, qPrintable(QString::number(share)));
}

void TestDemo::clearInTrainingCropsToo()
{
    int right = 0;
    constexpr int kPictures = 200;
    for (int i = 0; i < kPictures; ++i) {
        const auto demoClass = i % 2 == 0 ? DemoClass::Across : DemoClass::Upright;
        const auto number = static_cast<std::uint64_t>(i);
        const Image image = trainingImage(drawDemoImage(7, number, demoClass), { 64, Colour::Rgb }, number * 31);
        right += (stripeStatistic(image, { 0.5, -1.0, 0.5 }, 2) > 0) == (demoClass == DemoClass::Upright) ? 1 : 0;
    }
    QVERIFY2(right > kPictures * 0.97, qPrintable(QString::number(right)));
}

void TestDemo::writesOnceAndRepairs()
{
    test::ImageFolder folder;
    RunControl control;
    writeDemoDataset(folder.root(), 3, control);
    const Dataset dataset = folder.open();
    QCOMPARE(dataset.classes.size(), std::size_t { 2 });
    QCOMPARE(dataset.count(Split::Train), 900);
    QCOMPARE(dataset.count(Split::Validation, 0), 150);
    QCOMPARE(dataset.count(Split::Test, 1), 150);
    QVERIFY(dataset.problems.empty());
    const Image stored = decodeImage(folder.root() / dataset.samples[0].file);
    QVERIFY(stored.pixels == drawDemoImage(3, 0, DemoClass::Across).pixels);

    const std::filesystem::path first = folder.root() / dataset.samples[0].file;
    const std::string before = contentOf(first);
    const auto written = std::filesystem::last_write_time(first);
    writeDemoDataset(folder.root(), 3, control);
    QVERIFY(std::filesystem::last_write_time(first) == written); // complete: left alone
    std::filesystem::remove(folder.root() / dataset.samples[5].file);
    writeDemoDataset(folder.root(), 3, control);
    QCOMPARE(folder.open().fingerprint, dataset.fingerprint);
    QCOMPARE(contentOf(first), before);

    test::ImageFolder strange;
    strange.write("precious.txt", "mine");
    QVERIFY_EXCEPTION_THROWN(writeDemoDataset(strange.root(), 3, control), Error);
    QVERIFY(std::filesystem::exists(strange.root() / "precious.txt"));
}

QTEST_APPLESS_MAIN(TestDemo)
#include "tst_demo.moc"
