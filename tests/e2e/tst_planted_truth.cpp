// SPDX-License-Identifier: GPL-3.0-or-later
// The demo set has a right answer (data::demoTruth). The search of the demo must find it, through training and not by luck.
#include "data/demo.h"
#include "learn/evaluators.h"
#include "search/run_engine.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace danas;

namespace {

/// Keeps what a run reports.
class Recorder : public search::RunObserver {
public:
    void evaluated(const search::Evaluation& evaluation, const std::vector<int>& evicted, bool onFront) override
    {
        evaluations.push_back(evaluation);
        for (const int id : evicted)
            front.erase(id);
        if (onFront)
            front.insert(evaluation.id);
    }
    void finished(const search::RunReport& r) override { report = r; }

    [[nodiscard]] const search::Evaluation& best() const
    {
        return *std::max_element(evaluations.begin(), evaluations.end(),
            [](const auto& a, const auto& b) { return a.confusion.accuracy() < b.confusion.accuracy(); });
    }

    std::vector<search::Evaluation> evaluations;
    std::set<int> front;
    search::RunReport report;
};

bool seesEnough(const data::DataConfig& config)
{
    const auto truth = data::demoTruth();
    return config.image().colour == truth.colour && config.image().resolution >= truth.smallestResolution;
}

/// How far from a coin's score, in standard deviations of that.
double deviations(const search::ConfusionMatrix& confusion)
{
    const auto total = static_cast<double>(confusion.total());
    return std::abs(confusion.accuracy() - 0.5) / (0.5 / std::sqrt(total));
}

QByteArray described(const search::Evaluation& evaluation)
{
    return QByteArray::fromStdString(evaluation.data.label()) + " " + QByteArray::number(100 * evaluation.confusion.accuracy(), 'f', 1) + " %";
}

} // namespace

