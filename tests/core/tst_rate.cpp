// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/rng.h"
#include "search/rate.h"

#include <QtTest>

using danas::search::Rate;

class TestRate : public QObject {
    Q_OBJECT
private slots:
    void unknownAtFirst();
    void steadyWorkIsCertain();
    void followsRecentWork();
    void scatterShowsInTheSpread();
    void fastWorkIsAveraged();
};

void TestRate::unknownAtFirst()
{
    Rate rate;
    QCOMPARE(rate.perSecond(), 0.0);
    QCOMPARE(rate.timeLeft(10).seconds, -1.0);
    rate.add(0.0, 0);
    QCOMPARE(rate.timeLeft(10).seconds, -1.0);
}

void TestRate::steadyWorkIsCertain()
{
    Rate rate;
    for (int i = 0; i <= 20; ++i)
        rate.add(0.5 * i, i);
    QCOMPARE(rate.perSecond(), 2.0);
    QCOMPARE(rate.timeLeft(100).seconds, 50.0);
    QVERIFY(rate.timeLeft(100).spread < 1e-6);
    QCOMPARE(rate.timeLeft(0).seconds, 0.0);
}

void TestRate::followsRecentWork()
{
    Rate rate;
    double time = 0.0;
    for (int i = 0; i <= 200; ++i, time += i <= 100 ? 0.5 : 2.0)
        rate.add(time, i);
    QCOMPARE(rate.perSecond(), 0.5);
}

void TestRate::scatterShowsInTheSpread()
{
    // Of many repetitions with scattered times, the truth must lie inside the interval about 19 times of 20.
    int inside = 0;
    constexpr int kRepetitions = 400;
    for (std::uint64_t repetition = 0; repetition < kRepetitions; ++repetition) {
        danas::Rng rng(repetition);
        Rate rate;
        double time = 0.0;
        for (int i = 0; i <= 18; ++i) {
            rate.add(time, i);
            time += rng.uniform(0.5, 1.5);
        }
        double truth = 0.0;
        for (int i = 0; i < 30; ++i)
            truth += rng.uniform(0.5, 1.5);
        const Rate::Estimate left = rate.timeLeft(30);
        inside += std::abs(left.seconds - truth) <= left.spread ? 1 : 0;
    }
    QVERIFY2(inside >= kRepetitions * 88 / 100, qPrintable(QString::number(inside)));
    QVERIFY2(inside < kRepetitions, qPrintable(QString::number(inside)));
}

void TestRate::fastWorkIsAveraged()
{
    Rate rate; // a thousand steps a second, in bursts
    for (int i = 0; i <= 5000; ++i)
        rate.add(i * 0.001 + (i % 100 < 50 ? 0.0 : 0.04), i);
    QVERIFY(std::abs(rate.perSecond() - 1000.0) < 30.0);
}

QTEST_APPLESS_MAIN(TestRate)
#include "tst_rate.moc"
