// SPDX-License-Identifier: GPL-3.0-or-later
// Candidates that are trained by themselves: from scratch, and to their end from inherited weights.
#include "base/control.h"
#include "learn/colour_dataset.h"
#include "learn/evaluators.h"
#include "search/run_engine.h"
#include "store/project.h"
#include "support/plain_forward.h"
#include "support/run_result.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <filesystem>

using namespace danas;
using Predictions = std::vector<search::Prediction>;

namespace {

const data::DataConfig kColour { 32, data::Colour::Rgb }, kGray { 32, data::Colour::Gray };

bool equal(const Predictions& a, const Predictions& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
        [](const auto& x, const auto& y) { return x.label == y.label && x.probability == y.probability; });
}

bool equal(const graph::NetworkWeights& a, const graph::NetworkWeights& b)
{
    return std::equal(a.ops.begin(), a.ops.end(), b.ops.begin(), b.ops.end(),
        [](const auto& x, const auto& y) { return x.weights == y.weights && x.biases == y.biases; });
}

/// Stops the run at the first progress that `when` is true of.
class Stopper : public search::RunObserver {
public:
    std::function<bool(const search::Progress&)> when;
    std::stop_source source;
    std::int64_t run = 0;
    search::RunReport report;
    int parts = 0; ///< reports from within a candidate

    void runOpened(std::int64_t id) override { run = id; }
    void progress(const search::Progress& progress) override
    {
        QVERIFY(progress.part >= 0.0 && progress.part < 1.0);
        parts += progress.part > 0.0 ? 1 : 0;
        if (when && when(progress))
            source.request_stop();
    }
    void finished(const search::RunReport& end) override { report = end; }
};

} // namespace

class TestSingleTraining : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void scratchLearnsWhatCanBeSeen();
    void chainsAndDsCnnLearnFromScratch_data();
    void chainsAndDsCnnLearnFromScratch();
    void balancedWeightsChangeNothingWhereClassesAreEqual();
    void scratchDependsOnSeedAndSystemOnly();
    void stopsWithinAStep();
    void aLossThatIsNotFiniteIsOneSentence();
    void withoutStepsItIsTheInheritedNetwork_data();
    void withoutStepsItIsTheInheritedNetwork();
    void fineTuningLowersTheLoss();
    void exportedWeightsAreTheNetwork();
    void runsEndEqualWhereverStopped_data();
    void runsEndEqualWhereverStopped();

private:
    std::unique_ptr<search::Evaluator> trained(const search::RunSpec& spec) const;
    Predictions scored(search::Evaluator& evaluator, const space::Genes& genes) const;
    double accuracy(const Predictions& predictions, data::Split split = data::Split::Validation) const;
    double crossEntropy(const Predictions& predictions) const;
    Stopper carriedOut(const search::RunSpec& spec, const std::filesystem::path& project, std::int64_t id,
        std::function<bool(const search::Progress&)> when = {}) const;

    QTemporaryDir m_folder;
    search::RunSpec m_spec; ///< from scratch
    std::shared_ptr<const data::Dataset> m_dataset;
    std::shared_ptr<const data::SampleSource> m_cache;
};

void TestSingleTraining::initTestCase()
{
    const std::filesystem::path root = m_folder.filePath("data").toStdString();
    test::writeColourDataset(root);
    m_spec.dataset.path = root.string();
    m_spec.space = space::demoSpace().withDataConfigs({ kColour, kGray, { 48, data::Colour::Rgb } });
    m_spec.evaluator = search::EvaluatorKind::Scratch;
    m_spec.scratch = { 12, 16, 1e-2 };
    m_spec.supernet.steps = 12;
    m_spec.supernet.batch = 16;
    m_spec.supernet.calibrationImages = 64;
    m_spec.finalise = { 0, 30, 3e-3 };
    m_spec.threads = 1;
    RunControl control;
    m_dataset = std::make_shared<const data::Dataset>(data::openDataset(m_spec.dataset, control));
    m_cache = data::loadSamples(*m_dataset, m_spec.space.dataConfigs(), control);
}

