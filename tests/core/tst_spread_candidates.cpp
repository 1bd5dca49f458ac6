// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/run_spec.h"
#include "search/spread_candidates.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

using namespace danas;
using search::spreadCandidates;

class TestSpreadCandidates : public QObject {
    Q_OBJECT

private slots:
    void everyConfigurationEqually_data();
    void everyConfigurationEqually();
    void fromCheapToDear();
    void dependsOnTheSeedOnly();
    void aSmallSpaceGivesWhatItHas();
    void onlyTheAdmitted();
};

void TestSpreadCandidates::everyConfigurationEqually_data()
{
    QTest::addColumn<int>("count");
    for (const int count : { 0, 1, 8, 24, 30, 100 })
        QTest::addRow("%d", count) << count;
}

void TestSpreadCandidates::everyConfigurationEqually()
{
    QFETCH(int, count);
    for (const auto& space : { space::leanSpace(), space::demoSpace() }) {
        const auto chosen = spreadCandidates(space, 2, count, 3);
        QCOMPARE(chosen.size(), static_cast<std::size_t>(count));
        std::map<data::DataConfig, int> of;
        std::set<space::Genes> different;
        for (const auto& genes : chosen) {
            QVERIFY(space.valid(genes));
            QCOMPARE(space.canonical(genes), genes);
            ++of[space.dataConfig(genes)];
            different.insert(genes);
        }
        QCOMPARE(different.size(), chosen.size());
        const int configs = static_cast<int>(space.dataConfigs().size());
        for (const auto& config : space.dataConfigs())
            QVERIFY(of[config] == count / configs || of[config] == (count + configs - 1) / configs);
    }
}

void TestSpreadCandidates::fromCheapToDear()
{
    const auto space = space::leanSpace().withDataConfigs({ { 32, data::Colour::Rgb }, { 96, data::Colour::Gray } });
    std::map<data::DataConfig, std::vector<double>> macs;
    for (const auto& genes : spreadCandidates(space, 2, 24, 5))
        macs[space.dataConfig(genes)].push_back(static_cast<double>(search::costOf(space, genes, 2).macs));
    for (auto& [config, values] : macs) {
        std::sort(values.begin(), values.end());
        const auto of = [&](const space::Genes& genes) {
            return static_cast<double>(search::costOf(space, space.withData(genes, config), 2).macs);
        };
        QVERIFY(values.front() < 1.5 * of(space.smallest()));
        QVERIFY(values.back() > of(space.largest()) / 1.5);
        const double step = std::pow(of(space.largest()) / of(space.smallest()), 1.0 / 12.0);
        for (std::size_t i = 1; i < values.size(); ++i)
            QVERIFY2(values[i] < step * step * step * values[i - 1], "no gap of three steps");
    }
}

void TestSpreadCandidates::dependsOnTheSeedOnly()
{
    const auto space = space::demoSpace();
    QCOMPARE(spreadCandidates(space, 2, 20, 7), spreadCandidates(space, 2, 20, 7));
    QVERIFY(spreadCandidates(space, 2, 20, 7) != spreadCandidates(space, 2, 20, 8));
}

void TestSpreadCandidates::aSmallSpaceGivesWhatItHas()
{
    const auto demo = space::demoSpace();
    const auto one = demo.only(demo.largest());
    QCOMPARE(spreadCandidates(one, 2, 5, 1).size(), std::size_t { 1 });
    QCOMPARE(one.count(), std::uint64_t { 1 });
    QCOMPARE(one.dataConfig(one.smallest()), demo.dataConfig(demo.largest()));
    QVERIFY(one.architecture(one.smallest()) == demo.architecture(demo.largest()));
}

void TestSpreadCandidates::onlyTheAdmitted()
{
    const auto space = space::demoSpace();
    const auto& configs = space.dataConfigs();
    const auto all = [](const space::Genes&) { return true; };
    QCOMPARE(spreadCandidates(space, 2, 24, 3, all).size(), std::size_t { 24 });
    QVERIFY(spreadCandidates(space, 2, 24, 3, [](const space::Genes&) { return false; }).empty());
    const auto notTheFirst = [&](const space::Genes& genes) { return space.dataConfig(genes) != configs.front(); };
    std::map<data::DataConfig, int> of;
    const int each = 4, others = static_cast<int>(configs.size()) - 1;
    for (const auto& genes : spreadCandidates(space, 2, each * others, 3, notTheFirst))
        ++of[space.dataConfig(genes)];
    QCOMPARE(of.size(), static_cast<std::size_t>(others));
    for (const auto& [config, count] : of)
        QVERIFY(config != configs.front() && count == each);
}

QTEST_APPLESS_MAIN(TestSpreadCandidates)
#include "tst_spread_candidates.moc"
