// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/audio/augment.h"
#include "data/audio/demo_machine.h"
#include "data/audio/features.h"
#include "data/audio/resample.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace danas::data::audio;

namespace {

/// The largest value in dB among the rows of the truth's band, over all frames.
float loudestInBand(const Sound& sound)
{
    AudioConfig config;
    config.sampleRate = sound.rate;
    config.feature = Feature::Spectrogram;
    config.window = config.fftSize = 512;
    config.hop = 256;
    const FeatureMap map = FeatureExtractor(config).features(sound.samples);
    const auto row = [&](int hertz) { return hertz * config.fftSize / config.sampleRate * config.frames(); };
    return *std::max_element(map.begin() + row(machineTruth().lowestHz), map.begin() + row(machineTruth().highestHz));
}

/// Level of what the fault adds, in dB over the level of the sound without it.
double audibleAt(int rate, std::uint64_t number)
{
    const std::vector<float> sound = resample(machineSound(1, number, false), rate).samples;
    std::vector<float> fault = resample(machineSound(1, number, true), rate).samples;
    for (std::size_t i = 0; i < fault.size(); ++i)
        fault[i] -= sound[i];
    return 20 * std::log10(levelOf(fault) / levelOf(sound) + 1e-12);
}

} // namespace

class TestAudioDemo : public QObject {
    Q_OBJECT

private slots:
    void isAFunctionOfSeedAndNumber();
    void staysWithinFullScale();
    void faultIsHeardFromSixKilohertz();
    void faultVanishesBelow();
};

void TestAudioDemo::isAFunctionOfSeedAndNumber()
{
    QVERIFY(machineSound(1, 2, true).samples == machineSound(1, 2, true).samples);
    QVERIFY(machineSound(1, 2, true).samples != machineSound(1, 3, true).samples);
    QVERIFY(machineSound(1, 2, true).samples != machineSound(2, 2, true).samples);
    QCOMPARE(machineSound(1, 2, true).seconds(), 1.0);
}

void TestAudioDemo::staysWithinFullScale()
{
    for (std::uint64_t number = 0; number < 50; ++number) {
        for (const float sample : machineSound(3, number, true).samples)
            QVERIFY(std::abs(sample) < 1);
    }
}

/// Clips with and without the fault are different clips here, as in a data set; one threshold parts them all.
void TestAudioDemo::faultIsHeardFromSixKilohertz()
{
    for (const int rate : { machineTruth().smallestRate, 12000, 16000 }) {
        float loudestSound = -200, quietestFault = 200;
        for (std::uint64_t number = 0; number < 40; number += 2) {
            loudestSound = std::max(loudestSound, loudestInBand(resample(machineSound(1, number, false), rate)));
            quietestFault = std::min(quietestFault, loudestInBand(resample(machineSound(1, number + 1, true), rate)));
        }
        QVERIFY2(quietestFault > loudestSound + 6, qPrintable(QString("%1 Hz: %2, %3").arg(rate).arg(loudestSound).arg(quietestFault)));
    }
}

void TestAudioDemo::faultVanishesBelow()
{
    for (std::uint64_t number = 0; number < 10; ++number) {
        QVERIFY(audibleAt(machineTruth().smallestRate, number) > -35);
        for (const int rate : { 3000, 1500, 750, 375 })
            QVERIFY2(audibleAt(rate, number) < -70, qPrintable(QString("%1 Hz: %2 dB").arg(rate).arg(audibleAt(rate, number))));
    }
}

QTEST_APPLESS_MAIN(TestAudioDemo)
#include "tst_audio_demo.moc"
