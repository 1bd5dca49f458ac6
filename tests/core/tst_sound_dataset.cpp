// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "base/rng.h"
#include "data/audio/demo_machine.h"
#include "data/audio/resample.h"
#include "data/audio/sound_cache.h"
#include "data/audio/sound_source.h"
#include "data/audio/speech_commands.h"
#include "data/audio/wav_writer.h"
#include "data/demo.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <fstream>
#include <map>
#include <numbers>
#include <set>

using namespace danas;
using namespace danas::data;
namespace fs = std::filesystem;

namespace {

class SoundFolder {
public:
    [[nodiscard]] fs::path root() const { return m_dir.path().toStdString(); }
    [[nodiscard]] DatasetSpec spec() const
    {
        DatasetSpec made;
        made.path = root().string();
        return made;
    }
    /// A tone whose pitch depends on the number.
    void add(const std::string& name, int number, int rate = 16000, double seconds = 1) const
    {
        audio::Sound sound { rate, std::vector<float>(static_cast<std::size_t>(rate * seconds)) };
        for (std::size_t i = 0; i < sound.samples.size(); ++i)
            sound.samples[i] = 0.5F * static_cast<float>(std::sin(2 * std::numbers::pi * (200 + 13 * number) * static_cast<double>(i) / rate));
        write(name, sound);
    }
    void write(const std::string& name, const audio::Sound& sound) const
    {
        fs::create_directories((root() / name).parent_path());
        audio::writeWav(root() / name, sound);
    }
    void text(const std::string& name, const std::string& content) const
    {
        fs::create_directories((root() / name).parent_path());
        std::ofstream(root() / name) << content;
    }

private:
    QTemporaryDir m_dir;
};

Dataset opened(const DatasetSpec& spec)
{
    RunControl control;
    return openDataset(spec, control);
}

const audio::AudioConfig kMfcc = audio::keywordConfigs().front();

} // namespace

class TstSoundDataset : public QObject {
    Q_OBJECT
private slots:
    void splitTree()
    {
        const SoundFolder folder;
        int number = 0;
        for (const char* split : { "train", "val", "test" }) {
            for (const char* name : { "no", "yes" }) {
                for (int i = 0; i < 4; ++i, ++number)
                    folder.add(fmt(split, name, number), number, i == 0 ? 8000 : 16000, i == 1 ? 0.5 : 1);
            }
        }
        folder.text("train/no/notes.wav", "this is no sound");
        const Dataset dataset = opened(folder.spec());
        QVERIFY(dataset.modality == Modality::Audio);
        QCOMPARE(dataset.samples.size(), std::size_t { 24 });
        QCOMPARE(dataset.problems.size(), std::size_t { 1 });
        QCOMPARE(dataset.sounds.rates, (std::map<int, int> { { 8000, 6 }, { 16000, 18 } }));
        QCOMPARE(dataset.sounds.channels, (std::map<int, int> { { 1, 24 } }));
        QCOMPARE(dataset.sounds.shortest, 0.5);
        QCOMPARE(dataset.sounds.longest, 1.0);
    }

    void speechCommandsByListsAndByRule()
    {
        const SoundFolder folder;
        std::string validation, testing;
        int number = 0;
        for (const char* word : { "yes", "no", "cat" }) {
            for (int i = 0; i < 60; ++i, ++number) {
                const std::string name = std::string(word) + "/" + QString::number(1000 + i % 30, 16).rightJustified(8, '0').toStdString() + "_nohash_"
                    + std::to_string(i / 30) + ".wav";
                folder.add(name, number, 8000, 0.1);
                if (i % 30 < 3)
                    validation += name + "\n";
                else if (i % 30 < 6)
                    testing += name + "\r\n";
            }
        }
        audio::Sound hiss { 8000, std::vector<float>(20 * 8000) };
        Rng rng(1);
        for (float& sample : hiss.samples)
            sample = static_cast<float>(rng.uniform(-0.3, 0.3));
        folder.write("_background_noise_/hiss.wav", hiss);
        folder.text("_background_noise_/README.md", "noise");
        DatasetSpec spec = folder.spec();
        const Dataset byRule = opened(spec);
        for (const Sample& sample : byRule.samples) {
            if (sample.file.front() != '_')
                QVERIFY(sample.split == audio::speechCommandsSplit(sample.file));
        }
        folder.text("validation_list.txt", validation);
        folder.text("testing_list.txt", testing);
        const Dataset byLists = opened(spec);
        QCOMPARE(byLists.classes, (std::vector<std::string> { "_silence_", "cat", "no", "yes" }));
        QCOMPARE(byLists.count(Split::Validation), 18 + 2);
        QCOMPARE(byLists.count(Split::Test), 18 + 2);
        QCOMPARE(byLists.count(Split::Train, 0), 16);
        QCOMPARE(byLists.noises, (std::vector<std::string> { "_background_noise_/hiss.wav" }));
        QVERIFY(byLists.problems.empty());

        spec.mergeRest = "_unknown_";
        spec.merge = { { "yes", "yes" }, { "_silence_", "_silence_" } };
        spec.restKeep = 0.5;
        const Dataset merged = opened(spec);
        QCOMPARE(merged.classes, (std::vector<std::string> { "_silence_", "_unknown_", "yes" }));
        const int unknown = merged.count(Split::Train, 1);
        QVERIFY2(unknown > 25 && unknown < 70, qPrintable(QString::number(unknown)));
        QVERIFY(spec == datasetSpecFromJson(toJson(spec), "s"));

        // Silence is a second of the recording, another for each sample.
        RunControl control;
        const auto cache = loadSamples(byLists, { kMfcc }, control);
        std::set<std::vector<std::uint8_t>> heard;
        for (int i = 0; i < std::ssize(byLists.samples); ++i) {
            if (byLists.samples[static_cast<std::size_t>(i)].label == 0)
                heard.insert(cache->evaluation(i, kMfcc).pixels);
        }
        QVERIFY(heard.size() > 10);
    }

