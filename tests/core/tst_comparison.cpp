// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "base/units.h"
#include "compare/comparison.h"
#include "compare/front_growth.h"
#include "search/pareto.h"
#include "support/made_run.h"

#include <QTemporaryDir>
#include <QtTest>

#include <numeric>

using namespace danas;
using namespace danas::compare;
using search::Objective;

namespace {

bool near(double a, double b, double tolerance = 1e-9)
{
    return std::abs(a - b) <= tolerance;
}

Arm arm(const std::string& name, std::initializer_list<std::shared_ptr<StoredRun>> runs)
{
    return { name, { runs.begin(), runs.end() } };
}

/// The arm `name` of `seeds` runs, numbered from `id`.
Arm seededArm(const std::string& name, std::int64_t id, double bonus, std::initializer_list<std::uint64_t> seeds)
{
    Arm made { name, {} };
    for (const std::uint64_t seed : seeds)
        made.runs.push_back(test::madeRun(id++, test::madeSpec(seed), bonus));
    return made;
}

std::string remarksText(const Comparison& comparison)
{
    std::string text;
    for (const Remark& remark : comparison.remarks)
        text += remark.text + '\n';
    return text;
}

bool says(const Comparison& comparison, const std::string& words)
{
    return remarksText(comparison).find(words) != std::string::npos;
}

/// Of a made run of 60 candidates with half a second each after ten.
double atEndOfSearch(const RunResult& run)
{
    double volume = 0.0;
    for (const auto& point : run.growth)
        volume = point.at <= 40.0 ? point.hypervolume : volume;
    return volume;
}

std::string refusal(const std::vector<Arm>& arms)
{
    try {
        (void)compare::compare(arms);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

} // namespace

class TestComparison : public QObject {
    Q_OBJECT
private slots:
    void agreesWithTheEngine();
    void numbersAddUp();
    void seedsArePaired();
    void otherSeedsAreNot();
    void tiers();
    void tierWithoutSystem();
    void equalTime();
    void equalityIsQuotedFirst_data();
    void equalityIsQuotedFirst();
    void reachesSooner();
    void neverReaches();
    void fineTunedNetworksCount();
    void fineTunedScoresForPlots();
    void smallestNearBest();
    void smallestWithoutSystems();
    void oneSeed();
    void equalArms();
    void worseIsSaid();
    void threeArms();
    void cutShort_data();
    void cutShort();
    void withoutCandidates();
    void noCommonMetric();
    void otherObjectives();
    void otherData_data();
    void otherData();
    void otherSettings_data();
    void otherSettings();
    void olderRules();
    void unknownTimes();
    void armsThatMix();
    void grouping();
    void fromProject();
    void badInput();
};

void TestComparison::agreesWithTheEngine()
{
    auto spec = test::madeSpec(1, 300);
    spec.objectives = { Objective::Accuracy, Objective::Ram, Objective::Macs };
    auto other = spec;
    other.seed = 2;
    const auto run = test::madeRun(1, spec);
    const Comparison comparison = compare::compare({ arm("A", { run }), arm("B", { test::madeRun(2, other) }) });
    QVERIFY(comparison.reference == search::referencePoint(spec, 2));

    search::ParetoArchive archive(spec.objectives);
    std::size_t changes = 0;
    for (const auto& evaluation : run->evaluations)
        changes += archive.insert(evaluation).accepted ? 1U : 0U;
    const RunResult& result = comparison.arms[0].runs[0];
    QCOMPARE(result.front.size(), archive.members().size());
    for (std::size_t i = 0; i < result.front.size(); ++i)
        QCOMPARE(result.front[i].id, archive.members()[i].id);
    QVERIFY(near(*result.hypervolume, archive.hypervolume(comparison.reference)));
    QVERIFY(result.growth.size() <= changes + 1);
    QCOMPARE(result.growth.back().evaluations, 300);
    for (std::size_t i = 1; i < result.growth.size(); ++i) {
        QVERIFY(result.growth[i].hypervolume >= result.growth[i - 1].hypervolume);
        QVERIFY(result.growth[i].evaluations > result.growth[i - 1].evaluations);
        QVERIFY(result.growth[i].at > result.growth[i - 1].at);
    }
    QCOMPARE(result.growth.back().at, 10.0 + 150.0); // training counts
}

void TestComparison::numbersAddUp()
{
    const Comparison comparison = compare::compare({ seededArm("A", 1, 0.05, { 1, 2, 3 }), seededArm("B", 4, 0.0, { 1, 2, 3 }) });
    QVERIFY2(comparison.comparable && comparison.remarks.empty(), remarksText(comparison).c_str());
    QCOMPARE(comparison.arms.size(), std::size_t(2));
    for (const ArmResult& result : comparison.arms) {
        QCOMPARE(result.hypervolume.count, 3);
        int points = 0, ofFronts = 0;
        for (const DataShare& share : result.data) {
            points += share.points;
            QVERIFY(share.runs >= 1 && share.runs <= 3 && share.best.data == share.data);
        }
        for (const RunResult& run : result.runs)
            ofFronts += static_cast<int>(run.front.size());
        QCOMPARE(points, ofFronts);
        for (const auto* band : { &result.overEvaluations, &result.overSeconds }) {
            QVERIFY(!band->empty() && band->size() <= 400);
            QCOMPARE(band->back().hypervolume.median, result.hypervolume.median);
            for (std::size_t i = 1; i < band->size(); ++i) {
                QVERIFY((*band)[i].x > (*band)[i - 1].x);
                QVERIFY((*band)[i].hypervolume.median >= (*band)[i - 1].hypervolume.median);
            }
        }
    }
    const PairResult& pair = comparison.pairs.at(0);
    QVERIFY(pair.firstReaches && *pair.firstReaches < 40.0); // the better one is there first
    QVERIFY(!pair.secondReaches);
    QVERIFY(pair.secondDominated.median > 0.5 && pair.firstDominated.median < 0.2);
}

void TestComparison::seedsArePaired()
{
    const Comparison comparison = compare::compare({ seededArm("A", 1, 0.05, { 1, 2, 3 }), seededArm("B", 4, 0.0, { 3, 1, 2 }) });
    const PairResult& pair = comparison.pairs.at(0);
    QVERIFY(pair.paired);
    const Finding& volume = *pair.find(Quantity::Hypervolume);
    QVERIFY(volume.test->kind == TestKind::SignFlip);
    QCOMPARE(volume.wins, 3);
    QCOMPARE(volume.losses, 0);
    QCOMPARE(volume.test->p, 0.25);
    const std::string& verdict = comparison.verdict;
    QVERIFY2(verdict.find("3 of 3 seeds, p = 0.25") != std::string::npos && verdict.find("cannot fall below 0.25") != std::string::npos, verdict.c_str());
    QVERIFY2(verdict.find("hypervolume of A +") != std::string::npos, verdict.c_str());
    const Finding& best = *pair.find(Quantity::BestInTier, comparison.tiers.size() - 1);
    QVERIFY2(verdict.find("At " + std::string("256\u202fKiB A finds " + findingValue(best, best.firstSpread.median))) == 0, verdict.c_str());
}

void TestComparison::otherSeedsAreNot()
{
    const Comparison comparison = compare::compare({ seededArm("A", 1, 0.06, { 1, 2, 3, 4 }), seededArm("B", 5, 0.0, { 5, 6, 7, 8 }) });
    const PairResult& pair = comparison.pairs.at(0);
    QVERIFY(!pair.paired);
    const Finding& volume = *pair.find(Quantity::Hypervolume);
    QVERIFY(volume.test->kind == TestKind::MannWhitney);
    QCOMPARE(volume.wins, 16);
    QVERIFY(near(volume.test->p, 2.0 / 70.0));
    QVERIFY2(comparison.verdict.find("16 of 16 pairs of runs") != std::string::npos, comparison.verdict.c_str());
    QVERIFY2(comparison.verdict.find("cannot") == std::string::npos, comparison.verdict.c_str());
}

void TestComparison::tiers()
{
    const std::vector<Arm> arms { seededArm("A", 1, 0.0, { 1 }), seededArm("B", 2, 0.0, { 2 }) };
    const Comparison comparison = compare::compare(arms);
    constexpr std::int64_t kKib = 1024;
    QVERIFY((comparison.tiers == std::vector<Tier> { { 64 * kKib, 256 * kKib }, { 128 * kKib, 512 * kKib }, { 256 * kKib, 1024 * kKib } }));
    for (const ArmResult& result : comparison.arms) {
        for (std::size_t i = 0; i < comparison.tiers.size(); ++i) {
            const TierResult& tier = result.runs[0].tiers[i];
            double best = 0.0;
            std::vector<std::vector<double>> points;
            const double ram = std::min(comparison.reference[1], static_cast<double>(comparison.tiers[i].ramBytes));
            for (const auto& evaluation : arms[static_cast<std::size_t>(&result - comparison.arms.data())].runs[0]->evaluations) {
                if (!evaluation.feasible() || !comparison.tiers[i].holds(evaluation.cost))
                    continue;
                best = std::max(best, evaluation.confusion.accuracy());
                points.push_back({ 1.0 - evaluation.confusion.accuracy(), static_cast<double>(evaluation.cost.ramBytes) / ram });
            }
            QVERIFY(tier.best && comparison.tiers[i].holds(tier.best->cost));
            QCOMPARE(tier.best->confusion.accuracy(), best);
            QVERIFY(near(*tier.hypervolume, search::hypervolume(points, std::vector { 1.0, 1.0 })));
        }
    }
    const Comparison chosen = compare::compare(arms, { { { 100 * kKib, {} } } });
    QCOMPARE(chosen.tiers.size(), std::size_t(1));
    QVERIFY(chosen.arms[0].runs[0].tiers[0].best->cost.ramBytes <= 100 * kKib);
}

void TestComparison::tierWithoutSystem()
{
    Arm starved = seededArm("B", 2, 0.0, { 1 });
    auto run = std::make_shared<StoredRun>(*starved.runs[0]);
    std::int64_t least = INT64_MAX;
    for (auto& evaluation : run->evaluations) {
        evaluation.cost.ramBytes = std::max<std::int64_t>(evaluation.cost.ramBytes, 100 * 1024);
        least = std::min(least, evaluation.cost.ramBytes);
    }
    QCOMPARE(least, std::int64_t(100 * 1024));
    starved.runs = { run };
    const Comparison comparison = compare::compare({ seededArm("A", 1, 0.0, { 1 }), starved }, { { { 64 * 1024, {} } } });
    const Finding& best = *comparison.pairs.at(0).find(Quantity::BestInTier);
    QCOMPARE(best.missing, 1);
    QVERIFY(!best.complete() && !best.test && best.secondSpread.count == 0);
    QVERIFY2(comparison.verdict.find("B nothing") != std::string::npos, comparison.verdict.c_str());
}

void TestComparison::equalTime()
{
    // B is as good as A, but needs ten times as long for every candidate: at equal time it is behind.
    const auto fast = test::madeRun(1, test::madeSpec(1)), slow = test::madeRun(2, test::madeSpec(1));
    for (auto& evaluation : slow->evaluations)
        evaluation.at *= 10.0;
    const Comparison comparison = compare::compare({ arm("A", { fast }), arm("B", { slow }) });
    QCOMPARE(*comparison.equalSeconds, 40.0);
    const PairResult& pair = comparison.pairs.at(0);
    const Finding& atEnd = *pair.find(Quantity::Hypervolume);
    QCOMPARE(atEnd.first, atEnd.second);
    const Finding& atTime = *pair.find(Quantity::HypervolumeAtEqualSeconds);
    QVERIFY(atTime.first[0] > atTime.second[0]);
    QVERIFY2(says(comparison, "unequal times"), remarksText(comparison).c_str());
    QVERIFY2(comparison.verdict.find("at equal time (40\u202fs)") != std::string::npos, comparison.verdict.c_str());
    QVERIFY(near((*pair.secondReaches - 10.0) / (*pair.firstReaches - 10.0), 10.0));
}

void TestComparison::equalityIsQuotedFirst_data()
{
    QTest::addColumn<int>("given"); // -1: the specs say it
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    const QString evaluations = "hypervolume after 60 candidates of A +", time = QString::fromUtf8("at equal time (40\u202fs)");
    QTest::newRow("experiment with equal evaluations") << static_cast<int>(Equal::Evaluations) << evaluations << time;
    QTest::newRow("specs with equal evaluations") << -1 << evaluations << time;
    QTest::newRow("equal time") << static_cast<int>(Equal::Time) << "hypervolume " + time << QString();
}

void TestComparison::equalityIsQuotedFirst()
{
    QFETCH(int, given);
    QFETCH(QString, first);
    QFETCH(QString, second);
    Arm slow = seededArm("B", 3, 0.0, { 1, 2 });
    for (auto& run : slow.runs) {
        auto slower = std::make_shared<StoredRun>(*run);
        for (auto& evaluation : slower->evaluations)
            evaluation.at *= 4.0;
        run = slower;
    }
    Options options;
    if (given >= 0)
        options.equal = static_cast<Equal>(given);
    const Comparison comparison = compare::compare({ seededArm("A", 1, 0.05, { 1, 2 }), slow }, options);
    const QString verdict = QString::fromStdString(comparison.verdict);
    const auto at = verdict.indexOf(first);
    QVERIFY2(at > 0, qPrintable(verdict));
    if (!second.isEmpty())
        QVERIFY2(verdict.indexOf(second + " it is +") > at && verdict.endsWith("(2 of 2 seeds, p = 0.5)."), qPrintable(verdict));
    QVERIFY(comparison.equal == (given == static_cast<int>(Equal::Time) ? Equal::Time : Equal::Evaluations));
}

/// The same runs, but B trains each candidate by itself: a hundred times as long for each.
void TestComparison::reachesSooner()
{
    auto spec = test::madeSpec(1);
    spec.evaluator = search::EvaluatorKind::Scratch;
    Arm scratch { "B", {} };
    for (spec.seed = 1; spec.seed <= 3; ++spec.seed) {
        const auto run = test::madeRun(static_cast<std::int64_t>(3 + spec.seed), spec);
        for (auto& evaluation : run->evaluations)
            evaluation.at *= 100.0;
        scratch.runs.push_back(run);
    }
    const Comparison comparison = compare::compare({ scratch, seededArm("A", 1, 0.0, { 1, 2, 3 }) });
    const Finding& reach = *comparison.pairs.at(0).find(Quantity::ReachShare);
    QCOMPARE(reach.pairs, 3);
    QCOMPARE(reach.first.size(), std::size_t(3));
    for (std::size_t i = 0; i < 3; ++i) { // the same candidates in the same order: where the volume was last seen to grow
        const auto& growth = comparison.arms[1].runs[i].growth;
        const double volume = growth.back().hypervolume;
        const auto there = std::find_if(growth.begin(), growth.end(), [volume](const auto& point) { return point.hypervolume >= volume * (1.0 - 1e-9); });
        QVERIFY(near(reach.second[i], there->at / (10.0 + 3000.0)));
    }
    QCOMPARE(reach.wins, 0);
    QCOMPARE(reach.losses, 3);
    QVERIFY(!reach.test);
    const std::string share = findingValue(reach, reach.secondSpread.median);
    QVERIFY2(share.starts_with("1/"), share.c_str());
    QVERIFY2(comparison.verdict.find("; A reaches the final hypervolume of B in " + share + " of its time (") != std::string::npos, comparison.verdict.c_str());
    QVERIFY2(comparison.verdict.find("equal time") == std::string::npos, comparison.verdict.c_str()); // its first candidate is not there yet
    QCOMPARE(findingValue(reach, 0.64), std::string("64.0\u202f%"));
    QCOMPARE(findingValue(reach, 0.4), std::string("1/2.5"));
}

void TestComparison::neverReaches()
{
    auto spec = test::madeSpec(1);
    spec.evaluator = search::EvaluatorKind::Scratch;
    const Comparison comparison = compare::compare({ seededArm("A", 1, 0.0, { 1 }), arm("B", { test::madeRun(2, spec, 0.2) }) });
    const Finding& reach = *comparison.pairs.at(0).find(Quantity::ReachShare);
    QVERIFY(reach.first.empty() && reach.firstSpread.count == 0 && reach.second.size() == 1);
    QCOMPARE(reach.missing, 1);
    QVERIFY2(comparison.verdict.find("; A never reaches the final hypervolume of B") != std::string::npos, comparison.verdict.c_str());
}

namespace {

/// Finalised candidates of a made run: all samples of `right` of 250 a class are taken for what they are.
search::Finalised finalised(int id, std::int32_t right, double seconds)
{
    search::Finalised one;
    one.id = id;
    one.scores.fill({ 2, { right, 250 - right, 250 - right, right } });
    one.seconds = seconds;
    return one;
}

} // namespace

/// Each is one more candidate at its own time; without the option nothing changes.
void TestComparison::fineTunedNetworksCount()
{
    const auto run = test::madeRun(1, test::madeSpec(1));
    const auto other = test::madeRun(2, test::madeSpec(2));
    const Comparison plain = compare::compare({ arm("A", { run }), arm("B", { other }) });
    const auto feasible = std::find_if(run->evaluations.begin(), run->evaluations.end(), [](const auto& one) { return one.feasible(); });
    const int id = feasible->id;
    run->finals = { finalised(id, 249, 7.0), finalised(id + 1, 0, 5.0) };

    const std::vector<Arm> arms { arm("A", { run }), arm("B", { other }) };
    QCOMPARE(compare::compare(arms).arms[0].hypervolume.median, plain.arms[0].hypervolume.median);
    Options options;
    options.fineTuned = true;
    const Comparison comparison = compare::compare(arms, options);
    QVERIFY(comparison.fineTuned);
    const RunResult& result = comparison.arms[0].runs[0];
    QCOMPARE(result.evaluations, 62);
    QVERIFY(near(*result.seconds, 10.0 + 30.0 + 7.0 + 5.0));
    QVERIFY(near(atEndOfSearch(result), *plain.arms[0].runs[0].hypervolume));
    QVERIFY(*result.hypervolume > *plain.arms[0].runs[0].hypervolume);
    const auto jump = std::find_if(result.growth.begin(), result.growth.end(), [](const auto& point) { return point.evaluations == 61; });
    QVERIFY(jump != result.growth.end() && near(jump->at, 47.0) && near(jump->hypervolume, *result.hypervolume));
    QCOMPARE(result.front.front().id, id); // under its own number
    QVERIFY(near(result.front.front().value(Objective::Accuracy), 249.0 / 250.0));
    QVERIFY2(says(comparison, "Fine-tuned networks count, each as one more candidate with its own time: 2 (#1); none (#2)."), remarksText(comparison).c_str());
    QCOMPARE(comparison.equalEvaluations, 60);
    QVERIFY(near(*result.atEqualEvaluations, *plain.arms[0].runs[0].hypervolume));

    run->finals = { finalised(id, run->evaluations[static_cast<std::size_t>(id)].confusion.counts[0], 1.0) }; // as good as before: there once
    const auto front = compare::compare(arms, options).arms[0].runs[0].front;
    QVERIFY(std::count_if(front.begin(), front.end(), [id](const auto& one) { return one.id == id; }) <= 1);
    QCOMPARE(front.size(), plain.arms[0].runs[0].front.size());
}

void TestComparison::fineTunedScoresForPlots()
{
    const auto run = test::madeRun(1, test::madeSpec(1));
    run->finals = { finalised(3, 249, 7.0), finalised(4, 0, 5.0) };
    const auto better = withBetterScores({ arm("A", { run }) }).front().runs.front();
    QCOMPARE(better->evaluations.size(), run->evaluations.size());
    QVERIFY(near(better->evaluations[3].confusion.accuracy(), 249.0 / 250.0));
    QVERIFY(better->evaluations[4].confusion == run->evaluations[4].confusion);
    QVERIFY(better->evaluations[5].confusion == run->evaluations[5].confusion);
}

/// By hand: of what is within 1 % of the best the fewest parameters; of two that small the better one; nothing over the limits.
void TestComparison::smallestNearBest()
{
    const auto made = [](std::int64_t id, std::uint64_t seed, const std::vector<std::pair<int, std::int64_t>>& systems) {
        const auto run = test::madeRun(id, test::madeSpec(seed, static_cast<int>(systems.size())));
        for (std::size_t i = 0; i < systems.size(); ++i) {
            auto& one = run->evaluations[i];
            const auto right = static_cast<std::int32_t>(systems[i].first);
            one.confusion = { 2, { right, 250 - right, 250 - right, right } };
            one.cost.parameters = systems[i].second;
            one.cost.ramBytes = one.cost.flashBytes = 1000;
            one.violation = 0.0;
        }
        return run;
    };
    const auto small = made(1, 1, { { 200, 9000 }, { 198, 500 }, { 199, 500 }, { 197, 10 } }); // 0.99 x 200 = 198
    const auto large = made(2, 1, { { 190, 20'000 }, { 220, 50'000 }, { 218, 40'000 } });
    large->evaluations[0].violation = 1.0;
    const Comparison comparison = compare::compare({ arm("A", { small }), arm("B", { large }) });
    QCOMPARE(comparison.arms[0].runs[0].smallest->id, 2);
    QCOMPARE(comparison.arms[1].runs[0].smallest->id, 2);
    const PairResult& pair = comparison.pairs.at(0);
    const Finding& size = *pair.find(Quantity::SmallestNearBest);
    QCOMPARE(size.firstSpread.median, 500.0);
    QCOMPARE(size.secondSpread.median, 40'000.0);
    QCOMPARE(size.wins, 1); // less is better
    QCOMPARE(pair.sizes.first.median, 500.0); // 0.99 x 0.8, the lower best, is there for both
    QCOMPARE(pair.sizes.second.median, 40'000.0);
    QCOMPARE(pair.sizes.ratio.median, 80.0);
    QCOMPARE(findingValue(size, 40'000.0), formatGrouped(40'000));
    const std::string text = sizeText(comparison, pair);
    QVERIFY2(text.find("smallest system of A has 500 parameters, of B " + formatGrouped(40'000) + ": 80 times fewer.") != std::string::npos, text.c_str());
    const auto likeLarge = made(3, 1, { { 230, 90'000 }, { 199, 3000 } }); // near its own best 90,000, but 3,000 are as good as the other's
    const Comparison like = compare::compare({ arm("A", { small }), arm("B", { likeLarge }) });
    QCOMPARE(like.pairs.at(0).find(Quantity::SmallestNearBest)->secondSpread.median, 90'000.0);
    QCOMPARE(like.pairs.at(0).sizes.ratio.median, 6.0);
    const Comparison turned = compare::compare({ arm("B", { large }), arm("A", { small }) });
    QVERIFY(sizeText(turned, turned.pairs.at(0)).find("80 times more.") != std::string::npos);
}

void TestComparison::smallestWithoutSystems()
{
    const auto run = test::madeRun(1, test::madeSpec(1));
    for (auto& one : run->evaluations)
        one.violation = 1.0;
    const Comparison comparison = compare::compare({ arm("A", { run }), seededArm("B", 2, 0.0, { 1 }) });
    QVERIFY(!comparison.arms[0].runs[0].smallest && comparison.arms[1].runs[0].smallest);
    QVERIFY(sizeText(comparison, comparison.pairs.at(0)).empty());
    QCOMPARE(comparison.pairs.at(0).find(Quantity::SmallestNearBest)->missing, 1);
}

void TestComparison::oneSeed()
{
    const Comparison comparison = compare::compare({ seededArm("A", 1, 0.2, { 1 }), seededArm("B", 2, 0.0, { 1 }) });
    QVERIFY(comparison.comparable);
    QVERIFY2(says(comparison, "One seed only: A, B."), remarksText(comparison).c_str());
    QCOMPARE(comparison.pairs[0].find(Quantity::Hypervolume)->test->p, 1.0);
    QVERIFY2(comparison.verdict.find("one run each, so chance") != std::string::npos, comparison.verdict.c_str());
}

void TestComparison::equalArms()
{
    const Comparison comparison = compare::compare({ seededArm("A", 1, 0.0, { 1, 2 }), seededArm("B", 3, 0.0, { 1, 2 }) });
    QCOMPARE(comparison.pairs[0].find(Quantity::Hypervolume)->wins, 0);
    QVERIFY2(comparison.verdict.find("hypervolume of A equal (0 of 2 seeds, p = 1)") != std::string::npos, comparison.verdict.c_str());
}

void TestComparison::worseIsSaid()
{
    const Comparison comparison
        = compare::compare({ seededArm("data-aware", 1, -0.05, { 1, 2, 3, 4, 5, 6 }), seededArm("fixed", 7, 0.0, { 1, 2, 3, 4, 5, 6 }) });
    QVERIFY2(comparison.verdict.find("hypervolume of data-aware \u2212") != std::string::npos, comparison.verdict.c_str());
    QVERIFY2(comparison.verdict.find("(0 of 6 seeds, p = 0.031)") != std::string::npos, comparison.verdict.c_str());
}

void TestComparison::threeArms()
{
    const Comparison comparison
        = compare::compare({ seededArm("A", 1, 0.0, { 1, 2 }), seededArm("B", 3, 0.1, { 1, 2 }), seededArm("C", 5, 0.05, { 1, 2 }) });
    QCOMPARE(comparison.pairs.size(), std::size_t(3));
    QVERIFY2(comparison.verdict.find("B of 3 arms has the highest hypervolume, C follows.") == 0, comparison.verdict.c_str());
}

void TestComparison::cutShort_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<QString>("word");
    QTest::newRow("stopped") << static_cast<int>(store::RunState::Stopped) << "stopped";
    QTest::newRow("failed") << static_cast<int>(store::RunState::Failed) << "failed";
    QTest::newRow("killed") << static_cast<int>(store::RunState::Running) << "interrupted";
}

void TestComparison::cutShort()
{
    QFETCH(int, state);
    QFETCH(QString, word);
    const auto whole = test::madeRun(1, test::madeSpec(1)), part = test::madeRun(2, test::madeSpec(1));
    part->record.state = static_cast<store::RunState>(state);
    part->evaluations.resize(20);
    const Comparison comparison = compare::compare({ arm("A", { whole }), arm("B", { part }) });
    QVERIFY(comparison.comparable);
    QVERIFY2(says(comparison, "Run #2 was cut short (" + word.toStdString() + ") after 20 of 60 candidates"), remarksText(comparison).c_str());
    QCOMPARE(comparison.equalEvaluations, 20);
    const Finding& equal = *comparison.pairs[0].find(Quantity::HypervolumeAtEqualEvaluations);
    QVERIFY(near(equal.first[0], equal.second[0])); // the same seed: as far as both went they are equal
    QCOMPARE(comparison.arms[1].runs[0].state, word.toStdString());
}

void TestComparison::withoutCandidates()
{
    const auto full = test::madeRun(1, test::madeSpec(1)), second = test::madeRun(2, test::madeSpec(2)), empty = test::madeRun(3, test::madeSpec(3));
    empty->evaluations.clear();
    empty->record.classes.clear();
    empty->record.datasetFingerprint = 0;
    empty->record.state = store::RunState::Failed;
    const Comparison some = compare::compare({ arm("A", { full }), arm("B", { second, empty }) });
    QVERIFY(some.comparable);
    QVERIFY2(says(some, "Run #3 (failed) has no scored candidate"), remarksText(some).c_str());
    QVERIFY(!some.arms[1].runs[1].hypervolume);
    const Finding& volume = *some.pairs[0].find(Quantity::Hypervolume);
    QCOMPARE(volume.missing, 1); // never averaged away
    QVERIFY(!volume.test);
    QVERIFY2(some.verdict.find("not every run has a result") != std::string::npos, some.verdict.c_str());

    const Comparison none = compare::compare({ arm("A", { full }), arm("B", { empty }) });
    QVERIFY(!none.comparable && none.pairs.empty());
    QVERIFY2(none.verdict.find("Not comparable: ") == 0, none.verdict.c_str());
}

void TestComparison::noCommonMetric()
{
    auto spec = test::madeSpec(1);
    spec.objectives = { Objective::F1, Objective::Ram };
    const Comparison comparison = compare::compare({ seededArm("A", 1, 0.0, { 1 }), arm("B", { test::madeRun(2, spec) }) });
    QVERIFY(!comparison.comparable && comparison.pairs.empty() && comparison.objectives.empty());
    QVERIFY2(comparison.verdict.find("no metric in common: Accuracy, RAM (#1); F1, RAM (#2)") != std::string::npos, comparison.verdict.c_str());
    for (const ArmResult& result : comparison.arms) {
        QVERIFY(!result.runs[0].front.empty()); // each is shown for itself
        QVERIFY(!result.runs[0].hypervolume && result.hypervolume.count == 0 && result.overEvaluations.empty());
    }
}

void TestComparison::otherObjectives()
{
    auto spec = test::madeSpec(1);
    spec.objectives = { Objective::Accuracy, Objective::Macs };
    const Comparison comparison = compare::compare({ seededArm("A", 1, 0.0, { 1 }), arm("B", { test::madeRun(2, spec) }) });
    QVERIFY(comparison.comparable);
    QVERIFY((comparison.objectives == std::vector { Objective::Accuracy, Objective::Ram }));
    QVERIFY2(says(comparison, "other objectives"), remarksText(comparison).c_str());
}

void TestComparison::otherData_data()
{
    QTest::addColumn<int>("what");
    QTest::addColumn<QString>("text");
    QTest::newRow("folder") << 0 << "used other data: /not/read (#1); /elsewhere (#2)";
    QTest::newRow("split") << 1 << "another split";
    QTest::newRow("classes") << 2 << "other classes apart: no_person, person (#1); cat, dog (#2)";
}

void TestComparison::otherData()
{
    QFETCH(int, what);
    QFETCH(QString, text);
    const auto run = test::madeRun(2, test::madeSpec(1));
    run->record.datasetFingerprint = 43;
    if (what == 0)
        run->record.spec.dataset.path = "/elsewhere";
    if (what == 2)
        run->record.classes = { "cat", "dog" };
    const Comparison comparison = compare::compare({ seededArm("A", 1, 0.0, { 1 }), arm("B", { run }) });
    QVERIFY(!comparison.comparable && comparison.pairs.empty());
    QVERIFY2(comparison.verdict.find(text.toStdString()) != std::string::npos, comparison.verdict.c_str());
    QVERIFY(comparison.arms[1].runs[0].hypervolume); // its own figure stands
}

void TestComparison::otherSettings_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("text");
    for (const auto& [what, text] : { std::pair("limits", "other limits: 256\u202fKiB RAM, 1.00\u202fMiB flash (#1); 64.0\u202fKiB RAM, 1.00\u202fMiB flash (#2)"),
             std::pair("target", "other targets"), std::pair("evaluations", "unequally many candidates: 60 (#1); 70 (#2)"),
             std::pair("steps", "unlike training: a supernet of 6000 steps (#1); a supernet of 99 steps (#2)"),
             std::pair("scratch", "each candidate trained alone"), std::pair("environment", "other environments") })
        QTest::newRow(what) << what << QString::fromUtf8(text);
}

void TestComparison::otherSettings()
{
    QFETCH(QString, what);
    QFETCH(QString, text);
    auto spec = test::madeSpec(1);
    if (what == "limits")
        spec.budget.ramBytes = 64 * 1024;
    if (what == "evaluations")
        spec.search.evaluations = 70;
    if (what == "steps")
        spec.supernet.steps = 99;
    if (what == "scratch")
        spec.evaluator = search::EvaluatorKind::Scratch;
    if (what == "target")
        spec.deployment = cost::Deployment { cost::findTarget(cost::targets(), "h743-tflm"), {} };
    const auto run = test::madeRun(2, spec);
    if (what == "environment")
        run->record.environment = "elsewhere";
    const Comparison comparison = compare::compare({ seededArm("A", 1, 0.0, { 1 }), arm("B", { run }) });
    QVERIFY(comparison.comparable);
    text.replace("64.0", "64");
    QVERIFY2(says(comparison, text.toStdString()), remarksText(comparison).c_str());
    if (what == "limits") {
        QCOMPARE(*comparison.limits.ramBytes, std::int64_t(64 * 1024));
        for (const auto& evaluation : comparison.arms[0].runs[0].front)
            QVERIFY(evaluation.cost.ramBytes <= 64 * 1024);
        QCOMPARE(comparison.reference[1], 64.0 * 1024);
    }
}

void TestComparison::olderRules()
{
    const Arm now = seededArm("A", 1, 0.0, { 1, 2 });
    QVERIFY(!says(compare::compare({ now, seededArm("B", 3, 0.0, { 1, 2 }) }), "older version"));
    const auto old = test::madeRun(3, test::madeSpec(1)), fresh = test::madeRun(4, test::madeSpec(2));
    for (auto& one : old->evaluations)
        one.cost.flashBytes -= 1;
    const Comparison comparison = compare::compare({ now, arm("B", { old, fresh }) });
    QVERIFY2(says(comparison, "RAM or flash of #3 was counted by the rules of an older version"), remarksText(comparison).c_str());
    QVERIFY(comparison.comparable);
}

void TestComparison::unknownTimes()
{
    const auto old = test::madeRun(2, test::madeSpec(1));
    old->secondsBefore.reset();
    const Comparison comparison = compare::compare({ seededArm("A", 1, 0.0, { 1 }), arm("B", { old }) });
    QVERIFY(comparison.comparable && !comparison.equalSeconds);
    QVERIFY2(says(comparison, "not known how long #2 took"), remarksText(comparison).c_str());
    QVERIFY(!comparison.pairs[0].find(Quantity::HypervolumeAtEqualSeconds));
    QVERIFY(comparison.arms[1].overSeconds.empty() && !comparison.arms[1].overEvaluations.empty());
}

void TestComparison::armsThatMix()
{
    auto spec = test::madeSpec(2);
    spec.search.strategy = "random";
    const Comparison mixed = compare::compare({ arm("A", { test::madeRun(1, test::madeSpec(1)), test::madeRun(2, spec) }), seededArm("B", 3, 0.0, { 1, 2 }) });
    QVERIFY2(says(mixed, "The runs of A differ in more than the seed (#2 from #1)"), remarksText(mixed).c_str());
    const Comparison twice = compare::compare({ seededArm("A", 1, 0.0, { 1, 1 }), seededArm("B", 3, 0.0, { 1, 2 }) });
    QVERIFY2(says(twice, "Seed 1 stands more than once in A"), remarksText(twice).c_str());
    QVERIFY(!twice.pairs[0].paired);
}

void TestComparison::grouping()
{
    auto fixed = test::madeSpec(1);
    fixed.space = fixed.space.withFixedData(fixed.space.dataConfigs().front());
    fixed.name = "fixed, seed 1";
    auto again = fixed;
    again.seed = 2;
    again.name = "renamed";
    again.threads = 1;
    const auto arms = groupBySpec({ test::madeRun(1, test::madeSpec(1)), test::madeRun(2, fixed), test::madeRun(3, test::madeSpec(2)), test::madeRun(4, again) });
    QCOMPARE(arms.size(), std::size_t(2));
    QVERIFY2(arms[0].name == "made #1, #3", arms[0].name.c_str());
    QCOMPARE(arms[1].name, std::string("fixed #2, #4"));
    const auto alone = groupBySpec({ test::madeRun(1, test::madeSpec(1)), test::madeRun(2, test::madeSpec(2)) });
    QCOMPARE(alone.size(), std::size_t(2));
    QCOMPARE(alone[1].name, std::string("made #2"));
}

void TestComparison::fromProject()
{
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("p.danas").toStdString();
    store::Project project(file, store::Project::Mode::Create);
    test::storeRun(project, test::madeSpec(1), 0.05);
    test::storeRun(project, test::madeSpec(1));
    const auto run = readStoredRun(project, 1);
    QCOMPARE(*run->secondsBefore, 10.0);
    QCOMPARE(run->label, std::string("#1"));
    QCOMPARE(readStoredRun(project, 2, true)->label, std::string("p.danas #2"));
    const Comparison stored = compare::compare(groupBySpec({ run, readStoredRun(project, 2) }));
    const Comparison made = compare::compare({ seededArm("made #1", 1, 0.05, { 1 }), seededArm("made #2", 2, 0.0, { 1 }) });
    QCOMPARE(stored.verdict, made.verdict);
}

void TestComparison::badInput()
{
    const auto run = test::madeRun(1, test::madeSpec(1));
    QVERIFY(refusal({ arm("A", { run }) }).find("two or more runs") != std::string::npos);
    QVERIFY(refusal({ arm("A", { run }), arm("B", {}) }).find("\"B\" has no runs") != std::string::npos);
    QVERIFY(refusal({ arm("A", { run }), arm("B", { run }) }).find("#1 is named twice") != std::string::npos);
}

QTEST_APPLESS_MAIN(TestComparison)
#include "tst_comparison.moc"
