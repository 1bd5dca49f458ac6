// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "base/json.h"
#include "data/audio/features.h"

#include <QTest>

#include <cmath>
#include <numbers>
#include <numeric>
#include <set>

using namespace danas;
using namespace danas::data;
using namespace danas::data::audio;

namespace {

/// The sound of tests/data/audio/make_reference.py.
std::vector<float> referenceSound(double rate, int count)
{
    constexpr double turn = 2 * std::numbers::pi;
    std::vector<float> samples;
    for (int i = 0; i < count; ++i) {
        const double t = i / rate;
        double value = 0.4 * std::sin(turn * 0.031 * rate * t);
        value += 0.2 * std::sin(turn * (0.05 * rate * t + 0.15 * rate * t * t / (count / rate)));
        value += 0.05 * std::sin(turn * 0.37 * rate * t) * std::cos(turn * 3 * t);
        samples.push_back(static_cast<float>(value));
    }
    return samples;
}

const Json& reference()
{
    static const Json json = readJsonFile(std::filesystem::path(QFINDTESTDATA("../data/audio/librosa-reference.json").toStdString()));
    return json;
}

AudioConfig configOf(const Json& json)
{
    AudioConfig config;
    config.sampleRate = json.at("rate");
    const std::string feature = json.at("feature");
    config.feature = feature == "spectrogram" ? Feature::Spectrogram : feature == "mel" ? Feature::MelSpectrogram : Feature::Mfcc;
    config.fftSize = json.at("fft");
    config.window = json.at("window");
    config.hop = json.at("hop");
    config.melBands = json.at("mels");
    config.coefficients = json.at("coefficients");
    config.deltas = json.at("deltas");
    config.fMin = json.at("fmin");
    config.fMax = json.at("fmax");
    config.melScale = json.at("htk") ? MelScale::Htk : MelScale::Slaney;
    config.centred = json.at("centred");
    config.clipMs = static_cast<int>(1000 * json.at("seconds").get<double>());
    return config;
}

bool faultHas(const AudioConfig& config, const std::string& words)
{
    return config.fault().find(words) != std::string::npos;
}

} // namespace

class TestAudioFeatures : public QObject {
    Q_OBJECT

private slots:
    void equalsLibrosa_data();
    void equalsLibrosa();
    void melFiltersEqualLibrosa();
    void shapesOf2023();
    void shapesOfKeywordSpotting();
    void bytes();
    void faultsAreSentences();
    void keysTellConfigsApart();
    void silenceAndShortClips();
    void codesCoverTheirRange();
    void deltaOfStraightLines();
};

void TestAudioFeatures::equalsLibrosa_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < reference().at("cases").size(); ++i)
        QTest::newRow(reference().at("cases")[i].at("name").get<std::string>().c_str()) << static_cast<int>(i);
}

/// Tolerance: 0.02 dB for spectra. Quiet bins hang on float rounding of the transform (60 dB below the clip's loudest and
/// less), for these 0.5 dB; coefficients are sums over all bands: 0.05.
void TestAudioFeatures::equalsLibrosa()
{
    QFETCH(int, index);
    const Json& json = reference().at("cases")[static_cast<std::size_t>(index)];
    const AudioConfig config = configOf(json);
    const FeatureExtractor extractor(config);
    QCOMPARE(config.rows(), json.at("rows").get<int>());
    QCOMPARE(config.frames(), json.at("frames").get<int>());
    const FeatureMap found = extractor.features(referenceSound(config.sampleRate, static_cast<int>(config.samples())));
    const auto expected = json.at("values").get<std::vector<float>>();
    QCOMPARE(found.size(), expected.size());
    const float loud = *std::max_element(expected.begin(), expected.end());
    for (std::size_t i = 0; i < found.size(); ++i) {
        const float tolerance = config.feature == Feature::Mfcc ? 0.05F : expected[i] > loud - 60 ? 0.02F : 0.5F;
        QVERIFY2(std::abs(found[i] - expected[i]) <= tolerance, qPrintable(QString("%1: %2, librosa %3").arg(i).arg(found[i]).arg(expected[i])));
    }
}

void TestAudioFeatures::melFiltersEqualLibrosa()
{
    for (const Json& json : reference().at("mel_filters")) {
        AudioConfig config;
        config.sampleRate = json.at("rate");
        config.fftSize = json.at("fft");
        config.melBands = json.at("mels");
        config.melScale = json.at("htk") ? MelScale::Htk : MelScale::Slaney;
        const auto filters = melFilters(config);
        double sum = 0;
        for (const MelFilter& filter : filters)
            sum += std::accumulate(filter.weights.begin(), filter.weights.end(), 0.0);
        QVERIFY(std::abs(sum - json.at("sum").get<double>()) < 1e-5 * sum);
        QCOMPARE(emptyBands(filters), json.at("empty").get<int>());
    }
}

