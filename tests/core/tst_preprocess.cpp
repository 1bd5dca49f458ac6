// SPDX-License-Identifier: GPL-3.0-or-later
#include "image_folder.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace danas;
using namespace danas::data;

namespace {

Image madeOf(int width, int height, const std::function<std::uint8_t(int x, int y, int c)>& value)
{
    Image image { width, height, 3, {} };
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            for (int c = 0; c < 3; ++c)
                image.pixels.push_back(value(x, y, c));
        }
    }
    return image;
}

/// Red tells x, green tells y (0..250 over the picture).
Image coordinates(int width, int height)
{
    return madeOf(width, height, [=](int x, int y, int c) {
        return static_cast<std::uint8_t>(c == 0 ? 250 * x / (width - 1) : c == 1 ? 250 * y / (height - 1) : 0);
    });
}

int at(const Image& image, int x, int y, int c)
{
    return image.pixels[static_cast<std::size_t>((y * image.width + x) * image.channels + c)];
}

} // namespace

class TestPreprocess : public QObject {
    Q_OBJECT

private slots:
    void evaluationAveragesByArea();
    void evaluationCropsTheCentre();
    void evaluationOfAnySize();
    void grayIsLuma();
    void trainingIsAFunctionOfItsKey();
    void trainingShowsTheSamePartEverywhere();
    void trainingCropsKeepTheirArea();
    void normaliseSpansMinusOneToOne();
    void cacheHoldsTheLargestResolution();
    void cacheStopsAndFails();
};

void TestPreprocess::evaluationAveragesByArea()
{
    const Image checks = madeOf(64, 64, [](int x, int y, int) { return static_cast<std::uint8_t>((x + y) % 2 == 0 ? 200 : 100); });
    const Image half = evaluationImage(checks, { 32, Colour::Rgb });
    QVERIFY(std::all_of(half.pixels.begin(), half.pixels.end(), [](std::uint8_t v) { return v == 150; }));
    QVERIFY(evaluationImage(checks, { 64, Colour::Rgb }).pixels == checks.pixels);
}

void TestPreprocess::evaluationCropsTheCentre()
{
    const Image wide = evaluationImage(coordinates(200, 100), { 50, Colour::Rgb });
    QVERIFY(std::abs(at(wide, 0, 25, 0) - 63) <= 3); // a quarter of the width is cut off on each side
    QVERIFY(std::abs(at(wide, 49, 25, 0) - 187) <= 3);
    QVERIFY(at(wide, 25, 0, 1) < 5 && at(wide, 25, 49, 1) > 245);
    const Image tall = evaluationImage(coordinates(100, 200), { 50, Colour::Rgb });
    QVERIFY(std::abs(at(tall, 25, 0, 1) - 63) <= 3 && at(tall, 0, 25, 0) < 5);
}

void TestPreprocess::evaluationOfAnySize()
{
    for (const auto& [width, height] : { std::pair(1, 300), std::pair(300, 1), std::pair(8, 9), std::pair(3, 3), std::pair(1, 1) }) {
        const Image source = madeOf(width, height, [](int, int, int) { return std::uint8_t { 77 }; });
        for (const Colour colour : { Colour::Rgb, Colour::Gray }) {
            const ImageConfig config { 48, colour };
            for (const Image& image : { evaluationImage(source, config), trainingImage(source, config, 5) }) {
                QCOMPARE(image.shape(), config.shape());
                QVERIFY(std::all_of(image.pixels.begin(), image.pixels.end(), [](std::uint8_t v) { return v == 77; }));
            }
        }
    }
}

void TestPreprocess::grayIsLuma()
{
    const Image source = madeOf(40, 40, [](int x, int y, int c) { return static_cast<std::uint8_t>((x * 37 + y * 91 + c * 57) % 256); });
    const Image rgb = evaluationImage(source, { 40, Colour::Rgb });
    const Image gray = evaluationImage(source, { 40, Colour::Gray });
    QCOMPARE(gray.channels, 1);
    for (int y = 0; y < 40; ++y) {
        for (int x = 0; x < 40; ++x) {
            const double luma = 0.299 * at(rgb, x, y, 0) + 0.587 * at(rgb, x, y, 1) + 0.114 * at(rgb, x, y, 2);
            QVERIFY(std::abs(at(gray, x, y, 0) - luma) <= 0.51);
        }
    }
}

void TestPreprocess::trainingIsAFunctionOfItsKey()
{
    const Image source = coordinates(120, 90);
    const ImageConfig config { 48, Colour::Rgb };
    int different = 0;
    for (std::uint64_t key = 0; key < 20; ++key) {
        QVERIFY(trainingImage(source, config, key).pixels == trainingImage(source, config, key).pixels);
        different += trainingImage(source, config, key).pixels != trainingImage(source, config, key + 1).pixels ? 1 : 0;
    }
    QCOMPARE(different, 20);
}

