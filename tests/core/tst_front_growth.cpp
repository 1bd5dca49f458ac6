// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/rng.h"
#include "compare/front_growth.h"
#include "search/pareto.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

using namespace danas;
using namespace danas::compare;

class TestFrontGrowth : public QObject {
    Q_OBJECT
private slots:
    void growthIsExact_data();
    void growthIsExact();
    void dominatedShares();
};

void TestFrontGrowth::growthIsExact_data()
{
    QTest::addColumn<int>("objectives");
    for (const int objectives : { 2, 3, 4, 5 })
        QTest::addRow("%d objectives", objectives) << objectives;
}

void TestFrontGrowth::growthIsExact()
{
    QFETCH(int, objectives);
    const auto dimensions = static_cast<std::size_t>(objectives);
    Rng rng(static_cast<std::uint64_t>(objectives));
    const std::vector<double> reference(dimensions, 1.0);
    FrontGrowth growth(dimensions);
    std::vector<std::vector<double>> points;
    double before = 0.0;
    for (int id = 0; id < 150; ++id) {
        std::vector<double> point(dimensions);
        for (double& loss : point) // on a grid, so that ties occur; some lie beyond the reference
            loss = static_cast<double>(rng.below(24)) / 20.0;
        points.push_back(point);
        const bool accepted = growth.insert(point, id);
        const bool beaten = std::any_of(points.begin(), points.end(), [&](const auto& other) { return search::dominates(other, point); });
        QCOMPARE(accepted, !beaten);
        QVERIFY(growth.hypervolume() >= before);
        before = growth.hypervolume();
        QVERIFY(std::abs(before - search::hypervolume(points, reference)) <= 1e-9);
    }
    std::vector<int> ids = growth.ids();
    std::sort(ids.begin(), ids.end());
    std::vector<int> expected;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (std::none_of(points.begin(), points.end(), [&](const auto& other) { return search::dominates(other, points[i]); }))
            expected.push_back(static_cast<int>(i));
    }
    QVERIFY(ids == expected);
}

void TestFrontGrowth::dominatedShares()
{
    FrontGrowth a(2), b(2);
    for (const auto& [x, y] : { std::pair(0.1, 0.9), std::pair(0.5, 0.5), std::pair(0.9, 0.1) })
        a.insert(std::vector { x, y }, 0);
    for (const auto& [x, y] : { std::pair(0.05, 0.95), std::pair(0.5, 0.5), std::pair(0.6, 0.4), std::pair(0.95, 0.15) })
        b.insert(std::vector { x, y }, 0);
    QCOMPARE(dominatedShare(b, a), 0.25); // the last only: equal points do not dominate each other
    QCOMPARE(dominatedShare(a, b), 0.0);
    QCOMPARE(dominatedShare(FrontGrowth(2), a), 0.0);
}

QTEST_APPLESS_MAIN(TestFrontGrowth)
#include "tst_front_growth.moc"
