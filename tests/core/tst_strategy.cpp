// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "base/hash.h"
#include "search/pareto.h"
#include "search/strategy.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace danas;
using namespace danas::search;

namespace {

constexpr int kClasses = 2;

/// A made-up accuracy with the traits of a real one: it grows with resolution and width and saturates, depth helps wide
/// networks only, and colour matters.
double accuracyOf(const space::SearchSpace& space, const space::Genes& genes)
{
    const data::DataConfig config = space.dataConfig(genes);
    const auto any = space.architecture(genes);
    const auto* const found = std::get_if<graph::MobileNetV2>(&any);
    if (found == nullptr) { // any number will do where no test compares strategies
        const auto seed = fnv1a(space.genesToJson(genes).dump());
        return 0.5 + 0.5 * static_cast<double>(seed % 1000) / 1000.0;
    }
    const graph::MobileNetV2& network = *found;
    int depth = 0;
    double expansion = 0.0;
    for (const auto& stage : network.stages) {
        depth += stage.depth;
        expansion += stage.depth * stage.expansion;
    }
    const double detail = 1.0 - std::exp(-std::sqrt(static_cast<double>(config.shape().height * config.shape().width)) / 40.0);
    const double capacity = 1.0 - std::exp(-6.0 * network.width);
    const double reach = 1.0 - std::exp(-depth * (0.15 + 0.4 * network.width));
    const double richness = 0.8 + 0.2 * expansion / (6.0 * depth);
    return 0.5 + 0.5 * detail * capacity * reach * richness * (config.channels() == 3 ? 1.0 : 0.85);
}

/// A run without networks: asks, scores, tells.
class Trial {
public:
    explicit Trial(RunSpec runSpec)
        : Trial(runSpec, [runSpec](const space::Genes& genes) {
            return runSpec.budget.violation(costOf(runSpec.space, genes, kClasses));
        })
    {
    }
    Trial(RunSpec runSpec, ViolationOf violationOf)
        : m_spec(std::move(runSpec))
        , m_violationOf(std::move(violationOf))
        , m_strategy(makeStrategy(m_spec, m_violationOf))
    {
    }

    bool step()
    {
        const auto proposal = m_strategy->ask();
        if (!proposal)
            return false;
        Evaluation evaluation;
        evaluation.id = static_cast<int>(evaluations.size());
        evaluation.genes = proposal->genes;
        evaluation.data = m_spec.space.dataConfig(proposal->genes);
        evaluation.cost = costOf(m_spec.space, proposal->genes, kClasses);
        evaluation.violation = m_violationOf(proposal->genes);
        const auto right = static_cast<std::int32_t>(std::lround(2000 * accuracyOf(m_spec.space, proposal->genes)));
        evaluation.confusion = { kClasses, { right / 2, 1000 - right / 2, 1000 - (right - right / 2), right - right / 2 } };
        evaluation.origin = proposal->origin;
        evaluation.generation = proposal->generation;
        m_strategy->tell(evaluation);
        evaluations.push_back(std::move(evaluation));
        return true;
    }
    void steps(int count)
    {
        for (int i = 0; i < count; ++i)
            QVERIFY(step());
    }
    /// What the run engine does with a stored evaluation.
    void replay(const Evaluation& stored)
    {
        const auto proposal = m_strategy->ask();
        QVERIFY(proposal.has_value());
        QCOMPARE(proposal->genes, stored.genes);
        QCOMPARE(proposal->origin, stored.origin);
        QCOMPARE(proposal->generation, stored.generation);
        m_strategy->tell(stored);
        evaluations.push_back(stored);
    }
    [[nodiscard]] std::vector<space::Genes> trace() const
    {
        std::vector<space::Genes> genes;
        for (const Evaluation& evaluation : evaluations)
            genes.push_back(evaluation.genes);
        return genes;
    }
    [[nodiscard]] double hypervolume() const
    {
        ParetoArchive archive(m_spec.objectives);
        for (const Evaluation& evaluation : evaluations)
            archive.insert(evaluation);
        return archive.hypervolume(referencePoint(m_spec, kClasses));
    }
    [[nodiscard]] auto feasibleCount() const
    {
        return std::count_if(evaluations.begin(), evaluations.end(), [](const Evaluation& e) { return e.feasible(); });
    }

