// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "base/rng.h"
#include "search/evaluation.h"

#include <QTest>

#include <cmath>

using namespace danas;
using namespace danas::search;

namespace {

ConfusionMatrix matrixOf(int classes, std::vector<std::int32_t> counts)
{
    return { classes, std::move(counts) };
}

} // namespace

class TstMetrics : public QObject {
    Q_OBJECT

private slots:
    void countsPairsOfTruthAndPrediction();
    void twoClassesByHand();
    void threeClassesByHand();
    void emptyDenominatorsGiveZero();
    void perfectAndWorst();
    void staysWithinZeroAndOneAndAveragesRecallToAccuracyWhenBalanced();
    void jsonRoundTrip();
    void jsonRefusesWhatIsNoConfusionMatrix();
    void objectiveNamesRoundTrip();
    void unknownObjectiveNamesTheKnownOnes();
    void valuesAndLossesOfAnEvaluation();
};

void TstMetrics::countsPairsOfTruthAndPrediction()
{
    const std::vector<int> truth { 0, 0, 1, 2, 2, 2 };
    const std::vector<Prediction> predictions { { 0, 255 }, { 1, 90 }, { 1, 200 }, { 2, 120 }, { 0, 100 }, { 2, 99 } };
    const ConfusionMatrix matrix = ConfusionMatrix::from(truth, predictions, 3);
    QCOMPARE(matrix.counts, (std::vector<std::int32_t> { 1, 1, 0, 0, 1, 0, 1, 0, 2 }));
    QCOMPARE(matrix.total(), 6);
    QCOMPARE(matrix.at(2, 0), 1);
    QCOMPARE(matrix.at(0, 2), 0);
    QCOMPARE(matrix.accuracy(), 4.0 / 6.0);
}

void TstMetrics::twoClassesByHand()
{
    const ConfusionMatrix matrix = matrixOf(2, { 40, 10, 20, 30 });
    QCOMPARE(matrix.accuracy(), 0.7);
    QCOMPARE(matrix.precision(1), 30.0 / 40.0);
    QCOMPARE(matrix.recall(1), 30.0 / 50.0);
    QCOMPARE(matrix.f1(1), 2.0 / 3.0); // 2 TP / (2 TP + FP + FN) = 60 / 90
    QCOMPARE(matrix.precision(0), 40.0 / 60.0);
    QCOMPARE(matrix.recall(0), 0.8);
    QCOMPARE(matrix.precision(), (0.75 + 40.0 / 60.0) / 2.0);
    QCOMPARE(matrix.recall(), 0.7);
}

void TstMetrics::threeClassesByHand()
{
    const ConfusionMatrix matrix = matrixOf(3, { 5, 2, 0, 1, 6, 1, 0, 0, 9 });
    QCOMPARE(matrix.accuracy(), 20.0 / 24.0);
    QCOMPARE(matrix.recall(0), 5.0 / 7.0);
    QCOMPARE(matrix.precision(2), 0.9);
    QCOMPARE(matrix.f1(1), 12.0 / 16.0);
    QCOMPARE(matrix.f1(), (10.0 / 13.0 + 12.0 / 16.0 + 18.0 / 19.0) / 3.0);
}

void TstMetrics::emptyDenominatorsGiveZero()
{
    const ConfusionMatrix never = matrixOf(3, { 4, 0, 0, 2, 0, 0, 0, 0, 0 }); // nothing predicted 1 or 2, no truth 2
    QCOMPARE(never.precision(1), 0.0);
    QCOMPARE(never.recall(2), 0.0);
    QCOMPARE(never.f1(2), 0.0);
    QCOMPARE(never.recall(), (1.0 + 0.0 + 0.0) / 3.0);
    const ConfusionMatrix nothing;
    QCOMPARE(nothing.accuracy(), 0.0);
    QCOMPARE(nothing.f1(), 0.0);
}

void TstMetrics::perfectAndWorst()
{
    const ConfusionMatrix perfect = matrixOf(2, { 7, 0, 0, 3 });
    QCOMPARE(perfect.accuracy(), 1.0);
    QCOMPARE(perfect.f1(), 1.0);
    const ConfusionMatrix worst = matrixOf(2, { 0, 7, 3, 0 });
    QCOMPARE(worst.accuracy(), 0.0);
    QCOMPARE(worst.f1(), 0.0);
}