std::unique_ptr<search::Evaluator> TestSingleTraining::trained(const search::RunSpec& spec) const
{
    auto evaluator = learn::makeEvaluator({ spec, m_dataset, m_cache });
    evaluator->train({}, {});
    return evaluator;
}

Predictions TestSingleTraining::scored(search::Evaluator& evaluator, const space::Genes& genes) const
{
    RunControl control;
    return evaluator.evaluate(genes, { control }).predictions;
}

double TestSingleTraining::accuracy(const Predictions& predictions, data::Split split) const
{
    return search::ConfusionMatrix::from(test::truthOf(*m_dataset, split), predictions, 2).accuracy();
}

/// Of two classes, from the probability of the likelier one.
double TestSingleTraining::crossEntropy(const Predictions& predictions) const
{
    const auto truth = test::truthOf(*m_dataset);
    double sum = 0.0;
    for (std::size_t i = 0; i < truth.size(); ++i) {
        const double likelier = std::min(254.5, static_cast<double>(predictions[i].probability)) / 255.0;
        sum -= std::log(predictions[i].label == truth[i] ? likelier : 1.0 - likelier);
    }
    return sum / static_cast<double>(truth.size());
}

void TestSingleTraining::scratchLearnsWhatCanBeSeen()
{
    auto spec = m_spec;
    spec.scratch.steps = 50;
    const auto evaluator = trained(spec);
    const double colour = accuracy(scored(*evaluator, spec.space.withData(spec.space.largest(), kColour)));
    const double gray = accuracy(scored(*evaluator, spec.space.withData(spec.space.largest(), kGray)));
    QVERIFY2(colour > 0.95, ("colour decides: " + std::to_string(colour)).c_str());
    QVERIFY2(gray < 0.85, ("brightness says nothing: " + std::to_string(gray)).c_str());
}

void TestSingleTraining::chainsAndDsCnnLearnFromScratch_data()
{
    QTest::addColumn<QString>("preset");
    QTest::newRow("chain") << "chain2023";
    QTest::newRow("ds-cnn") << "keywords-ds-cnn";
}

/// The family of a preset, on pictures.
void TestSingleTraining::chainsAndDsCnnLearnFromScratch()
{
    QFETCH(QString, preset);
    const auto family = space::spacePreset(preset.toStdString());
    std::vector<space::Parameter> parameters { space::Parameter::numbers("resolution", { 32 }, space::Parameter::Role::Data),
        space::Parameter::texts("colour", { "rgb" }, space::Parameter::Role::Data) };
    for (const auto& parameter : family.parameters()) {
        if (parameter.role == space::Parameter::Role::Architecture)
            parameters.push_back(parameter);
    }
    search::RunSpec spec = m_spec;
    spec.space = space::SearchSpace(family.family(), std::move(parameters));
    spec.scratch = { 60, 16, 5e-3 };
    const auto evaluator = trained(spec);
    auto genes = spec.space.smallest();
    if (preset == "chain2023")
        genes[spec.space.indexOf("layer1.filters")] = 2; // 8 filters
    QVERIFY(accuracy(scored(*evaluator, spec.space.canonical(genes))) > 0.9);
}

void TestSingleTraining::balancedWeightsChangeNothingWhereClassesAreEqual()
{
    search::RunSpec spec = m_spec;
    spec.classWeights = search::ClassWeights::Balanced;
    const auto genes = spec.space.smallest();
    QVERIFY(equal(scored(*trained(spec), genes), scored(*trained(m_spec), genes)));
}

