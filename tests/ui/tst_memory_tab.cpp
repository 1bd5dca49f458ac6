// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/units.h"
#include "data/audio/device_tables.h"
#include "graph/mobilenet_v2.h"
#include "support/synthetic_run.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/models/figure_text.h"
#include "ui/models/layer_model.h"
#include "ui/plots/memory_plot.h"
#include "ui/views/budget_bars.h"
#include "ui/views/candidate_panel.h"
#include "ui/views/memory_tab.h"
#include "base/units.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLabel>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace danas;
using namespace danas::ui;
using graph::NetworkGraph;

namespace {

cost::Deployment on(const char* target, const char* sensor = "none")
{
    return { cost::findTarget(cost::targets(), target), cost::sensorFromText(sensor, "test") };
}

graph::Op made(graph::OpKind kind, int input, int output, int kernel = 1)
{
    graph::Op op;
    op.kind = kind;
    op.input = static_cast<std::int16_t>(input);
    op.output = static_cast<std::int16_t>(output);
    op.kernel = kernel;
    return op;
}

/// Two branches of one tensor, added: an order can be chosen, and two tensors are kept.
NetworkGraph branches()
{
    NetworkGraph graph;
    graph.tensors = { { 3, 16, 16 }, { 8, 16, 16 }, { 24, 16, 16 }, { 8, 16, 16 }, { 8, 16, 16 }, { 8, 16, 16 } };
    graph.ops = { made(graph::OpKind::Conv2d, 0, 1, 3), made(graph::OpKind::Conv2d, 1, 2), made(graph::OpKind::Conv2d, 2, 3),
        made(graph::OpKind::DepthwiseConv2d, 1, 4, 3), made(graph::OpKind::Add, 3, 5) };
    graph.ops.back().secondInput = 4;
    return graph;
}

/// A chain of `length` convolutions with a residual over every third.
NetworkGraph longChain(int length)
{
    NetworkGraph graph;
    graph.tensors.push_back({ 8, 12, 12 });
    for (int i = 0; i < length; ++i) {
        graph::Op op = made(i % 4 == 3 ? graph::OpKind::Add : graph::OpKind::Conv2d, i, i + 1);
        if (op.kind == graph::OpKind::Add)
            op.secondInput = static_cast<std::int16_t>(i - 3);
        graph.tensors.push_back({ 8, 12, 12 });
        graph.ops.push_back(op);
    }
    return graph;
}

NetworkGraph mobileNet(double width, int side)
{
    return graph::buildGraph(graph::originalMobileNetV2(width), { 3, side, side }, 2);
}

SharedCosts costsOf(NetworkGraph graph, const std::optional<cost::Deployment>& deployment = std::nullopt)
{
    return std::make_shared<CandidateCosts>(candidateCosts(std::move(graph), deployment, data::DataConfig(96, data::Colour::Rgb)));
}

/// Heights of the stack, added up from its pieces: at each step left and right of its middle.
std::vector<std::int64_t> heights(const MemoryStack& stack, double within)
{
    std::vector<std::int64_t> sums(stack.live.size(), 0);
    for (const StackedPiece& piece : stack.pieces) {
        for (std::size_t step = 0; step < sums.size(); ++step) {
            const double at = static_cast<double>(step) + within;
            if (piece.from <= at && at < piece.to)
                sums[step] += piece.bytes;
        }
    }
    return sums;
}

} // namespace

