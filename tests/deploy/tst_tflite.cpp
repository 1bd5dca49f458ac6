// SPDX-License-Identifier: GPL-3.0-or-later
// Models written by tfliteModel, run by TensorFlow Lite and TensorFlow Lite Micro themselves. packaging/runtimes.sh installs
// them; without them this fails, for nothing else here says that the files are right.
#include "base/json.h"
#include "cost/memory_plan.h"
#include "deploy/tflite_writer.h"
#include "quant/interpreter.h"
#include "support/family_networks.h"
#include "support/naive_int8.h"
#include "support/random_candidate.h"
#include "support/random_network.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <fmt/format.h>

using namespace danas;

namespace {

constexpr std::int64_t kInputs = 500;
constexpr std::int64_t kSmallMacs = 500'000;     ///< where every output is worked out one by one
constexpr std::int64_t kSmallInputs = 20;
constexpr int kPatience = 500'000;               ///< ms

/// Outputs of all models of a folder, by one runtime.
struct Difference {
    int models = 0;
    std::int64_t values = 0, different = 0, mostSteps = 0;
    std::string failure; ///< why it could not be run
};

void writeFile(const QString& path, const void* data, std::size_t bytes)
{
    QFile file(path);
    QVERIFY2(file.open(QIODevice::WriteOnly), qPrintable(path));
    QCOMPARE(file.write(static_cast<const char*>(data), static_cast<qint64>(bytes)), static_cast<qint64>(bytes));
}

/// Our memory plan by the rules of TensorFlow Lite Micro, for the file to hold.
std::vector<std::int32_t> arenaOffsets(const graph::NetworkGraph& graph)
{
    cost::MemoryRules rules;
    rules.alignment = 16;
    std::vector<std::int32_t> offsets;
    for (const auto& tensor : cost::planMemory(graph, rules).tensors)
        offsets.push_back(static_cast<std::int32_t>(tensor.offset));
    return offsets;
}

quant::QuantizedNetwork randomNetwork(const graph::NetworkGraph& graph, Rng& rng)
{
    const auto weights = test::randomWeights(graph, rng);
    const auto pictures = [&](std::int64_t i) { return test::randomImage(graph.input(), 5, i); };
    RunControl control;
    return quant::quantize(graph, weights, quant::activationRanges(graph, weights, pictures, 16, control));
}

/// Model, inputs and what `outputsOf` makes of them.
template <typename OutputsOf>
void writeCase(const QString& stem, const quant::QuantizedNetwork& network, bool planned, std::int64_t count, Rng& rng, const OutputsOf& outputsOf)
{
    const auto& graph = network.graph;
    const auto model = deploy::tfliteModel(network, { "random candidate", planned ? arenaOffsets(graph) : std::vector<std::int32_t> {} });
    writeFile(stem + ".tflite", model.data(), model.size());

    std::vector<std::int8_t> inputs;
    std::vector<std::int8_t> outputs;
    std::vector<std::int8_t> input(static_cast<std::size_t>(graph.input().elements()));
    for (std::int64_t i = 0; i < count; ++i) {
        if (i % 2 == 0)
            quant::quantizeInput(test::randomImage(graph.input(), 5, 1000 + i).pixels, input);
        else
            std::ranges::generate(input, [&] { return static_cast<std::int8_t>(rng.below(256)); });
        const auto logits = outputsOf(input);
        inputs.insert(inputs.end(), input.begin(), input.end());
        outputs.insert(outputs.end(), logits.begin(), logits.end());
    }
    writeFile(stem + ".inputs", inputs.data(), inputs.size());
    writeFile(stem + ".outputs", outputs.data(), outputs.size());
}

QString stemOf(const QTemporaryDir& folder, int number)
{
    return folder.filePath(QStringLiteral("%1").arg(number, 3, 10, QLatin1Char('0')));
}

Difference run(const char* runtime, const QString& folder)
{
    QProcess process;
    process.start(QStringLiteral(DANAS_RUNTIMES_PYTHON), { QStringLiteral(DANAS_RUN_TFLITE), runtime, folder });
    if (!process.waitForStarted())
        return { .failure = "No " DANAS_RUNTIMES_PYTHON ": run packaging/runtimes.sh." };
    if (!process.waitForFinished(kPatience) || process.exitCode() != 0)
        return { .failure = process.readAllStandardError().toStdString() };
    Difference difference;
    for (const QByteArray& line : process.readAllStandardOutput().trimmed().split('\n')) {
        const Json result = Json::parse(line.toStdString());
        ++difference.models;
        difference.values += result["values"].get<std::int64_t>();
        difference.different += result["different"].get<std::int64_t>();
        difference.mostSteps = std::max(difference.mostSteps, result["most_steps"].get<std::int64_t>());
    }
    qInfo("%s: %lld of %lld outputs differ, by %lld at most", runtime, static_cast<long long>(difference.different),
        static_cast<long long>(difference.values), static_cast<long long>(difference.mostSteps));
    return difference;
}

void requireEqual(const Difference& difference, int models)
{
    QVERIFY2(difference.failure.empty(), difference.failure.c_str());
    QCOMPARE(difference.models, models);
    QCOMPARE(difference.different, 0);
}

/// At most one step, at one output of `share`.
void requireNear(const Difference& difference, int models, std::int64_t share)
{
    QVERIFY2(difference.failure.empty(), difference.failure.c_str());
    QCOMPARE(difference.models, models);
    QVERIFY(difference.mostSteps <= 1);
    QVERIFY(difference.different * share <= difference.values);
}

} // namespace

