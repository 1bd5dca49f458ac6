// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "data/audio/audio_file.h"
#include "data/audio/resample.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sndfile.h>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <map>
#include <numbers>

using namespace danas;
using namespace danas::data;
using namespace danas::data::audio;

namespace {

std::vector<float> tone(double hertz, int rate, double seconds, double level = 0.5)
{
    std::vector<float> samples(static_cast<std::size_t>(rate * seconds));
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i] = static_cast<float>(level * std::sin(2 * std::numbers::pi * hertz * static_cast<double>(i) / rate));
    return samples;
}

/// Root of the mean square without the edges, where a filter swings in.
double levelOf(std::span<const float> samples)
{
    const auto inner = samples.subspan(samples.size() / 4, samples.size() / 2);
    double sum = 0;
    for (const float sample : inner)
        sum += static_cast<double>(sample) * static_cast<double>(sample);
    return std::sqrt(sum / static_cast<double>(inner.size()));
}

std::string reasonOf(const std::filesystem::path& file)
{
    try {
        static_cast<void>(readAudioFile(file));
        return {};
    } catch (const Error& error) {
        return error.what();
    }
}

class SoundFolder {
public:
    [[nodiscard]] std::filesystem::path at(const std::string& name) const { return m_folder.path().toStdString() + "/" + name; }
    /// Writes with libsndfile; samples interleaved.
    std::filesystem::path write(const std::string& name, int format, std::span<const float> samples, int rate = 16000, int channels = 1) const
    {
        SF_INFO info {};
        info.samplerate = rate;
        info.channels = channels;
        info.format = format;
        SNDFILE* file = sf_open(at(name).c_str(), SFM_WRITE, &info);
        sf_write_float(file, samples.data(), static_cast<sf_count_t>(samples.size()));
        sf_close(file);
        return at(name);
    }
    void cut(const std::string& name, qint64 bytes) const { QFile(QString::fromStdString(at(name))).resize(bytes); }

private:
    QTemporaryDir m_folder;
};

} // namespace

class TestAudioFile : public QObject {
    Q_OBJECT

private slots:
    void readsEachFormat_data();
    void readsEachFormat();
    void stereoIsTheMean();
    void readsOnlyTheStart();
    void refusesWithAReason();
    void cutOffFlacAndOgg();
    void resampledLengths();
    void resampledToneKeepsItsWave();
    void toneAboveNyquistVanishes();
    void sharedOddFiles();
};

void TestAudioFile::readsEachFormat_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<double>("tolerance");
    QTest::newRow("8 bit") << (SF_FORMAT_WAV | SF_FORMAT_PCM_U8) << 1.0 / 128;
    QTest::newRow("16 bit") << (SF_FORMAT_WAV | SF_FORMAT_PCM_16) << 1.0 / 32768;
    QTest::newRow("24 bit") << (SF_FORMAT_WAV | SF_FORMAT_PCM_24) << 1e-6;
    QTest::newRow("32 bit") << (SF_FORMAT_WAV | SF_FORMAT_PCM_32) << 1e-6;
    QTest::newRow("float") << (SF_FORMAT_WAV | SF_FORMAT_FLOAT) << 0.0;
    QTest::newRow("double") << (SF_FORMAT_WAV | SF_FORMAT_DOUBLE) << 0.0;
    QTest::newRow("extensible") << (SF_FORMAT_WAVEX | SF_FORMAT_PCM_16) << 1.0 / 32768;
    QTest::newRow("mu-law") << (SF_FORMAT_WAV | SF_FORMAT_ULAW) << 0.02;
    QTest::newRow("adpcm") << (SF_FORMAT_WAV | SF_FORMAT_MS_ADPCM) << 0.05;
    QTest::newRow("flac") << (SF_FORMAT_FLAC | SF_FORMAT_PCM_16) << 1.0 / 32768;
    QTest::newRow("ogg") << (SF_FORMAT_OGG | SF_FORMAT_VORBIS) << 0.05;
}

void TestAudioFile::readsEachFormat()
{
    QFETCH(int, format);
    QFETCH(double, tolerance);
    const SoundFolder folder;
    const std::vector<float> expected = tone(440, 16000, 0.5);
    const Sound sound = readAudioFile(folder.write("no-extension", format, expected));
    QCOMPARE(sound.rate, 16000);
    QVERIFY(sound.samples.size() >= expected.size() && sound.samples.size() < expected.size() + 512); // ADPCM fills its last block
    for (std::size_t i = 0; i < expected.size(); ++i)
        QVERIFY(std::abs(static_cast<double>(sound.samples[i] - expected[i])) <= tolerance);
}

void TestAudioFile::stereoIsTheMean()
{
    const SoundFolder folder;
    std::vector<float> interleaved;
    for (int i = 0; i < 1000; ++i)
        interleaved.insert(interleaved.end(), { 0.5F, -0.25F });
    const Sound sound = readAudioFile(folder.write("stereo", SF_FORMAT_WAV | SF_FORMAT_FLOAT, interleaved, 44100, 2));
    QCOMPARE(sound.rate, 44100);
    QCOMPARE(sound.samples, std::vector<float>(1000, 0.125F));
}