class TstMemoryTab : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeMode::Light); }

    void stackIsWhatThePlanTakes_data()
    {
        QTest::addColumn<int>("graph");
        QTest::addColumn<QString>("target");
        for (const char* target : { "", "f746-tflm", "f746-cmsis-nn", "f746-st-edge-ai", "f746-tinyengine" }) {
            for (int graph = 0; graph < 4; ++graph)
                QTest::newRow(qPrintable(QStringLiteral("%1 %2").arg(QLatin1String(target)).arg(graph))) << graph << QString::fromLatin1(target);
        }
    }
    void stackIsWhatThePlanTakes()
    {
        QFETCH(int, graph);
        QFETCH(QString, target);
        NetworkGraph network = graph == 0 ? mobileNet(0.35, 96) : graph == 1 ? mobileNet(1.0, 64) : graph == 2 ? branches() : longChain(40);
        const auto deployment = target.isEmpty() ? std::nullopt : std::optional(on(qPrintable(target)));
        const CandidateCosts costs = candidateCosts(std::move(network), deployment, data::DataConfig(96, data::Colour::Rgb));
        const MemoryStack stack = stackOf(costs.plan);
        const auto live = cost::liveBytes(costs.plan);
        QCOMPARE(stack.live, live);
        QCOMPARE(heights(stack, -0.25), live); // before and after a tensor takes over another
        QCOMPARE(heights(stack, 0.25), live);
        QCOMPARE(*std::max_element(live.begin(), live.end()), costs.plan.peakBytes);
        std::int64_t top = 0;
        for (const MemoryBlock& block : stack.blocks)
            top = std::max(top, block.offset + block.bytes);
        QCOMPARE(top, costs.plan.arenaBytes);
        QCOMPARE(costs.ram.arena, deployment ? costs.plan.arenaBytes : costs.plan.peakBytes);
        if (!deployment)
            QCOMPARE(costs.cost.ramBytes, costs.plan.peakBytes);
    }

    void mapHasNoOverlap()
    {
        for (const char* target : { "f746-cmsis-nn", "f746-tinyengine" }) {
            const MemoryStack stack = stackOf(costsOf(mobileNet(0.35, 96), on(target))->plan);
            for (const MemoryBlock& a : stack.blocks) {
                for (const MemoryBlock& b : stack.blocks) {
                    const bool together = &a != &b && a.from < b.to && b.from < a.to && a.offset < b.offset + b.bytes && b.offset < a.offset + a.bytes;
                    QVERIFY(!together);
                }
            }
        }
    }

    void inPlaceIsNamed()
    {
        MemoryTab tab;
        tab.resize(420, 500);
        tab.show(costsOf(mobileNet(0.35, 96), on("f746-tinyengine")), {});
        tab.QWidget::show();
        QVERIFY(QTest::qWaitForWindowExposed(&tab));
        const MemoryStack& stack = tab.plot().stack();
        const auto heir = std::find_if(stack.blocks.begin(), stack.blocks.end(),
            [](const MemoryBlock& block) { return block.from == std::floor(block.from) && block.kind != MemoryBlock::Kind::Rest; });
        QVERIFY(heir != stack.blocks.end());
        QApplication::processEvents();
        const QString tip = tab.plot().tipAt(tab.plot().pixelOf(
            (heir->from + heir->to) / 2, static_cast<double>(heir->offset) + static_cast<double>(heir->bytes) / 2, MemoryPlot::Part::Map));
        QVERIFY2(tip.contains(QStringLiteral("in place of")), qPrintable(tip));
        QVERIFY2(tip.contains(QStringLiteral("estimated for TinyEngine")), qPrintable(tip));
    }

    void clickLinksPlotsAndLayers_data()
    {
        QTest::addColumn<int>("part");
        QTest::newRow("timeline") << static_cast<int>(MemoryPlot::Part::Timeline);
        QTest::newRow("map") << static_cast<int>(MemoryPlot::Part::Map);
    }
    void clickLinksPlotsAndLayers()
    {
        QFETCH(int, part);
        Panel panel;
        panel.select(3);
        auto* const layers = panel.child<QTableView>("layerView");
        auto* const plot = panel.child<MemoryPlot>("memoryPlot");
        QTRY_VERIFY(layers->model()->rowCount() > 0);
        QTRY_VERIFY(!plot->stack().live.empty());
        panel.openTab(2);
        QApplication::processEvents();
        QTest::mouseClick(panel.child<QWidget>("memoryCanvas"), Qt::LeftButton, {}, plot->pixelOf(4, 0, static_cast<MemoryPlot::Part>(part)) - QPoint(0, 6));
        QCOMPARE(plot->currentOp(), 4);
        QCOMPARE(layers->currentIndex().row(), 4);

        panel.child<QWidget>("memoryCanvas")->setFocus();
        QTest::keyClick(panel.child<QWidget>("memoryCanvas"), Qt::Key_Right);
        QCOMPARE(layers->currentIndex().row(), 5);

        panel.openTab(1);
        QTest::mouseClick(layers->viewport(), Qt::LeftButton, {}, layers->visualRect(layers->model()->index(2, 1)).center());
        QCOMPARE(plot->currentOp(), 2);
        panel.select(5); // another candidate: nothing is selected there
        QTRY_COMPARE(plot->currentOp(), -1);
    }

    void withoutTargetSaysSo()
    {
        Panel panel;
        panel.select(3);
        QTRY_VERIFY(panel.child<QLabel>("memoryBasis")->text().contains(QStringLiteral("No target is set")));
        QVERIFY(panel.child<QLabel>("memoryRamParts")->text().contains(QStringLiteral("unknown without a target")));
        QVERIFY(panel.child<QLabel>("candidateBasis")->text().contains(QStringLiteral("no engine")));
        const auto* const model = panel.child<QTableView>("layerView")->model();
        QCOMPARE(model->columnCount(), int { LayerModel::Latency });
        auto* const bars = panel.child<BudgetBars>("budgetBars");
        QVERIFY(bars->tipAt(2).contains(QStringLiteral("plain arena")));
        QVERIFY(!bars->accessibleName().contains(QStringLiteral("Latency")));
        QVERIFY(panel.child<MemoryPlot>("memoryPlot")->accessibleName().contains(QStringLiteral("peak of")));
    }

    void targetGivesPartsAndTimes()
    {
        Panel panel(on("h747-st-edge-ai", "qvga-rgb565"));
        panel.select(3);
        auto* const ram = panel.child<QLabel>("memoryRamParts");
        QTRY_VERIFY(ram->text().contains(QStringLiteral("sensor 150")));
        QVERIFY2(ram->text().contains(QStringLiteral("runtime")) && !ram->text().contains(QStringLiteral("unknown")), qPrintable(ram->text()));
        QVERIFY(panel.child<QLabel>("memoryBasis")->text().contains(QStringLiteral("calibrated for ST Edge AI")));
        const auto* const model = panel.child<QTableView>("layerView")->model();
        QCOMPARE(model->columnCount(), int { LayerModel::ColumnCount });
        double shares = 0.0;
        int peaks = 0;
        for (int row = 0; row + 1 < model->rowCount(); ++row) {
            shares += model->index(row, LayerModel::Latency).data(LayerModel::ShareRole).toDouble();
            peaks += model->index(row, 0).data(LayerModel::PeakRole).toBool() ? 1 : 0;
        }
        QVERIFY(std::abs(shares - 1.0) < 1e-9);
        QCOMPARE(peaks, 1);
        const auto costs = search::costOf(panel.spec(), panel.evaluation(3).genes, 2);
        QCOMPARE(model->index(model->rowCount() - 1, LayerModel::Latency).data().toString(), toQt(formatLatency(*costs.latencyMs)));
        auto* const bars = panel.child<BudgetBars>("budgetBars");
        QVERIFY2(bars->accessibleName().contains(QStringLiteral("Latency")), qPrintable(bars->accessibleName()));
        QVERIFY2(bars->tipAt(2).contains(QStringLiteral("sensor 150")), qPrintable(bars->tipAt(2)));
    }

    void unknownRuntimeIsSaid()
    {
        MemoryTab tab;
        tab.show(costsOf(mobileNet(0.35, 96), on("f746-tinyengine")), {});
        QVERIFY(tab.findChild<QLabel*>(QStringLiteral("memoryRamParts"))->text().contains(QStringLiteral("runtime unknown")));
        QVERIFY(tab.findChild<QLabel*>(QStringLiteral("memoryFlashParts"))->text().contains(QStringLiteral("code unknown")));
    }

    void tablesOfSoundsAreFlash()
    {
        search::RunSpec spec;
        spec.space = space::keywordsSpace();
        spec.deployment = on("h747-st-edge-ai", "mic-16bit");
        const space::Genes genes = spec.space.smallest();
        const auto costs = std::make_shared<CandidateCosts>(candidateCosts(spec, genes, 4));
        const std::int64_t tables = tableBytes(spec.space.dataConfig(genes).audio());
        QCOMPARE(costs->flash.preprocessing, tables);
        MemoryTab tab;
        tab.show(costs, {});
        const QString text = tab.findChild<QLabel*>(QStringLiteral("memoryFlashParts"))->text();
        QVERIFY2(text.contains(QStringLiteral("tables of preprocessing ") + toQt(formatBytes(tables))), qPrintable(text));
        BudgetBars bars;
        bars.show(costs->cost, {}, costs.get());
        QString tip;
        for (int y = 0; y < bars.sizeHint().height() && !tip.startsWith(QStringLiteral("Flash")); ++y)
            tip = bars.tipAt(y);
        QVERIFY2(tip.contains(QStringLiteral("preprocessing ")), qPrintable(tip));
    }

    void overBudgetIsSaid()
    {
        MemoryTab tab;
        const SharedCosts costs = costsOf(mobileNet(1.0, 96));
        tab.show(costs, { costs->cost.ramBytes - 1024, {}, {} });
        auto* const answer = tab.findChild<QLabel*>(QStringLiteral("memoryAnswer"));
        QVERIFY2(answer->text().contains(QStringLiteral("over the budget")), qPrintable(answer->text()));
        tab.show(costs, { costs->cost.ramBytes, {}, {} });
        QVERIFY(!answer->text().contains(QStringLiteral("over the budget")));
        tab.show(nullptr, {});
        QVERIFY(answer->text().isEmpty());
        QVERIFY(tab.plot().stack().live.empty());
    }

    void hugeGraphIsDrawn()
    {
        MemoryTab tab;
        tab.resize(420, 500);
        tab.QWidget::show();
        QVERIFY(QTest::qWaitForWindowExposed(&tab));
        tab.show(costsOf(longChain(4000), on("f746-tinyengine")), {});
        QElapsedTimer clock;
        clock.start();
        const QPixmap picture = tab.grab();
        qInfo("4,000 operators painted in %lld ms", clock.elapsed());
        QVERIFY(!picture.isNull());
        QVERIFY(tab.plot().pixelOf(3999, 0, MemoryPlot::Part::Map).x() < tab.width());
    }

    void walkingIsFluid()
    {
        Panel panel(on("h747-st-edge-ai", "qvga-rgb565"));
        panel.openTab(2);
        QElapsedTimer clock;
        clock.start();
        constexpr int kSteps = 40;
        for (int id = 0; id < kSteps; ++id) {
            panel.select(id);
            const QString title = QStringLiteral("#%1 ").arg(id);
            QTRY_VERIFY(panel.child<QLabel>("candidateTitle")->text().startsWith(title));
            QApplication::processEvents();
        }
        qInfo("a step of the walk takes %.1f ms", static_cast<double>(clock.elapsed()) / kSteps);
    }

    void exportsBothFormats()
    {
        MemoryTab tab;
        tab.resize(420, 500);
        tab.show(costsOf(mobileNet(0.35, 96), on("f746-cmsis-nn")), {});
        for (const char* name : { "m.png", "m.svg" }) {
            const QString file = m_folder.filePath(QString::fromLatin1(name));
            QVERIFY(tab.plot().exportTo(file));
            QVERIFY(QFileInfo(file).size() > 2000);
        }
    }

    void summaryNamesEveryFigure()
    {
        const QString st = trustSummary(on("h747-st-edge-ai"));
        for (const char* word : { "ST Edge AI", "RAM", "flash", "latency", "energy", "calibrated" })
            QVERIFY2(st.contains(QLatin1String(word)), qPrintable(st));
    }

    /// For people: DANAS_PICTURES=folder writes the panel as it looks.
    void pictures()
    {
        const QString folder = qEnvironmentVariable("DANAS_PICTURES");
        if (folder.isEmpty())
            QSKIP("set DANAS_PICTURES to a folder");
        for (const auto& [mode, name] : { std::pair { ThemeMode::Light, "light" }, std::pair { ThemeMode::Dark, "dark" } }) {
            applyTheme(*qApp, mode);
            for (const char* target : { "h747-st-edge-ai", "f746-tinyengine" }) {
                Panel panel(on(target, "qvga-rgb565"));
                panel.select(4);
                QTRY_VERIFY(!panel.child<MemoryPlot>("memoryPlot")->stack().live.empty());
                panel.child<MemoryPlot>("memoryPlot")->setCurrentOp(5);
                for (int tab = 1; tab < 3; ++tab) {
                    panel.openTab(tab);
                    QTest::qWait(60);
                    panel.save(QStringLiteral("%1/%2-%3-%4.png").arg(folder, QLatin1String(target), QLatin1String(name)).arg(tab));
                }
            }
        }
    }

