// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/control.h"
#include "learn/colour_dataset.h"
#include "learn/supernet_evaluator.h"
#include "search/metrics.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <filesystem>

using namespace danas;
using State = std::vector<std::uint8_t>;

namespace {

bool equal(const search::Score& a, const search::Score& b)
{
    return std::equal(a.predictions.begin(), a.predictions.end(), b.predictions.begin(), b.predictions.end(),
        [](const auto& x, const auto& y) { return x.label == y.label && x.probability == y.probability; });
}

} // namespace

class TestSupernetEvaluator : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void learnsWhatCanBeSeen();
    void scoresDoNotDependOnTheOrder();
    void resumesBitForBit_data();
    void resumesBitForBit();
    void refusesForeignCheckpoints();
    void stopsWhenAsked();
    void aLossThatIsNotFiniteIsOneSentence();
    void namesItsDevice();

private:
    std::unique_ptr<search::Evaluator> made(const search::RunSpec& spec) const
    {
        return learn::makeSupernetEvaluator({ spec, m_dataset, m_cache });
    }
    double accuracy(search::Evaluator& evaluator, const search::RunSpec& spec, const data::DataConfig& config) const;
    static State trained(search::Evaluator& evaluator, const std::optional<State>& from = {}, int stopAfter = -1);

    QTemporaryDir m_folder;
    search::RunSpec m_spec;
    std::shared_ptr<const data::Dataset> m_dataset;
    std::shared_ptr<const data::SampleSource> m_cache;
};

void TestSupernetEvaluator::initTestCase()
{
    const std::filesystem::path root = m_folder.path().toStdString();
    test::writeColourDataset(root);
    m_spec.dataset.path = root.string();
    m_spec.space = space::demoSpace().withDataConfigs(
        { { 32, data::Colour::Rgb }, { 32, data::Colour::Gray }, { 48, data::Colour::Rgb } });
    m_spec.supernet.steps = 12;
    m_spec.supernet.batch = 16;
    m_spec.supernet.calibrationImages = 64;
    m_spec.threads = 1;
    RunControl control;
    m_dataset = std::make_shared<const data::Dataset>(data::openDataset(m_spec.dataset, control));
    m_cache = data::loadSamples(*m_dataset, m_spec.space.dataConfigs(), control);
}

double TestSupernetEvaluator::accuracy(
    search::Evaluator& evaluator, const search::RunSpec& spec, const data::DataConfig& config) const
{
    RunControl control;
    const auto score = evaluator.evaluate(spec.space.withData(spec.space.largest(), config), { control });
    return search::ConfusionMatrix::from(test::truthOf(*m_dataset), score.predictions, 2).accuracy();
}

/// The last checkpoint of a training, or the one after `stopAfter` steps, when it is stopped.
State TestSupernetEvaluator::trained(search::Evaluator& evaluator, const std::optional<State>& from, int stopAfter)
{
    State last;
    int done = 0;
    search::TrainingHooks hooks;
    hooks.step = [&](int step, int) {
        done = step;
        if (step == stopAfter)
            throw Stopped {};
    };
    hooks.checkpointDue = [&] { return done + 1 == stopAfter; };
    hooks.checkpoint = [&](int, const State& state) { last = state; };
    try {
        evaluator.train(from, hooks);
    } catch (const Stopped&) {
    }
    return last;
}

void TestSupernetEvaluator::learnsWhatCanBeSeen()
{
    auto spec = m_spec;
    spec.supernet.steps = 240;
    spec.supernet.sandwichEvery = 3;
    const auto evaluator = made(spec);
    const data::DataConfig colour { 32, data::Colour::Rgb }, gray { 32, data::Colour::Gray };
    search::TrainingHooks hooks;
    std::vector<search::CurvePoint> curve;
    hooks.curve = [&](const search::CurvePoint& point) { curve.push_back(point); };
    evaluator->train({}, hooks);

    QVERIFY2(accuracy(*evaluator, spec, colour) > 0.95, "colour decides");
    QVERIFY2(accuracy(*evaluator, spec, gray) < 0.85, "brightness says nothing");
    QCOMPARE(curve.back().step, 240);
    QVERIFY(curve.back().accuracy >= 0.0);
    const auto measured = [](const search::CurvePoint& point) { return point.accuracy >= 0.0; };
    QCOMPARE(std::count_if(curve.begin(), curve.end(), measured), 10);
    QVERIFY(curve.back().learningRate < 0.1 * spec.supernet.learningRate);
    // A step's teacher may be gray and at chance, so the best of the last third is looked at.
    const auto loss = [](const search::CurvePoint& a, const search::CurvePoint& b) {
        return a.teacherLoss < b.teacherLoss;
    };
    QVERIFY2(std::min_element(curve.end() - 20, curve.end(), loss)->teacherLoss < 0.6 * curve.front().teacherLoss,
        "the loss falls");

    const auto untrained = made(spec);
    const double byChance = accuracy(*untrained, spec, colour);
    QVERIFY2(byChance < 0.85, ("random weights do not know: " + std::to_string(byChance)).c_str());
}