class TstPlantedTruth : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        RunControl control;
        data::writeDemoDataset(path("pictures"), 1, control);
    }

    void theSearchFindsThePlantedConfiguration()
    {
        search::RunSpec spec = search::demoSpec(path("pictures"));
        spec.supernet.steps = 250; // for the test less of everything does
        spec.threads = 1; // two would wait for each other where other programs work too
        spec.search.evaluations = 36;
        spec.search.population = 12;
        const Recorder run = searched(spec, "trained");
        QCOMPARE(run.report.end, search::RunEnd::Done);
        QCOMPARE(run.evaluations.size(), std::size_t { 36 });
        const auto truth = data::demoTruth();
        double bestAtTruth = 0.0;
        int tooLittle = 0;
        for (const auto& evaluation : run.evaluations) {
            const double accuracy = evaluation.confusion.accuracy();
            QCOMPARE(evaluation.confusion.total(), 300);
            QVERIFY2(accuracy < 0.8 || seesEnough(evaluation.data), described(evaluation));
            if (evaluation.data == data::DataConfig { truth.smallestResolution, truth.colour })
                bestAtTruth = std::max(bestAtTruth, accuracy);
            if (!seesEnough(evaluation.data)) {
                ++tooLittle;
                // Of a hundred coins none gets as far as 4.5 deviations (13 %) by chance.
                QVERIFY2(deviations(evaluation.confusion) < 4.5, described(evaluation));
            }
        }
        qInfo("best %s, best at the truth %.1f %%, %d of %zu see too little, %.0f s", described(run.best()).constData(),
            100 * bestAtTruth, tooLittle, run.evaluations.size(), run.report.seconds);
        QVERIFY(tooLittle > 0); // or the bound above was never tried
        QVERIFY(bestAtTruth > 0.85);

        QVERIFY(!run.front.empty());
        const auto& winner = *std::max_element(run.front.begin(), run.front.end(), [&](int a, int b) {
            return accuracyOf(run, a) < accuracyOf(run, b);
        });
        QVERIFY(seesEnough(run.evaluations[static_cast<std::size_t>(winner)].data));
        QVERIFY(accuracyOf(run, winner) > 0.9);
    }

    void theFrontNamesTheTruthAsTheCheapestThatWorks()
    {
        if (m_trained.front.empty())
            QSKIP("needs the search above");
        const search::Evaluation* cheapest = nullptr;
        for (const int id : m_trained.front) {
            const auto& evaluation = m_trained.evaluations[static_cast<std::size_t>(id)];
            if (evaluation.confusion.accuracy() > 0.85 && (cheapest == nullptr || evaluation.cost.ramBytes < cheapest->cost.ramBytes))
                cheapest = &evaluation;
        }
        QVERIFY(cheapest != nullptr);
        QCOMPARE(cheapest->data.image().resolution, data::demoTruth().smallestResolution);
        QCOMPARE(cheapest->data.image().colour, data::demoTruth().colour);
    }

    void randomWeightsFindNothing()
    {
        search::RunSpec spec = search::demoSpec(path("pictures"));
        spec.supernet.steps = 1; // the fewest and the smallest that a spec may ask for: the weights stay as they were drawn
        spec.supernet.learningRate = 1e-7;
        spec.threads = 1;
        spec.search.evaluations = 20;
        spec.finalise.candidates = 0; // or they would be trained after all
        const Recorder run = searched(spec, "random");
        QCOMPARE(run.report.end, search::RunEnd::Done);
        QCOMPARE(run.evaluations.size(), std::size_t { 20 });
        qInfo("best %s, %.0f s", described(run.best()).constData(), run.report.seconds);
        for (const auto& evaluation : run.evaluations)
            QVERIFY2(evaluation.confusion.accuracy() < 0.7, described(evaluation));
    }

    void trainingFromScratchFindsTheSame()
    {
        const auto truth = data::demoTruth();
        search::RunSpec spec = search::demoSpec(path("pictures"));
        spec.space = spec.space.withDataConfigs({ { truth.smallestResolution, data::Colour::Rgb }, { truth.smallestResolution, data::Colour::Gray } });
        spec.evaluator = search::EvaluatorKind::Scratch;
        spec.scratch = { 80, 32, 1e-2 };
        spec.threads = 1;
        spec.search.strategy = "random";
        spec.search.evaluations = 10;
        spec.finalise.candidates = 0;
        const Recorder run = searched(spec, "scratch");
        QCOMPARE(run.report.end, search::RunEnd::Done);
        int tooLittle = 0;
        for (const auto& evaluation : run.evaluations) {
            if (seesEnough(evaluation.data))
                continue;
            ++tooLittle;
            QVERIFY2(deviations(evaluation.confusion) < 4.5, described(evaluation));
        }
        qInfo("best %s, %d of %zu see too little, %.0f s", described(run.best()).constData(), tooLittle, run.evaluations.size(), run.report.seconds);
        QVERIFY(tooLittle > 0 && tooLittle < 10);
        QVERIFY(seesEnough(run.best().data) && run.best().confusion.accuracy() > 0.85);
    }

private:
    [[nodiscard]] std::filesystem::path path(const char* name) const { return std::filesystem::path(m_folder.path().toStdString()) / name; }

    [[nodiscard]] static double accuracyOf(const Recorder& run, int id)
    {
        return run.evaluations[static_cast<std::size_t>(id)].confusion.accuracy();
    }

    Recorder searched(const search::RunSpec& spec, const char* name)
    {
        search::RunRequest request;
        request.project = path(name) += ".danas";
        request.spec = spec;
        Recorder recorder;
        RunControl control;
        search::executeRun(request, learn::makeEvaluator, recorder, control);
        if (!recorder.report.error.empty())
            qWarning("%s", recorder.report.error.c_str());
        if (QByteArray(name) == "trained")
            m_trained = recorder;
        return recorder;
    }

    QTemporaryDir m_folder;
    Recorder m_trained;
};

QTEST_APPLESS_MAIN(TstPlantedTruth)
#include "tst_planted_truth.moc"