    std::vector<Evaluation> evaluations;

private:
    RunSpec m_spec;
    ViolationOf m_violationOf;
    std::unique_ptr<Strategy> m_strategy;
};

RunSpec specOf(std::string_view strategy, space::SearchSpace space, std::uint64_t seed = 1)
{
    RunSpec spec;
    spec.space = std::move(space);
    spec.search.strategy = strategy;
    spec.search.population = 16;
    spec.seed = seed;
    return spec;
}

/// 2 systems.
space::SearchSpace twoSystems()
{
    return space::demoSpace()
        .withFixedData({ 32, data::Colour::Gray })
        .withValues("width", { 0.1 })
        .withValues("stage2.expansion", { 3.0, 4.0 })
        .withValues("stage3.depth", { 0.0 })
        .withValues("stage4.depth", { 0.0 });
}

/// Stages that must not be absent after ones that may, and configurations that cannot be reached by changing one parameter.
space::SearchSpace awkwardSpace()
{
    return space::demoSpace()
        .withValues("width", { 0.1, 0.25 })
        .withValues("stage3.depth", { 0.0, 1.0, 2.0 })
        .withValues("stage4.depth", { 1.0, 2.0 })
        .withValues("stage5.depth", { 0.0, 2.0 })
        .withDataConfigs({ { 32, data::Colour::Rgb }, { 48, data::Colour::Gray }, { 96, data::Colour::Rgb } });
}

template <typename AddRow> void forEachStrategy(AddRow addRow)
{
    QTest::addColumn<QString>("strategy");
    for (const std::string_view name : strategyNames())
        addRow(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())));
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

} // namespace

class TstStrategy : public QObject {
    Q_OBJECT

private slots:
    void proposalsAreValidCanonicalAndNew_data();
    void proposalsAreValidCanonicalAndNew();
    void sameSeedSameTrace_data();
    void sameSeedSameTrace();
    void continuesAfterReplay_data();
    void continuesAfterReplay();
    void enumeratesToTheLastSystem_data();
    void enumeratesToTheLastSystem();
    void goesOnWhenNothingFits_data();
    void goesOnWhenNothingFits();
    void prefersWhatFits_data();
    void prefersWhatFits();
    void nsga2StartsEverywhere();
    void nsga2CountsGenerations();
    void nsga2FindsItsWayIntoATightBudget();
    void nsga2BeatsRandomSearch_data();
    void nsga2BeatsRandomSearch();
    void unknownStrategyIsAnError();
};

void TstStrategy::proposalsAreValidCanonicalAndNew_data()
{
    QTest::addColumn<QString>("space");
    forEachStrategy([](const QString& strategy) {
        for (const std::string_view preset : space::kSpacePresets) {
            const QString name = QString::fromUtf8(preset.data(), static_cast<qsizetype>(preset.size()));
            QTest::addRow("%s %s", qPrintable(strategy), qPrintable(name)) << name << strategy;
        }
    });
}

void TstStrategy::proposalsAreValidCanonicalAndNew()
{
    QFETCH(QString, space);
    QFETCH(QString, strategy);
    const auto searched = space::spacePreset(space.toStdString());
    Trial trial(specOf(strategy.toStdString(), searched));
    trial.steps(300);
    std::set<space::Genes> seen;
    for (const Evaluation& evaluation : trial.evaluations) {
        QVERIFY(searched.valid(evaluation.genes));
        QCOMPARE(searched.canonical(evaluation.genes), evaluation.genes);
        QVERIFY(seen.insert(evaluation.genes).second);
        QVERIFY(!evaluation.origin.empty());
    }
}

void TstStrategy::sameSeedSameTrace_data()
{
    forEachStrategy([](const QString& strategy) { QTest::newRow(qPrintable(strategy)) << strategy; });
}

