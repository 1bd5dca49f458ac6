// SPDX-License-Identifier: GPL-3.0-or-later
// Fine-tuning with int8 simulated: what it makes good, and that it is a function of its inputs alone.
#include "base/control.h"
#include "learn/colour_dataset.h"
#include "learn/evaluators.h"
#include "search/int8_scoring.h"
#include "search/run_engine.h"
#include "store/project.h"
#include "support/engine_witness.h"
#include "support/planted_outliers.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <filesystem>

using namespace danas;
using Outcome = search::QuantisationTuning::Outcome;

namespace {

const data::DataConfig kColour { 32, data::Colour::Rgb };

bool equal(const graph::NetworkWeights& a, const graph::NetworkWeights& b)
{
    return std::equal(a.ops.begin(), a.ops.end(), b.ops.begin(), b.ops.end(),
        [](const auto& x, const auto& y) { return x.weights == y.weights && x.biases == y.biases; });
}

/// The largest difference, as a share of the largest weight of its operator.
double distance(const graph::NetworkWeights& a, const graph::NetworkWeights& b)
{
    double most = 0.0;
    for (std::size_t op = 0; op < a.ops.size(); ++op) {
        float largest = 0.0F;
        for (const float weight : a.ops[op].weights)
            largest = std::max(largest, std::abs(weight));
        for (std::size_t i = 0; i < a.ops[op].weights.size(); ++i)
            most = std::max(most, static_cast<double>(std::abs(a.ops[op].weights[i] - b.ops[op].weights[i]) / largest));
    }
    return most;
}

} // namespace

class TestQuantisationTuning : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void makesDamageGood();
    void isAFunctionOfItsInputs();
    void withoutStepsNothingChanges();
    void stopsWithinAStep();
    void runsRecordIt();

private:
    double accuracy(const std::vector<search::Prediction>& predictions, data::Split split = data::Split::Validation) const;
    quant::ImageSource pictures(data::Split split) const;

    QTemporaryDir m_folder;
    search::RunSpec m_spec;
    std::shared_ptr<const data::Dataset> m_dataset;
    std::shared_ptr<const data::SampleSource> m_cache;
    std::unique_ptr<search::Evaluator> m_evaluator;
    space::Genes m_genes;
    graph::NetworkGraph m_graph;
    search::FineTuned m_tuned;             ///< as it is in float
    graph::NetworkWeights m_damaged;       ///< the same function in float
    quant::ActivationRanges m_ranges;      ///< of the damaged network
};

void TestQuantisationTuning::initTestCase()
{
    const std::filesystem::path root = m_folder.filePath("data").toStdString();
    test::writeColourDataset(root);
    m_spec.dataset.path = root.string();
    m_spec.space = space::leanSpace().withFixedData(kColour).withValues("width", { 0.25 });
    m_spec.evaluator = search::EvaluatorKind::Scratch;
    m_spec.scratch = { 40, 16, 1e-2 };
    m_spec.supernet.calibrationImages = 64;
    m_spec.finalise = { 0, 20, 3e-3, 60 };
    m_spec.threads = 1;
    RunControl control;
    m_dataset = std::make_shared<const data::Dataset>(data::openDataset(m_spec.dataset, control));
    m_cache = data::loadSamples(*m_dataset, m_spec.space.dataConfigs(), control);
    m_evaluator = learn::makeEvaluator({ m_spec, m_dataset, m_cache });
    m_evaluator->train({}, {});
    m_genes = m_spec.space.smallest();
    m_graph = graph::buildGraph(m_spec.space.architecture(m_genes), kColour.shape(), 2);
    m_tuned = m_evaluator->fineTune(m_genes, { control });
    m_damaged = m_tuned.weights;
    QVERIFY(test::plantOutliers(m_graph, m_damaged, 1000.0F) > 0);
    m_ranges = quant::activationRanges(m_graph, m_damaged, pictures(data::Split::Train), 96, control);
}

quant::ImageSource TestQuantisationTuning::pictures(data::Split split) const
{
    return [this, samples = m_dataset->indices(split)](std::int64_t i) { return m_cache->evaluation(samples[static_cast<std::size_t>(i)], kColour); };
}

double TestQuantisationTuning::accuracy(const std::vector<search::Prediction>& predictions, data::Split split) const
{
    return search::ConfusionMatrix::from(test::truthOf(*m_dataset, split), predictions, 2).accuracy();
}

