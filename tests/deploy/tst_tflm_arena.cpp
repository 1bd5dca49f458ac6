// SPDX-License-Identifier: GPL-3.0-or-later
// The RAM shown for TensorFlow Lite Micro against what it says of itself. It runs here with pointers of 64 bits, so the comparison
// has two steps: a model of its structures, evaluated for this computer, against its own report; the same model, evaluated for a
// microcontroller, against the figures on the screen.
#include "cost/target_cost.h"
#include "deploy/tflite_writer.h"
#include "quant/quantize.h"
#include "space/search_space.h"
#include "support/random_network.h"
#include "support/run_program.h"
#include "support/tflm_arena.h"

#include <QTemporaryDir>

#include <fmt/format.h>

using namespace danas;

namespace {

constexpr std::int64_t kLargestMacs = 20'000'000;

struct Arena {
    std::int64_t tensors = 0, persistent = 0;
};

/// What it reports of every model in a folder, by name.
std::vector<Arena> reported(const QString& folder, QString& failure)
{
    QProcess process;
    process.start(QStringLiteral(DANAS_RUNTIMES_PYTHON), { QStringLiteral(DANAS_RUN_TFLITE), "tflm-arena", folder });
    if (!process.waitForStarted() || !process.waitForFinished(100'000) || process.exitCode() != 0) {
        failure = "No " DANAS_RUNTIMES_PYTHON " (packaging/runtimes.sh makes it), or it failed: " + process.readAllStandardError();
        return {};
    }
    std::vector<Arena> arenas;
    for (const QByteArray& line : process.readAllStandardOutput().trimmed().split('\n')) {
        const Json result = Json::parse(line.toStdString());
        arenas.push_back({ result["head"].get<std::int64_t>(), result["tail"].get<std::int64_t>() });
    }
    return arenas;
}

quant::QuantizedNetwork randomNetwork(const space::SearchSpace& space, Rng& rng)
{
    for (;;) {
        const auto genes = space.sample(rng);
        graph::NetworkGraph graph = graph::buildGraph(space.architecture(genes), space.dataConfig(genes).shape(), 2 + static_cast<int>(rng.below(9)));
        if (cost::costOf(graph).macs > kLargestMacs)
            continue;
        const auto weights = test::randomWeights(graph, rng);
        RunControl control;
        const auto picture = [&](std::int64_t i) { return test::randomImage(graph.input(), 5, i); };
        return quant::quantize(graph, weights, quant::activationRanges(graph, weights, picture, 1, control));
    }
}

double apart(std::int64_t value, std::int64_t from)
{
    return 100.0 * static_cast<double>(std::abs(value - from)) / static_cast<double>(from);
}

} // namespace

class TstTflmArena : public QObject {
    Q_OBJECT
private slots:
    void shownRamIsTheArenaReported()
    {
        const QTemporaryDir folder;
        const cost::Deployment deployment { cost::findTarget(cost::targets(), "h743-tflm"), {} };
        std::vector<quant::QuantizedNetwork> networks;
        Rng rng(23);
        for (const auto& [preset, count] : { std::pair("lean", 16), std::pair("paper", 8), std::pair("demo", 8) }) {
            const auto space = space::spacePreset(preset);
            for (int i = 0; i < count; ++i) {
                networks.push_back(randomNetwork(space, rng));
                const auto model = deploy::tfliteModel(networks.back(), { "arena", {} });
                test::writeFile(folder.filePath(QStringLiteral("%1.tflite").arg(networks.size(), 3, 10, QLatin1Char('0'))), model.data(), model.size());
            }
        }
        QString failure;
        const auto arenas = reported(folder.path(), failure);
        QVERIFY2(failure.isEmpty(), qPrintable(failure));
        QCOMPARE(arenas.size(), networks.size());

        qInfo("    64 bits: tensors, persistent reported, modelled (apart)   32 bits: arena modelled, shown (apart)");
        for (std::size_t i = 0; i < networks.size(); ++i) {
            const auto& graph = networks[i].graph;
            const auto shown = cost::costOn(deployment, graph).ram;
            const std::int64_t here = arenas[i].tensors + arenas[i].persistent;
            const std::int64_t modelled = arenas[i].tensors + test::tflmPersistentBytes(graph, test::kTflmWheel);
            const std::int64_t board = shown.arena + test::tflmPersistentBytes(graph, test::tflmOnBoard());
            const std::string row = fmt::format("{:>7} {:>6} {:>6} ({:.2f} %)   {:>7} {:>7} ({:.2f} %), {} layers", arenas[i].tensors, arenas[i].persistent,
                modelled - arenas[i].tensors, apart(modelled, here), board, shown.total(), apart(shown.total(), board), graph.ops.size());
            qInfo("%s", row.c_str());
            QCOMPARE(shown.arena, arenas[i].tensors);
            QVERIFY(apart(modelled, here) < 0.2);
            QVERIFY(apart(shown.total(), board) < 2.0);
        }
    }
};

QTEST_GUILESS_MAIN(TstTflmArena)
#include "tst_tflm_arena.moc"
