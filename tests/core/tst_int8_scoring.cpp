// SPDX-License-Identifier: GPL-3.0-or-later
// When a network is tuned for int8, and which of the two networks is kept.
#include "search/int8_scoring.h"

#include "base/units.h"
#include "data/sample_cache.h"
#include "space/search_space.h"
#include "support/random_network.h"
#include "support/tiny_dataset.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace danas;
using Outcome = search::QuantisationTuning::Outcome;

namespace {

const data::DataConfig kConfig { 32, data::Colour::Rgb };

bool equal(const graph::NetworkWeights& a, const graph::NetworkWeights& b)
{
    return std::equal(a.ops.begin(), a.ops.end(), b.ops.begin(), b.ops.end(),
        [](const auto& x, const auto& y) { return x.weights == y.weights && x.biases == y.biases; });
}

bool equal(const std::vector<search::Prediction>& a, const std::vector<search::Prediction>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
        [](const auto& x, const auto& y) { return x.label == y.label && x.probability == y.probability; });
}

} // namespace

class TestInt8Scoring : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void betterIsKept();
    void worseIsDiscarded();
    void equalIsDiscarded();
    void halfAPointIsNotNeeded();
    void switchedOff();
    void words();

private:
    search::Int8Scores scored(const graph::NetworkWeights& weights, const search::Int8Tuning& tuning);
    std::vector<search::Prediction> said(int right) const; ///< of validation, with so many right
    int rightOf(const std::vector<search::Prediction>& validation) const;

    QTemporaryDir m_folder;
    data::Dataset m_dataset;
    std::shared_ptr<const data::SampleSource> m_cache;
    graph::NetworkGraph m_graph;
    graph::NetworkWeights m_worse, m_better; ///< of int8 accuracy on validation
    std::vector<int> m_truth;
};

void TestInt8Scoring::initTestCase()
{
    const std::filesystem::path root = m_folder.filePath("set").toStdString();
    test::writeTinyDataset(root, 16);
    RunControl control;
    data::DatasetSpec spec;
    spec.path = root.string();
    m_dataset = data::openDataset(spec, control);
    m_cache = data::loadSamples(m_dataset, { kConfig }, control);
    for (const int sample : m_dataset.indices(data::Split::Validation))
        m_truth.push_back(m_dataset.samples[static_cast<std::size_t>(sample)].label);
    QCOMPARE(m_truth.size(), std::size_t(16));

    const auto space = space::demoSpace().withDataConfigs({ kConfig });
    m_graph = graph::buildGraph(space.architecture(space.smallest()), kConfig.shape(), 2);
    int least = 16, most = -1;
    for (std::uint64_t seed = 1; seed <= 12; ++seed) { // red and blue: random features tell them apart more or less, either way round
        Rng rng(seed);
        auto weights = test::randomWeights(m_graph, rng);
        const int right = rightOf(scored(weights, {}).validation);
        if (right < least) {
            least = right;
            m_worse = weights;
        }
        if (right > most) {
            most = right;
            m_better = std::move(weights);
        }
    }
    QVERIFY(least < most);
}

search::Int8Scores TestInt8Scoring::scored(const graph::NetworkWeights& weights, const search::Int8Tuning& tuning)
{
    RunControl control;
    double last = 0.0;
    auto scores = search::scoreInt8({ m_graph, weights, kConfig, m_dataset, *m_cache, control }, tuning, [&last](double share) {
        QVERIFY(share >= last && share <= 1.0);
        last = share;
    });
    [&] { QCOMPARE(last, 1.0); }();
    return scores;
}

std::vector<search::Prediction> TestInt8Scoring::said(int right) const
{
    std::vector<search::Prediction> predictions;
    for (std::size_t i = 0; i < m_truth.size(); ++i) {
        const bool hit = std::cmp_less(i, right);
        predictions.push_back({ static_cast<std::uint8_t>(hit ? m_truth[i] : 1 - m_truth[i]), 200 });
    }
    return predictions;
}

int TestInt8Scoring::rightOf(const std::vector<search::Prediction>& validation) const
{
    int right = 0;
    for (std::size_t i = 0; i < m_truth.size(); ++i)
        right += validation[i].label == m_truth[i] ? 1 : 0;
    return right;
}

