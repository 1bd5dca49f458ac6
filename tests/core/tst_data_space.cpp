// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/audio/device_tables.h"
#include "data/audio/features.h"
#include "search/run_spec.h"
#include "space/frame.h"
#include "space/search_space.h"
#include "support/error_of.h"

#include <QTest>

#include <algorithm>
#include <set>
#include <type_traits>
#include <utility>

using namespace danas;
using data::audio::AudioConfig;
using data::audio::Feature;
using space::Genes;
using space::SearchSpace;
using test::errorOf;

namespace {

// What a temporary holds is handed out by value: a reference into it would dangle.
template <typename T> constexpr bool kIsValue = !std::is_reference_v<T>;
static_assert(kIsValue<decltype(std::declval<data::DataConfig>().image())> && kIsValue<decltype(std::declval<data::DataConfig>().audio())>);
static_assert(kIsValue<decltype(std::declval<SearchSpace>().data())> && kIsValue<decltype(std::declval<SearchSpace>().parameters())>);
static_assert(kIsValue<decltype(std::declval<SearchSpace>().dataConfigs())> && kIsValue<decltype(std::declval<SearchSpace>().allDataConfigs())>);
static_assert(kIsValue<decltype(std::declval<space::DataSpace>().configs())> && kIsValue<decltype(std::declval<space::DataSpace>().all())>);

std::vector<SearchSpace> soundSpaces()
{
    return { space::keywordsSpace(), space::machinesSpace(), space::sound2023Space(), space::demoSoundSpace() };
}

} // namespace

class TstDataSpace : public QObject {
    Q_OBJECT
private slots:
    void data2023IsTheTable()
    {
        const SearchSpace space = space::sound2023Space();
        QCOMPARE(space.dataConfigs().size(), std::size_t { 24 });
        std::set<data::DataConfig> table;
        for (const int rate : { 48000, 24000, 12000, 6000, 3000, 1500, 750, 375 }) {
            for (const Feature feature : { Feature::Spectrogram, Feature::MelSpectrogram, Feature::Mfcc })
                table.insert(data::audio::paper2023(rate, feature));
        }
        QCOMPARE(std::set<data::DataConfig>(space.dataConfigs().begin(), space.dataConfigs().end()), table);
    }

    void keywordsHoldThePublishedFrames()
    {
        const auto configs = space::keywordsSpace().dataConfigs();
        for (const AudioConfig& published : data::audio::keywordConfigs()) {
            QVERIFY(std::any_of(configs.begin(), configs.end(), [&](const data::DataConfig& config) {
                const AudioConfig& one = config.audio();
                return one.sampleRate == published.sampleRate && one.window == published.window && one.hop == published.hop
                    && one.melBands == published.melBands && one.feature == published.feature && one.shape() == published.shape();
            }));
        }
    }

    void everyConfigurationIsPossibleAndApart()
    {
        for (const SearchSpace& space : soundSpaces()) {
            std::set<std::string> keys;
            for (const data::DataConfig& config : space.dataConfigs()) {
                QCOMPARE(config.audio().fault(), std::string());
                QVERIFY(keys.insert(config.key()).second);
                QVERIFY(data::DataConfig::fromKey(config.key()) == config);
                QVERIFY(space.data().fromJson(space.data().toJson(config), "c") == config);
            }
            QVERIFY(space::spaceFromJson(space::toJson(space), "s") == space);
        }
    }

    void keysOfPicturesStay()
    {
        const data::DataConfig config { 96, data::Colour::Gray };
        QCOMPARE(config.key(), std::string("96-gray"));
        QVERIFY(data::DataConfig::fromKey("96-gray") == config);
        for (const char* other : { "", "96", "96-", "x-gray", "96-cmyk", "16000-mfcc", "16000-mfcc-400-100-400-1000ms", "16000-mel-1-1-1-1ms-2mel-0-0-3c-0d" })
            QVERIFY2(!data::DataConfig::fromKey(other), other);
    }