void TestQuantisationTuning::makesDamageGood()
{
    RunControl control;
    const auto count = std::ssize(m_dataset->indices(data::Split::Validation));
    const auto whole = quant::floatLogits(m_graph, m_tuned.weights, pictures(data::Split::Validation), count, control);
    const auto damaged = quant::floatLogits(m_graph, m_damaged, pictures(data::Split::Validation), count, control);
    for (std::size_t i = 0; i < whole.size(); ++i)
        QVERIFY(std::abs(whole[i] - damaged[i]) < 1e-3F * (1.0F + std::abs(whole[i])));

    const search::Int8Subject subject { m_graph, m_damaged, kColour, *m_dataset, *m_cache, control };
    const auto plain = search::scoreInt8(subject, {}, [](double) {});
    const auto tune = [&](const quant::ActivationRanges& ranges, const std::function<void(double)>&) {
        return m_evaluator->tuneForInt8(m_genes, m_damaged, ranges, { control });
    };
    const auto scores = search::scoreInt8(subject, { m_spec.finalise.quantisationSteps, m_tuned.validation, tune }, [](double) {});
    qInfo("validation: float %.3f, int8 %.3f, tuned %.3f; test: float %.3f, int8 %.3f, tuned %.3f", accuracy(m_tuned.validation),
        accuracy(plain.validation), accuracy(scores.validation), accuracy(m_tuned.test, data::Split::Test),
        accuracy(plain.test, data::Split::Test), accuracy(scores.test, data::Split::Test));
    QVERIFY(accuracy(m_tuned.validation) > 0.9);
    QVERIFY2(accuracy(plain.validation) < accuracy(m_tuned.validation) - 0.1, "the damage is real");
    QVERIFY(scores.tuning.outcome == Outcome::Kept);
    QCOMPARE(scores.tuning.before, accuracy(plain.validation));
    QCOMPARE(scores.tuning.after, accuracy(scores.validation));
    QVERIFY(scores.tuning.after > scores.tuning.before + 0.05);
    QVERIFY(accuracy(scores.test, data::Split::Test) > accuracy(plain.test, data::Split::Test));
}

void TestQuantisationTuning::isAFunctionOfItsInputs()
{
    RunControl control;
    const auto first = m_evaluator->tuneForInt8(m_genes, m_damaged, m_ranges, { control });
    static_cast<void>(m_evaluator->evaluate(m_spec.space.smallest(), { control }));
    QVERIFY2(equal(m_evaluator->tuneForInt8(m_genes, m_damaged, m_ranges, { control }), first), "what was done before");
    const auto other = learn::makeEvaluator({ m_spec, m_dataset, m_cache });
    QVERIFY2(equal(other->tuneForInt8(m_genes, m_damaged, m_ranges, { control }), first), "another process");
    auto spec = m_spec;
    spec.seed = 2;
    QVERIFY2(!equal(learn::makeEvaluator({ spec, m_dataset, m_cache })->tuneForInt8(m_genes, m_damaged, m_ranges, { control }), first), "the seed");
    QVERIFY(distance(m_damaged, first) > 1e-3);
    QVERIFY2(distance(m_damaged, first) < 0.2, "a fine-tune");
}

void TestQuantisationTuning::withoutStepsNothingChanges()
{
    auto spec = m_spec;
    spec.finalise.quantisationSteps = 0;
    RunControl control;
    const auto same = learn::makeEvaluator({ spec, m_dataset, m_cache })->tuneForInt8(m_genes, m_damaged, m_ranges, { control });
    QCOMPARE(same.ops.size(), m_damaged.ops.size());
    for (std::size_t op = 0; op < same.ops.size(); ++op)
        QCOMPARE(same.ops[op].biases.size(), m_damaged.ops[op].biases.size());
    QVERIFY(distance(m_damaged, same) < 1e-6); // to units and back
}

void TestQuantisationTuning::stopsWithinAStep()
{
    std::stop_source source;
    RunControl control(source.get_token());
    int last = 0;
    const search::CandidateHooks hooks { control, [&](int done, int total) {
                                            last = done;
                                            QCOMPARE(total, 60);
                                            if (done == 3)
                                                source.request_stop();
                                        } };
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(m_evaluator->tuneForInt8(m_genes, m_damaged, m_ranges, hooks)), Stopped);
    QCOMPARE(last, 3);
}

void TestQuantisationTuning::runsRecordIt()
{
    auto spec = m_spec;
    spec.search.strategy = "random";
    spec.search.evaluations = 2;
    spec.scratch.steps = 20;
    spec.finalise.candidates = 1;
    const std::filesystem::path file = m_folder.filePath("run.danas").toStdString();
    RunControl control;
    test::Witness witness(file);
    QVERIFY(search::executeRun({ file, 0, spec, 1000.0 }, learn::makeEvaluator, witness, control).end == search::RunEnd::Done);
    const store::Project project(file, store::Project::Mode::ReadOnly);
    const auto finals = project.finals(1);
    QCOMPARE(finals.size(), std::size_t(1));
    const auto& one = finals.front();
    const double lost = one.score(search::FinalScore::FloatValidation).accuracy() - one.score(search::FinalScore::Int8Validation).accuracy();
    QVERIFY(one.tuning.outcome != Outcome::Off);
    if (one.tuning.outcome == Outcome::NotNeeded)
        QVERIFY(lost <= 0.005);
    QCOMPARE(project.finalRecord(1, one.id).tuned.has_value(), one.tuning.outcome == Outcome::Kept);
}

QTEST_APPLESS_MAIN(TestQuantisationTuning)
#include "tst_quantisation_tuning.moc"
