// SPDX-License-Identifier: GPL-3.0-or-later
// The genetic search of 2023, beyond the contract that tst_strategy asks of every strategy.
#include "base/error.h"
#include "search/genetic2023.h"

#include <QTest>

#include <cmath>

using namespace danas;
using namespace danas::search;

namespace {

const std::vector<std::string> kClasses { "normal", "anomalous" };

RunSpec specOf(SearchStart start = SearchStart::Trivial)
{
    RunSpec spec;
    spec.space = space::chain2023Space();
    spec.evaluator = EvaluatorKind::Scratch;
    spec.search = withStrategy({}, "genetic2023");
    spec.search.positiveClass = "anomalous";
    spec.search.start = start;
    return spec;
}

std::size_t layersOf(const space::SearchSpace& space, const space::Genes& genes)
{
    return std::get<graph::ConvChain>(space.architecture(genes)).layers.size();
}

/// Of 100 normal and 100 anomalous samples so many of each are right.
ConfusionMatrix confusionOf(int normal, int anomalous)
{
    return { 2, { normal, 100 - normal, 100 - anomalous, anomalous } };
}

/// Asks and tells; the more layers, the better.
std::vector<Proposal> generations(const RunSpec& spec, int count)
{
    Genetic2023 strategy(spec, [](const space::Genes&) { return 0.0; }, kClasses);
    std::vector<Proposal> all;
    for (int i = 0; i < 10 + 5 * (count - 1); ++i) {
        auto proposal = strategy.ask();
        Evaluation evaluation;
        evaluation.genes = proposal->genes;
        const int right = 50 + 10 * static_cast<int>(layersOf(spec.space, proposal->genes));
        evaluation.confusion = confusionOf(right, right);
        evaluation.cost.parameters = 1'000'000'000; // the size does not count
        strategy.tell(evaluation);
        all.push_back(std::move(*proposal));
    }
    return all;
}

} // namespace

class TstGenetic2023 : public QObject {
    Q_OBJECT
private slots:
    void fitnessByHand()
    {
        const ConfusionMatrix confusion = confusionOf(90, 60);
        const double precision = 60.0 / 70.0, recall = 0.6;
        QCOMPARE(fitness2023(confusion, 25'000, 1), 0.75 + precision + recall + std::exp(-1.0));
        QCOMPARE(fitness2023(confusion, 0, std::nullopt), 0.75 + (90.0 / 130.0 + precision) / 2.0 + 0.75 + 1.0);
    }

    void trivialStartsHaveOneLayer()
    {
        const RunSpec spec = specOf();
        for (const Proposal& proposal : generations(spec, 1)) {
            QCOMPARE(layersOf(spec.space, proposal.genes), 1U);
            QCOMPARE(proposal.origin, std::string("trivial"));
        }
        const RunSpec random = specOf(SearchStart::Random);
        std::size_t most = 0;
        for (const Proposal& proposal : generations(random, 1))
            most = std::max(most, layersOf(random.space, proposal.genes));
        QVERIFY(most > 1);
    }

    void generationsAreFourMutantsAndACrossover()
    {
        const auto proposals = generations(specOf(), 6);
        for (std::size_t i = 10; i < proposals.size(); ++i) {
            QCOMPARE(proposals[i].generation, static_cast<int>(i / 5) - 1);
            QCOMPARE(proposals[i].origin, std::string(i % 5 < 4 ? "mutation" : "crossover"));
        }
    }

    void theFitterSurvive()
    {
        const RunSpec spec = specOf();
        double last = 0.0;
        const auto proposals = generations(spec, 60);
        for (std::size_t i = proposals.size() - 25; i < proposals.size(); ++i)
            last += static_cast<double>(layersOf(spec.space, proposals[i].genes)) / 25.0;
        QVERIFY2(last > 3.0, qPrintable(QString::number(last)));
    }

    void otherFamiliesCanBeSearchedToo()
    {
        for (const char* preset : { "demo", "keywords-ds-cnn" }) {
            RunSpec spec = specOf();
            spec.space = space::spacePreset(preset);
            Genetic2023 strategy(spec, [](const space::Genes&) { return 0.0; }, kClasses);
            for (int i = 0; i < 40; ++i) {
                const auto proposal = strategy.ask();
                QVERIFY(spec.space.valid(proposal->genes));
                Evaluation evaluation;
                evaluation.genes = proposal->genes;
                evaluation.confusion = confusionOf(i, 50);
                strategy.tell(evaluation);
            }
        }
    }

    void thePositiveClassMustBeThere()
    {
        RunSpec spec = specOf();
        spec.search.positiveClass = "broken";
        QVERIFY_EXCEPTION_THROWN(Genetic2023(spec, [](const space::Genes&) { return 0.0; }, kClasses), Error);
    }

    void settingsAreStored()
    {
        RunSpec spec = specOf(SearchStart::Random);
        spec.dataset.path = "/data";
        spec.classWeights = ClassWeights::Balanced;
        QVERIFY(runSpecFromJson(toJson(spec), "spec") == spec);
        const Json published { { "dataset", toJson(spec)["dataset"] }, { "search", { { "strategy", "genetic2023" } } } };
        QCOMPARE(runSpecFromJson(published, "spec").search.population, 10);
        QCOMPARE(runSpecFromJson(published, "spec").search.crossoverRate, 0.2);
    }

    void aChainHasNoSupernet()
    {
        RunSpec spec = specOf();
        requireEvaluable(spec);
        spec.evaluator = EvaluatorKind::Supernet;
        try {
            requireEvaluable(spec);
            QFAIL("no error");
        } catch (const Error& error) {
            QVERIFY(std::string(error.what()).find("scratch") != std::string::npos);
        }
    }
};

QTEST_APPLESS_MAIN(TstGenetic2023)
#include "tst_genetic2023.moc"