void TstStrategy::sameSeedSameTrace()
{
    QFETCH(QString, strategy);
    const auto traceOf = [&](std::uint64_t seed) {
        Trial trial(specOf(strategy.toStdString(), space::leanSpace(), seed));
        trial.steps(100);
        return trial.trace();
    };
    QCOMPARE(traceOf(5), traceOf(5));
    QVERIFY(traceOf(5) != traceOf(6));
}

void TstStrategy::continuesAfterReplay_data()
{
    QTest::addColumn<int>("stopAt");
    forEachStrategy([](const QString& strategy) {
        for (const int stopAt : { 0, 1, 7, 15, 16, 17, 32, 50, 99 })
            QTest::addRow("%s %d", qPrintable(strategy), stopAt) << stopAt << strategy;
    });
}

void TstStrategy::continuesAfterReplay()
{
    QFETCH(int, stopAt);
    QFETCH(QString, strategy);
    RunSpec spec = specOf(strategy.toStdString(), space::demoSpace(), 9); // small: late draws repeat, so fall-backs run too
    spec.budget.ramBytes = 24 * 1024;
    Trial whole(spec);
    whole.steps(100);
    Trial resumed(spec);
    for (int i = 0; i < stopAt; ++i)
        resumed.replay(whole.evaluations[static_cast<std::size_t>(i)]);
    resumed.steps(100 - stopAt);
    QCOMPARE(resumed.trace(), whole.trace());
}

void TstStrategy::enumeratesToTheLastSystem_data()
{
    QTest::addColumn<int>("which");
    forEachStrategy([](const QString& strategy) {
        QTest::addRow("%s, two systems", qPrintable(strategy)) << 0 << strategy;
        QTest::addRow("%s, awkward", qPrintable(strategy)) << 1 << strategy;
        QTest::addRow("%s, demo", qPrintable(strategy)) << 2 << strategy;
    });
}

void TstStrategy::enumeratesToTheLastSystem()
{
    QFETCH(int, which);
    QFETCH(QString, strategy);
    const std::vector<space::SearchSpace> spaces { twoSystems(), awkwardSpace(), space::demoSpace() };
    const space::SearchSpace& space = spaces[static_cast<std::size_t>(which)];
    RunSpec spec = specOf(strategy.toStdString(), space, 3);
    spec.budget.ramBytes = 24 * 1024; // some fit, some do not: all have their turn in the end
    Trial trial(spec);
    while (trial.step())
        QVERIFY(trial.evaluations.size() <= space.count());
    QVERIFY(!trial.step()); // and stays so
    const auto trace = trial.trace();
    QCOMPARE(std::set<space::Genes>(trace.begin(), trace.end()).size(), space.count());
}

void TstStrategy::goesOnWhenNothingFits_data()
{
    sameSeedSameTrace_data();
}

void TstStrategy::goesOnWhenNothingFits()
{
    QFETCH(QString, strategy);
    RunSpec spec = specOf(strategy.toStdString(), space::demoSpace());
    spec.budget.flashBytes = 16;
    Trial trial(spec);
    trial.steps(60);
    QCOMPARE(trial.feasibleCount(), 0);
}

void TstStrategy::prefersWhatFits_data()
{
    sameSeedSameTrace_data();
}

void TstStrategy::prefersWhatFits()
{
    QFETCH(QString, strategy);
    RunSpec spec = specOf(strategy.toStdString(), space::leanSpace(), 2);
    spec.budget.ramBytes = 40 * 1024;
    spec.budget.flashBytes = 40 * 1024;
    int fitting = 0;
    Rng rng(1);
    for (int i = 0; i < 2000; ++i)
        fitting += spec.budget.fits(costOf(spec.space, spec.space.sample(rng), kClasses));
    QVERIFY2(fitting > 4 && fitting < 400, qPrintable(QString::number(fitting))); // a budget that binds

    Trial trial(spec);
    trial.steps(200);
    QVERIFY(trial.feasibleCount() > 180);
    QVERIFY(std::all_of(trial.evaluations.begin() + 1, trial.evaluations.begin() + 16,
        [](const Evaluation& e) { return e.feasible(); }));
}