    void twelveClasses()
    {
        const DatasetSpec spec = audio::twelveClasses({});
        QCOMPARE(spec.merge.size(), std::size_t { 11 });
        QCOMPARE(spec.mergeRest, std::string("_unknown_"));
    }

    void toyAdmos()
    {
        const SoundFolder folder;
        int number = 0;
        for (int recording = 0; recording < 40; ++recording) {
            for (int channel = 1; channel <= 2; ++channel, ++number) {
                const std::string end = std::to_string(1000 + recording) + "_ch" + std::to_string(channel) + ".wav";
                folder.add("ToyCar/case1/NormalSound_IND/normal_" + end, number, 8000, 0.2);
                folder.add("ToyCar/case1/AnomalousSound_IND/ab_" + end, 500 + number, 8000, 0.2);
            }
        }
        folder.add("ToyCar/EnvironmentalNoise_CNT/noise_ch1.wav", 2000, 8000, 3);
        DatasetSpec spec = folder.spec();
        const Dataset plain = opened(spec);
        QCOMPARE(plain.classes, (std::vector<std::string> { "anomalous", "normal" }));
        QCOMPARE(plain.noises.size(), std::size_t { 1 });
        QCOMPARE(plain.samples.size(), std::size_t { 160 });
        std::map<std::string, Split> bySource;
        for (const Sample& sample : plain.samples)
            QVERIFY(bySource.emplace(audio::sourceOf(sample.file), sample.split).first->second == sample.split);
        QCOMPARE(bySource.size(), std::size_t { 80 });

        spec.noiseGainDb = -6;
        const Dataset noisy = opened(spec);
        QVERIFY(noisy.fingerprint != plain.fingerprint);
        RunControl control;
        const audio::SoundCache quiet(plain, { kMfcc }, control), loud(noisy, { kMfcc }, control);
        std::vector<float> difference = loud.own(5).samples;
        for (std::size_t i = 0; i < difference.size(); ++i)
            difference[i] -= quiet.own(5).samples[i];
        // The noise is a tone of 0.5: its level is 0.354, 6 dB lower 0.177.
        QVERIFY(std::abs(audio::levelOf(difference) - 0.177) < 0.005);
    }

    void sourcesOfNames()
    {
        QCOMPARE(audio::sourceOf("yes/0a7c2a8d_nohash_1.wav"), std::string("0a7c2a8d"));
        QCOMPARE(audio::sourceOf("a/1-100032-A-0.wav"), std::string("1-100032"));
        QCOMPARE(audio::sourceOf("b/1-100032-B-0.wav"), std::string("1-100032"));
        QCOMPARE(audio::sourceOf("x/A_ch3_12.wav"), audio::sourceOf("y/A_ch1_12.wav"));
        QVERIFY(audio::sourceOf("x/church1.wav") != audio::sourceOf("x/church2.wav"));
    }

    void demoSetIsTheSameEveryTime()
    {
        const SoundFolder folder, again;
        RunControl control;
        writeDemoSounds(folder.root(), 1, control);
        writeDemoSounds(again.root(), 1, control);
        const Dataset dataset = opened(folder.spec()), other = opened(again.spec());
        QCOMPARE(dataset.fingerprint, other.fingerprint);
        QCOMPARE(dataset.classes, (std::vector<std::string> { "sound", "worn" }));
        QCOMPARE(dataset.count(Split::Train), 300);
        QVERIFY(dataset.problems.empty());
        QVERIFY_EXCEPTION_THROWN(writeDemoSounds(folder.root() / "train", 1, control), Error); // not empty, and no demo set
    }