    void systemsStayValidAndCanonical()
    {
        for (const SearchSpace& space : soundSpaces()) {
            Rng rng(5);
            for (int i = 0; i < 500; ++i) {
                const Genes a = space.sample(rng), b = space.sample(rng);
                for (const Genes& genes : { a, space.mutate(a, 0.1, rng), space.crossover(a, b, rng) }) {
                    QVERIFY(space.valid(genes));
                    QCOMPARE(space.canonical(genes), genes);
                    QCOMPARE(space.genesFromJson(space.genesToJson(genes)), genes);
                }
            }
            const SearchSpace fixed = space.withFixedData(space.dataConfigs().back());
            QCOMPARE(fixed.dataConfigs(), (std::vector { space.dataConfigs().back() }));
            QCOMPARE(fixed.count() * space.dataConfigs().size(), space.count());
        }
    }

    void whatIsNotUsedDoesNotMatter()
    {
        const SearchSpace space = space::machinesSpace();
        Genes a = space.largest();
        a = space.withData(a, *std::find_if(space.dataConfigs().begin(), space.dataConfigs().end(),
                                  [](const data::DataConfig& config) { return config.audio().feature == Feature::Spectrogram; }));
        Genes b = a;
        b[space.indexOf("mel_bands")] = 2;
        b[space.indexOf("deltas")] = 1;
        QVERIFY(space.valid(b));
        QVERIFY(space.dataConfig(a) == space.dataConfig(b));
        QCOMPARE(space.canonical(b), space.canonical(a));
        QVERIFY(!space.genesToJson(a).contains("mel_bands"));
    }

    void impossibleCombinationsAreNotThere()
    {
        // At 375 Hz a window of 64 ms has 24 samples: frequencies for 20 mel bands, but not for 40.
        const SearchSpace space = space::machinesSpace();
        const auto at = [&](Feature feature, int bands) {
            return std::count_if(space.dataConfigs().begin(), space.dataConfigs().end(), [&](const data::DataConfig& config) {
                return config.audio().sampleRate == 375 && config.audio().window == 24 && config.audio().feature == feature
                    && config.audio().melBands == bands;
            });
        };
        QCOMPARE(at(Feature::Spectrogram, AudioConfig().melBands), std::ptrdiff_t { 1 });
        QCOMPARE(at(Feature::MelSpectrogram, 20), std::ptrdiff_t { 1 });
        QCOMPARE(at(Feature::MelSpectrogram, 40), std::ptrdiff_t { 0 });
        const std::string none = errorOf([] {
            static_cast<void>(space::keywordsSpace().withValues("sample_rate", { 100.0 }).withValues("mel_bands", { 80.0 }));
        });
        QVERIFY2(none.find("no data configuration is possible") != std::string::npos, none.c_str());
    }

    void framesThatComeToTheSameCountOnce()
    {
        const SearchSpace space = space::keywordsSpace().withValues("sample_rate", { 16000.0 });
        const auto before = space.dataConfigs().size();
        std::vector<space::Value> frames = space.parameter("frame").values;
        frames.emplace_back(std::string("512/100"));
        frames.emplace_back(std::string("32/6.25 ms")); // 512/100 at 16 kHz, and a transform of 512
        QCOMPARE(space.withValues("frame", frames).dataConfigs().size(), before / 4 * 5);
    }

    void repairKeepsWhatItCan()
    {
        const SearchSpace full = space::keywordsSpace();
        auto on = full.dataConfigs();
        std::erase_if(on, [](const data::DataConfig& config) { return config.audio().sampleRate == 8000 && config.audio().melBands == 80; });
        const SearchSpace space = full.withDataConfigs(on);
        Genes genes = full.smallest();
        genes[space.indexOf("sample_rate")] = 1;
        genes[space.indexOf("mel_bands")] = 2;
        const data::DataConfig repaired = space.dataConfig(space.canonical(genes));
        QCOMPARE(repaired.audio().sampleRate, 8000);
        QCOMPARE(repaired.audio().melBands, 40);
    }