class TstTflite : public QObject {
    Q_OBJECT
private slots:
    /// Chains with sigmoids and dense layers on pictures, DS-CNN with oblong stems.
    void runtimesGiveTheInterpretersBytesOfFamilies()
    {
        constexpr int kNetworks = 16;
        QTemporaryDir folder;
        Rng rng(23);
        for (int i = 0; i < kNetworks; ++i) {
            const auto network = randomNetwork(test::randomFamilyNetwork(i, rng), rng);
            quant::Interpreter interpreter(network);
            writeCase(stemOf(folder, i), network, i % 4 > 1, kInputs, rng, [&](const auto& input) { return interpreter.run(input); });
        }
        requireEqual(run("tflm", folder.path()), kNetworks);
        requireEqual(run("tflite-reference", folder.path()), kNetworks);
    }

    void runtimesGiveTheInterpretersBytes_data()
    {
        QTest::addColumn<QString>("preset");
        QTest::addColumn<int>("candidates");
        QTest::newRow("lean") << "lean" << 20;
        QTest::newRow("paper") << "paper" << 5;
        QTest::newRow("demo") << "demo" << 5;
    }
    void runtimesGiveTheInterpretersBytes()
    {
        QFETCH(QString, preset);
        QFETCH(int, candidates);
        QTemporaryDir folder;
        const space::SearchSpace space = space::spacePreset(preset.toStdString());
        Rng rng(17);
        for (int i = 0; i < candidates; ++i) { // every other model holds a memory plan
            const auto network = randomNetwork(test::sampleGraph(space, rng), rng);
            quant::Interpreter interpreter(network);
            writeCase(stemOf(folder, i), network, i % 2 == 1, kInputs, rng, [&](const auto& input) { return interpreter.run(input); });
        }

        requireEqual(run("tflm", folder.path()), candidates);
        requireEqual(run("tflite-reference", folder.path()), candidates);
        // LiteRT's reference FULLY_CONNECTED rounds once, in double, where TensorFlow Lite and its Micro round twice in integers.
        requireNear(run("litert-reference", folder.path()), candidates, 50);
    }

    /// Optimised kernels on a computer do not give the bytes of its own reference kernels: they round a convolution's sums in another
    /// way, depending on the processor, and a step in an inner tensor grows from layer to layer. With that rounding (and nothing else
    /// changed) ours are theirs. Boards have the reference's arithmetic.
    void optimisedKernelsDifferInRoundingOnly_data()
    {
        QTest::addColumn<QString>("runtime");
        QTest::newRow("TensorFlow Lite") << "tflite-optimised";
        QTest::newRow("LiteRT") << "litert-optimised";
    }
    void optimisedKernelsDifferInRoundingOnly()
    {
        QFETCH(QString, runtime);
        constexpr int candidates = 20;
        int equal = 0;
        for (const auto rounding : { test::Rounding::Reference, test::Rounding::TiesUp, test::Rounding::Once }) {
            QTemporaryDir folder;
            Rng rng(29);
            for (int i = 0; i < candidates; ++i) {
                const auto network = randomNetwork(test::sampleGraph(space::spacePreset(i % 2 == 0 ? "lean" : "demo"), rng, kSmallMacs), rng);
                test::NaiveInt8 naive(network, rounding);
                writeCase(stemOf(folder, i), network, false, kSmallInputs, rng, [&](const test::Bytes& input) { return naive.run(input).back(); });
            }
            const Difference difference = run(qPrintable(runtime), folder.path());
            QVERIFY2(difference.failure.empty(), difference.failure.c_str());
            QCOMPARE(difference.models, candidates);
            equal += difference.different == 0 ? 1 : 0;
        }
        QCOMPARE(equal, 1);
    }
};

QTEST_GUILESS_MAIN(TstTflite)
#include "tst_tflite.moc"