    void whatNetworksReceive()
    {
        const SoundFolder folder;
        for (const char* split : { "train", "val" }) {
            folder.add(std::string(split) + "/a/1.wav", 1 + (split[0] == 'v' ? 40 : 0), 16000, 1);
            folder.add(std::string(split) + "/b/2.wav", 9 + (split[0] == 'v' ? 40 : 0), 44100, 0.4);
        }
        const Dataset dataset = opened(folder.spec());
        audio::AudioConfig low = kMfcc;
        low.sampleRate = 8000;
        low.window = low.fftSize = 256;
        low.hop = 128;
        low.feature = audio::Feature::MelSpectrogram;
        RunControl control;
        const audio::SoundCache cache(dataset, { kMfcc, low }, control);
        for (const audio::AudioConfig& config : { kMfcc, low }) {
            const audio::FeatureExtractor extractor(config);
            for (int i = 0; i < 4; ++i) {
                const auto clip = audio::resample(audio::readAudioFile(dataset.root / dataset.samples[static_cast<std::size_t>(i)].file), config.sampleRate);
                const auto recorded = audio::in16Bits(clip.samples);
                const Image expected = extractor.codes(extractor.features(audio::from16Bits(recorded)));
                auto heard = cache.recording(i, config);
                QVERIFY(std::ssize(heard) <= config.samples() && std::equal(heard.begin(), heard.end(), recorded.begin()));
                QVERIFY(cache.evaluation(i, config).pixels == expected.pixels);
                QCOMPARE(cache.evaluation(i, config).shape(), config.shape());
                QVERIFY(cache.training(i, config, 3).pixels == cache.training(i, config, 3).pixels);
                QVERIFY(cache.training(i, config, 3).pixels != cache.training(i, config, 4).pixels);
            }
        }
        QVERIFY(cache.bytes() > 0);
        QVERIFY(cache.original(0).width > 0);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(loadSamples(dataset, { { 32, Colour::Gray } }, control)), Error);
    }

    /// Every odd file is used or skipped with a reason, and what is used gives features.
    void oddFiles()
    {
        const fs::path archive = "/work/shared/data/odd-files.tar";
        if (!fs::exists(archive))
            QSKIP("odd-files.tar is not here");
        const SoundFolder folder;
        QCOMPARE(std::system(("tar xf " + archive.string() + " -C " + folder.root().string()).c_str()), 0);
        fs::create_directories(folder.root() / "set/train");
        fs::rename(folder.root() / "odd-files/audio", folder.root() / "set/train/odd");
        const auto files = std::distance(fs::directory_iterator(folder.root() / "set/train/odd"), {});
        for (int i = 0; i < 3; ++i)
            folder.add("set/train/plain/" + std::to_string(i) + ".wav", i);
        for (const char* name : { "odd", "plain" })
            folder.add(std::string("set/val/") + name + "/v.wav", 50 + name[0]);
        DatasetSpec spec;
        spec.path = (folder.root() / "set").string();
        const Dataset dataset = opened(spec);
        QVERIFY(dataset.modality == Modality::Audio);
        std::set<std::string> skipped;
        for (const Problem& problem : dataset.problems) {
            QVERIFY(problem.kind != ProblemKind::Skipped || !problem.reason.empty());
            if (problem.kind == ProblemKind::Skipped)
                skipped.insert(problem.file);
        }
        QCOMPARE(static_cast<std::ptrdiff_t>(skipped.size()) + static_cast<std::ptrdiff_t>(dataset.samples.size()) - 5, files);
        for (const char* bad : { "zero-byte.wav", "header-only.wav", "text-renamed.wav", "lying-rate-zero.wav", "float-nan-inf.wav" })
            QVERIFY2(skipped.contains(std::string("train/odd/") + bad), bad);
        RunControl control;
        const auto cache = loadSamples(dataset, { kMfcc }, control);
        for (int i = 0; i < std::ssize(dataset.samples); ++i)
            QCOMPARE(cache->evaluation(i, kMfcc).shape(), kMfcc.shape());
        qInfo("%d odd files: %d used, %d skipped", static_cast<int>(files), static_cast<int>(dataset.samples.size()) - 5, static_cast<int>(skipped.size()));
    }

private:
    static std::string fmt(const char* split, const char* name, int number)
    {
        return std::string(split) + "/" + name + "/" + std::to_string(number) + ".wav";
    }
};

QTEST_APPLESS_MAIN(TstSoundDataset)
#include "tst_sound_dataset.moc"
