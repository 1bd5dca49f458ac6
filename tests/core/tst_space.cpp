// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/hash.h"
#include "space/search_space.h"
#include "support/error_of.h"

#include <QTest>

#include <cmath>
#include <map>
#include <set>
#include <span>
#include <string>

using namespace danas;
using space::Genes;
using space::SearchSpace;
using test::errorOf;

namespace {

/// A space small enough to be walked: every combination of indices.
SearchSpace tinySpace()
{
    return space::demoSpace().withValues("resolution", { 32.0, 64.0 }).withValues("width", { 0.1, 0.25 });
}

std::set<Genes> everySystem(const SearchSpace& space)
{
    std::set<Genes> all;
    Genes genes(space.parameters().size(), 0);
    for (;;) {
        if (space.valid(genes))
            all.insert(space.canonical(genes));
        std::size_t i = 0;
        while (i < genes.size() && ++genes[i] == space.parameters()[i].values.size())
            genes[i++] = 0;
        if (i == genes.size())
            return all;
    }
}

} // namespace

class TstSpace : public QObject {
    Q_OBJECT
private slots:
    void paperSpaceHolds37520Systems() { QCOMPARE(space::paperSpace().count(), std::uint64_t { 37'520 }); }

    void countEqualsEnumeration()
    {
        const SearchSpace space = tinySpace();
        QCOMPARE(everySystem(space).size(), space.count());
        auto on = space.dataConfigs();
        on.erase(on.begin() + 1);
        const SearchSpace fewer = space.withDataConfigs(on);
        QCOMPARE(everySystem(fewer).size(), fewer.count());
        QCOMPARE(fewer.count() * 4, space.count() * 3);
    }

    /// Table 1 of 2023: of each configuration the chains that leave something of its shorter side.
    void chainSpaceHoldsWhatDoesNotVanish()
    {
        const SearchSpace space = space::chain2023Space();
        QCOMPARE(space.dataConfigs().size(), std::size_t { 24 });
        std::uint64_t expected = 0;
        for (const auto& config : space.dataConfigs()) {
            const int side = std::min(config.shape().height, config.shape().width);
            for (unsigned layers = 1, choices = 14; layers <= 5; ++layers, choices *= 14) { // 7 numbers of filters, 2 activations
                for (unsigned kernels = 0; kernels < 1U << layers; ++kernels) {
                    int shrink = 0;
                    for (unsigned layer = 0; layer < layers; ++layer)
                        shrink += ((kernels >> layer) & 1U) != 0 ? 4 : 2;
                    expected += shrink < side ? choices : 0;
                }
            }
        }
        QCOMPARE(space.count(), expected);
    }

    void familiesAreCountedAndSampledUniformly_data()
    {
        QTest::addColumn<QString>("preset");
        QTest::newRow("chain") << "chain2023";
        QTest::newRow("ds-cnn") << "keywords-ds-cnn";
    }
    void familiesAreCountedAndSampledUniformly()
    {
        QFETCH(QString, preset);
        SearchSpace space = space::spacePreset(preset.toStdString());
        space = space.withDataConfigs({ space.dataConfigs().front(), space.dataConfigs().back() });
        if (preset == "chain2023") {
            space = space.withValues("layers", { 1.0, 4.0 }).withValues("layer1.filters", { 2.0 }).withValues("layer2.activation", { std::string("relu") });
            for (const char* layer : { "layer2", "layer3", "layer4" })
                space = space.withValues(std::string(layer) + ".filters", { 4.0 });
            for (const char* layer : { "layer3", "layer4" })
                space = space.withValues(std::string(layer) + ".activation", { std::string("sigmoid") });
            space = space.withValues("layer5.filters", { 2.0 }).withValues("layer5.kernel", { 3.0 }).withValues("layer5.activation", { std::string("relu") });
        } else {
            space = space.withValues("channels", { 16.0 }).withValues("blocks", { 1.0, 3.0 }).withValues("block4.kernel", { 3.0 });
            space = space.withValues("block5.kernel", { 3.0 }).withValues("block6.kernel", { 3.0 });
        }
        std::map<Genes, int> seen;
        Rng rng(5);
        const int draws = 100 * static_cast<int>(space.count());
        for (int i = 0; i < draws; ++i)
            ++seen[space.sample(rng)];
        QCOMPARE(seen.size(), space.count());
        double chiSquare = 0.0;
        for (const auto& [genes, count] : seen)
            chiSquare += (count - 100.0) * (count - 100.0) / 100.0;
        const auto freedom = static_cast<double>(space.count() - 1);
        QVERIFY2(chiSquare < freedom + 5.0 * std::sqrt(2.0 * freedom), qPrintable(QString::number(chiSquare)));
    }

    void everyFamilysSystemsCanBeBuilt()
    {
        for (const char* preset : { "chain2023", "keywords-ds-cnn" }) {
            const SearchSpace space = space::spacePreset(preset);
            Rng rng(2);
            for (int i = 0; i < 500; ++i) {
                const Genes genes = space.sample(rng);
                for (const Genes& one : { genes, space.withData(genes, space.dataConfigs().front()), space.mutate(genes, 0.2, rng) })
                    QCOMPARE(graph::buildGraph(space.architecture(one), space.dataConfig(one).shape(), 3).tensors.back().channels, 3);
            }
        }
    }

    /// Of a chain that leaves most, not of the longest.
    void costliestBoundsEverySystem()
    {
        const SearchSpace space = space::chain2023Space();
        std::int64_t most = 0;
        const auto weights = [&](const Genes& genes) {
            const auto graph = graph::buildGraph(space.architecture(genes), space.dataConfig(genes).shape(), 2);
            std::int64_t sum = 0;
            for (const auto& op : graph.ops)
                sum += graph.weights(op);
            return sum;
        };
        for (const Genes& genes : space.costliest())
            most = std::max(most, weights(genes));
        Rng rng(4);
        for (int i = 0; i < 500; ++i)
            QVERIFY(weights(space.sample(rng)) <= most);
    }

    void samplesAreUniform()
    {
        const SearchSpace space = tinySpace();
        std::map<Genes, int> seen;
        Rng rng(7);
        const int draws = 200 * static_cast<int>(space.count());
        for (int i = 0; i < draws; ++i)
            ++seen[space.sample(rng)];
        QCOMPARE(seen.size(), space.count());
        double chiSquare = 0.0;
        for (const auto& [genes, count] : seen)
            chiSquare += (count - 200.0) * (count - 200.0) / 200.0;
        const auto freedom = static_cast<double>(space.count() - 1);
        QVERIFY2(chiSquare < freedom + 5.0 * std::sqrt(2.0 * freedom), qPrintable(QString::number(chiSquare)));
    }

    /// Runs that are stored go on only if the program draws as the one that began them: hashes made before there were other families.
    void mobileNetV2IsDrawnAsItWas()
    {
        const std::map<std::string, std::uint64_t> before { { "lean", 3561940865257717496U }, { "paper", 2151201142373966628U },
            { "demo", 1438905917862824731U }, { "keywords", 15390923365748019036U } };
        for (const auto& [preset, expected] : before) {
            const SearchSpace space = space::spacePreset(preset);
            Rng rng(2026);
            std::uint64_t hash = fnv1a(std::string_view());
            for (int i = 0; i < 1000; ++i) {
                const Genes drawn = space.sample(rng);
                hash = fnv1a(std::span<const std::uint8_t>(i % 2 == 1 ? space.mutate(drawn, 0.1, rng) : drawn), hash);
            }
            QCOMPARE(hash, expected);
        }
    }

    void variationStaysInsideAndCanonical()
    {
        for (const auto name : space::kSpacePresets) {
            const SearchSpace space = space::spacePreset(name);
            Rng rng(3);
            for (int i = 0; i < 2000; ++i) {
                const Genes a = space.sample(rng), b = space.sample(rng);
                for (const Genes& genes : { a, space.mutate(a, 0.1, rng), space.crossover(a, b, rng) }) {
                    QVERIFY(space.valid(genes));
                    QCOMPARE(space.canonical(genes), genes);
                    QCOMPARE(space.genesFromJson(space.genesToJson(genes)), genes);
                }
                QVERIFY(space.mutate(a, 0.05, rng) != a);
            }
        }
    }

    void absentStagesDoNotMatter()
    {
        const SearchSpace space = space::leanSpace();
        Genes a = space.smallest();
        QCOMPARE(std::get<graph::MobileNetV2>(space.architecture(a)).stages[2].depth, 0);
        Genes b = a;
        b[space.indexOf("stage5.expansion")] = 1;
        b[space.indexOf("stage7.kernel")] = 1;
        b[space.indexOf("stage6.depth")] = 2; // after an absent one: repaired away
        QCOMPARE(space.canonical(b), a);
    }

    void switchedOffConfigurationsNeverAppear()
    {
        const SearchSpace full = space::leanSpace();
        const SearchSpace space = full.withDataConfigs({ { 48, data::Colour::Gray }, { 96, data::Colour::Rgb } });
        Rng rng(1);
        std::set<data::DataConfig> seen;
        Genes genes = space.sample(rng);
        for (int i = 0; i < 1000; ++i) {
            genes = space.mutate(genes, 0.3, rng);
            seen.insert(space.dataConfig(genes));
        }
        QCOMPARE(seen, (std::set<data::DataConfig> { { 48, data::Colour::Gray }, { 96, data::Colour::Rgb } }));
        QCOMPARE(space::spaceFromJson(space::toJson(space), "s"), space);
        QCOMPARE(space.withValues("width", { 0.1 }).dataConfigs(), space.dataConfigs());
    }

    void fixedDataIsTheSameSpacePinned()
    {
        const SearchSpace full = space::paperSpace();
        const SearchSpace fixed = full.withFixedData({ 96, data::Colour::Gray });
        QCOMPARE(fixed.count() * 14, full.count());
        QCOMPARE(fixed.dataConfigs().size(), std::size_t { 1 });
    }

    void jsonRoundTrip()
    {
        for (const auto name : space::kSpacePresets) {
            const SearchSpace space = space::spacePreset(name);
            QCOMPARE(space::spaceFromJson(parseJson(space::toJson(space).dump(), "s"), "s"), space);
        }
    }

    void badSpacesAreRefusedByName()
    {
        const SearchSpace space = space::demoSpace();
        QVERIFY(errorOf([&] { static_cast<void>(space.withValues("stage9.depth", { 1.0 })); }).find("stage9.depth") != std::string::npos);
        QVERIFY(errorOf([&] { static_cast<void>(space.withValues("resolution", { 4.0 })); }).find("resolution") != std::string::npos);
        QVERIFY(errorOf([&] { static_cast<void>(space.withValues("stage3.kernel", { 4.0 })); }).find("odd") != std::string::npos);
        QVERIFY(errorOf([&] { static_cast<void>(space.withValues("width", { 0.1, 0.1 })); }).find("twice") != std::string::npos);
        QVERIFY(errorOf([&] { static_cast<void>(space.withValues("width", {})); }).find("no values") != std::string::npos);
        QVERIFY(errorOf([&] { static_cast<void>(space.withValues("colour", { std::string("cmyk") })); }).find("cmyk") != std::string::npos);
        // Stage 4 must be used, stage 3 never is.
        const auto broken = [&] {
            static_cast<void>(space.withValues("stage3.depth", { 1.0 }).withValues("stage4.depth", { 1.0 }).withValues("stage3.depth", { 0.0 }));
        };
        QVERIFY(errorOf(broken).find("no valid system") != std::string::npos);
        QVERIFY(errorOf([&] { static_cast<void>(space.withDataConfigs({})); }).find("at least one") != std::string::npos);
        Json genes = space.genesToJson(space.largest());
        genes["stage9.depth"] = 1;
        QVERIFY(errorOf([&] { static_cast<void>(space.genesFromJson(genes)); }).find("stage9.depth") != std::string::npos);
        genes.erase("stage9.depth");
        genes["width"] = 0.77;
        QVERIFY(errorOf([&] { static_cast<void>(space.genesFromJson(genes)); }).find("0.77") != std::string::npos);
    }

    void extremes()
    {
        const SearchSpace space = space::leanSpace();
        QCOMPARE(space.dataConfig(space.smallest()), (data::DataConfig { 32, data::Colour::Gray }));
        QCOMPARE(space.dataConfig(space.largest()), (data::DataConfig { 160, data::Colour::Rgb }));
        QCOMPARE(std::get<graph::MobileNetV2>(space.architecture(space.largest())).width, 0.5);
        QVERIFY(space.architectureLabel(space.largest()).starts_with("w 0.5 · d 2-3-3-2-2-1 · e 6-6"));
    }
};

QTEST_APPLESS_MAIN(TstSpace)
#include "tst_space.moc"