void TestPreprocess::trainingShowsTheSamePartEverywhere()
{
    const Image source = coordinates(160, 120);
    for (std::uint64_t key = 0; key < 50; ++key) {
        const Image small = trainingImage(source, { 32, Colour::Rgb }, key);
        const Image large = trainingImage(source, { 96, Colour::Rgb }, key);
        for (const int c : { 0, 1 }) {
            for (const int k : { 0, 16, 31 })
                QVERIFY(std::abs(at(small, k, k, c) - at(large, 3 * k + 1, 3 * k + 1, c)) <= 3);
        }
    }
}

void TestPreprocess::trainingCropsKeepTheirArea()
{
    for (const auto& [width, height] : { std::pair(160, 160), std::pair(160, 100), std::pair(90, 160) }) {
        const Image source = coordinates(width, height);
        double least = 1;
        double most = 0;
        int mirrored = 0;
        constexpr int kKeys = 400;
        for (std::uint64_t key = 0; key < kKeys; ++key) {
            const Image image = trainingImage(source, { 64, Colour::Rgb }, key);
            const double across = (at(image, 63, 32, 0) - at(image, 0, 32, 0)) / 250.0;
            const double down = (at(image, 32, 63, 1) - at(image, 32, 0, 1)) / 250.0;
            QVERIFY(down > 0);
            mirrored += across < 0 ? 1 : 0;
            least = std::min(least, std::abs(across) * down);
            most = std::max(most, std::abs(across) * down);
        }
        QVERIFY2(least > 0.54 && least < 0.64 && most > 0.93, qPrintable(QString("%1 %2").arg(least).arg(most)));
        QVERIFY(std::abs(mirrored - kKeys / 2) < 50); // five standard deviations
    }
}

void TestPreprocess::normaliseSpansMinusOneToOne()
{
    std::vector<std::uint8_t> bytes(256);
    std::iota(bytes.begin(), bytes.end(), std::uint8_t { 0 });
    std::vector<float> values(256);
    normalise(bytes, values);
    QCOMPARE(values.front(), -1.0F);
    QCOMPARE(values.back(), 1.0F);
    for (std::size_t i = 0; i < 256; ++i)
        QVERIFY(std::abs(values[i] - (static_cast<float>(i) / 127.5F - 1)) < 1e-6F);
}

void TestPreprocess::cacheHoldsTheLargestResolution()
{
    test::ImageFolder folder;
    folder.addSplitTree({ "train", "val" }, { "a", "b" }, 2); // 40 x 30
    folder.write("train/a/large.jpg", test::encoded(test::picture(7, 1000, 500), "JPG"));
    folder.write("train/a/tall.png", test::encoded(test::picture(8, 100, 210), "PNG"));
    const Dataset dataset = folder.open();
    RunControl control;
    std::int64_t reported = 0;
    const SampleCache cache(dataset, 64, control, [&](std::int64_t done, std::int64_t total) {
        QCOMPARE(total, std::int64_t { 10 });
        reported = done;
    });
    QCOMPARE(reported, std::int64_t { 10 });
    std::int64_t pixels = 0;
    for (std::size_t i = 0; i < cache.size(); ++i) {
        const Image& image = cache.image(static_cast<int>(i));
        pixels += image.shape().elements();
        const std::string& file = dataset.samples[i].file;
        const Shape wanted = file == "train/a/large.jpg" ? Shape { 3, 64, 128 } : file == "train/a/tall.png" ? Shape { 3, 134, 64 } : Shape { 3, 30, 40 };
        QCOMPARE(image.shape(), wanted);
    }
    QVERIFY(cache.bytes() >= pixels);
}

void TestPreprocess::cacheStopsAndFails()
{
    test::ImageFolder folder;
    folder.addSplitTree({ "train", "val" }, { "a", "b" }, 2);
    const Dataset dataset = folder.open();
    std::stop_source source;
    RunControl stopped(source.get_token());
    source.request_stop();
    QVERIFY_EXCEPTION_THROWN(SampleCache(dataset, 32, stopped), Stopped);
    RunControl control;
    std::filesystem::remove(folder.root() / dataset.samples[1].file);
    try {
        const SampleCache cache(dataset, 32, control);
        QFAIL("no error");
    } catch (const Error& error) {
        QVERIFY2(test::contains(error.what(), dataset.samples[1].file), error.what());
    }
}

QTEST_APPLESS_MAIN(TestPreprocess)
#include "tst_preprocess.moc"