void TestSingleTraining::scratchDependsOnSeedAndSystemOnly()
{
    const auto genes = m_spec.space.withData(m_spec.space.largest(), kColour);
    const auto first = trained(m_spec);
    const Predictions expected = scored(*first, genes);
    static_cast<void>(scored(*first, m_spec.space.smallest()));
    QVERIFY2(equal(scored(*first, genes), expected), "what was scored before");

    auto fixed = m_spec;
    fixed.space = m_spec.space.withFixedData(kColour);
    QVERIFY2(equal(scored(*trained(fixed), fixed.space.largest()), expected), "the other systems of the space");

    auto otherSeed = m_spec;
    otherSeed.seed = 2;
    QVERIFY2(!equal(scored(*trained(otherSeed), genes), expected), "the seed");
}

void TestSingleTraining::stopsWithinAStep()
{
    for (const auto kind : { search::EvaluatorKind::Scratch, search::EvaluatorKind::Supernet }) {
        auto spec = m_spec;
        spec.evaluator = kind;
        const auto evaluator = trained(spec);
        const auto genes = spec.space.smallest();
        std::stop_source source;
        RunControl control(source.get_token());
        int last = 0, all = 0;
        const search::CandidateHooks hooks { control, [&](int done, int total) {
                                                last = done;
                                                all = total;
                                                if (done == 5)
                                                    source.request_stop();
                                            } };
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(evaluator->fineTune(genes, hooks)), Stopped);
        QCOMPARE(last, 5);
        QCOMPARE(all, kind == search::EvaluatorKind::Scratch ? 42 : 30);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(evaluator->evaluate(genes, { control })), Stopped);
    }
}

void TestSingleTraining::aLossThatIsNotFiniteIsOneSentence()
{
    auto spec = m_spec;
    spec.scratch.learningRate = 1e30;
    const auto evaluator = trained(spec);
    try {
        scored(*evaluator, spec.space.largest());
        QFAIL("no error");
    } catch (const Error& error) {
        QVERIFY2(std::string(error.what()).find("learning rate") != std::string::npos, error.what());
    }
}

void TestSingleTraining::withoutStepsItIsTheInheritedNetwork_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("scope");
    QTest::newRow("supernet") << 0 << 0;
    QTest::newRow("supernet per configuration") << 0 << 1;
    QTest::newRow("scratch") << 1 << 0;
}

void TestSingleTraining::withoutStepsItIsTheInheritedNetwork()
{
    QFETCH(int, kind);
    QFETCH(int, scope);
    auto spec = m_spec;
    spec.evaluator = static_cast<search::EvaluatorKind>(kind);
    spec.supernet.scope = static_cast<search::SupernetScope>(scope);
    spec.finalise.steps = 0;
    const auto evaluator = trained(spec);
    RunControl control;
    Rng rng(5);
    for (const auto& config : spec.space.dataConfigs()) {
        const auto genes = spec.space.withData(spec.space.sample(rng), config);
        const Predictions before = scored(*evaluator, genes);
        QVERIFY2(equal(evaluator->fineTune(genes, { control }).validation, before), config.key().c_str());
    }
}

void TestSingleTraining::fineTuningLowersTheLoss()
{
    auto spec = m_spec;
    spec.evaluator = search::EvaluatorKind::Supernet;
    const auto evaluator = trained(spec);
    RunControl control;
    for (const auto& which : { spec.space.largest(), spec.space.smallest() }) {
        const auto genes = spec.space.withData(which, kColour);
        const Predictions before = scored(*evaluator, genes);
        const auto tuned = evaluator->fineTune(genes, { control });
        QVERIFY2(crossEntropy(tuned.validation) < crossEntropy(before),
            qPrintable(QString("%1, before %2").arg(crossEntropy(tuned.validation)).arg(crossEntropy(before))));
        QVERIFY(accuracy(tuned.validation) > 0.9);
        QVERIFY(accuracy(tuned.test, data::Split::Test) > 0.9);
        QVERIFY2(equal(scored(*evaluator, genes), before), "the supernet stays as it is");
        const auto again = evaluator->fineTune(genes, { control });
        QVERIFY(equal(again.weights, tuned.weights) && equal(again.test, tuned.test));
    }
}

