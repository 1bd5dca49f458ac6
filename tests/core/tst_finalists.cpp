// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/finalists.h"

#include <QtTest>

#include <algorithm>
#include <set>

using namespace danas;
using search::FinalReason;
using search::Finalist;
using search::Objective;

namespace {

const std::vector<Objective> kObjectives { Objective::Accuracy, Objective::Ram };

/// A member of a front: `right` of 1000 samples, `ram` bytes.
search::Evaluation member(int id, int right, std::int64_t ram)
{
    search::Evaluation one;
    one.id = id;
    one.confusion = { 2, { right / 2, 500 - right / 2, 500 - (right - right / 2), right - right / 2 } };
    one.cost.ramBytes = ram;
    one.cost.macs = 1'000'000 - ram;
    return one;
}

} // namespace

class TestFinalists : public QObject {
    Q_OBJECT
private slots:
    void theThreeThatMatter()
    {
        // Steep up to 20 KB, then flat: the knee is at 20 KB; 97.5 % is within three points of 100 %.
        const std::vector front { member(4, 600, 10'000), member(2, 900, 20'000), member(9, 975, 60'000), member(1, 1000, 100'000) };
        const std::vector<Finalist> all { { 1, FinalReason::Best }, { 2, FinalReason::Knee }, { 9, FinalReason::Frugal }, { 4, FinalReason::Spread } };
        for (int count = 0; count <= 6; ++count) {
            const auto chosen = search::finalists(front, kObjectives, count);
            QVERIFY(chosen == std::vector<Finalist>(all.begin(), all.begin() + std::min(count, 4)));
        }
    }

    void orderOfArrivalDecidesNothing()
    {
        std::vector front { member(0, 500, 1000), member(1, 700, 2500), member(2, 700, 2500), member(3, 810, 4000), member(4, 900, 9000),
            member(5, 905, 20'000) };
        const auto wanted = search::finalists(front, kObjectives, 4);
        QCOMPARE(wanted.size(), std::size_t(4));
        for (int i = 0; i < 30; ++i) {
            std::next_permutation(front.begin(), front.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
            QVERIFY(search::finalists(front, kObjectives, 4) == wanted);
        }
    }

    void spreadGoesToTheFarthest()
    {
        // All on the straight line between the ends: no knee. After both ends the middle is the farthest.
        std::vector<search::Evaluation> front;
        for (int i = 0; i <= 8; ++i)
            front.push_back(member(i, 100 + 100 * i, 1000 + 1000 * i));
        const auto chosen = search::finalists(front, kObjectives, 3);
        QVERIFY((chosen == std::vector<Finalist> { { 8, FinalReason::Best }, { 0, FinalReason::Spread }, { 4, FinalReason::Spread } }));
    }

    void planeFollowsTheObjectives()
    {
        // Over MACs, which fall as RAM grows here, member 1 is best and cheapest at once.
        const std::vector front { member(0, 600, 10'000), member(1, 800, 500'000), member(2, 700, 20'000) };
        const auto chosen = search::finalists(front, { Objective::Macs, Objective::F1 }, 3);
        QCOMPARE(chosen.front().id, 1);
        QCOMPARE(chosen.size(), std::size_t(3));
    }

    void smallFronts()
    {
        QVERIFY(search::finalists({}, kObjectives, 3).empty());
        const std::vector one { member(7, 500, 1000) };
        QVERIFY((search::finalists(one, kObjectives, 3) == std::vector<Finalist> { { 7, FinalReason::Best } }));
        const std::vector equals { member(7, 500, 1000), member(3, 500, 1000), member(5, 500, 1000) }; // no span at all
        std::set<int> ids;
        for (const Finalist& finalist : search::finalists(equals, kObjectives, 9))
            ids.insert(finalist.id);
        QVERIFY((ids == std::set { 3, 5, 7 }));
    }
};

QTEST_APPLESS_MAIN(TestFinalists)
#include "tst_finalists.moc"
