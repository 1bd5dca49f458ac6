// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "cost/cost.h"
#include "deploy/onnx_reader.h"
#include "deploy/onnx_writer.h"
#include "graph/mobilenet_v2.h"
#include "quant/interpreter.h"
#include "space/search_space.h"
#include "support/random_network.h"

#include <QTest>

using namespace danas;

namespace {

struct Sample {
    graph::NetworkGraph graph;
    graph::NetworkWeights weights;
    quant::QuantizedNetwork int8;
};

Sample sampleOf(const char* preset, Rng& rng)
{
    const space::SearchSpace space = space::spacePreset(preset);
    const auto genes = space.sample(rng);
    const auto graph = graph::buildGraph(space.architecture(genes), space.dataConfig(genes).shape(), 2 + static_cast<int>(rng.below(9)));
    const auto weights = test::randomWeights(graph, rng);
    RunControl control;
    const auto pictures = [&](std::int64_t i) { return test::randomImage(graph.input(), 5, i); };
    return { graph, weights, quant::quantize(graph, weights, quant::activationRanges(graph, weights, pictures, 2, control)) };
}

const deploy::OnnxOptions kOptions { "a model", { { "labels", "[\"a\",\"b\"]" }, { "made_for", "tests" } } };
const std::map<std::string, std::string> kMetadata(kOptions.metadata.begin(), kOptions.metadata.end());

/// Whatever is wrong with a file, it is either read or refused.
template <typename Read> void requireDamageIsSurvived(const std::vector<std::uint8_t>& model, const Read& read, Rng& rng)
{
    int refused = 0;
    for (int i = 0; i < 300; ++i) {
        auto changed = model;
        if (i % 3 == 0)
            changed.resize(rng.below(model.size()));
        for (int k = 0; k < 20 && !changed.empty(); ++k)
            changed[rng.below(changed.size())] = static_cast<std::uint8_t>(rng.below(256));
        try {
            read(changed);
        } catch (const Error&) {
            ++refused;
        }
    }
    QVERIFY(refused > 100);
}

} // namespace

class TstOnnxReader : public QObject {
    Q_OBJECT
private slots:
    void whatWasWrittenIsReadBack()
    {
        Rng rng(5);
        for (const char* preset : { "lean", "paper", "demo", "lean", "paper" }) {
            const Sample sample = sampleOf(preset, rng);
            const auto read = deploy::readOnnx(deploy::onnxModel(sample.graph, sample.weights, kOptions), "model.onnx");
            QVERIFY(read.metadata == kMetadata);
            QVERIFY(read.graph.tensors == sample.graph.tensors);
            QCOMPARE(read.graph.ops.size(), sample.graph.ops.size());
            for (std::size_t i = 0; i < read.graph.ops.size(); ++i) {
                const auto& got = read.graph.ops[i];
                const auto& wanted = sample.graph.ops[i];
                QVERIFY(got.kind == wanted.kind && got.padding == wanted.padding && got.activation == wanted.activation);
                QVERIFY(got.input == wanted.input && got.secondInput == wanted.secondInput && got.output == wanted.output);
                QVERIFY(got.kernel == wanted.kernel && got.stride == wanted.stride);
                QVERIFY(read.weights.ops[i].weights == sample.weights.ops[i].weights);
                QVERIFY(read.weights.ops[i].biases == sample.weights.ops[i].biases);
            }
        }
    }

    void int8IsReadBack()
    {
        Rng rng(6);
        for (const char* preset : { "lean", "paper", "demo", "lean", "paper" }) {
            const Sample sample = sampleOf(preset, rng);
            const auto read = deploy::readOnnxInt8(deploy::onnxInt8Model(sample.int8, kOptions), "model.onnx");
            QVERIFY(read.metadata == kMetadata);
            QCOMPARE(read.constantBytes, cost::costOf(sample.graph).flashBytes);
            QVERIFY(read.network.tensors == sample.int8.tensors);
            for (std::size_t i = 0; i < sample.int8.ops.size(); ++i) {
                const auto& got = read.network.ops[i];
                const auto& wanted = sample.int8.ops[i];
                QVERIFY(got.weights == wanted.weights && got.biases == wanted.biases && got.weightScales == wanted.weightScales);
                QVERIFY(got.multipliers == wanted.multipliers && got.low == wanted.low && got.high == wanted.high);
            }
            quant::Interpreter before(sample.int8), after(read.network);
            std::vector<std::int8_t> input(static_cast<std::size_t>(sample.graph.input().elements()));
            std::ranges::generate(input, [&] { return static_cast<std::int8_t>(rng.below(256)); });
            const auto a = before.run(input), b = after.run(input);
            QVERIFY(std::ranges::equal(a, b));
        }
    }

    /// A tensor of zeros has a scale of 1: then ReLU6 ends before int8 does.
    void narrowLimitsAreKept()
    {
        Rng rng(7);
        Sample sample = sampleOf("demo", rng);
        quant::ActivationRanges ranges(sample.graph.tensors.size(), { -1.0F, 1.0F });
        ranges[1] = { 0.0F, 0.0F };
        sample.int8 = quant::quantize(sample.graph, sample.weights, ranges);
        QCOMPARE(sample.int8.ops[0].high, -122);
        QCOMPARE(deploy::readOnnxInt8(deploy::onnxInt8Model(sample.int8), "model.onnx").network.ops[0].high, -122);
    }

    void kindsAreNotMixedUp()
    {
        Rng rng(8);
        const Sample sample = sampleOf("demo", rng);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(deploy::readOnnxInt8(deploy::onnxModel(sample.graph, sample.weights), "model.onnx")), Error);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(deploy::readOnnx(deploy::onnxInt8Model(sample.int8), "model.onnx")), Error);
    }

    void damagedFilesAreRefused()
    {
        Rng rng(9);
        const Sample sample = sampleOf("demo", rng);
        requireDamageIsSurvived(deploy::onnxModel(sample.graph, sample.weights),
            [](const auto& bytes) { static_cast<void>(deploy::readOnnx(bytes, "model.onnx")); }, rng);
        requireDamageIsSurvived(deploy::onnxInt8Model(sample.int8),
            [](const auto& bytes) { static_cast<void>(deploy::readOnnxInt8(bytes, "model.onnx")); }, rng);
    }
};

QTEST_APPLESS_MAIN(TstOnnxReader)
#include "tst_onnx_reader.moc"