void TestSingleTraining::exportedWeightsAreTheNetwork()
{
    auto spec = m_spec;
    spec.space = space::leanSpace().withFixedData(kColour).withValues("width", { 0.25 });
    spec.finalise.steps = 10;
    const auto evaluator = trained(spec);
    RunControl control;
    Rng rng(9);
    const auto genes = spec.space.sample(rng); // several stages, kernels of 5 among them
    const auto tuned = evaluator->fineTune(genes, { control });
    const auto graph = graph::buildGraph(spec.space.architecture(genes), kColour.shape(), 2);
    for (const data::Split split : { data::Split::Validation, data::Split::Test }) {
        const auto& said = split == data::Split::Test ? tuned.test : tuned.validation;
        const auto samples = m_dataset->indices(split);
        QCOMPARE(said.size(), samples.size());
        for (std::size_t i = 0; i < samples.size(); i += 7) {
            const auto image = m_cache->evaluation(samples[i], kColour);
            std::vector<float> picture(image.pixels.size());
            data::normalise(image.pixels, picture);
            const auto logits = test::plainForward(graph, tuned.weights, picture);
            const double gap = static_cast<double>(logits[0]) - static_cast<double>(logits[1]);
            const double first = 1.0 / (1.0 + std::exp(-gap));
            QVERIFY(std::abs(255.0 * std::max(first, 1.0 - first) - said[i].probability) < 0.51);
            QVERIFY(std::abs(first - 0.5) < 1e-4 || (first > 0.5) == (said[i].label == 0));
        }
    }
}

Stopper TestSingleTraining::carriedOut(const search::RunSpec& spec, const std::filesystem::path& project, std::int64_t id,
    std::function<bool(const search::Progress&)> when) const
{
    Stopper stopper;
    stopper.when = std::move(when);
    RunControl control(stopper.source.get_token());
    search::executeRun({ project, id, spec, 1000.0 }, learn::makeEvaluator, stopper, control);
    return stopper;
}

void TestSingleTraining::runsEndEqualWhereverStopped_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("strategy");
    QTest::newRow("scratch, NSGA-II") << 1 << "nsga2";
    QTest::newRow("scratch, random") << 1 << "random";
    QTest::newRow("supernet, NSGA-II") << 0 << "nsga2";
}

void TestSingleTraining::runsEndEqualWhereverStopped()
{
    QFETCH(int, kind);
    QFETCH(QString, strategy);
    auto spec = m_spec;
    spec.evaluator = static_cast<search::EvaluatorKind>(kind);
    spec.search.strategy = strategy.toStdString();
    spec.search.evaluations = 6;
    spec.search.population = 4;
    spec.scratch.steps = 4;
    const std::filesystem::path file = m_folder.filePath(QString("%1%2.danas").arg(kind).arg(strategy)).toStdString();
    const auto undisturbed = carriedOut(spec, file, 0);
    QVERIFY2(undisturbed.report.end == search::RunEnd::Done, undisturbed.report.error.c_str());
    QCOMPARE(undisturbed.report.evaluations, 6);
    QCOMPARE(undisturbed.parts, kind == 1 ? 6 * 4 : 0);

    const auto amidACandidate = [&](const search::Progress& progress) {
        return progress.phase == search::Phase::Search && progress.done == 3 && (kind == 0 || progress.part > 0.5);
    };
    const auto stopped = carriedOut(spec, file, 0, amidACandidate);
    QVERIFY(stopped.report.end == search::RunEnd::Stopped);
    QCOMPARE(stopped.report.evaluations, 3);
    const auto resumed = carriedOut(spec, file, stopped.run);
    QVERIFY2(resumed.report.end == search::RunEnd::Done, resumed.report.error.c_str());
    QCOMPARE(test::runResult(file, stopped.run), test::runResult(file, undisturbed.run));
}

QTEST_APPLESS_MAIN(TestSingleTraining)
#include "tst_single_training.moc"
