// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/rng.h"
#include "search/pareto.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace danas;
using namespace danas::search;

namespace {

using Points = std::vector<std::vector<double>>;

/// Points on a coarse grid, so that ties and duplicates are common.
Points gridPoints(std::size_t count, std::size_t objectives, int steps, Rng& rng)
{
    Points points(count, std::vector<double>(objectives));
    for (auto& point : points) {
        for (double& value : point)
            value = static_cast<double>(rng.below(static_cast<std::uint64_t>(steps)));
    }
    return points;
}

/// Evaluations whose (recall-free) losses are the RAM, flash and MACs given.
std::vector<Evaluation> evaluationsOf(const Points& points)
{
    std::vector<Evaluation> evaluations(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        evaluations[i].id = static_cast<int>(i);
        evaluations[i].cost.ramBytes = static_cast<std::int64_t>(points[i][0]);
        evaluations[i].cost.flashBytes = static_cast<std::int64_t>(points[i][1]);
        evaluations[i].cost.macs = points[i].size() > 2 ? static_cast<std::int64_t>(points[i][2]) : 0;
    }
    return evaluations;
}

const std::vector<Objective> kCosts { Objective::Ram, Objective::Flash, Objective::Macs };

std::vector<int> bruteForceFront(const Points& points)
{
    std::vector<int> front;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (std::none_of(points.begin(), points.end(), [&](const auto& other) { return dominates(other, points[i]); }))
            front.push_back(static_cast<int>(i));
    }
    return front;
}

std::vector<int> memberIds(const ParetoArchive& archive)
{
    std::vector<int> ids;
    for (const auto& member : archive.members())
        ids.push_back(member.id);
    std::sort(ids.begin(), ids.end());
    return ids;
}

/// Volume by counting the unit cells of the grid [0, steps)^m that some point covers.
double countedVolume(const Points& points, int steps)
{
    const std::size_t objectives = points.front().size();
    std::vector<int> cell(objectives, 0);
    double volume = 0.0;
    while (true) {
        volume += std::any_of(points.begin(), points.end(), [&](const auto& point) {
            return std::equal(point.begin(), point.end(), cell.begin(), [](double p, int c) { return p <= c; });
        });
        std::size_t digit = 0;
        while (digit < objectives && ++cell[digit] == steps)
            cell[digit++] = 0;
        if (digit == objectives)
            return volume;
    }
}

/// Volume by inclusion and exclusion over all subsets: exact and independent of any sweep, for a dozen points.
double inclusionExclusion(const Points& points, const std::vector<double>& reference)
{
    double volume = 0.0;
    for (std::size_t subset = 1; subset < (std::size_t { 1 } << points.size()); ++subset) {
        double box = -1.0;
        std::vector<double> corner(reference.size(), 0.0);
        for (std::size_t i = 0; i < points.size(); ++i) {
            if ((subset >> i & 1U) == 0)
                continue;
            box = -box;
            for (std::size_t k = 0; k < corner.size(); ++k)
                corner[k] = std::max(corner[k], points[i][k]);
        }
        for (std::size_t k = 0; k < corner.size(); ++k)
            box *= std::max(0.0, reference[k] - corner[k]);
        volume += box;
    }
    return volume;
}

} // namespace

class TstPareto : public QObject {
    Q_OBJECT

private slots:
    void dominanceIsAStrictPartialOrder();
    void constrainedDominance();
    void constrainedDominanceIsAStrictPartialOrder();
    void elevenPoints();
    void ranksPeelOffFronts();
    void crowdingByHand();
    void crowdingOfDegenerateObjectives();
    void archiveEqualsBruteForceInAnyOrder();
    void archiveKeepsTiesAndRefusesTheInfeasible();
    void archiveReportsWhoLeft();
    void hypervolumeByHand();
    void hypervolumeEqualsGridCount_data();
    void hypervolumeEqualsGridCount();
    void hypervolumeEqualsInclusionExclusion_data();
    void hypervolumeEqualsInclusionExclusion();
    void hypervolumeNearMonteCarlo();
    void archiveHypervolumeIsAShare();
    void hypervolumeOfManyPointsIsQuick();
};