void TestSupernetEvaluator::scoresDoNotDependOnTheOrder()
{
    const auto evaluator = made(m_spec);
    const State state = trained(*evaluator);
    RunControl control;
    Rng rng(3);
    std::vector<space::Genes> candidates;
    std::vector<search::Score> scores;
    for (int i = 0; i < 6; ++i) {
        candidates.push_back(m_spec.space.sample(rng));
        scores.push_back(evaluator->evaluate(candidates.back(), { control }));
        QCOMPARE(scores.back().predictions.size(), std::size_t { 60 });
    }
    const auto another = made(m_spec);
    another->restore(state);
    for (std::size_t i = candidates.size(); i-- > 0;) {
        QVERIFY(equal(evaluator->evaluate(candidates[i], { control }), scores[i]));
        QVERIFY(equal(another->evaluate(candidates[i], { control }), scores[i]));
    }
}

void TestSupernetEvaluator::resumesBitForBit_data()
{
    QTest::addColumn<bool>("shared");
    QTest::addColumn<int>("stopAfter");
    QTest::newRow("shared") << true << 5;
    QTest::newRow("per configuration, first") << false << 5;
    QTest::newRow("per configuration, at the border") << false << 12;
    QTest::newRow("per configuration, last") << false << 31;
}

void TestSupernetEvaluator::resumesBitForBit()
{
    QFETCH(bool, shared);
    QFETCH(int, stopAfter);
    auto spec = m_spec;
    spec.threads = shared ? 2 : 1;
    spec.supernet.scope = shared ? search::SupernetScope::Shared : search::SupernetScope::PerConfiguration;
    const auto undisturbed = made(spec);
    const State expected = trained(*undisturbed);
    const State half = trained(*made(spec), {}, stopAfter);
    QVERIFY(!half.empty() && half != expected);

    const auto resumed = made(spec);
    QCOMPARE(trained(*resumed, half), expected);
    QCOMPARE(trained(*resumed, expected), expected); // nothing left to do
    RunControl control;
    for (const auto& config : spec.space.dataConfigs()) {
        const auto genes = spec.space.withData(spec.space.largest(), config);
        QVERIFY(equal(resumed->evaluate(genes, { control }), undisturbed->evaluate(genes, { control })));
    }
}

void TestSupernetEvaluator::refusesForeignCheckpoints()
{
    const State state = trained(*made(m_spec));
    const auto refused = [&](const search::RunSpec& spec, const State& bytes, const char* word) {
        try {
            made(spec)->restore(bytes);
        } catch (const Error& error) {
            return std::string(error.what()).find(word) != std::string::npos;
        }
        return false;
    };
    auto other = m_spec;
    other.seed = 2;
    QVERIFY(refused(other, state, "another run"));
    other = m_spec;
    other.space = space::demoSpace();
    QVERIFY(refused(other, state, "another run"));
    State cut(state.begin(), state.begin() + 1000), flipped = state;
    flipped[flipped.size() / 2] ^= 1U;
    QVERIFY(refused(m_spec, cut, "damaged"));
    QVERIFY(refused(m_spec, flipped, "damaged"));
    QVERIFY(refused(m_spec, {}, "damaged"));
}

void TestSupernetEvaluator::stopsWhenAsked()
{
    const auto evaluator = made(m_spec);
    search::TrainingHooks hooks;
    hooks.step = [](int, int) { throw Stopped {}; };
    QVERIFY_EXCEPTION_THROWN(evaluator->train({}, hooks), Stopped);
    std::stop_source source;
    source.request_stop();
    RunControl control(source.get_token());
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(evaluator->evaluate(m_spec.space.smallest(), { control })), Stopped);
}

void TestSupernetEvaluator::aLossThatIsNotFiniteIsOneSentence()
{
    auto spec = m_spec;
    spec.supernet.learningRate = 1e30;
    try {
        trained(*made(spec));
        QFAIL("no error");
    } catch (const Error& error) {
        QVERIFY2(std::string(error.what()).find("learning rate") != std::string::npos, error.what());
    }
}

void TestSupernetEvaluator::namesItsDevice()
{
    QVERIFY(QString::fromStdString(made(m_spec)->describe()).contains("1 threads"));
    QCOMPARE(learn::computeDevices().front().id, std::string("cpu"));
    QVERIFY(QString::fromStdString(learn::libraryVersion()).startsWith("LibTorch "));
    if (learn::computeDevices().size() == 1) {
        auto spec = m_spec;
        spec.device = search::Device::Cuda;
        QVERIFY_EXCEPTION_THROWN(made(spec), Error);
    }
}

QTEST_APPLESS_MAIN(TestSupernetEvaluator)
#include "tst_supernet_evaluator.moc"