    void frames_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        for (const char* good : { "2048/512", "25/12.5 ms", "400/400", "0.5/0.25 ms" })
            QTest::newRow(good) << good << true;
        for (const char* bad : { "", "400", "100/400", "400/0", "400.5/100", "400/100 s", "25/10ms", "25.0/10 ms", "1e3/10", "-5/-5", "nan/1", "25/0.001 ms" })
            QTest::newRow(bad) << bad << false;
    }
    void frames()
    {
        QFETCH(QString, text);
        QFETCH(bool, good);
        QCOMPARE(space::frameFromText(text.toStdString()).has_value(), good);
        const std::string message = errorOf([&] { static_cast<void>(space::keywordsSpace().withValues("frame", { text.toStdString() })); });
        QVERIFY2(good || message.find("\"frame\"") != std::string::npos, message.c_str());
    }

    void millisecondsAreTheSameTimeAtEveryRate()
    {
        const space::Frame frame = *space::frameFromText("25/12.5 ms");
        QCOMPARE(frame.window(16000), 400);
        QCOMPARE(frame.hop(8000), 100);
        QCOMPARE(frame.fftSize(16000), 512);
        QCOMPARE(space::frameFromText("400/100")->fftSize(8000), 400);
    }

    void microphoneCounts()
    {
        const cost::Sensor whole = cost::sensorFromText("mic-8bit", "s"), sliding = cost::sensorFromText("mic-16bit-sliding", "s");
        QCOMPARE(whole.text(), std::string("mic-8bit"));
        // REFERENCE.md section 2: 8 bit, 6 kHz, 5 s = 30 kB.
        AudioConfig config = data::audio::paper2023(6000, Feature::Spectrogram);
        config.clipMs = 5000;
        QCOMPARE(whole.bytes(data::DataConfig(config)), std::int64_t { 30'000 });
        QCOMPARE(sliding.bytes(data::DataConfig(config)), std::int64_t { 2 * (2048 + 512) });
        QCOMPARE(cost::preprocessingBytes(whole, data::DataConfig(config)), config.scratchBytes());
        search::RunSpec spec;
        spec.space = space::keywordsSpace();
        spec.deployment = cost::Deployment { cost::targets().front(), cost::sensorFromText("qvga-rgb565", "s") };
        QVERIFY(errorOf([&] { search::requireKnown(spec); }).find("microphone") != std::string::npos);
        spec.deployment->sensor = whole;
        search::requireKnown(spec);
        const Genes genes = spec.space.smallest();
        const auto with = search::costOf(spec, genes, 4);
        spec.deployment->sensor = {};
        const auto without = search::costOf(spec, genes, 4);
        const AudioConfig heard = spec.space.dataConfig(genes).audio();
        QCOMPARE(with.ramBytes - without.ramBytes, heard.clipBytes(8) + heard.scratchBytes());
        QCOMPARE(with.flashBytes - without.flashBytes, tableBytes(heard));
        QCOMPARE(cost::preprocessingTableBytes(cost::sensorFromText("qvga-rgb565", "s"), data::DataConfig(96, data::Colour::Rgb)), 0);
    }

    /// That they are those of the exported C is proven where it is compiled (tst_c_sound).
    void tablesOfPreprocessing()
    {
        for (const SearchSpace& space : soundSpaces()) {
            for (const data::DataConfig& config : space.allDataConfigs()) {
                const data::audio::FeatureExtractor made(config.audio());
                std::int64_t weights = 0;
                for (const auto& filter : made.filters())
                    weights += std::ssize(filter.weights);
                const std::int64_t transform = std::ssize(transformRadices(config.audio())) + 2 * transformPoints(config.audio());
                const std::int64_t ranges = config.audio().feature == Feature::Mfcc ? config.audio().rows() : 1;
                QCOMPARE(tableBytes(config.audio()),
                    4 * (transform + config.audio().window / 2 + 1 + 3 * std::ssize(made.filters()) + weights + std::ssize(made.cosines()) + 2 * ranges));
            }
        }
    }
};

QTEST_APPLESS_MAIN(TstDataSpace)
#include "tst_data_space.moc"
