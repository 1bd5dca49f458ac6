// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/audio/feature_axis.h"
#include "data/audio/features.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace danas::data::audio;

namespace {

AudioConfig configOf(Feature feature)
{
    AudioConfig config;
    config.sampleRate = 16'000;
    config.feature = feature;
    config.window = config.fftSize = 512;
    config.hop = 256;
    config.melBands = 40;
    return config;
}

std::vector<float> tone(double hertz, int rate)
{
    std::vector<float> samples(static_cast<std::size_t>(rate));
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i] = static_cast<float>(0.5 * std::sin(2 * std::numbers::pi * hertz * static_cast<double>(i) / rate));
    return samples;
}

/// Row of the loudest value in the middle of the clip.
int loudestRow(const AudioConfig& config, const std::vector<float>& samples)
{
    const FeatureMap map = FeatureExtractor(config).features(samples);
    const int frames = config.frames();
    int loudest = 0;
    const auto at = [&](int row) { return map[static_cast<std::size_t>(row * frames + frames / 2)]; };
    for (int row = 1; row < config.rows(); ++row)
        loudest = at(row) > at(loudest) ? row : loudest;
    return loudest;
}

} // namespace

class TestFeatureAxis : public QObject {
    Q_OBJECT
private slots:
    void aToneIsWhereItsMarkIs_data();
    void aToneIsWhereItsMarkIs();
    void aClickIsWhereItsSecondIs();
    void coefficientsAndDeltas();
    void roundSteps();
};

void TestFeatureAxis::aToneIsWhereItsMarkIs_data()
{
    QTest::addColumn<int>("feature");
    QTest::newRow("spectrogram") << static_cast<int>(Feature::Spectrogram);
    QTest::newRow("mel") << static_cast<int>(Feature::MelSpectrogram);
}

void TestFeatureAxis::aToneIsWhereItsMarkIs()
{
    QFETCH(int, feature);
    const AudioConfig config = configOf(static_cast<Feature>(feature));
    const RowAxis axis = rowAxis(config, 5);
    QCOMPARE(axis.quantity, std::string("Hz"));
    QVERIFY(axis.marks.size() >= 3 && axis.marks.size() <= 6);
    int compared = 0;
    for (const AxisMark& mark : axis.marks) {
        QVERIFY(mark.at >= 0 && mark.at <= 1);
        const bool kilo = mark.text.ends_with('k');
        const double hertz = std::stod(mark.text) * (kilo ? 1000 : 1);
        if (hertz < 200 || hertz > 7500)
            continue; // at the edges the next row is as near
        const double row = mark.at * config.rows() - 0.5;
        QVERIFY2(std::abs(loudestRow(config, tone(hertz, config.sampleRate)) - row) <= 0.75, mark.text.c_str());
        ++compared;
    }
    QVERIFY(compared >= 2);
}

void TestFeatureAxis::aClickIsWhereItsSecondIs()
{
    for (const bool centred : { true, false }) {
        AudioConfig config = configOf(Feature::Spectrogram);
        config.centred = centred;
        for (const double second : { 0.25, 0.5, 0.75 }) {
            std::vector<float> samples(static_cast<std::size_t>(config.samples()));
            samples[static_cast<std::size_t>(second * config.sampleRate)] = 1;
            const FeatureMap map = FeatureExtractor(config).features(samples);
            const auto row = map.begin() + 20 * config.frames();
            const auto loudest = static_cast<double>(std::max_element(row, row + config.frames()) - row);
            QVERIFY(std::abs(columnOf(config, second) * config.frames() - 0.5 - loudest) <= 0.75);
        }
    }
}

void TestFeatureAxis::coefficientsAndDeltas()
{
    AudioConfig config = configOf(Feature::Mfcc);
    const RowAxis plain = rowAxis(config, 4);
    QCOMPARE(plain.quantity, std::string("coefficient"));
    QCOMPARE(plain.marks.front().text, std::string("0"));
    QCOMPARE(plain.marks.front().at, 0.5 / config.coefficients);
    QVERIFY(plain.borders.empty());
    config.deltas = 2;
    const RowAxis stacked = rowAxis(config, 4);
    QCOMPARE(stacked.marks.size(), std::size_t { 3 });
    QCOMPARE(stacked.borders.size(), std::size_t { 2 });
    QCOMPARE(stacked.marks[1].at, 0.5);
}

void TestFeatureAxis::roundSteps()
{
    QCOMPARE(roundMarks(1.0, 5), (std::vector<double> { 0, 0.2, 0.4, 0.6000000000000001, 0.8, 1.0 }));
    QCOMPARE(roundMarks(8000, 4), (std::vector<double> { 0, 2000, 4000, 6000, 8000 }));
    QCOMPARE(roundMarks(10, 3), (std::vector<double> { 0, 5, 10 }));
    QCOMPARE(roundMarks(0, 3), std::vector<double> { 0 });
    QCOMPARE(hertzMark(1500), std::string("1.5k"));
    QCOMPARE(hertzMark(375), std::string("375"));
}

QTEST_APPLESS_MAIN(TestFeatureAxis)
#include "tst_feature_axis.moc"
