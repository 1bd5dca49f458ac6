// SPDX-License-Identifier: GPL-3.0-or-later
// resources/c/preprocess_sound.c against data::audio::FeatureExtractor, which training saw.
#include "base/resources.h"
#include "base/rng.h"
#include "data/audio/device_tables.h"
#include "data/audio/features.h"
#include "deploy/sound_writer.h"
#include "deploy/toolchain.h"
#include "support/run_program.h"

#include <fmt/format.h>

#include <QTemporaryDir>

#include <cmath>
#include <numbers>

using namespace danas;
using data::audio::AudioConfig;
using data::audio::Feature;
using data::audio::FeatureExtractor;

Q_DECLARE_METATYPE(data::audio::AudioConfig)

namespace {

using Samples = std::vector<std::int16_t>;

AudioConfig made(int rate, Feature feature, int window, int hop, int fft, int bands = 40)
{
    AudioConfig config;
    config.sampleRate = rate;
    config.feature = feature;
    config.window = window;
    config.hop = hop;
    config.fftSize = fft;
    config.melBands = bands;
    return config;
}

AudioConfig withDeltas(AudioConfig config, int deltas)
{
    config.deltas = deltas;
    return config;
}

AudioConfig lasting(AudioConfig config, int ms)
{
    config.clipMs = ms;
    return config;
}

/// Chirp with two harmonics in noise, which stops for a while: what speech and machines have.
Samples chirp(const AudioConfig& config, double level, double noise, std::int64_t count)
{
    Samples samples;
    Rng rng(7);
    for (std::int64_t i = 0; i < count; ++i) {
        const double t = static_cast<double>(i) / static_cast<double>(config.samples());
        const double phase = 2 * std::numbers::pi * static_cast<double>(config.samples()) * (0.01 * t + 0.1 * t * t);
        const double wave = std::sin(phase) + 0.5 * std::sin(2 * phase) + 0.25 * std::sin(3 * phase);
        const double value = (t > 0.6 && t < 0.7 ? 0 : level * wave / 1.75) + noise * (rng.uniform() - 0.5);
        samples.push_back(static_cast<std::int16_t>(std::lround(std::clamp(value, -1.0, 1.0) * 32767)));
    }
    return samples;
}

/// Every kind of clip that may go wrong in its own way.
std::vector<Samples> clips(const AudioConfig& config)
{
    const std::int64_t count = config.samples();
    std::vector<Samples> all { chirp(config, 0.5, 0.05, count), chirp(config, 1, 0, count), chirp(config, 0.003, 0.0005, count),
        chirp(config, 0.3, 0.5, count * 2 / 5), chirp(config, 0.4, 0.01, count + 100), Samples(static_cast<std::size_t>(count), 0) };
    Samples square, click(static_cast<std::size_t>(count), 0);
    for (std::int64_t i = 0; i < count; ++i)
        square.push_back(i / 8 % 2 == 0 ? 32767 : -32768);
    click[click.size() / 2] = -32768;
    all.push_back(square);
    all.push_back(click);
    return all;
}

QByteArray recorded(const Samples& samples, int rate)
{
    const std::int32_t head[] { static_cast<std::int32_t>(samples.size()), rate, 0 };
    QByteArray bytes(reinterpret_cast<const char*>(head), sizeof head);
    return bytes.append(reinterpret_cast<const char*>(samples.data()), static_cast<qsizetype>(samples.size() * sizeof samples[0]));
}

std::vector<std::uint8_t> expected(const FeatureExtractor& extractor, const Samples& samples)
{
    std::vector<float> clip;
    for (const std::int16_t sample : samples)
        clip.push_back(static_cast<float>(sample) / 32768.0F);
    return extractor.codes(extractor.features(clip)).pixels;
}

void write(const QTemporaryDir& folder, const char* name, std::string_view text)
{
    test::writeFile(folder.filePath(name), text.data(), text.size());
}

/// The bundle's sources with a network that does nothing, and `program` as batch.c.
void compile(const QTemporaryDir& folder, const AudioConfig& config, std::string_view program = resource("batch.c"))
{
    write(folder, "model.h", fmt::format("#include <stdint.h>\n#define DANAS_INPUT_BYTES {}\n#define DANAS_CLASSES 2\nint8_t *danas_input(void);\n"
                                         "const int8_t *danas_run(void);\n", config.inputBytes()));
    write(folder, "model.c", "#include \"model.h\"\nstatic int8_t arena[DANAS_INPUT_BYTES];\nint8_t *danas_input(void)\n{\n    return arena;\n}\n"
                             "const int8_t *danas_run(void)\n{\n    return arena;\n}\n");
    write(folder, "preprocess.h", resource("preprocess_sound.h"));
    write(folder, "preprocess.c", resource("preprocess_sound.c"));
    write(folder, "batch.c", program);
    for (const deploy::TextFile& file : deploy::soundSources(config))
        write(folder, file.name.c_str(), file.text);
    QCOMPARE(test::failureOf(folder.path(), test::kStrictC + "model.c preprocess.c batch.c -o batch -lm"), QString());
}

/// Bytes of the constants that the C declares, whatever a compiler would leave of them.
std::int64_t declaredTables(const QTemporaryDir& folder)
{
    write(folder, "tables.c", "#include <stdint.h>\n#define static\n#include \"preprocess_tables.h\"\n");
    const QString failure = test::failureOf(folder.path(), "cc -std=c99 -c tables.c -o tables.o");
    return failure.isEmpty() ? deploy::objectSizes(folder.filePath("tables.o").toStdString()).constants : -1;
}

QByteArray preprocessed(const QTemporaryDir& folder, const QByteArray& sounds)
{
    test::writeFile(folder.filePath("sounds"), sounds.constData(), static_cast<std::size_t>(sounds.size()));
    const QString failure = test::failureOf(folder.path(), folder.filePath("batch") + " preprocess sounds outputs");
    return failure.isEmpty() ? test::readFile(folder.filePath("outputs")) : failure.toUtf8();
}

} // namespace

