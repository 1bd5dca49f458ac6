// SPDX-License-Identifier: GPL-3.0-or-later
// The C sources, compiled with the strictest warnings and sanitizers, against our int8 interpreter, in the memory plan of every
// engine: plans that let outputs overlap inputs must give the same bytes. The same by calls of CMSIS-NN, for which tests/deploy/cmsis_nn
// stands in: arguments, layouts and working memory are right if its definitions give the same bytes.
#include "base/resources.h"
#include "cost/plain_plan.h"
#include "cost/target_cost.h"
#include "deploy/c_writer.h"
#include "quant/interpreter.h"
#include "space/search_space.h"
#include "support/family_networks.h"
#include "support/random_network.h"
#include "support/run_program.h"

#include <QTemporaryDir>
#include <QTest>

using namespace danas;

namespace {

constexpr std::int64_t kInputs = 12;
constexpr std::int64_t kLargestMacs = 600'000;

quant::QuantizedNetwork quantised(const graph::NetworkGraph& graph, Rng& rng)
{
    const auto weights = test::randomWeights(graph, rng);
    const auto pictures = [&](std::int64_t i) { return test::randomImage(graph.input(), 5, i); };
    RunControl control;
    return quant::quantize(graph, weights, quant::activationRanges(graph, weights, pictures, 8, control));
}

quant::QuantizedNetwork sampleNetwork(const space::SearchSpace& space, Rng& rng)
{
    for (;;) {
        const auto genes = space.sample(rng);
        graph::NetworkGraph graph
            = graph::buildGraph(space.architecture(genes), space.dataConfig(genes).shape(), 2 + static_cast<int>(rng.below(9)));
        if (cost::costOf(graph).macs <= kLargestMacs)
            return quantised(graph, rng);
    }
}

std::vector<std::string> classNames(const quant::QuantizedNetwork& network)
{
    std::vector<std::string> names;
    for (int i = 0; i < network.graph.tensors.back().channels; ++i)
        names.push_back("class " + std::to_string(i));
    return names;
}

/// Inputs that exercise all values, and what the interpreter makes of them.
void writeInputs(const QString& file, const quant::QuantizedNetwork& network, QByteArray& expected)
{
    quant::Interpreter interpreter(network);
    Rng rng(3);
    QByteArray inputs;
    std::vector<std::int8_t> input(static_cast<std::size_t>(network.graph.input().elements()));
    for (std::int64_t i = 0; i < kInputs; ++i) {
        if (i % 2 == 0)
            quant::quantizeInput(test::randomImage(network.graph.input(), 5, 1000 + i).pixels, input);
        else
            std::ranges::generate(input, [&] { return static_cast<std::int8_t>(rng.below(256)); });
        const auto logits = interpreter.run(input);
        inputs.append(reinterpret_cast<const char*>(input.data()), std::ssize(input));
        expected.append(reinterpret_cast<const char*>(logits.data()), std::ssize(logits));
    }
    test::writeFile(file, inputs.constData(), static_cast<std::size_t>(inputs.size()));
}

void compareOn(const quant::QuantizedNetwork& network, const cost::MemoryRules& rules, bool wantsOverlap)
{
    QTemporaryDir folder;
    const cost::MemoryPlan plan = rules == cost::MemoryRules {} ? cost::planPlainly(network.graph) : cost::planMemory(network.graph, rules);
    QCOMPARE(cost::flaw(plan, network.graph, rules), std::string());
    const bool overlaps = std::ranges::any_of(plan.tensors, [](const auto& tensor) { return tensor.inPlaceOf >= 0; });
    QVERIFY(overlaps || !wantsOverlap);
    for (const auto& file : deploy::cSources({ network, plan, classNames(network), "a test */ of\ntitles" }))
        test::writeFile(folder.filePath(QString::fromStdString(file.name)), file.text.data(), file.text.size());
    for (const char* name : { "batch.c", "preprocess.c", "preprocess.h" })
        test::writeFile(folder.filePath(name), resource(name).data(), resource(name).size());
    QByteArray expected;
    writeInputs(folder.filePath("inputs"), network, expected);
    const QString sources = "danas_kernels.c model.c model_weights.c preprocess.c batch.c -o batch ";
    const QString cmsis = QStringLiteral("-DDANAS_USE_CMSIS_NN -I " DANAS_CMSIS_NN " " DANAS_CMSIS_NN "/arm_nnfunctions.c -lm");
    for (const QString& kernels : { QString(), cmsis }) {
        const QString failure = test::failureOf(folder.path(), (test::kStrictC + sources + kernels).trimmed());
        QVERIFY2(failure.isEmpty(), qPrintable(failure));
        QCOMPARE(test::failureOf(folder.path(), folder.filePath("batch") + " infer inputs outputs"), QString());
        QCOMPARE(test::readFile(folder.filePath("outputs")), expected);
    }
}

} // namespace

class TstCWriter : public QObject {
    Q_OBJECT
private slots:
    void sameBytesAsTheInterpreterInEveryPlan_data()
    {
        QTest::addColumn<QString>("engine");
        QTest::addColumn<bool>("overlap");
        QTest::newRow("plain arena") << "" << false;
        QTest::newRow("TensorFlow Lite Micro") << "h743-tflm" << false;
        QTest::newRow("CMSIS-NN") << "h743-cmsis-nn" << false;
        QTest::newRow("ST Edge AI, over its input by lines") << "h743-st-edge-ai" << true;
        QTest::newRow("TinyEngine, over its input by channels, additions in place") << "h743-tinyengine" << true;
    }
    void sameBytesAsTheInterpreterInEveryPlan()
    {
        QFETCH(QString, engine);
        QFETCH(bool, overlap);
        const cost::MemoryRules rules
            = engine.isEmpty() ? cost::MemoryRules {} : cost::findTarget(cost::targets(), engine.toStdString()).engine.memory;
        Rng rng(11);
        for (const char* preset : { "lean", "paper", "demo" })
            compareOn(sampleNetwork(space::spacePreset(preset), rng), rules, overlap);
        compareOn(quantised(test::randomDsCnn(rng), rng), rules, overlap);
        compareOn(quantised(test::randomChain(rng), rng), rules, false);
        compareOn(quantised(test::randomChain(rng), rng), rules, false);
    }

    /// The RAM that a run without a target shows is the arena of the C sources.
    void plainArenaIsTheRamShown()
    {
        Rng rng(2);
        int apart = 0;
        for (const char* preset : { "lean", "paper", "demo" }) {
            const space::SearchSpace space = space::spacePreset(preset);
            for (int i = 0; i < 500; ++i) {
                const auto genes = space.sample(rng);
                const auto graph = graph::buildGraph(space.architecture(genes), space.dataConfig(genes).shape(), 5);
                apart += cost::planPlainly(graph).arenaBytes == cost::costOf(graph).ramBytes ? 0 : 1;
            }
        }
        QCOMPARE(apart, 0);
    }

    void namesAndTextsAreSafeInC()
    {
        QCOMPARE(deploy::cName("stage3.0 expand"), std::string("stage3_0_expand"));
        QCOMPARE(deploy::cString("a \"b\" \\ ?\?/ \n \xC3\xA9"), std::string("\"a \\\"b\\\" \\\\ \\077\\077/ \\012 \\303\\251\""));
    }
};

QTEST_APPLESS_MAIN(TstCWriter)
#include "tst_c_writer.moc"