private:
    /// The panel over a run in memory.
    class Panel {
    public:
        explicit Panel(const std::optional<cost::Deployment>& deployment = std::nullopt)
        {
            RunContent content = test::SyntheticRun().content(60);
            content.record.spec.deployment = deployment;
            for (search::Evaluation& evaluation : content.evaluations)
                evaluation.cost = search::costOf(content.record.spec, evaluation.genes, 2);
            m_run.setContent(std::move(content));
            m_panel.resize(440, 740);
            m_panel.setVisible(true);
            if (!QTest::qWaitForWindowExposed(&m_panel))
                qWarning("the panel is not exposed");
        }
        void select(int id) { m_selection.setCurrent(id); }
        void openTab(int tab) { child<QTabWidget>("candidateTabs")->setCurrentIndex(tab); }
        void save(const QString& file) { m_panel.grab().save(file); }
        [[nodiscard]] const search::RunSpec& spec() const { return m_run.spec(); }
        [[nodiscard]] const search::Evaluation& evaluation(int id) const { return *m_run.find(id); }
        template <typename T>
        [[nodiscard]] T* child(const char* name) const
        {
            return m_panel.findChild<T*>(QString::fromLatin1(name));
        }

    private:
        RunModel m_run;
        SelectionContext m_selection;
        CandidatePanel m_panel { m_run, m_selection };
    };

    QTemporaryDir m_folder;
};

QTEST_MAIN(TstMemoryTab)
#include "tst_memory_tab.moc"