void TstPareto::dominanceIsAStrictPartialOrder()
{
    Rng rng(1);
    const Points points = gridPoints(60, 3, 4, rng);
    for (const auto& a : points) {
        QVERIFY(!dominates(a, a));
        for (const auto& b : points) {
            QVERIFY(!(dominates(a, b) && dominates(b, a)));
            for (const auto& c : points)
                QVERIFY(!(dominates(a, b) && dominates(b, c)) || dominates(a, c));
        }
    }
}

void TstPareto::constrainedDominance()
{
    const std::vector<double> good { 1, 1 };
    const std::vector<double> bad { 2, 2 };
    QVERIFY(constrainedDominates(good, 0, bad, 0));
    QVERIFY(constrainedDominates(bad, 0, good, 0.1)); // feasible beats infeasible, whatever the objectives
    QVERIFY(!constrainedDominates(good, 0.1, bad, 0));
    QVERIFY(constrainedDominates(bad, 0.1, good, 0.2));
    QVERIFY(!constrainedDominates(good, 0.1, bad, 0.1)); // equally bad: neither
}

void TstPareto::constrainedDominanceIsAStrictPartialOrder()
{
    Rng rng(2);
    const Points points = gridPoints(50, 2, 4, rng);
    std::vector<double> violations(points.size());
    for (double& violation : violations)
        violation = static_cast<double>(rng.below(3)) * 0.5;
    const auto beats = [&](std::size_t a, std::size_t b) {
        return constrainedDominates(points[a], violations[a], points[b], violations[b]);
    };
    for (std::size_t a = 0; a < points.size(); ++a) {
        QVERIFY(!beats(a, a));
        for (std::size_t b = 0; b < points.size(); ++b) {
            QVERIFY(!(beats(a, b) && beats(b, a)));
            for (std::size_t c = 0; c < points.size(); ++c)
                QVERIFY(!(beats(a, b) && beats(b, c)) || beats(a, c));
        }
    }
}

void TstPareto::elevenPoints()
{
    struct Row {
        std::vector<double> point;
        double violation;
        int rank;
    };
    const std::vector<Row> table {
        { { 1, 9 }, 0, 0 }, { { 2, 6 }, 0, 0 }, { { 4, 4 }, 0, 0 }, { { 4, 4 }, 0, 0 }, // a tie stays on the front
        { { 8, 1 }, 0, 0 }, { { 2, 9 }, 0, 1 }, { { 5, 5 }, 0, 1 }, { { 8, 2 }, 0, 1 }, //
        { { 9, 9 }, 0, 2 }, // beaten by (5, 5) too
        { { 0, 0 }, 0.2, 3 }, // over budget: behind every feasible one, however good
        { { 0, 0 }, 0.9, 4 },
    };
    Points points;
    std::vector<double> violations;
    std::vector<int> expected;
    for (const Row& row : table) {
        points.push_back(row.point);
        violations.push_back(row.violation);
        expected.push_back(row.rank);
    }
    QCOMPARE(nonDominatedRanks(points, violations), expected);
}

void TstPareto::ranksPeelOffFronts()
{
    Rng rng(3);
    const Points points = gridPoints(120, 3, 6, rng);
    const std::vector<double> violations(points.size(), 0.0);
    const std::vector<int> ranks = nonDominatedRanks(points, violations);
    for (std::size_t i = 0; i < points.size(); ++i) {
        int worst = -1; // a rank is one more than the worst rank among those that dominate
        for (std::size_t j = 0; j < points.size(); ++j) {
            if (dominates(points[j], points[i]))
                worst = std::max(worst, ranks[j]);
        }
        QCOMPARE(ranks[i], worst + 1);
    }
    QVERIFY(nonDominatedRanks({}, {}).empty());
}

void TstPareto::crowdingByHand()
{
    const std::vector<double> distances = crowdingDistances({ { 0, 10 }, { 10, 0 }, { 2, 5 }, { 6, 4 } });
    QVERIFY(std::isinf(distances[0]));
    QVERIFY(std::isinf(distances[1]));
    QCOMPARE(distances[2], 6.0 / 10.0 + 6.0 / 10.0);
    QCOMPARE(distances[3], 8.0 / 10.0 + 5.0 / 10.0);
}

