// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/audio/augment.h"
#include "data/audio/resample.h"

#include <QTest>

#include <cmath>
#include <numbers>

using namespace danas::data;
using namespace danas::data::audio;

namespace {

Sound tone(double hertz, int rate, double level)
{
    Sound sound { rate, std::vector<float>(static_cast<std::size_t>(rate)) };
    for (std::size_t i = 0; i < sound.samples.size(); ++i)
        sound.samples[i] = static_cast<float>(level * std::sin(2 * std::numbers::pi * hertz * static_cast<double>(i) / rate));
    return sound;
}

Augmentation everything()
{
    return { 100, 6, 1, 0, 20, 2, 10, 2, 8 };
}

} // namespace

class TestAudioAugment : public QObject {
    Q_OBJECT

private slots:
    void nothingChangesNothing();
    void isAFunctionOfTheKey();
    void shiftsBothWays();
    void gainStaysWithinItsBounds();
    void noiseHasTheGivenLevel();
    void sameChangeAtTwoRates();
    void masksAreStripes();
};

void TestAudioAugment::nothingChangesNothing()
{
    const Sound clip = tone(100, 8000, 0.5);
    const std::vector<Sound> noises { tone(900, 8000, 0.1) };
    Image image { 20, 10, 1, std::vector<std::uint8_t>(200, 7) };
    image.pixels[3] = 200;
    const auto before = image.pixels;
    for (std::uint64_t key = 0; key < 20; ++key) {
        QVERIFY(trainingClip(clip, {}, noises, key).samples == clip.samples);
        maskFeatures(image, {}, key);
        QVERIFY(image.pixels == before);
    }
}

void TestAudioAugment::isAFunctionOfTheKey()
{
    const Sound clip = tone(100, 8000, 0.5);
    const std::vector<Sound> noises { tone(900, 8000, 0.1), tone(500, 8000, 0.2) };
    QVERIFY(trainingClip(clip, everything(), noises, 5).samples == trainingClip(clip, everything(), noises, 5).samples);
    QVERIFY(trainingClip(clip, everything(), noises, 5).samples != trainingClip(clip, everything(), noises, 6).samples);
}

void TestAudioAugment::shiftsBothWays()
{
    const std::vector<float> samples { 1, 2, 3, 4 };
    QCOMPARE(shifted(samples, 0), samples);
    QCOMPARE(shifted(samples, 1), (std::vector<float> { 0, 1, 2, 3 }));
    QCOMPARE(shifted(samples, -2), (std::vector<float> { 3, 4, 0, 0 }));
    QCOMPARE(shifted(samples, 9), std::vector<float>(4));
    QCOMPARE(shifted(samples, -9), std::vector<float>(4));
}

void TestAudioAugment::gainStaysWithinItsBounds()
{
    const Sound clip = tone(100, 8000, 0.1);
    double least = 100, most = -100;
    for (std::uint64_t key = 0; key < 300; ++key) {
        Augmentation gain;
        gain.gainDb = 6;
        const double change = 20 * std::log10(levelOf(trainingClip(clip, gain, {}, key).samples) / levelOf(clip.samples));
        least = std::min(least, change);
        most = std::max(most, change);
    }
    QVERIFY(least >= -6.001 && least < -5.5 && most <= 6.001 && most > 5.5);
}

void TestAudioAugment::noiseHasTheGivenLevel()
{
    const Sound clip = tone(100, 8000, 0.5);
    const Sound noise = tone(900, 8000, 0.01);
    for (const double snr : { 0.0, 6.0, 20.0 }) {
        Sound mixed = clip;
        mixNoise(mixed.samples, noise.samples, 7000, snr);
        for (std::size_t i = 0; i < clip.samples.size(); ++i)
            mixed.samples[i] -= clip.samples[i];
        QVERIFY(std::abs(20 * std::log10(levelOf(clip.samples) / levelOf(mixed.samples)) - snr) < 0.01);
    }
    std::vector<float> silence(100);
    mixNoise(silence, noise.samples, 0, 10);
    QCOMPARE(silence, std::vector<float>(100));
    std::vector<float> alone = clip.samples;
    mixNoise(alone, silence, 0, 10);
    mixNoise(alone, {}, 0, 10);
    QCOMPARE(alone, clip.samples);
}

void TestAudioAugment::sameChangeAtTwoRates()
{
    const Sound fast = tone(20, 16000, 0.3), slow = tone(20, 4000, 0.3); // slow waves: shifts are rounded to whole samples
    const std::vector<Sound> fastNoise { tone(60, 16000, 0.2) }, slowNoise { tone(60, 4000, 0.2) };
    for (std::uint64_t key = 0; key < 20; ++key) {
        const Sound expected = resample(trainingClip(fast, everything(), fastNoise, key), 4000);
        const Sound found = trainingClip(slow, everything(), slowNoise, key);
        std::vector<float> difference;
        for (std::size_t i = 600; i < 3400; ++i) // away from the edges, where silence begins
            difference.push_back(found.samples[i] - expected.samples[i]);
        QVERIFY2(levelOf(difference) < 0.1 * levelOf(expected.samples), qPrintable(QString::number(levelOf(difference))));
    }
}

void TestAudioAugment::masksAreStripes()
{
    Augmentation masks;
    masks.timeMasks = 1;
    masks.mostMaskedFrames = 100; // more than there are: at most all of it
    bool masked = false;
    for (std::uint64_t key = 0; key < 50; ++key) {
        Image image { 20, 10, 1, std::vector<std::uint8_t>(200) };
        for (std::size_t i = 0; i < 200; ++i)
            image.pixels[i] = i % 2 == 0 ? 0 : 200; // mean 100
        maskFeatures(image, masks, key);
        for (std::size_t column = 0; column < 20; ++column) {
            for (std::size_t row = 1; row < 10; ++row)
                QCOMPARE(image.pixels[row * 20 + column], image.pixels[column]);
            masked = masked || image.pixels[column] == 100;
        }
        QVERIFY(image.pixels.size() == 200);
    }
    QVERIFY(masked);
}

QTEST_APPLESS_MAIN(TestAudioAugment)
#include "tst_audio_augment.moc"