void TestInt8Scoring::betterIsKept()
{
    const auto plain = scored(m_worse, {});
    const auto best = said(16);
    quant::ActivationRanges heard;
    const auto scores = scored(m_worse, { 7, best, [&](const quant::ActivationRanges& ranges, const std::function<void(double)>& progress) {
                                             heard = ranges;
                                             progress(0.5);
                                             return m_better;
                                         } });
    QVERIFY(scores.tuning.outcome == Outcome::Kept);
    QCOMPARE(scores.tuning.steps, 7);
    QCOMPARE(scores.tuning.before, rightOf(plain.validation) / 16.0);
    QCOMPARE(scores.tuning.after, rightOf(scores.validation) / 16.0);
    QVERIFY(scores.tuning.after > scores.tuning.before);
    QVERIFY(heard == plain.ranges && scores.ranges == plain.ranges);
    QVERIFY(scores.tuned && equal(*scores.tuned, m_better));

    // What is stored says the same again: validation and test are those of the kept weights at these ranges.
    RunControl control;
    const auto network = quant::quantize(m_graph, *scores.tuned, scores.ranges);
    for (const auto split : { data::Split::Validation, data::Split::Test }) {
        const auto samples = m_dataset.indices(split);
        const auto logits = quant::int8Logits(
            network, [&](std::int64_t i) { return m_cache->evaluation(samples[static_cast<std::size_t>(i)], kConfig); }, std::ssize(samples), control);
        const auto& predictions = split == data::Split::Test ? scores.test : scores.validation;
        QCOMPARE(predictions.size(), samples.size());
        for (std::size_t i = 0; i < samples.size(); ++i)
            QCOMPARE(int(predictions[i].label), logits[2 * i] >= logits[2 * i + 1] ? 0 : 1);
    }
}

void TestInt8Scoring::worseIsDiscarded()
{
    const auto plain = scored(m_better, {});
    const auto best = said(16);
    QVERIFY(rightOf(plain.validation) < 16);
    const auto scores = scored(m_better, { 7, best, [&](const auto&, const auto&) { return m_worse; } });
    QVERIFY(scores.tuning.outcome == Outcome::Discarded);
    QVERIFY(scores.tuning.after < scores.tuning.before);
    QVERIFY(!scores.tuned && scores.ranges == plain.ranges);
    QVERIFY(equal(scores.validation, plain.validation) && equal(scores.test, plain.test));
}

void TestInt8Scoring::equalIsDiscarded()
{
    const auto best = said(16);
    const auto scores = scored(m_worse, { 7, best, [&](const auto&, const auto&) { return m_worse; } });
    QVERIFY(scores.tuning.outcome == Outcome::Discarded);
    QCOMPARE(scores.tuning.after, scores.tuning.before);
    QVERIFY(!scores.tuned);
}

void TestInt8Scoring::halfAPointIsNotNeeded()
{
    const auto plain = scored(m_worse, {});
    const int right = rightOf(plain.validation);
    QVERIFY(right > 0);
    for (const int inFloat : { right - 1, right, right + 1 }) { // one of 16 samples is more than half a point
        int calls = 0;
        const auto validation = said(inFloat);
        const auto scores = scored(m_worse, { 7, validation, [&](const auto&, const auto&) {
                                                 ++calls;
                                                 return m_better;
                                             } });
        QCOMPARE(calls, inFloat > right ? 1 : 0);
        QVERIFY(scores.tuning.outcome == (inFloat > right ? Outcome::Kept : Outcome::NotNeeded));
        QCOMPARE(scores.tuning.steps, inFloat > right ? 7 : 0);
        if (inFloat <= right)
            QVERIFY(equal(scores.validation, plain.validation) && equal(scores.test, plain.test) && !scores.tuned);
    }
}

void TestInt8Scoring::switchedOff()
{
    const auto best = said(16);
    const auto scores = scored(m_worse, { 0, best, {} });
    QVERIFY(scores.tuning == search::QuantisationTuning());
    QVERIFY(!scores.tuned);
}

void TestInt8Scoring::words()
{
    QCOMPARE(search::tuningText({}), std::string("off"));
    QCOMPARE(search::tuningText({ Outcome::NotNeeded, 0, 0.0, 0.0 }), std::string("not needed"));
    QCOMPARE(search::tuningText({ Outcome::Kept, 200, 0.712, 0.719 }), "200 steps, int8 " + formatPercent(0.712) + " → " + formatPercent(0.719) + " on validation");
    QCOMPARE(search::tuningText({ Outcome::Discarded, 200, 0.712, 0.7 }), "200 steps, int8 " + formatPercent(0.712) + " → " + formatPercent(0.7) + " on validation, discarded");
    search::Finalised final;
    QVERIFY(search::toJson(final).at("quantisation_tuning") == Json({ { "outcome", "off" } }));
    final.tuning = { Outcome::Kept, 200, 0.5, 0.75 };
    QVERIFY(search::toJson(final).at("quantisation_tuning")
        == Json({ { "outcome", "kept" }, { "steps", 200 }, { "int8_validation_before", 0.5 }, { "int8_validation_after", 0.75 } }));
}

QTEST_APPLESS_MAIN(TestInt8Scoring)
#include "tst_int8_scoring.moc"
