// SPDX-License-Identifier: GPL-3.0-or-later
// Network families beside MobileNetV2: known figures, and what every reader of a graph makes of them.
#include "base/error.h"
#include "cost/cost.h"
#include "cost/plain_plan.h"
#include "cost/target_cost.h"
#include "graph/architecture.h"
#include "quant/interpreter.h"
#include "quant/logistic.h"
#include "support/family_networks.h"
#include "support/naive_int8.h"
#include "support/random_network.h"

#include <QTest>

#include <cmath>

using namespace danas;

namespace {

cost::Cost costOf(const graph::ConvChain& chain, int height, int width)
{
    return cost::costOf(graph::buildGraph(chain, { 1, height, width }, 2));
}

/// Biases of convolutions that batch norm follows: Keras keeps them, deployment does not.
std::int64_t idleBiases(const graph::NetworkGraph& graph)
{
    std::int64_t count = 0;
    for (const auto& op : graph.ops)
        count += op.batchNorm ? graph.biases(op) : 0;
    return count;
}

} // namespace

class TstFamilies : public QObject {
    Q_OBJECT
private slots:
    /// 49 x 10 features, 12 classes. Keras counts 24,908 parameters and the published cost is 2.7 million MACs (Banbury et al.
    /// 2021, "MLPerf Tiny Benchmark").
    void mlperfTinyHasThePublishedFigures()
    {
        const auto graph = graph::buildGraph(graph::mlperfTinyKeywordSpotting(), { 1, 49, 10 }, 12);
        const cost::Cost cost = cost::costOf(graph);
        QCOMPARE(cost.parameters + idleBiases(graph), 24'908);
        QCOMPARE(cost.macs, 320'000 + 4 * (72'000 + 512'000) + 768);
        QCOMPARE(cost.flashBytes, 22'016 + 4 * (9 * 64 + 12));
        QCOMPARE(graph.output(graph.ops.front()), (data::Shape { 64, 25, 5 }));
        QCOMPARE(graph.ops.front().padding, (graph::Padding { 4, 5, 1, 1 }));
        QCOMPARE(cost.ramBytes, 2 * 64 * 25 * 5);
        const auto layers = cost::layerTable(graph);
        QCOMPARE(layers[0].kernel.text(), std::string("10×4"));
        QCOMPARE(layers[2].name, std::string("block1 pointwise"));
    }

    /// REFERENCE.md section 2: what makes the models of fixed data as large as they are is the dense layer on what two layers of
    /// 5 x 5 leave of 1025 x 118, in 32-bit floats; and 2 or 4 filters with less to take away.
    void chainsHaveTheSizesOf2023()
    {
        const auto bytes = [](const graph::ConvChain& chain) { return 4 * costOf(chain, 1025, 118).parameters; };
        const auto two = bytes({ { { 16, 5, false }, { 2, 5, false } } });
        QCOMPARE(two, 4 * (16 * 26 + 2 * (16 * 25 + 1) + 1017 * 110 * 2 * 10 + 10 + 22));
        QVERIFY(std::abs(static_cast<double>(two) / 8'957'760 - 1.0) < 0.001);
        const auto four = bytes({ { { 4, 3, true }, { 4, 5, false } } });
        QVERIFY(std::abs(static_cast<double>(four) / 18'278'100 - 1.0) < 0.001);
        const cost::Cost small = costOf({ { { 2, 5, false } } }, 39, 8); // MFCC at 375 Hz, 10 s
        QCOMPARE(small.parameters, 52 + 35 * 4 * 2 * 10 + 10 + 22);
        QCOMPARE(small.macs, 35 * 4 * 2 * 25 + 35 * 4 * 2 * 10 + 20);
    }

    void aSigmoidIsAnOperatorWithATensor()
    {
        const auto graph = graph::buildGraph(graph::ConvChain { { { 2, 3, true }, { 4, 3, false } } }, { 1, 12, 9 }, 3);
        std::vector<std::string> names;
        for (const auto& op : graph.ops)
            names.push_back(op.name());
        QCOMPARE(names, (std::vector<std::string> { "conv1", "sigmoid1", "conv2", "hidden", "head" }));
        QCOMPARE(graph.output(graph.ops[1]), (data::Shape { 2, 10, 7 }));
        QCOMPARE(graph.macs(graph.ops[1]), 0);
        QCOMPARE(graph.output(graph.ops[2]), (data::Shape { 4, 8, 5 }));
        QCOMPARE(graph.weights(graph.ops[3]), 4 * 8 * 5 * 10);
    }

    void whatVanishesIsNamed()
    {
        const graph::ConvChain chain { { { 2, 5, false }, { 2, 5, false } } };
        QCOMPARE(graph::buildGraph(chain, { 1, 39, 9 }, 2).output(graph::buildGraph(chain, { 1, 39, 9 }, 2).ops[1]), (data::Shape { 2, 31, 1 }));
        try {
            static_cast<void>(graph::buildGraph(chain, { 1, 39, 8 }, 2));
            QFAIL("no error");
        } catch (const Error& error) {
            QVERIFY(std::string(error.what()).find("vanishes") != std::string::npos);
        }
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(graph::buildGraph(graph::ConvChain {}, { 1, 39, 8 }, 2)), Error);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(graph::buildGraph(graph::DsCnn {}, { 1, 39, 8 }, 2)), Error);
    }

    void beginningsEndWithOneBlock()
    {
        QCOMPARE(graph::beginnings(graph::mlperfTinyKeywordSpotting()).size(), 4U);
        QCOMPARE(graph::beginnings(graph::originalMobileNetV2(0.5)).size(), 6U);
        const auto chains = graph::beginnings(graph::ConvChain { { { 2, 3, false }, { 4, 5, true } } });
        QVERIFY(std::get<graph::ConvChain>(chains.back()) == (graph::ConvChain { { { 2, 3, false } } }));
    }

    void plansHaveNoFlaw()
    {
        Rng rng(8);
        for (int i = 0; i < 60; ++i) {
            const auto graph = test::randomFamilyNetwork(i, rng);
            const cost::MemoryPlan plain = cost::planPlainly(graph);
            QCOMPARE(cost::flaw(plain, graph, {}), std::string());
            QCOMPARE(plain.peakBytes, cost::costOf(graph).ramBytes);
            for (const auto& target : cost::targets()) {
                const auto plan = cost::planMemory(graph, target.engine.memory);
                QCOMPARE(cost::flaw(plan, graph, target.engine.memory), std::string());
            }
        }
    }

    void int8EqualsPlainLoops()
    {
        Rng rng(9);
        for (int i = 0; i < 24; ++i) {
            const auto graph = test::randomFamilyNetwork(i, rng);
            const auto weights = test::randomWeights(graph, rng);
            const auto pictures = [&](std::int64_t k) { return test::randomImage(graph.input(), 4, k); };
            RunControl control;
            const auto network = quant::quantize(graph, weights, quant::activationRanges(graph, weights, pictures, 4, control));
            quant::Interpreter interpreter(network);
            test::NaiveInt8 naive(network);
            std::vector<std::int8_t> input(static_cast<std::size_t>(graph.input().elements()));
            quant::quantizeInput(pictures(77).pixels, input);
            interpreter.run(input);
            const auto expected = naive.run(input);
            for (std::size_t t = 0; t < expected.size(); ++t)
                QVERIFY2(std::ranges::equal(interpreter.tensor(t), expected[t]), t == 0 ? "input" : graph.ops[t - 1].name().c_str());
        }
    }

    /// 1 / (1 + e^-x) to the nearest of 256 steps, whatever the input's scale.
    void sigmoidsAreRoundedToNearest()
    {
        for (const float scale : { 0.001F, 0.0117F, 0.05F, 0.0625F, 0.2F, 1.0F, 3.7F, 40.0F }) {
            for (const int zero : { -128, -5, 0, 127 }) {
                const auto table = quant::logisticTable({ scale, zero });
                for (int q = -128; q <= 127; ++q) {
                    const double exact = 256.0 / (1.0 + std::exp(-static_cast<double>(scale) * (q - zero)));
                    const int expected = std::min(static_cast<int>(std::lround(exact)) - 128, 127);
                    if (scale < 8.0F || q != zero) // beyond, TensorFlow Lite has 0 become 0
                        QCOMPARE(int { table[static_cast<std::size_t>(q + 128)] }, expected);
                }
            }
        }
    }
};

QTEST_APPLESS_MAIN(TstFamilies)
#include "tst_families.moc"
