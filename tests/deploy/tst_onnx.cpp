// SPDX-License-Identifier: GPL-3.0-or-later
// Models written by onnxModel and onnxInt8Model, run by onnxruntime and held against LibTorch and our integers.
// packaging/runtimes.sh installs onnxruntime; without it this fails, for nothing else here says that the files are right.
#include "deploy/onnx_cases.h"
#include "deploy/torch_forward.h"
#include "learn/colour_dataset.h"
#include "learn/evaluators.h"
#include "quant/float_interpreter.h"
#include "support/family_networks.h"
#include "support/random_candidate.h"
#include "support/random_network.h"

#include <QTemporaryDir>
#include <QTest>

using namespace danas;

namespace {

constexpr std::size_t kInputs = 500;
constexpr int kCandidates = 20;
const data::DataConfig kColour { 32, data::Colour::Rgb };

QString stem(const QTemporaryDir& folder, int number)
{
    return folder.filePath(QStringLiteral("%1").arg(number, 4, 10, QLatin1Char('0')));
}

struct Candidate {
    graph::NetworkGraph graph;
    graph::NetworkWeights weights;
    quant::QuantizedNetwork int8;
};

Candidate candidateOf(const graph::NetworkGraph& graph, Rng& rng)
{
    const auto weights = test::randomWeights(graph, rng);
    RunControl control;
    const auto pictures = [&](std::int64_t i) { return test::randomImage(graph.input(), 5, i); };
    return { graph, weights, quant::quantize(graph, weights, quant::activationRanges(graph, weights, pictures, 16, control)) };
}

Candidate randomCandidate(const space::SearchSpace& space, Rng& rng)
{
    return candidateOf(test::sampleGraph(space, rng), rng);
}

/// Pictures, every other one noise.
std::vector<std::uint8_t> inputsOf(const graph::Shape& shape, std::size_t count, Rng& rng)
{
    std::vector<std::uint8_t> bytes;
    for (std::size_t i = 0; i < count; ++i) {
        auto pixels = test::randomImage(shape, 5, 1000 + static_cast<std::int64_t>(i)).pixels;
        if (i % 2 != 0)
            std::ranges::generate(pixels, [&] { return static_cast<std::uint8_t>(rng.below(256)); });
        bytes.insert(bytes.end(), pixels.begin(), pixels.end());
    }
    return bytes;
}

std::vector<std::int8_t> stored(const std::vector<std::uint8_t>& bytes)
{
    std::vector<std::int8_t> values(bytes.size());
    quant::quantizeInput(bytes, values);
    return values;
}

/// The operator as a network of its own. A sum adds its first operand to itself.
quant::QuantizedNetwork aloneOf(const quant::QuantizedNetwork& network, std::size_t index)
{
    graph::Op op = network.graph.ops[index];
    quant::QuantizedNetwork alone { { { network.graph.input(op), network.graph.output(op) }, {} },
        { network.tensors[static_cast<std::size_t>(op.input)], network.tensors[static_cast<std::size_t>(op.output)] }, { network.ops[index] } };
    op.secondInput = op.kind == graph::OpKind::Add ? 0 : -1;
    op.input = 0;
    op.output = 1;
    alone.graph.ops.push_back(op);
    return alone;
}

void requireClasses(const test::OnnxRun& run, const char* kind, const char* same, const char* all)
{
    qInfo("%s: the same class for %.2f %% of %lld inputs, for %.2f %% of the %lld where the best is ahead; %lld of %lld outputs differ, by %g at most",
        kind, 100.0 * run.share("same_class", "samples"), run.total("samples"), 100.0 * run.share("same_ahead", "ahead"), run.total("ahead"),
        run.total("different"), run.total("values"), run.most("most_steps"));
    QCOMPARE(run.models(), kCandidates);
    QVERIFY(run.share(same, all) >= 0.995);
}

} // namespace

class TstOnnx : public QObject {
    Q_OBJECT
private slots:
    void floatIsLibTorchs_data()
    {
        QTest::addColumn<QString>("preset");
        QTest::addColumn<int>("candidates");
        QTest::newRow("lean") << "lean" << 20;
        QTest::newRow("paper") << "paper" << 5;
        QTest::newRow("demo") << "demo" << 5;
        QTest::newRow("chains and DS-CNN") << "" << 16;
    }
    void floatIsLibTorchs()
    {
        QFETCH(QString, preset);
        QFETCH(int, candidates);
        QTemporaryDir folder;
        Rng rng(17);
        double interpreters = 0.0; // difference of our own float interpreter
        for (int i = 0; i < candidates; ++i) {
            const Candidate candidate = preset.isEmpty() ? candidateOf(test::randomFamilyNetwork(i, rng), rng)
                                                         : randomCandidate(space::spacePreset(preset.toStdString()), rng);
            const auto bytes = inputsOf(candidate.graph.input(), kInputs, rng);
            std::vector<float> inputs(bytes.size());
            data::normalise(bytes, inputs);
            const auto logits = test::torchForward(candidate.graph, candidate.weights, inputs, kInputs);
            test::writeValues(stem(folder, i) + ".onnx", deploy::onnxModel(candidate.graph, candidate.weights));
            test::writeValues(stem(folder, i) + ".inputs", stored(bytes));
            test::writeValues(stem(folder, i) + ".logits", logits);
            quant::FloatInterpreter own(candidate.graph, candidate.weights);
            for (std::size_t k = 0; k < kInputs; k += 25) {
                const auto mine = own.run(std::span(inputs).subspan(k * (inputs.size() / kInputs), inputs.size() / kInputs));
                for (std::size_t c = 0; c < mine.size(); ++c)
                    interpreters = std::max(interpreters, static_cast<double>(std::abs(mine[c] - logits[k * mine.size() + c])));
            }
        }
        const test::OnnxRun run("float", folder.path());
        qInfo("%lld logits of %g at most differ by %g at most; those of our own interpreter by %g", run.total("values"), run.most("largest_logit"),
            run.most("largest_difference"), interpreters);
        QCOMPARE(run.models(), candidates);
        QVERIFY(run.most("largest_difference") <= 1e-4);
        QVERIFY(interpreters <= 1e-4);
    }