void TstPareto::crowdingOfDegenerateObjectives()
{
    const std::vector<double> oneFlat = crowdingDistances({ { 0, 7 }, { 1, 7 }, { 4, 7 } });
    QVERIFY(std::isinf(oneFlat[0]));
    QCOMPARE(oneFlat[1], 1.0);
    QVERIFY(std::isinf(oneFlat[2]));
    QCOMPARE(crowdingDistances({ { 3, 7 }, { 3, 7 }, { 3, 7 } }), (std::vector<double> { 0, 0, 0 }));
    QCOMPARE(crowdingDistances({ { 3, 7 } }), (std::vector<double> { 0 }));
    QVERIFY(crowdingDistances({}).empty());
}

void TstPareto::archiveEqualsBruteForceInAnyOrder()
{
    Rng rng(4);
    for (int round = 0; round < 20; ++round) {
        const Points points = gridPoints(60, 3, 8, rng);
        const std::vector<int> expected = bruteForceFront(points);
        std::vector<Evaluation> evaluations = evaluationsOf(points);
        QCOMPARE(frontOf(evaluations, kCosts), expected);
        for (int order = 0; order < 5; ++order) {
            rng.shuffle(evaluations);
            ParetoArchive archive(kCosts);
            for (const Evaluation& evaluation : evaluations)
                archive.insert(evaluation);
            QCOMPARE(memberIds(archive), expected);
            QVERIFY(std::is_sorted(archive.members().begin(), archive.members().end(),
                [](const auto& a, const auto& b) { return a.losses.front() < b.losses.front(); }));
        }
    }
}

void TstPareto::archiveKeepsTiesAndRefusesTheInfeasible()
{
    std::vector<Evaluation> evaluations = evaluationsOf({ { 3, 3, 3 }, { 3, 3, 3 }, { 1, 1, 1 } });
    evaluations[2].violation = 0.01;
    ParetoArchive archive(kCosts);
    QVERIFY(archive.insert(evaluations[0]).accepted);
    QVERIFY(archive.insert(evaluations[1]).accepted);
    QVERIFY(!archive.insert(evaluations[2]).accepted);
    QCOMPARE(memberIds(archive), (std::vector<int> { 0, 1 }));
}

void TstPareto::archiveReportsWhoLeft()
{
    const std::vector<Evaluation> evaluations
        = evaluationsOf({ { 9, 2, 0 }, { 5, 5, 0 }, { 2, 9, 0 }, { 6, 6, 0 }, { 4, 2, 0 } });
    ParetoArchive archive(kCosts);
    for (int i = 0; i < 3; ++i) {
        const auto delta = archive.insert(evaluations[static_cast<std::size_t>(i)]);
        QVERIFY(delta.accepted && delta.evicted.empty());
    }
    QVERIFY(!archive.insert(evaluations[3]).accepted);
    const auto delta = archive.insert(evaluations[4]);
    QVERIFY(delta.accepted);
    QCOMPARE(delta.evicted, (std::vector<int> { 0, 1 }));
    QCOMPARE(memberIds(archive), (std::vector<int> { 2, 4 }));
}

void TstPareto::hypervolumeByHand()
{
    const std::vector<double> two { 4, 4 };
    QCOMPARE(hypervolume({}, two), 0.0);
    QCOMPARE(hypervolume({ { 1, 3 }, { 2, 2 }, { 3, 1 } }, two), 6.0);
    QCOMPARE(hypervolume({ { 3, 1 }, { 2, 2 }, { 1, 3 }, { 2, 2 }, { 3, 3 } }, two), 6.0);
    QCOMPARE(hypervolume({ { 2, 1 }, { 2, 0 }, { 1, 4 }, { 5, 0 } }, two), 8.0); // on or beyond the reference: nothing
    const std::vector<double> three { 2, 2, 2 };
    QCOMPARE(hypervolume({ { 0, 1, 1 }, { 1, 0, 1 }, { 1, 1, 0 } }, three), 4.0);
    const std::vector<double> four { 2, 2, 2, 2 };
    QCOMPARE(hypervolume({ { 0, 1, 1, 1 }, { 1, 1, 1, 0 } }, four), 3.0);
}

