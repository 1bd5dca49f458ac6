// SPDX-License-Identifier: GPL-3.0-or-later
#include "image_folder.h"

#include "base/rng.h"
#include "data/image_file.h"

#include <QTest>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <numeric>

using namespace danas;
using namespace danas::data;
using danas::test::contains;
using danas::test::encoded;
using danas::test::picture;

namespace {

/// The reason why the content is refused, by inspection or by decoding; "" if it is read.
std::string reasonOfBytes(const QByteArray& bytes)
{
    const Bytes view(reinterpret_cast<const std::uint8_t*>(bytes.data()), static_cast<std::size_t>(bytes.size()));
    try {
        const ImageHeader header = inspectImage(view);
        verifyDecodes(view, header);
        (void)decodeBytes(view, header);
        return {};
    } catch (const Error& error) {
        return error.what();
    }
}

QByteArray withCrc(QByteArray png, qsizetype chunk)
{
    const auto length = static_cast<qsizetype>((static_cast<std::uint8_t>(png[chunk + 2]) << 8) | static_cast<std::uint8_t>(png[chunk + 3]));
    std::uint32_t crc = 0xFFFFFFFFU; // bit by bit, unlike the program's
    for (qsizetype i = chunk + 4; i < chunk + 8 + length; ++i) {
        crc ^= static_cast<std::uint8_t>(png[i]);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    crc = ~crc;
    for (int i = 0; i < 4; ++i)
        png[chunk + 8 + length + i] = static_cast<char>((crc >> (24 - 8 * i)) & 0xFFU);
    return png;
}

QByteArray pngClaiming(std::uint32_t width, std::uint32_t height)
{
    QByteArray png = encoded(picture(1), "PNG");
    for (int i = 0; i < 4; ++i) {
        png[16 + i] = static_cast<char>((width >> (24 - 8 * i)) & 0xFFU);
        png[20 + i] = static_cast<char>((height >> (24 - 8 * i)) & 0xFFU);
    }
    return withCrc(png, 8);
}

} // namespace

class TestImageFile : public QObject {
    Q_OBJECT

private slots:
    void refusals_data();
    void refusals();
    void everyCutOffJpegIsFound();
    void everyCutOffPngIsFound();
    void rottenJpegsAreFound();
    void rottenBytesNeverCrash();
    void pixelsAreExact();
    void jpegIsNear();
    void sharedOddFiles();
};

void TestImageFile::refusals_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("reason"); // empty: read
    const QByteArray png = encoded(picture(1), "PNG");
    const QByteArray jpeg = encoded(picture(1, 160, 120), "JPG");
    QByteArray badCrc = png;
    badCrc[30] = static_cast<char>(badCrc[30] ^ 1);
    QByteArray lyingJpeg = jpeg;
    const qsizetype frame = lyingJpeg.indexOf("\xFF\xC0");
    for (const int at : { 5, 7 })
        lyingJpeg[frame + at] = '\x10'; // high bytes: more than 4096 x 4096
    QTest::newRow("png") << png << QByteArray();
    QTest::newRow("jpeg") << jpeg << QByteArray();
    QTest::newRow("jpeg and garbage") << jpeg + QByteArray(500, 'x') << QByteArray();
    QTest::newRow("bmp") << encoded(picture(1), "BMP") << QByteArray();
    QTest::newRow("empty") << QByteArray() << QByteArray("empty file");
    QTest::newRow("one byte") << QByteArray("\xFF") << QByteArray("not a JPEG");
    QTest::newRow("text") << QByteArray("hello, this is text\n") << QByteArray("a text file");
    QTest::newRow("gif") << QByteArray("GIF89a") + QByteArray(60, '\0') << QByteArray("GIF");
    QTest::newRow("webp") << QByteArray("RIFF\x10\0\0\0WEBPVP8 ", 16) << QByteArray("WebP");
    QTest::newRow("tiff") << QByteArray("II*\0\x08\0\0\0", 8) << QByteArray("TIFF");
    QTest::newRow("bad crc") << badCrc << QByteArray("checksum of its IHDR");
    QTest::newRow("png 0 x 0") << pngClaiming(0, 0) << QByteArray("claims 0 x 0");
    QTest::newRow("png huge") << pngClaiming(100000, 100000) << QByteArray("megapixels");
    QTest::newRow("png overflow") << pngClaiming(0xFFFFFFFFU, 0xFFFFFFFFU) << QByteArray("megapixels");
    QTest::newRow("png too tall for its data") << pngClaiming(40, 3000) << QByteArray("cannot be decoded");
    QTest::newRow("jpeg larger than its data") << lyingJpeg << QByteArray("damaged");
    QTest::newRow("narrow") << encoded(picture(1, 1, 300), "JPG") << QByteArray("only 1 x 300");
    QTest::newRow("bmp cut off") << encoded(picture(1), "BMP").left(2000) << QByteArray("cut off");
    QTest::newRow("bmp header cut off") << encoded(picture(1), "BMP").left(20) << QByteArray("cut off");
}