void TestAudioFeatures::shapesOf2023()
{
    QCOMPARE(paper2023(750, Feature::Mfcc).shape(), (Shape { 1, 39, 15 }));
    QCOMPARE(paper2023(375, Feature::Mfcc).shape(), (Shape { 1, 39, 8 }));
    QCOMPARE(paper2023(6000, Feature::Spectrogram).shape(), (Shape { 1, 1025, 118 }));
    QCOMPARE(paper2023(48000, Feature::MelSpectrogram).shape(), (Shape { 1, 80, 938 }));
    for (const int rate : { 48000, 24000, 12000, 6000, 3000, 1500, 750, 375 }) {
        for (const Feature feature : { Feature::Spectrogram, Feature::MelSpectrogram, Feature::Mfcc }) {
            const AudioConfig config = paper2023(rate, feature);
            QCOMPARE(QString::fromStdString(config.fault()), QString());
            QCOMPARE(config.frames(), 1 + rate * 10 / 512);
            QCOMPARE(FeatureExtractor(config).features(std::vector<float>(100)).size(), static_cast<std::size_t>(config.inputBytes()));
        }
    }
}

void TestAudioFeatures::shapesOfKeywordSpotting()
{
    const std::vector<AudioConfig> configs = keywordConfigs();
    QCOMPARE(configs.size(), std::size_t { 8 });
    const std::array<int, 4> frames { 161, 81, 101, 51 };
    for (std::size_t i = 0; i < configs.size(); ++i) {
        QCOMPARE(QString::fromStdString(configs[i].fault()), QString());
        QCOMPARE(configs[i].shape(), (Shape { 1, 13, frames[i / 2] }));
        QCOMPARE(configs[i].melBands, i % 2 == 0 ? 40 : 80);
    }
    QCOMPARE(mlperfTiny().shape(), (Shape { 1, 10, 49 }));
    QCOMPARE(QString::fromStdString(mlperfTiny().fault()), QString());
}