void TstPareto::hypervolumeEqualsGridCount_data()
{
    QTest::addColumn<int>("objectives");
    QTest::newRow("2") << 2;
    QTest::newRow("3") << 3;
    QTest::newRow("4") << 4;
}

void TstPareto::hypervolumeEqualsGridCount()
{
    QFETCH(int, objectives);
    constexpr int steps = 7;
    Rng rng(static_cast<std::uint64_t>(objectives));
    const std::vector<double> reference(static_cast<std::size_t>(objectives), steps);
    for (int round = 0; round < 40; ++round) {
        const Points points = gridPoints(1 + rng.below(20), reference.size(), steps + 1, rng); // some on the border
        QCOMPARE(hypervolume(points, reference), countedVolume(points, steps));
    }
}

void TstPareto::hypervolumeEqualsInclusionExclusion_data()
{
    QTest::addColumn<int>("objectives");
    for (int objectives = 2; objectives <= 5; ++objectives)
        QTest::addRow("%d", objectives) << objectives;
}

void TstPareto::hypervolumeEqualsInclusionExclusion()
{
    QFETCH(int, objectives);
    Rng rng(static_cast<std::uint64_t>(100 + objectives));
    const std::vector<double> reference(static_cast<std::size_t>(objectives), 1.0);
    for (int round = 0; round < 10; ++round) {
        Points points(10, std::vector<double>(reference.size()));
        for (auto& point : points) {
            for (double& value : point)
                value = rng.uniform(0.0, 1.1);
        }
        QVERIFY(std::abs(hypervolume(points, reference) - inclusionExclusion(points, reference)) < 1e-9);
    }
}

void TstPareto::hypervolumeNearMonteCarlo()
{
    Rng rng(5);
    const std::vector<double> reference(4, 1.0);
    Points points(40, std::vector<double>(4));
    for (auto& point : points) {
        for (double& value : point)
            value = rng.uniform();
    }
    constexpr int samples = 100'000;
    int hits = 0;
    for (int i = 0; i < samples; ++i) {
        std::vector<double> at(4);
        for (double& value : at)
            value = rng.uniform();
        hits += std::any_of(points.begin(), points.end(), [&](const auto& point) {
            return std::equal(point.begin(), point.end(), at.begin(), std::less_equal<> {});
        });
    }
    const double estimate = static_cast<double>(hits) / samples;
    const double sigma = std::sqrt(estimate * (1.0 - estimate) / samples);
    QVERIFY(std::abs(hypervolume(points, reference) - estimate) < 5.0 * sigma);
}

void TstPareto::archiveHypervolumeIsAShare()
{
    ParetoArchive archive(kCosts);
    const std::vector<double> reference { 1'000'000, 2'000'000, 4'000'000 };
    QCOMPARE(archive.hypervolume(reference), 0.0);
    double before = 0.0;
    Rng rng(6);
    for (const Evaluation& evaluation : evaluationsOf(gridPoints(200, 3, 1'500'000, rng))) {
        const bool accepted = archive.insert(evaluation).accepted;
        const double now = archive.hypervolume(reference);
        QVERIFY(accepted ? now >= before - 1e-12 : now == before); // never shrinks
        before = now;
    }
    QVERIFY(before > 0.3 && before < 1.0);

    ParetoArchive whole(kCosts);
    whole.insert(evaluationsOf({ { 0, 0, 0 } }).front());
    QCOMPARE(whole.hypervolume(reference), 1.0);
}

void TstPareto::hypervolumeOfManyPointsIsQuick()
{
    Points points; // all on the front: the plane x + y + z = 1
    Rng rng(7);
    for (int i = 0; i < 20'000; ++i) {
        const double x = rng.uniform();
        const double y = rng.uniform(0.0, 1.0 - x);
        points.push_back({ x, y, 1.0 - x - y });
    }
    const std::vector<double> reference { 1, 1, 1 };
    const double volume = hypervolume(points, reference);
    QVERIFY(volume > 0.7 && volume < 5.0 / 6.0); // below the whole simplex' 1 - 1/6
}

QTEST_APPLESS_MAIN(TstPareto)
#include "tst_pareto.moc"