    /// Each operator of 20 candidates and of 10 chains and DS-CNN by itself, on what it gets within its network: integers round halves up where onnxruntime rounds
    /// them to even, so a few outputs are one step apart, most of them means of few values.
    void int8OperatorsAreWithinAStep()
    {
        QTemporaryDir folder;
        Rng rng(23);
        int models = 0;
        for (int i = 0; i < 30; ++i) {
            const Candidate candidate = i < 20 ? randomCandidate(space::leanSpace(), rng) : candidateOf(test::randomFamilyNetwork(i, rng), rng);
            const auto& graph = candidate.int8.graph;
            std::vector<std::vector<std::int8_t>> inputs(graph.ops.size());
            quant::Interpreter interpreter(candidate.int8);
            const auto pictures = stored(inputsOf(graph.input(), 4, rng));
            for (std::size_t at = 0; at < pictures.size(); at += pictures.size() / 4) {
                interpreter.run(std::span(pictures).subspan(at, pictures.size() / 4));
                for (std::size_t k = 0; k < graph.ops.size(); ++k)
                    std::ranges::copy(interpreter.tensor(static_cast<std::size_t>(graph.ops[k].input)), std::back_inserter(inputs[k]));
            }
            for (std::size_t k = 0; k < graph.ops.size(); ++k)
                test::writeInt8Case(stem(folder, models++), aloneOf(candidate.int8, k), inputs[k]);
        }
        const test::OnnxRun run("int8", folder.path());
        qInfo("%d operators: %lld of %lld outputs differ, by %g at most", models, run.total("different"), run.total("values"), run.most("most_steps"));
        QCOMPARE(run.models(), models);
        QVERIFY(run.most("most_steps") <= 1.0);
        QVERIFY(run.share("different", "values") <= 0.005);
    }

    /// Networks that learned something, on pictures that they have not seen.
    void int8ClassesAreOursWhereTrained()
    {
        QTemporaryDir folder;
        test::writeColourDataset(folder.filePath("data").toStdString(), 250);
        search::RunSpec spec;
        spec.dataset.path = folder.filePath("data").toStdString();
        spec.space = space::demoSpace().withDataConfigs({ kColour });
        spec.supernet.steps = 40;
        spec.supernet.batch = 16;
        spec.supernet.calibrationImages = 64;
        spec.finalise = { 0, 60, 3e-3 };
        spec.threads = 1;
        RunControl control;
        const auto dataset = std::make_shared<const data::Dataset>(data::openDataset(spec.dataset, control));
        const auto cache = data::loadSamples(*dataset, spec.space.dataConfigs(), control);
        const auto evaluator = learn::makeEvaluator({ spec, dataset, cache });
        evaluator->train({}, {});
        std::vector<std::int8_t> inputs;
        for (const int sample : dataset->indices(data::Split::Test))
            std::ranges::copy(stored(cache->evaluation(sample, kColour).pixels), std::back_inserter(inputs));
        Rng rng(5);
        double accuracy = 0.0;
        const auto training = dataset->indices(data::Split::Train);
        for (int i = 0; i < kCandidates; ++i) {
            const auto genes = spec.space.sample(rng);
            const auto tuned = evaluator->fineTune(genes, { control });
            const auto graph = graph::buildGraph(spec.space.architecture(genes), kColour.shape(), 2);
            const auto pictures = [&](std::int64_t k) { return cache->evaluation(training[static_cast<std::size_t>(k)], kColour); };
            const auto network = quant::quantize(graph, tuned.weights, quant::activationRanges(graph, tuned.weights, pictures, std::ssize(training), control));
            test::writeInt8Case(stem(folder, i), network, inputs);
            const auto truth = test::truthOf(*dataset, data::Split::Test);
            for (std::size_t k = 0; k < truth.size(); ++k)
                accuracy += tuned.test[k].label == truth[k] ? 1.0 / (kCandidates * static_cast<double>(truth.size())) : 0.0;
        }
        QVERIFY2(accuracy > 0.95, qPrintable(QString::number(accuracy)));
        for (const char* kind : { "int8", "int8-plain" })
            requireClasses(test::OnnxRun(kind, folder.path()), kind, "same_class", "samples");
    }

    /// Random weights enlarge every step of a difference from layer to layer, and their best two classes are often as good as equal:
    /// this asks where the best is ahead by a tenth of what the network's outputs vary.
    void int8ClassesAreOursWhereAhead()
    {
        QTemporaryDir folder;
        Rng rng(17);
        for (int i = 0; i < 20; ++i) {
            const Candidate candidate = randomCandidate(space::leanSpace(), rng);
            test::writeInt8Case(stem(folder, i), candidate.int8, stored(inputsOf(candidate.graph.input(), kInputs, rng)));
        }
        for (const char* kind : { "int8", "int8-plain" })
            requireClasses(test::OnnxRun(kind, folder.path()), kind, "same_ahead", "ahead");
    }
};

QTEST_GUILESS_MAIN(TstOnnx)
#include "tst_onnx.moc"
