// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/sha1.h"
#include "data/audio/speech_commands.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QTest>

#include <array>

using namespace danas::data;
using namespace danas::data::audio;

class TestSpeechCommands : public QObject {
    Q_OBJECT

private slots:
    void sha1IsQts();
    void speakersFromNames();
    void splitsBySpeaker();
    void officialTestClipsAreTest();
};

void TestSpeechCommands::sha1IsQts()
{
    for (int length = 0; length < 200; ++length) {
        const QByteArray text(length, static_cast<char>('a' + length % 26));
        const auto digest = danas::sha1(text.toStdString());
        QCOMPARE(QByteArray(reinterpret_cast<const char*>(digest.data()), 20), QCryptographicHash::hash(text, QCryptographicHash::Sha1));
    }
}

void TestSpeechCommands::speakersFromNames()
{
    QCOMPARE(speakerOf("yes/022cd682_nohash_0.wav").value_or("?"), std::string("022cd682"));
    QVERIFY(!speakerOf("yes/022cd682.wav"));
    QVERIFY(!speakerOf("a_nohash_0/clip.wav")); // the folder does not count
}

void TestSpeechCommands::splitsBySpeaker()
{
    std::array<int, 3> counts {};
    for (int speaker = 0; speaker < 5000; ++speaker) {
        const std::string name = std::to_string(speaker * 7919);
        const Split split = speechCommandsSplit("yes/" + name + "_nohash_0.wav");
        QCOMPARE(speechCommandsSplit("no/" + name + "_nohash_3.wav"), split);
        ++counts[static_cast<std::size_t>(split)];
    }
    QVERIFY(std::abs(counts[1] - 500) < 90 && std::abs(counts[2] - 500) < 90); // four standard deviations
}

/// The shared keywords are clips of the official test list: the hash rule must say so of each.
void TestSpeechCommands::officialTestClipsAreTest()
{
    QDirIterator files(qEnvironmentVariable("DANAS_SHARED_DATA") + "/keywords", { "*_nohash_*.wav" }, QDir::Files, QDirIterator::Subdirectories);
    if (!files.hasNext())
        QSKIP("the shared data is not here");
    int clips = 0;
    while (files.hasNext()) {
        const std::string file = files.next().toStdString();
        QVERIFY2(speechCommandsSplit(file) == Split::Test, file.c_str());
        ++clips;
    }
    QCOMPARE(clips, 1655);
}

QTEST_APPLESS_MAIN(TestSpeechCommands)
#include "tst_speech_commands.moc"
