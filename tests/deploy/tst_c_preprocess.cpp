// SPDX-License-Identifier: GPL-3.0-or-later
// resources/c/preprocess.c against data::evaluationImage, which training saw.
#include "base/resources.h"
#include "base/rng.h"
#include "data/sample_cache.h"
#include "support/random_network.h"
#include "support/run_program.h"

#include <fmt/format.h>

#include <QTemporaryDir>

using namespace danas;

using Sizes = QList<QPair<int, int>>;

namespace {

/// As danas_pixel_format.
enum class Format : std::int32_t { Rgb888, Rgb565, Rgb565Swapped, Gray8 };

/// A sensor's picture, and the same as 8-bit RGB.
struct Picture {
    QByteArray sensor;
    data::Image rgb;
};

void append(QByteArray& bytes, int value)
{
    bytes.append(static_cast<char>(value));
}

Picture picture(int width, int height, Format format, std::int64_t number)
{
    Picture result;
    result.rgb = test::randomImage({ 3, height, width }, 9, number);
    const bool noise = number % 2 == 1;
    Rng rng(static_cast<std::uint64_t>(number));
    auto& pixels = result.rgb.pixels;
    for (std::size_t i = 0; i < pixels.size(); i += 3) {
        for (std::size_t c = 0; noise && c < 3; ++c)
            pixels[i + c] = static_cast<std::uint8_t>(rng.below(256));
        if (format == Format::Gray8) {
            pixels[i + 1] = pixels[i + 2] = pixels[i];
            append(result.sensor, pixels[i]);
        } else if (format == Format::Rgb888) {
            for (std::size_t c = 0; c < 3; ++c)
                append(result.sensor, pixels[i + c]);
        } else {
            const int red = pixels[i] >> 3, green = pixels[i + 1] >> 2, blue = pixels[i + 2] >> 3;
            const int bits = red << 11 | green << 5 | blue;
            append(result.sensor, format == Format::Rgb565 ? bits & 255 : bits >> 8);
            append(result.sensor, format == Format::Rgb565 ? bits >> 8 : bits & 255);
            pixels[i] = static_cast<std::uint8_t>(red << 3 | red >> 2);
            pixels[i + 1] = static_cast<std::uint8_t>(green << 2 | green >> 4);
            pixels[i + 2] = static_cast<std::uint8_t>(blue << 3 | blue >> 2);
        }
    }
    return result;
}

void compile(const QTemporaryDir& folder, const data::ImageConfig& config)
{
    const std::string header = fmt::format("#include <stdint.h>\n#define DANAS_INPUT_HEIGHT {0}\n#define DANAS_INPUT_WIDTH {0}\n"
                                           "#define DANAS_INPUT_CHANNELS {1}\n#define DANAS_INPUT_BYTES {2}\n#define DANAS_CLASSES 2\n"
                                           "int8_t *danas_input(void);\nconst int8_t *danas_run(void);\n",
        config.resolution, config.channels(), config.shape().elements());
    const std::string model = "#include \"model.h\"\nstatic int8_t arena[DANAS_INPUT_BYTES];\nint8_t *danas_input(void)\n{\n    return arena;\n}\n"
                              "const int8_t *danas_run(void)\n{\n    return arena;\n}\n";
    test::writeFile(folder.filePath("model.h"), header.data(), header.size());
    test::writeFile(folder.filePath("model.c"), model.data(), model.size());
    for (const char* name : { "batch.c", "preprocess.c", "preprocess.h" })
        test::writeFile(folder.filePath(name), resource(name).data(), resource(name).size());
    QCOMPARE(test::failureOf(folder.path(), test::kStrictC + "model.c preprocess.c batch.c -o batch"), QString());
}

struct Difference {
    std::int64_t values = 0, different = 0;
    int most = 0;
};

void comparePictures(const data::ImageConfig& config, const std::vector<std::pair<int, int>>& sizes, Difference& difference)
{
    QTemporaryDir folder;
    compile(folder, config);
    QByteArray pictures;
    std::vector<std::uint8_t> expected;
    std::int64_t number = 0;
    for (const auto& [width, height] : sizes) {
        for (const Format format : { Format::Rgb888, Format::Rgb565, Format::Rgb565Swapped, Format::Gray8 }) {
            const Picture one = picture(width, height, format, number++);
            const std::int32_t head[] { width, height, static_cast<std::int32_t>(format) };
            pictures.append(reinterpret_cast<const char*>(head), sizeof head);
            pictures.append(one.sensor);
            const auto image = data::evaluationImage(one.rgb, config);
            expected.insert(expected.end(), image.pixels.begin(), image.pixels.end());
        }
    }
    test::writeFile(folder.filePath("pictures"), pictures.constData(), static_cast<std::size_t>(pictures.size()));
    QCOMPARE(test::failureOf(folder.path(), folder.filePath("batch") + " preprocess pictures outputs"), QString());
    const QByteArray outputs = test::readFile(folder.filePath("outputs"));
    QCOMPARE(outputs.size(), std::ssize(expected));
    for (qsizetype i = 0; i < outputs.size(); ++i) {
        const int step = std::abs(outputs[i] + 128 - expected[static_cast<std::size_t>(i)]);
        difference.values += 1;
        difference.different += step > 0 ? 1 : 0;
        difference.most = std::max(difference.most, step);
    }
}

} // namespace

class TstCPreprocess : public QObject {
    Q_OBJECT
private slots:
    void tensorThatTrainingSaw_data()
    {
        QTest::addColumn<Sizes>("sizes");
        QTest::addColumn<int>("perMille"); // bytes that may differ, by one step
        QTest::newRow("shrunk") << Sizes { { 97, 131 }, { 160, 120 }, { 320, 240 }, { 333, 222 }, { 200, 201 }, { 127, 127 } } << 0;
        QTest::newRow("shrunk by whole numbers") << Sizes { { 192, 192 }, { 288, 384 }, { 480, 480 }, { 1152, 1152 } } << 0;
        QTest::newRow("as large or grown") << Sizes { { 96, 96 }, { 96, 128 }, { 48, 64 }, { 31, 17 }, { 80, 60 }, { 1, 1 } } << 5;
    }
    void tensorThatTrainingSaw()
    {
        QFETCH(Sizes, sizes);
        QFETCH(int, perMille);
        std::vector<std::pair<int, int>> all;
        for (const auto& [width, height] : sizes)
            all.emplace_back(width, height);
        Difference difference;
        for (const data::ImageConfig& config : { data::ImageConfig { 96, data::Colour::Rgb }, data::ImageConfig { 96, data::Colour::Gray } })
            comparePictures(config, all, difference);
        qInfo("%lld of %lld bytes differ, by %d at most", static_cast<long long>(difference.different), static_cast<long long>(difference.values),
            difference.most);
        QVERIFY(difference.most <= 1);
        QVERIFY(difference.different * 1000 <= difference.values * perMille);
    }

    void everySizeUpToTwiceTheInput()
    {
        std::vector<std::pair<int, int>> sizes;
        for (int side = 32; side <= 70; ++side)
            sizes.emplace_back(side, side + side % 3);
        Difference difference;
        comparePictures({ 32, data::Colour::Rgb }, sizes, difference);
        QCOMPARE(difference.different, 0);
    }
};

QTEST_APPLESS_MAIN(TstCPreprocess)
#include "tst_c_preprocess.moc"
