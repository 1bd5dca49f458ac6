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
    QCOMPARE(fidelity.supernet->tau, 1.0);
    QCOMPARE(fidelity.supernet->low, 1.0);
    QCOMPARE(fidelity.macs->tau, -1.0);
    QVERIFY(!fidelity.parameters);
    QCOMPARE(*fidelity.meanWithin, 1.0);
    QVERIFY(!fidelity.across); // one configuration only
}

void TestFidelity::withinAndAcross()
{
    // Right in each configuration of 3 and 2 candidates, wrong between them.
    const data::DataConfig gray { 32, data::Colour::Gray }, rgb { 64, data::Colour::Rgb };
    const std::vector<Probe> probes { { gray, 0.8, 0.1, 1, 1 }, { gray, 0.9, 0.2, 2, 2 }, { gray, 0.85, 0.15, 3, 3 }, { rgb, 0.1, 0.8, 4, 4 },
        { rgb, 0.2, 0.9, 5, 5 } };
    const Fidelity fidelity = fidelityOf(probes);
    QCOMPARE(fidelity.within.size(), std::size_t(2));
    QVERIFY(fidelity.within[0].data == gray && fidelity.within[0].candidates == 3);
    QCOMPARE(*fidelity.within[0].tau, 1.0);
    QCOMPARE(*fidelity.meanWithin, 1.0);
    QCOMPARE(*fidelity.across, -1.0);
    QVERIFY(std::abs(fidelity.supernet->tau - (4.0 - 6.0) / 10.0) < 1e-12); // 3 + 1 pairs right, 3 x 2 wrong
}

void TestFidelity::nothingToRank()
{
    const Fidelity none = fidelityOf({});
    QVERIFY(none.candidates == 0 && !none.supernet && none.within.empty() && !none.meanWithin && !none.across);
    const Fidelity one = fidelityOf({ { { 32, data::Colour::Rgb }, 0.5, 0.5, 1, 1 } });
    QVERIFY(!one.supernet && one.within.size() == 1 && !one.within[0].tau && !one.meanWithin);
}

QTEST_APPLESS_MAIN(TestFidelity)
#include "tst_fidelity.moc"
