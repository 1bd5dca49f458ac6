// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "cost/cost.h"
#include "deploy/tflite_reader.h"
#include "deploy/tflite_writer.h"
#include "quant/interpreter.h"
#include "space/search_space.h"
#include "support/family_networks.h"
#include "support/random_network.h"

#include <QTest>

using namespace danas;

namespace {

quant::QuantizedNetwork quantised(const graph::NetworkGraph& graph, Rng& rng)
{
    const auto weights = test::randomWeights(graph, rng);
    RunControl control;
    const auto pictures = [&](std::int64_t i) { return test::randomImage(graph.input(), 5, i); };
    return quant::quantize(graph, weights, quant::activationRanges(graph, weights, pictures, 2, control));
}

quant::QuantizedNetwork sampleNetwork(const std::string& preset, Rng& rng)
{
    if (preset == "chain" || preset == "ds-cnn")
        return quantised(preset == "chain" ? test::randomChain(rng) : test::randomDsCnn(rng), rng);
    const space::SearchSpace space = space::spacePreset(preset);
    const auto genes = space.sample(rng);
    const auto graph = graph::buildGraph(space.architecture(genes), space.dataConfig(genes).shape(), 2 + static_cast<int>(rng.below(9)));
    return quantised(graph, rng);
}

} // namespace

class TstTfliteReader : public QObject {
    Q_OBJECT
private slots:
    void whatWasWrittenIsReadBack()
    {
        Rng rng(5);
        for (const char* preset : { "lean", "paper", "demo", "lean", "paper", "chain", "ds-cnn", "chain", "ds-cnn", "chain" }) {
            const auto network = sampleNetwork(preset, rng);
            std::vector<std::int32_t> offsets;
            for (std::size_t i = 0; i < network.graph.tensors.size(); ++i)
                offsets.push_back(static_cast<std::int32_t>(16 * i));
            const auto read = deploy::readTflite(deploy::tfliteModel(network, { "a model", offsets }), "model.tflite");
            QCOMPARE(read.description, std::string("a model"));
            QCOMPARE(read.arenaOffsets, offsets);
            QCOMPARE(read.constantBytes, cost::costOf(network.graph).flashBytes);
            QVERIFY(read.network.graph.tensors == network.graph.tensors);
            QVERIFY(read.network.tensors == network.tensors);
            for (std::size_t i = 0; i < network.ops.size(); ++i) {
                QVERIFY(read.network.graph.ops[i].padding == network.graph.ops[i].padding);
                QVERIFY(read.network.graph.ops[i].activation == network.graph.ops[i].activation);
                QVERIFY(read.network.graph.ops[i].kernel == network.graph.ops[i].kernel);
                QVERIFY(read.network.ops[i].weights == network.ops[i].weights);
                QVERIFY(read.network.ops[i].biases == network.ops[i].biases);
                QVERIFY(read.network.ops[i].multipliers == network.ops[i].multipliers);
                QCOMPARE(read.network.ops[i].low, network.ops[i].low);
                QCOMPARE(read.network.ops[i].high, network.ops[i].high);
            }
        }
    }

    /// Whatever is wrong with a file, it is either read (and fits itself) or refused; nothing is read beside it.
    void damagedFilesAreRefused()
    {
        Rng rng(6);
        const auto network = sampleNetwork("demo", rng);
        const auto model = deploy::tfliteModel(network);
        for (int i = 0; i < 200; ++i) {
            const std::vector<std::uint8_t> cut(model.begin(), model.begin() + static_cast<std::ptrdiff_t>(rng.below(model.size())));
            QVERIFY_EXCEPTION_THROWN(static_cast<void>(deploy::readTflite(cut, "model.tflite")), Error);
        }
        int refused = 0;
        for (int i = 0; i < 2000; ++i) {
            auto changed = model;
            for (int k = 0; k < 20; ++k)
                changed[rng.below(changed.size())] = static_cast<std::uint8_t>(rng.below(256));
            try {
                const auto read = deploy::readTflite(changed, "model.tflite");
            } catch (const Error&) {
                ++refused;
            }
        }
        QVERIFY(refused > 0);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(deploy::readTflite(std::vector<std::uint8_t>(100, 7), "model.tflite")), Error);
    }
};

QTEST_APPLESS_MAIN(TstTfliteReader)
#include "tst_tflite_reader.moc"