void TestAudioFile::readsOnlyTheStart()
{
    const SoundFolder folder;
    const std::vector<float> all = tone(100, 8000, 3);
    const auto file = folder.write("long", SF_FORMAT_WAV | SF_FORMAT_FLOAT, all, 8000);
    QCOMPARE(readAudioFile(file, 1.5).samples, std::vector<float>(all.begin(), all.begin() + 12000));
    QCOMPARE(readAudioFile(file, 10).samples, all);
}

void TestAudioFile::refusesWithAReason()
{
    const SoundFolder folder;
    const auto refused = [&](const std::vector<float>& samples, int rate, int channels = 1) {
        return reasonOf(folder.write("file", SF_FORMAT_WAV | SF_FORMAT_FLOAT, samples, rate, channels));
    };
    QCOMPARE(refused(tone(440, 16000, 0.1), 16000), std::string());
    QCOMPARE(refused(tone(440, 16000, 0.005), 16000), std::string("only 80 samples (5.0 ms); at least 10 ms are needed"));
    QCOMPARE(refused({}, 16000), std::string("it holds no samples"));
    QCOMPARE(refused(tone(440, 16000, 0.1), 50), std::string("its header claims 50 Hz; rates from 100 to 1000000 Hz are read"));
    QCOMPARE(refused(std::vector<float>(2000), 16000, 20), std::string("its header claims 20 channels; 1 to 16 are read"));
    std::vector<float> samples = tone(440, 16000, 0.1);
    samples[800] = std::numeric_limits<float>::quiet_NaN();
    QCOMPARE(refused(samples, 16000), std::string("it holds samples that are no numbers (NaN or infinite), the first at 0.050 s"));
    samples[800] = 3000;
    QCOMPARE(refused(samples, 16000), std::string("its samples reach 3e+03 at 0.050 s, where 1 is full scale: scale them to -1..1"));
    QCOMPARE(reasonOf(folder.at("absent")), std::string("the file is missing"));

    const auto withBytes = [&](const QByteArray& bytes) {
        QFile file(QString::fromStdString(folder.at("bytes")));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && (file.close(), true) ? reasonOf(folder.at("bytes")) : "?";
    };
    QCOMPARE(withBytes({}), std::string("empty file (0 bytes)"));
    QCOMPARE(withBytes("words only"), std::string("a text file, not a recording"));
    QCOMPARE(withBytes("ID3 then tags"), std::string("an MP3 file, which is not read: convert it to WAV or FLAC"));
    QCOMPARE(withBytes("RIFF"), std::string("cut off in its header"));
    QCOMPARE(withBytes(QByteArray("\0\1\2\3\4\5\6\7", 8)), std::string("not a WAV, FLAC or OGG recording"));
}

void TestAudioFile::cutOffFlacAndOgg()
{
    const SoundFolder folder;
    for (const int format : { SF_FORMAT_FLAC | SF_FORMAT_PCM_16, SF_FORMAT_OGG | SF_FORMAT_VORBIS }) {
        const auto file = folder.write("cut", format, tone(440, 16000, 2));
        for (const double share : { 0.9, 0.5, 0.001 }) {
            folder.write("cut", format, tone(440, 16000, 2));
            folder.cut("cut", static_cast<qint64>(share * static_cast<double>(std::filesystem::file_size(file))));
            QVERIFY(!reasonOf(file).empty());
        }
    }
}

void TestAudioFile::resampledLengths()
{
    QCOMPARE(resampledLength(480000, 48000, 375), 3750);
    QCOMPARE(resampledLength(441000, 44100, 6000), 60000);
    QCOMPARE(resampledLength(16001, 16000, 375), 376); // ceil(375.02)
    for (const int to : { 375, 750, 1500, 3000, 6000, 12000, 24000, 48000 }) {
        for (const int from : { 8000, 16000, 44100, 48000 }) {
            const std::vector<float> samples = tone(50, from, 0.5);
            const std::vector<float> once = resample(samples, from, to);
            QCOMPARE(static_cast<std::int64_t>(once.size()), resampledLength(static_cast<std::int64_t>(samples.size()), from, to));
            QVERIFY(once == resample(samples, from, to));
        }
    }
    QVERIFY(resample(std::vector<float>(), 16000, 375).empty());
}

void TestAudioFile::resampledToneKeepsItsWave()
{
    const std::vector<float> expected = tone(100, 6000, 2);
    const std::vector<float> found = resample(tone(100, 48000, 2), 48000, 6000);
    for (std::size_t i = 1000; i + 1000 < expected.size(); ++i)
        QVERIFY(std::abs(found[i] - expected[i]) < 1e-4F);
}