void TstMetrics::staysWithinZeroAndOneAndAveragesRecallToAccuracyWhenBalanced()
{
    Rng rng(11);
    for (int round = 0; round < 50; ++round) {
        const int classes = 2 + static_cast<int>(rng.below(4));
        std::vector<int> truth;
        std::vector<Prediction> predictions;
        for (int i = 0; i < classes * 20; ++i) {
            truth.push_back(i % classes);
            predictions.push_back({ static_cast<std::uint8_t>(rng.below(static_cast<std::uint64_t>(classes))), 128 });
        }
        const ConfusionMatrix matrix = ConfusionMatrix::from(truth, predictions, classes);
        QVERIFY(std::abs(matrix.recall() - matrix.accuracy()) < 1e-12);
        for (int label = 0; label < classes; ++label) {
            QVERIFY(matrix.f1(label) >= std::min(matrix.precision(label), matrix.recall(label)) - 1e-12);
            QVERIFY(matrix.f1(label) <= std::max(matrix.precision(label), matrix.recall(label)) + 1e-12);
        }
    }
}

void TstMetrics::jsonRoundTrip()
{
    const ConfusionMatrix matrix = matrixOf(3, { 5, 2, 0, 1, 6, 1, 0, 0, 9 });
    const Json json = toJson(matrix);
    QCOMPARE(json.at("accuracy").get<double>(), matrix.accuracy());
    QCOMPARE(json.at("f1").get<double>(), matrix.f1());
    QCOMPARE(json.at("per_class").size(), 3U);
    QCOMPARE(json.at("per_class")[0].at("recall").get<double>(), 5.0 / 7.0);
    QVERIFY(json.at("confusion") == Json::parse("[[5,2,0],[1,6,1],[0,0,9]]"));
    QVERIFY(confusionFromJson(Json::parse(json.dump()), "row 7") == matrix);
    QVERIFY(confusionFromJson(toJson(ConfusionMatrix {}), "empty") == ConfusionMatrix {});
}

void TstMetrics::jsonRefusesWhatIsNoConfusionMatrix()
{
    for (const char* text : { "[]", "{}", "{\"confusion\": 3}", "{\"confusion\": [[1, 2]]}", "{\"confusion\": [[1, 2], 3]}",
             "{\"confusion\": [[1.5]]}", "{\"confusion\": [[-1]]}", "{\"confusion\": [[4294967296]]}",
             "{\"confusion\": [[1]], \"extra\": 1}" }) {
        try {
            static_cast<void>(confusionFromJson(Json::parse(text), "row 7"));
            QFAIL(text);
        } catch (const Error& error) {
            QVERIFY2(QByteArray(error.what()).contains("row 7"), error.what());
        }
    }
}

void TstMetrics::objectiveNamesRoundTrip()
{
    for (const Objective objective : kObjectives) {
        QCOMPARE(objectiveFromName(objectiveName(objective)), objective);
        QVERIFY(!objectiveLabel(objective).empty());
    }
    QCOMPARE(objectiveName(Objective::Macs), std::string_view("macs"));
    QCOMPARE(objectiveLabel(Objective::Ram), std::string_view("RAM"));
    QVERIFY(isMetric(Objective::F1));
    QVERIFY(!isMetric(Objective::Ram));
}

void TstMetrics::unknownObjectiveNamesTheKnownOnes()
{
    try {
        static_cast<void>(objectiveFromName("speed"));
        QFAIL("accepted");
    } catch (const Error& error) {
        QCOMPARE(error.what(), "\"speed\" is not an objective: use accuracy, precision, recall, f1, ram, flash, macs, latency, energy.");
    }
}

void TstMetrics::valuesAndLossesOfAnEvaluation()
{
    Evaluation evaluation;
    evaluation.confusion = matrixOf(2, { 40, 10, 20, 30 });
    evaluation.cost = { 1'200'000, 3'000, 4'096, 65'536 };
    QCOMPARE(evaluation.value(Objective::Accuracy), 0.7);
    QCOMPARE(evaluation.value(Objective::Ram), 65'536.0);
    QCOMPARE(evaluation.value(Objective::Flash), 4'096.0);
    QCOMPARE(evaluation.loss(Objective::Macs), 1'200'000.0);
    QCOMPARE(losses(evaluation, { Objective::Recall, Objective::Flash }), (std::vector<double> { 1.0 - 0.7, 4'096.0 }));
    QVERIFY(evaluation.feasible());
}

QTEST_APPLESS_MAIN(TstMetrics)
#include "tst_metrics.moc"