void TestAudioFeatures::bytes()
{
    AudioConfig config = paper2023(6000, Feature::Spectrogram);
    config.clipMs = 5000;
    QCOMPARE(config.clipBytes(8), 30'000); // REFERENCE.md section 2
    QCOMPARE(config.clipBytes(16), 60'000);
    QCOMPARE(config.slidingBytes(16), 2 * (2048 + 512));
    QCOMPARE(config.inputBytes(), 1025 * config.frames());
    const std::int64_t transform = 4 * (2 * 2048 + 1);
    QCOMPARE(config.scratchBytes(), transform);
    config.feature = Feature::MelSpectrogram;
    QCOMPARE(config.scratchBytes(), transform);
    config.feature = Feature::Mfcc;
    QCOMPARE(config.scratchBytes(), transform + 4 * 80 * config.frames());
    config.deltas = 0;
    QCOMPARE(config.scratchBytes(), transform + 4 * 80 * config.frames());
    config.feature = Feature::Spectrogram;
    config.window = config.fftSize = 441; // odd: complex numbers
    QCOMPARE(config.scratchBytes(), 4 * (4 * 441 + 1));
}

void TestAudioFeatures::faultsAreSentences()
{
    const auto with = [](const auto& change) {
        AudioConfig config;
        change(config);
        return config;
    };
    QCOMPARE(QString::fromStdString(AudioConfig().fault()), QString());
    const AudioConfig slow = with([](AudioConfig& c) { c.sampleRate = 375; });
    QCOMPARE(slow.fault(), std::string("The window of 2048 samples (5461 ms at 375 Hz) is longer than the clip of 1000 ms: choose a shorter "
                                       "window, a higher sample rate or a longer clip."));
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(FeatureExtractor(slow)), Error);
    QVERIFY(faultHas(with([](AudioConfig& c) { c.sampleRate = 0; }), "0 Hz"));
    QVERIFY(faultHas(with([](AudioConfig& c) { c.hop = 0; }), "hop of 0"));
    QVERIFY(faultHas(with([](AudioConfig& c) { c.hop = 4096; }), "hop of 4096"));
    QVERIFY(faultHas(with([](AudioConfig& c) { c.fftSize = 1024; }), "transform of 1024"));
    QVERIFY(faultHas(with([](AudioConfig& c) { c.fMin = 9000; }), "9000 to 8000 Hz"));
    QVERIFY(faultHas(with([](AudioConfig& c) { c.fMax = 9000; }), "0 to 9000 Hz"));
    QVERIFY(faultHas(with([](AudioConfig& c) { c.melBands = 400; c.window = c.hop = c.fftSize = 512; }), "stay empty"));
    QVERIFY(faultHas(with([](AudioConfig& c) { c.feature = Feature::Mfcc; c.coefficients = 81; }), "81 coefficients"));
    QVERIFY(faultHas(with([](AudioConfig& c) { c.feature = Feature::Mfcc; c.deltas = 3; }), "order 3"));
    QVERIFY(faultHas(with([](AudioConfig& c) { c.clipMs = 0; }), "0 ms"));
}

void TestAudioFeatures::keysTellConfigsApart()
{
    std::vector<AudioConfig> configs = keywordConfigs();
    configs.push_back(mlperfTiny());
    for (const Feature feature : { Feature::Spectrogram, Feature::MelSpectrogram, Feature::Mfcc }) {
        for (const int rate : { 375, 750 })
            configs.push_back(paper2023(rate, feature));
    }
    std::set<std::string> keys, labels;
    for (const AudioConfig& config : configs) {
        keys.insert(config.key());
        labels.insert(config.label());
    }
    QCOMPARE(keys.size(), configs.size());
    QCOMPARE(labels.size(), configs.size());
    QCOMPARE(paper2023(750, Feature::Mfcc).key(), std::string("750-mfcc-2048-512-2048-10000ms-80mel-0-0-13c-2d"));
    QCOMPARE(keywordConfigs()[0].label(), std::string("16\u202fkHz MFCC 13×161 of 40 mel, 25/6.25\u202fms, 1\u202fs"));
}

void TestAudioFeatures::silenceAndShortClips()
{
    AudioConfig config;
    const FeatureExtractor extractor(config);
    const std::vector<float> clip = referenceSound(16000, 9000);
    std::vector<float> padded = clip;
    padded.resize(16000);
    QCOMPARE(extractor.features(clip), extractor.features(padded));
    padded.resize(20000, 0.5F); // beyond the clip's end
    QCOMPARE(extractor.features(clip), extractor.features(padded));
    for (const float value : extractor.features({}))
        QCOMPARE(value, -100.0F); // 10 log10(1e-10)
    for (const std::uint8_t code : extractor.codes(extractor.features({})).pixels)
        QCOMPARE(code, std::uint8_t { 0 });
}

void TestAudioFeatures::codesCoverTheirRange()
{
    AudioConfig config;
    config.feature = Feature::Spectrogram;
    const FeatureExtractor extractor(config);
    std::vector<float> tone(16000);
    for (std::size_t i = 0; i < tone.size(); ++i)
        tone[i] = static_cast<float>(std::sin(2 * std::numbers::pi * 64 / 2048 * static_cast<double>(i)));
    const Image loud = extractor.codes(extractor.features(tone));
    QCOMPARE(loud.shape(), config.shape());
    QCOMPARE(*std::max_element(loud.pixels.begin(), loud.pixels.end()), std::uint8_t { 255 });
    QCOMPARE(loud.pixels[64 * static_cast<std::size_t>(loud.width) + 10], std::uint8_t { 255 }); // row 64, the tone's bin
    for (float& sample : tone)
        sample *= 0.01F; // -40 dB: 93 codes
    const Image quiet = extractor.codes(extractor.features(tone));
    QCOMPARE(*std::max_element(quiet.pixels.begin(), quiet.pixels.end()), std::uint8_t { 162 });
    QCOMPARE(FeatureExtractor(mlperfTiny()).ranges().size(), std::size_t { 10 });
    QCOMPARE(FeatureExtractor(paper2023(750, Feature::Mfcc)).ranges().size(), std::size_t { 39 });
}

void TestAudioFeatures::deltaOfStraightLines()
{
    FeatureMap line(20), parabola(20);
    for (std::size_t i = 0; i < line.size(); ++i) {
        line[i] = 3 * static_cast<float>(i) - 7;
        parabola[i] = 2 * static_cast<float>(i * i);
    }
    for (const float slope : delta(line, 20, 1))
        QVERIFY(std::abs(slope - 3) < 1e-4F);
    for (const float second : delta(parabola, 20, 2))
        QVERIFY(std::abs(second - 4) < 1e-3F);
}

QTEST_APPLESS_MAIN(TestAudioFeatures)
#include "tst_audio_features.moc"