void TestAudioFile::toneAboveNyquistVanishes()
{
    for (const int rate : { 375, 750, 1500, 3000, 6000, 12000 }) {
        const double before = levelOf(tone(0.55 * rate, 48000, 2));
        const double above = levelOf(resample(tone(0.55 * rate, 48000, 2), 48000, rate));
        const double below = levelOf(resample(tone(0.42 * rate, 48000, 2), 48000, rate));
        QVERIFY2(above < 1e-4 * before, qPrintable(QString("%1 Hz: %2").arg(rate).arg(above)));
        QVERIFY2(std::abs(below / before - 1) < 0.01, qPrintable(QString("%1 Hz: %2").arg(rate).arg(below)));
    }
}

void TestAudioFile::sharedOddFiles()
{
    const QString archive = qEnvironmentVariable("DANAS_SHARED_DATA") + "/odd-files.tar";
    if (!QFile::exists(archive))
        QSKIP("the shared data is not here");
    const QTemporaryDir folder;
    const std::string command = "tar -C '" + folder.path().toStdString() + "' -xf '" + archive.toStdString() + "' odd-files/audio";
    QCOMPARE(std::system(command.c_str()), 0);

    const std::map<std::string, std::string> refused { { "lying-datasize-too-big.wav", "cut off: 32000 of the" },
        { "lying-datasize-zero.wav", "claims no samples, but 32000 bytes" }, { "lying-rate-zero.wav", "claims 0 Hz" },
        { "lying-rate-4ghz.wav", "claims 4294967295 Hz" }, { "lying-channels-zero.wav", "claims 0 channels" },
        { "lying-channels-65535.wav", "claims 65535 channels" }, { "lying-bits-0.wav", "claims 0 bits" },
        { "fmt-missing.wav", "no format" }, { "data-missing.wav", "data chunk is missing" }, { "header-only.wav", "no samples" },
        { "truncated.wav", "cut off: 8956 of the 32000" }, { "truncated-in-header.wav", "cut off in its header" },
        { "chunk-size-overflow.wav", "chunk \"junk\" claims" }, { "zero-byte.wav", "empty file" },
        { "too-short-10-samples.wav", "only 10 samples" }, { "real-24-samples-silence300.wav", "only 24 samples" },
        { "float-nan-inf.wav", "no numbers" }, { "float-over-range.wav", "full scale" }, { "text-renamed.wav", "a text file" } };
    struct Expected {
        int rate;
        std::size_t samples;
    };
    const std::map<std::string, Expected> read { { "good-control.wav", { 16000, 16000 } }, { "stereo-44k1-24bit.wav", { 44100, 44100 } },
        { "u8-8k.wav", { 8000, 8000 } }, { "float32-16k.wav", { 16000, 16000 } }, { "float64-16k.wav", { 16000, 16000 } },
        { "pcm32-16k.wav", { 16000, 16000 } }, { "mulaw-8k.wav", { 8000, 8000 } }, { "adpcm-16k.wav", { 16000, 16000 } },
        { "eight-channel-16k.wav", { 16000, 16000 } }, { "extensible-pcm16.wav", { 16000, 16000 } }, { "list-chunk-odd.wav", { 16000, 16000 } },
        { "streaming-ffffffff.wav", { 16000, 16000 } }, { "lying-datasize-odd.wav", { 16000, 15999 } }, { "lying-stereo.wav", { 16000, 8000 } },
        { "all-zero.wav", { 16000, 16000 } }, { "full-scale-square.wav", { 16000, 16000 } }, { "dc-offset.wav", { 16000, 16000 } },
        { "riffx-bigendian.wav", { 16000, 16000 } }, { "ogg-renamed.wav", { 44100, 0 } }, { "real-short-8k-6_yweweler_3.wav", { 8000, 1148 } },
        { "real-long-5s-white_noise000.wav", { 16000, 81920 } }, { "größe_жираф_猫.wav", { 16000, 16000 } } };
    const std::filesystem::path root = folder.path().toStdString() + "/odd-files/audio";
    const std::vector<float> control = readAudioFile(root / "good-control.wav").samples;
    std::size_t seen = 0;
    for (const auto& entry : std::filesystem::directory_iterator(root)) {
        const std::string name = entry.path().filename().string();
        const std::string reason = reasonOf(entry.path());
        ++seen;
        if (const auto expected = refused.find(name); expected != refused.end()) {
            QVERIFY2(reason.find(expected->second) != std::string::npos, (name + ": " + reason).c_str());
            continue;
        }
        QVERIFY2(reason.empty() && read.contains(name), (name + ": " + reason).c_str());
        const Sound sound = readAudioFile(entry.path());
        QCOMPARE(sound.rate, read.at(name).rate);
        if (read.at(name).samples > 0)
            QVERIFY2(sound.samples.size() == read.at(name).samples, (name + ": " + std::to_string(sound.samples.size())).c_str());
    }
    QCOMPARE(seen, std::size_t { 41 });
    QCOMPARE(refused.size() + read.size(), seen);
    for (const char* name : { "extensible-pcm16.wav", "list-chunk-odd.wav", "streaming-ffffffff.wav", "riffx-bigendian.wav", "float32-16k.wav" })
        QVERIFY2(readAudioFile(root / name).samples == control, name); // the same recording in another dress
}

QTEST_APPLESS_MAIN(TestAudioFile)
#include "tst_audio_file.moc"