class TstCSound : public QObject {
    Q_OBJECT
private slots:
    void tensorThatTrainingSaw_data()
    {
        QTest::addColumn<AudioConfig>("config");
        const AudioConfig keyword = data::audio::keywordConfigs().front();
        QTest::newRow("spectrogram 2048, 6 kHz") << lasting(data::audio::paper2023(6000, Feature::Spectrogram), 3000);
        QTest::newRow("spectrogram 256, from the start") << [] {
            AudioConfig config = made(8000, Feature::Spectrogram, 200, 80, 256);
            config.centred = false;
            return config;
        }();
        QTest::newRow("mel 80 of 2048, 48 kHz") << made(48000, Feature::MelSpectrogram, 2048, 512, 2048, 80);
        QTest::newRow("mel 24 of 64, 1500 Hz") << made(1500, Feature::MelSpectrogram, 48, 24, 64, 20);
        QTest::newRow("MFCC of 400 samples") << keyword;
        QTest::newRow("MFCC of 640 samples, delta") << withDeltas(data::audio::keywordConfigs().back(), 1);
        QTest::newRow("MFCC of MLPerf Tiny, HTK, from the start") << data::audio::mlperfTiny();
        QTest::newRow("MFCC of 2048, delta and delta-delta") << lasting(data::audio::paper2023(24000, Feature::Mfcc), 1000);
        QTest::newRow("MFCC of fewer than 9 frames, delta-delta") << withDeltas(lasting(keyword, 40), 2);
        QTest::newRow("odd transform") << made(11025, Feature::Mfcc, 441, 220, 441);
        QTest::newRow("transform of a prime") << made(8000, Feature::MelSpectrogram, 250, 125, 2 * 131, 20);
        QTest::newRow("two samples") << lasting(made(1000, Feature::Spectrogram, 2, 1, 2), 50);
    }
    void tensorThatTrainingSaw()
    {
        QFETCH(AudioConfig, config);
        QCOMPARE(QString::fromStdString(config.fault()), QString());
        QTemporaryDir folder;
        compile(folder, config);
        QCOMPARE(declaredTables(folder), tableBytes(config));
        const FeatureExtractor extractor(config);
        QByteArray sounds;
        std::vector<std::uint8_t> training;
        for (const Samples& clip : clips(config)) {
            sounds += recorded(clip, config.sampleRate);
            const auto codes = expected(extractor, clip);
            training.insert(training.end(), codes.begin(), codes.end());
        }
        const QByteArray got = preprocessed(folder, sounds);
        QVERIFY2(got.size() == std::ssize(training), got.left(2000).constData());
        std::int64_t different = 0;
        int most = 0;
        for (qsizetype i = 0; i < got.size(); ++i) {
            const int code = training[static_cast<std::size_t>(i)], steps = std::abs(got[i] + 128 - code);
            const bool zero = config.feature == Feature::Mfcc && (code == 127 || code == 128); // silence lies between these steps
            different += steps > 0 && !zero ? 1 : 0;
            most = std::max(most, steps);
        }
        qInfo("%lld of %lld bytes differ, by %d at most; workspace %lld bytes, tables %lld", static_cast<long long>(different),
            static_cast<long long>(got.size()), most, static_cast<long long>(config.scratchBytes()), static_cast<long long>(tableBytes(config)));
        QVERIFY(most <= 1);
        QVERIFY(different * 1000 <= got.size());
    }
};

QTEST_APPLESS_MAIN(TstCSound)
#include "tst_c_sound.moc"