void TestImageFile::refusals()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, reason);
    const std::string found = reasonOfBytes(bytes);
    QVERIFY2(reason.isEmpty() == found.empty() && contains(found, reason.toStdString()), found.c_str());
}

void TestImageFile::everyCutOffJpegIsFound()
{
    const QByteArray jpeg = encoded(picture(3, 64, 48), "JPG");
    QVERIFY(jpeg.size() > 500);
    for (qsizetype size = 3; size < jpeg.size(); ++size)
        QVERIFY2(contains(reasonOfBytes(jpeg.left(size)), "cut off"), qPrintable(QString::number(size)));
}

void TestImageFile::everyCutOffPngIsFound()
{
    const QByteArray png = encoded(picture(3, 64, 48), "PNG");
    for (qsizetype size = 8; size < png.size(); ++size)
        QVERIFY2(contains(reasonOfBytes(png.left(size)), "cut off"), qPrintable(QString::number(size)));
}

void TestImageFile::rottenJpegsAreFound()
{
    const QByteArray jpeg = encoded(picture(3, 160, 120), "JPG");
    const qsizetype scan = jpeg.indexOf("\xFF\xDA") + 14;
    int found = 0;
    constexpr int kFiles = 100;
    Rng rng(5);
    for (int file = 0; file < kFiles; ++file) {
        QByteArray rotten = jpeg;
        for (int i = 0; i < 25; ++i)
            rotten[scan + static_cast<qsizetype>(rng.below(static_cast<std::uint64_t>(jpeg.size() - scan - 2)))] = static_cast<char>(rng.below(255));
        found += reasonOfBytes(rotten).empty() ? 0 : 1;
    }
    QVERIFY2(found >= 95, qPrintable(QString::number(found))); // a changed coefficient alone breaks no code
}

void TestImageFile::rottenBytesNeverCrash()
{
    Rng rng(6);
    for (const char* format : { "JPG", "PNG", "BMP" }) {
        const QByteArray sound = encoded(picture(3, 40, 30), format);
        for (int file = 0; file < 300; ++file) {
            QByteArray rotten = sound;
            for (int i = 0; i < 3; ++i) // mostly in the headers, where sizes and offsets are
                rotten[static_cast<qsizetype>(2 + rng.below(rng.chance(0.5) ? 200 : static_cast<std::uint64_t>(sound.size() - 2)))] = static_cast<char>(rng.below(256));
            (void)reasonOfBytes(rotten); // a reason or a picture
        }
    }
}

void TestImageFile::pixelsAreExact()
{
    const QImage rgb = picture(9, 33, 21);
    const std::vector<QImage::Format> formats { QImage::Format_RGB888, QImage::Format_RGBA8888, QImage::Format_RGBX64, QImage::Format_Grayscale8,
        QImage::Format_Grayscale16, QImage::Format_Indexed8, QImage::Format_Mono };
    for (const QImage::Format format : formats) {
        const QImage source = rgb.convertToFormat(format);
        const QImage expected = source.convertToFormat(QImage::Format_RGB888);
        for (const char* kind : { "PNG", "BMP" }) {
            test::ImageFolder folder;
            folder.write("picture", encoded(source, kind));
            const Image image = decodeImage(folder.root() / "picture");
            QCOMPARE(image.shape(), (Shape { 3, 21, 33 }));
            for (int y = 0; y < image.height; ++y) {
                for (int x = 0; x < image.width; ++x) {
                    const auto at = static_cast<std::size_t>((y * image.width + x) * 3);
                    const QRgb wanted = expected.pixel(x, y);
                    QVERIFY2(std::abs(image.pixels[at] - qRed(wanted)) <= 1 && std::abs(image.pixels[at + 1] - qGreen(wanted)) <= 1
                            && std::abs(image.pixels[at + 2] - qBlue(wanted)) <= 1,
                        qPrintable(QString("%1 format %2 at %3, %4").arg(kind).arg(format).arg(x).arg(y)));
                }
            }
        }
    }
}