void TstStrategy::nsga2StartsEverywhere()
{
    const auto space = space::leanSpace();
    Trial trial(specOf("nsga2", space, 4));
    trial.steps(16);
    QCOMPARE(trial.evaluations[0].genes, space.smallest());
    QCOMPARE(trial.evaluations[0].origin, std::string("smallest"));
    std::set<data::DataConfig> tried;
    for (const Evaluation& evaluation : trial.evaluations)
        tried.insert(evaluation.data);
    QCOMPARE(tried.size(), space.dataConfigs().size());
}

void TstStrategy::nsga2CountsGenerations()
{
    Trial trial(specOf("nsga2", space::leanSpace(), 4));
    trial.steps(80);
    std::set<std::string> origins;
    for (const Evaluation& evaluation : trial.evaluations) {
        QCOMPARE(evaluation.generation, evaluation.id / 16);
        if (evaluation.generation > 0)
            origins.insert(evaluation.origin);
    }
    QVERIFY(origins.contains("crossover"));
}

/// One system in some hundred thousand fits, so that redraws alone do not find it: the violation has to lead the way.
void TstStrategy::nsga2FindsItsWayIntoATightBudget()
{
    const auto space = space::leanSpace();
    Rng rng(77);
    const space::Genes target = space.largest();
    const auto violationOf = [&](const space::Genes& genes) {
        int distance = 0;
        for (std::size_t i = 0; i < genes.size(); ++i)
            distance += std::abs(static_cast<int>(genes[i]) - static_cast<int>(target[i]));
        return std::max(0.0, (distance - 4) / 10.0);
    };
    int fitting = 0;
    for (int i = 0; i < 100'000; ++i)
        fitting += violationOf(space.sample(rng)) == 0.0;
    QVERIFY2(fitting < 20, qPrintable(QString::number(fitting)));

    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        Trial trial(specOf("nsga2", space, seed), violationOf);
        trial.steps(400);
        QVERIFY2(trial.feasibleCount() > 50, qPrintable(QString::number(trial.feasibleCount())));
    }
}

void TstStrategy::nsga2BeatsRandomSearch_data()
{
    QTest::addColumn<int>("ramKiB");
    QTest::newRow("no budget") << 0;
    QTest::newRow("64 KiB of RAM") << 64;
}

void TstStrategy::nsga2BeatsRandomSearch()
{
    QFETCH(int, ramKiB);
    const auto volumes = [&](std::string_view strategy) {
        std::vector<double> all;
        for (std::uint64_t seed = 1; seed <= 9; ++seed) {
            RunSpec spec = specOf(strategy, space::leanSpace(), seed);
            spec.search.population = 32;
            if (ramKiB > 0)
                spec.budget.ramBytes = ramKiB * 1024;
            Trial trial(spec);
            trial.steps(300);
            all.push_back(trial.hypervolume());
        }
        return all;
    };
    const std::vector<double> evolved = volumes("nsga2");
    const std::vector<double> random = volumes("random");
    qInfo("hypervolume after 300 evaluations, median of 9 seeds: NSGA-II %.4f, random %.4f", median(evolved), median(random));
    QVERIFY(median(evolved) > median(random));
    QVERIFY(*std::min_element(evolved.begin(), evolved.end()) > median(random));
}

void TstStrategy::unknownStrategyIsAnError()
{
    try {
        static_cast<void>(makeStrategy(specOf("annealing", space::demoSpace()), [](const space::Genes&) { return 0.0; }));
        QFAIL("accepted");
    } catch (const Error& error) {
        QCOMPARE(error.what(), "There is no search strategy \"annealing\"; known are nsga2, random, genetic2023.");
    }
}

QTEST_APPLESS_MAIN(TstStrategy)
#include "tst_strategy.moc"
