// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "cost/cost.h"
#include "cost/target.h"
#include "graph/mobilenet_v2.h"
#include "space/search_space.h"

#include <QTest>

#include <algorithm>

using namespace danas;

namespace {

cost::Cost costAt(double width, int resolution, int classes, int channels = 3)
{
    return cost::costOf(graph::buildGraph(graph::originalMobileNetV2(width), { channels, resolution, resolution }, classes));
}

} // namespace

class TstCost : public QObject {
    Q_OBJECT
private slots:
    // REFERENCE.md section 4
    void parametersEqualThePublishedOnes()
    {
        const std::pair<double, std::int64_t> published[] = { { 1.0, 2'260'546 }, { 0.75, 1'384'626 }, { 0.5, 708'786 }, { 0.35, 412'770 },
            { 0.25, 251'330 }, { 0.1, 95'874 } };
        for (const auto& [width, parameters] : published)
            QCOMPARE(costAt(width, 96, 2).parameters, parameters);
    }

    void macsEqualThePublishedOnes()
    {
        const std::pair<int, std::int64_t> atFullWidth[] = { { 224, 299'496'832 }, { 192, 220'039'168 }, { 160, 152'805'760 },
            { 128, 97'796'608 }, { 96, 55'011'712 }, { 64, 24'451'072 }, { 32, 6'114'688 } };
        for (const auto& [resolution, macs] : atFullWidth)
            QCOMPARE(costAt(1.0, resolution, 2).macs, macs);
        const std::pair<double, std::int64_t> at160[] = { { 0.1, 12'951'360 }, { 0.25, 18'329'760 }, { 0.35, 29'597'360 }, { 0.5, 48'906'560 } };
        for (const auto& [width, macs] : at160)
            QCOMPARE(costAt(width, 160, 2).macs, macs);
        QCOMPARE(costAt(0.25, 224, 2).macs, 35'923'872);
    }

    // REFERENCE.md section 8: weights within 0.1 KiB; plain liveness lies 1.1 to 5.1 % above ST's activation RAM.
    void memoryAgreesWithTheModelZoo()
    {
        struct Row {
            double width;
            int resolution, classes;
            double ramKib, weightsKib;
        };
        const Row rows[] = { { 0.35, 128, 5, 237.32, 406.86 }, { 0.35, 224, 5, 699.32, 406.86 }, { 0.35, 128, 1000, 237.32, 1654.5 },
            { 0.35, 224, 1000, 699.32, 1654.5 }, { 1.0, 224, 1000, 1433.13, 3458.97 }, { 1.4, 224, 1000, 2143.27, 6015.34 } };
        for (const Row& row : rows) {
            const cost::Cost cost = costAt(row.width, row.resolution, row.classes);
            QVERIFY2(std::abs(static_cast<double>(cost.flashBytes) / 1024.0 - row.weightsKib) < 0.1, qPrintable(QString::number(cost.flashBytes)));
            const double above = static_cast<double>(cost.ramBytes) / 1024.0 / row.ramKib - 1.0;
            QVERIFY2(above > 0.010 && above < 0.052, qPrintable(QString::number(above)));
        }
    }

    void ramIsThePeakOfTheLayers()
    {
        const auto graph = graph::buildGraph(graph::originalMobileNetV2(0.35), { 3, 96, 96 }, 2);
        const auto layers = cost::layerTable(graph);
        const cost::Cost total = cost::costOf(graph);
        std::int64_t macs = 0, parameters = 0, flash = 0, peak = 0;
        for (const auto& layer : layers) {
            macs += layer.macs;
            parameters += layer.parameters;
            flash += layer.flashBytes;
            peak = std::max(peak, layer.liveBytes);
        }
        QCOMPARE(macs, total.macs);
        QCOMPARE(parameters, total.parameters);
        QCOMPARE(flash, total.flashBytes);
        QCOMPARE(peak, total.ramBytes);
        QCOMPARE(std::count_if(layers.begin(), layers.end(), [](const auto& layer) { return layer.peak; }), 1);
        // First op: input and output live.
        QCOMPARE(layers.front().liveBytes, 3 * 96 * 96 + 16 * 48 * 48);
    }

    void residualsAreKeptAlive()
    {
        graph::MobileNetV2 network = graph::originalMobileNetV2(0.5);
        const auto graph = graph::buildGraph(network, { 3, 64, 64 }, 2);
        const auto live = cost::liveBytes(graph);
        bool seen = false;
        for (std::size_t i = 0; i < graph.ops.size(); ++i) {
            const graph::Op& add = graph.ops[i];
            if (add.kind != graph::OpKind::Add)
                continue;
            seen = true;
            // The depthwise between holds its input, its output and the block's entry.
            const graph::Op& depthwise = graph.ops[i - 2];
            QCOMPARE(depthwise.kind, graph::OpKind::DepthwiseConv2d);
            QCOMPARE(live[i - 2], graph.input(depthwise).elements() + graph.output(depthwise).elements() + graph.output(add).elements());
        }
        QVERIFY(seen);
    }

    void paddingIsTensorFlowsSame()
    {
        QCOMPARE(graph::samePadding({ 1, 96, 96 }, 3, 2), (graph::Padding { 0, 1, 0, 1 }));
        QCOMPARE(graph::samePadding({ 1, 5, 5 }, 3, 2), (graph::Padding { 1, 1, 1, 1 }));
        QCOMPARE(graph::samePadding({ 1, 7, 7 }, 5, 1), (graph::Padding { 2, 2, 2, 2 }));
    }

    void budgets()
    {
        const cost::Cost cost { 1000, 10, 2048, 4096 };
        QVERIFY(cost::Budget {}.fits(cost));
        QVERIFY((cost::Budget { 4096, 2048, 1000 }).fits(cost));
        QCOMPARE((cost::Budget { 2048, 1024, {} }).violation(cost), 2.0);
        const cost::Budget budget { 4096, {}, 7 };
        QCOMPARE(cost::budgetFromJson(cost::toJson(budget), "b"), budget);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(cost::budgetFromJson(Json { { "ram", 1 } }, "b")), Error);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(cost::budgetFromJson(Json { { "ram_bytes", -1 } }, "b")), Error);
    }

    void boardsHaveSources()
    {
        QVERIFY(cost::boards().size() >= 7);
        for (const auto& board : cost::boards())
            QVERIFY(!board.source.empty() && board.ramBytes > 0 && board.flashBytes > board.ramBytes);
    }
};

QTEST_APPLESS_MAIN(TstCost)
#include "tst_cost.moc"