void TestImageFile::jpegIsNear()
{
    const QByteArray jpeg = encoded(picture(9, 64, 48), "JPG");
    const QImage expected = QImage::fromData(jpeg).convertToFormat(QImage::Format_RGB888);
    test::ImageFolder folder;
    folder.write("picture", jpeg);
    const Image image = decodeImage(folder.root() / "picture");
    QCOMPARE(image.width, 64);
    for (int x = 0; x < 64; ++x)
        QVERIFY(std::abs(image.pixels[static_cast<std::size_t>(3 * (10 * 64 + x))] - qRed(expected.pixel(x, 10))) <= 4);
}

void TestImageFile::sharedOddFiles()
{
    const QString archive = qEnvironmentVariable("DANAS_SHARED_DATA") + "/odd-files.tar";
    if (!QFile::exists(archive))
        QSKIP("the shared data is not here");
    test::ImageFolder folder;
    folder.addSplitTree({ "train", "val" }, { "even", "odd" }, 1);
    const std::string command = "tar -C '" + folder.path() + "/train/odd' -xf '" + archive.toStdString() + "' odd-files/images";
    QCOMPARE(std::system(command.c_str()), 0);

    const std::map<std::string, std::string> refused { { "truncated.jpg", "cut off" }, { "truncated-in-header.jpg", "cut off" },
        { "zero-byte.jpg", "empty file" }, { "bitrot.jpg", "damaged" }, { "huge-12000x12000.png", "megapixels" },
        { "lying-dims-100000x100000.png", "megapixels" }, { "lying-dims-65500.jpg", "megapixels" }, { "zero-dims.png", "0 x 0" },
        { "bad-crc.png", "IHDR" }, { "tiny-1x1.png", "only 1 x 1" }, { "narrow-1x300.jpg", "only 1 x 300" },
        { "text-renamed.jpg", "a text file" }, { "other.gif", "GIF" }, { "other.webp", "WebP" } };
    const Dataset dataset = folder.open();
    for (const auto& [name, reason] : refused) {
        const std::string found = test::reasonOf(dataset, "train/odd/odd-files/images/" + name);
        QVERIFY2(contains(found, reason), (name + ": " + found).c_str());
    }
    QCOMPARE(std::count_if(dataset.problems.begin(), dataset.problems.end(),
                 [](const Problem& problem) { return problem.kind == ProblemKind::Skipped; }),
        static_cast<std::ptrdiff_t>(refused.size()));
    QCOMPARE(dataset.count(Split::Train), 2 + 39 - static_cast<int>(refused.size()));

    const auto decoded = [&](const char* name) { return decodeImage(folder.root() / "train/odd/odd-files/images" / name); };
    QCOMPARE(decoded("good-control.jpg").shape(), (Shape { 3, 141, 160 }));
    const Image upright = decoded("exif-rotated.jpg");
    QCOMPARE(upright.shape(), (Shape { 3, 160, 141 })); // turned as its EXIF says
    QVERIFY(decoded("trailing-garbage.jpg").pixels == decoded("good-control.jpg").pixels);
    QVERIFY(decoded("jpg-renamed.png").pixels == decoded("good-control.jpg").pixels);
    const Image gray = decoded("gray16.png");
    for (std::size_t i = 0; i < gray.pixels.size(); i += 3)
        QVERIFY(gray.pixels[i] == gray.pixels[i + 1] && gray.pixels[i] == gray.pixels[i + 2]);
    const auto meanOf = [](const Image& image) {
        return std::accumulate(image.pixels.begin(), image.pixels.end(), 0.0) / static_cast<double>(image.pixels.size());
    };
    const double control = meanOf(decoded("good-control.jpg")); // all show the same photo
    for (const char* name : { "cmyk.jpg", "progressive.jpg", "gray.jpg", "rgb16.png", "rgba.png", "gray-alpha.png", "palette.png", "interlaced.png" })
        QVERIFY2(std::abs(meanOf(decoded(name)) - control) < 8, qPrintable(QString("%1: %2, %3").arg(name).arg(meanOf(decoded(name))).arg(control)));

    RunControl runControl;
    const SampleCache cache(dataset, 96, runControl);
    for (int i = 0; i < static_cast<int>(cache.size()); ++i)
        QCOMPARE(evaluationImage(cache.image(i), { 96, Colour::Rgb }).shape(), (Shape { 3, 96, 96 }));
}

QTEST_APPLESS_MAIN(TestImageFile)
#include "tst_image_file.moc"
