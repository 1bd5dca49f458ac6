// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/fidelity.h"

#include <QtTest>

#include <cmath>

using namespace danas;
using namespace danas::compare;

class TestFidelity : public QObject {
    Q_OBJECT
private slots:
    void knownRanking();
    void withinAndAcross();
    void nothingToRank();
};

void TestFidelity::knownRanking()
{
    // The supernet ranks as training alone does, MACs the other way round, parameters say nothing.
    std::vector<Probe> probes;
    for (int i = 0; i < 12; ++i)
        probes.push_back({ { 32, data::Colour::Rgb }, 0.4 + 0.01 * i, 0.5 + 0.02 * i, 1000 - i, 7 });
    const Fidelity fidelity = fidelityOf(probes);
    QCOMPARE(fidelity.candidates, 12);
    QCOMPARE(fidelity.supernet.tau->tau, 1.0);
    QCOMPARE(fidelity.supernet.tau->low, 1.0);
    QCOMPARE(fidelity.macs.tau->tau, -1.0);
    QCOMPARE(*fidelity.macs.within, -1.0);
    QVERIFY(!fidelity.parameters.tau && !fidelity.parameters.within);
    QCOMPARE(*fidelity.supernet.within, 1.0);
    QVERIFY(!fidelity.supernet.across); // one configuration only
}

void TestFidelity::withinAndAcross()
{
    // Right in each configuration of 3 and 2 candidates, wrong between them.
    const data::DataConfig gray { 32, data::Colour::Gray }, rgb { 64, data::Colour::Rgb };
    const std::vector<Probe> probes { { gray, 0.8, 0.1, 1, 1 }, { gray, 0.9, 0.2, 2, 2 }, { gray, 0.85, 0.15, 3, 3 }, { rgb, 0.1, 0.8, 4, 4 },
        { rgb, 0.2, 0.9, 5, 5 } };
    const Fidelity fidelity = fidelityOf(probes);
    QCOMPARE(fidelity.configs.size(), std::size_t(2));
    QVERIFY(fidelity.configs[0].data == gray && fidelity.configs[0].candidates == 3);
    QCOMPARE(*fidelity.configs[0].tau, 1.0);
    QCOMPARE(*fidelity.supernet.within, 1.0);
    QCOMPARE(*fidelity.supernet.across, -1.0);
    QVERIFY(std::abs(fidelity.supernet.tau->tau - (4.0 - 6.0) / 10.0) < 1e-12); // 3 + 1 pairs right, 3 x 2 wrong
    // MACs are wrong in one of the four pairs within, and right across.
    QCOMPARE(*fidelity.macs.within, 0.5);
    QCOMPARE(*fidelity.macs.across, 1.0);
}

void TestFidelity::nothingToRank()
{
    const Fidelity none = fidelityOf({});
    QVERIFY(none.candidates == 0 && !none.supernet.tau && none.configs.empty() && !none.supernet.within && !none.supernet.across);
    const Fidelity one = fidelityOf({ { { 32, data::Colour::Rgb }, 0.5, 0.5, 1, 1 } });
    QVERIFY(!one.supernet.tau && one.configs.size() == 1 && !one.configs[0].tau && !one.supernet.within);
}

QTEST_APPLESS_MAIN(TestFidelity)
#include "tst_fidelity.moc"
