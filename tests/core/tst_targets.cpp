// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "base/resources.h"
#include "cost/target_cost.h"
#include "cost/target_library.h"
#include "graph/mobilenet_v2.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

using namespace danas;
using cost::Deployment;
using cost::Target;
using cost::Trust;

namespace {

/// ST's table, REFERENCE.md section 8.
struct Row {
    double width;
    int resolution, classes;
    double ramKib, weightsKib, ms;
};
constexpr std::array kRows { Row { 0.35, 128, 5, 237.32, 406.86, 96.75 }, Row { 0.35, 224, 5, 699.32, 406.86, 298.62 },
    Row { 0.35, 128, 1000, 237.32, 1654.5, 113.43 }, Row { 0.35, 224, 1000, 699.32, 1654.5, 321.76 },
    Row { 1.0, 224, 1000, 1433.13, 3458.97, 1118.27 }, Row { 1.4, 224, 1000, 2143.27, 6015.34, 2035.56 } };
constexpr double kStClockHz = 400e6;

graph::NetworkGraph graphOf(double width, int resolution, int classes)
{
    return graph::buildGraph(graph::originalMobileNetV2(width), { 3, resolution, resolution }, classes);
}

Deployment on(const char* id, const char* sensor = "none")
{
    return { cost::findTarget(cost::targets(), id), cost::sensorFromText(sensor, "test") };
}

using Coefficients = std::array<double, 3>; // spatial, pointwise, dense

Coefficients macsByKind(const graph::NetworkGraph& graph)
{
    Coefficients macs {};
    for (const auto& op : graph.ops) {
        const bool pointwise = op.kind == graph::OpKind::Conv2d && op.kernel == 1;
        const std::size_t kind = op.kind == graph::OpKind::Dense ? 2 : pointwise ? 1 : 0;
        macs[kind] += static_cast<double>(graph.macs(op));
    }
    return macs;
}

double dot(const Coefficients& a, const Coefficients& b)
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/// Least squares of the relative errors over all rows but one (-1: all), by Cramer's rule.
Coefficients fitted(int without)
{
    std::array<Coefficients, 3> normal {};
    Coefficients right {};
    for (std::size_t r = 0; r < kRows.size(); ++r) {
        if (static_cast<int>(r) == without)
            continue;
        Coefficients x = macsByKind(graphOf(kRows[r].width, kRows[r].resolution, kRows[r].classes));
        for (double& value : x)
            value /= kRows[r].ms * 1e-3 * kStClockHz;
        for (std::size_t i = 0; i < 3; ++i) {
            right[i] += x[i];
            for (std::size_t j = 0; j < 3; ++j)
                normal[i][j] += x[i] * x[j];
        }
    }
    const auto determinant = [](const std::array<Coefficients, 3>& m) {
        return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
            + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
    };
    Coefficients solution {};
    for (std::size_t column = 0; column < 3; ++column) {
        auto replaced = normal;
        for (std::size_t i = 0; i < 3; ++i)
            replaced[i][column] = right[i];
        solution[column] = determinant(replaced) / determinant(normal);
    }
    return solution;
}

template <typename Call> std::string refusal(const Call& call)
{
    try {
        call();
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

void writeFile(const std::filesystem::path& file, const Json& json)
{
    writeJsonFile(file, json);
}

} // namespace

class TstTargets : public QObject {
    Q_OBJECT
private slots:
    void weightsAgreeWithTheModelZoo()
    {
        for (const Row& row : kRows) {
            const auto cost = cost::costOn(on("h747-st-edge-ai"), graphOf(row.width, row.resolution, row.classes));
            QVERIFY(std::abs(static_cast<double>(cost.flash.weights) / 1024.0 - row.weightsKib) < 0.1);
        }
    }

    /// One rule for all rows: within 3 %, never below.
    void arenaAgreesWithTheModelZoo()
    {
        for (const Row& row : kRows) {
            const auto cost = cost::costOn(on("h747-st-edge-ai"), graphOf(row.width, row.resolution, row.classes));
            const double error = static_cast<double>(cost.ram.arena) / 1024.0 / row.ramKib - 1.0;
            qInfo("width %.2f, %d px: arena %.2f KiB, ST %.2f KiB, %+.2f %%", row.width, row.resolution,
                static_cast<double>(cost.ram.arena) / 1024.0, row.ramKib, 100.0 * error);
            QVERIFY2(error >= 0.0 && error < 0.03, qPrintable(QString::number(error)));
        }
    }

    void latencyAgreesWithTheModelZoo()
    {
        const auto preset = on("h747-st-edge-ai").target.engine.cycles.value();
        const Coefficients all = fitted(-1);
        QVERIFY(std::abs(preset.spatial / all[0] - 1.0) < 0.005);
        QVERIFY(std::abs(preset.pointwise / all[1] - 1.0) < 0.005);
        QVERIFY(std::abs(preset.dense / all[2] - 1.0) < 0.005);
        for (std::size_t r = 0; r < kRows.size(); ++r) {
            const Row& row = kRows[r];
            const auto graph = graphOf(row.width, row.resolution, row.classes);
            const double shown = cost::costOn(on("h747-st-edge-ai"), graph).cost.latencyMs.value() / row.ms - 1.0;
            const double leftOut = dot(fitted(static_cast<int>(r)), macsByKind(graph)) / kStClockHz * 1e3 / row.ms - 1.0;
            qInfo("width %.2f, %d px, %d classes: %+.2f %% (left out of the fit: %+.2f %%)", row.width, row.resolution, row.classes,
                100.0 * shown, 100.0 * leftOut);
            QVERIFY2(std::abs(shown) < 0.03, qPrintable(QString::number(shown)));
            QVERIFY2(std::abs(leftOut) < 0.10, qPrintable(QString::number(leftOut)));
        }
    }

    /// ST model zoo with X-CUBE-AI 10.0.0: columns Runtime RAM and Code Flash.
    void runtimeAndCodeAgreeWithTheModelZoo()
    {
        const std::pair<double, double> codeKib[] = { { 0.35, 108.29 }, { 1.0, 157.37 }, { 1.4, 191.16 } };
        for (const auto& [width, kib] : codeKib) {
            const auto cost = cost::costOn(on("h747-st-edge-ai"), graphOf(width, 224, 1000));
            QVERIFY(std::abs(static_cast<double>(cost.flash.code.value()) / 1024.0 / kib - 1.0) < 0.005);
            QVERIFY(std::abs(static_cast<double>(cost.ram.runtime.value()) / 1024.0 - 30.16) < 0.05);
        }
    }

    void otherEnginesKeepTheirRatio()
    {
        const auto graph = graphOf(0.35, 144, 2);
        const double st = cost::costOn(on("h743-st-edge-ai"), graph).cost.latencyMs.value();
        const std::pair<const char*, double> cyclesPerMac[] = { { "h743-tflm", 45.9 }, { "h743-cmsis-nn", 4.16 }, { "h743-tinyengine", 2.0 } };
        for (const auto& [id, cycles] : cyclesPerMac) {
            const double ratio = cost::costOn(on(id), graph).cost.latencyMs.value() / st;
            QVERIFY2(std::abs(ratio / (cycles / 2.39) - 1.0) < 0.001, id);
            QVERIFY(on(id).target.latencyTrust() == Trust::Estimated);
        }
        QVERIFY(on("h747-st-edge-ai").target.latencyTrust() == Trust::Calibrated);
    }

    void partsAddUp()
    {
        const auto graph = graphOf(0.35, 96, 2);
        const Deployment deployment = on("h747-st-edge-ai", "qvga-rgb565");
        const auto cost = cost::costOn(deployment, graph);
        QCOMPARE(cost.ram.sensor, 320 * 240 * 2);
        QCOMPARE(cost.ram.preprocessing, 96 * 3 * 4);
        QCOMPARE(cost.cost.ramBytes, cost.ram.arena + cost.ram.sensor + cost.ram.preprocessing + cost.ram.runtime.value());
        QCOMPARE(cost.cost.flashBytes, cost.flash.weights + cost.flash.code.value());
        QCOMPARE(cost.cost.macs, cost::costOf(graph).macs);
        const auto layers = cost::layerTable(graph, deployment, cost);
        double latency = 0.0;
        double share = 0.0;
        for (const auto& layer : layers) {
            latency += layer.latencyMs.value();
            share += layer.latencyShare.value();
        }
        QVERIFY(std::abs(latency / cost.cost.latencyMs.value() - 1.0) < 1e-9 && std::abs(share - 1.0) < 1e-9);
        QCOMPARE(std::count_if(layers.begin(), layers.end(), [](const auto& layer) { return layer.peak; }), 1);
        QCOMPARE(cost::costOf(graph, std::optional(deployment), data::DataConfig(96, data::Colour::Rgb)), cost.cost);
        QCOMPARE(cost::costOf(graph, std::nullopt, data::DataConfig(96, data::Colour::Rgb)), cost::costOf(graph));
    }

    void whatIsNotKnownIsAbsent()
    {
        const auto graph = graphOf(0.35, 96, 2);
        const auto tflm = cost::costOn(on("nano33ble-tflm"), graph);
        QVERIFY(tflm.ram.runtime && !tflm.flash.code);
        QVERIFY(!cost::costOn(on("h743-tinyengine"), graph).ram.runtime);
        QVERIFY(std::abs(tflm.cost.energyUj.value() / (tflm.cost.latencyMs.value() * 1e-3 * 64e6 * 0.156e-3) - 1.0) < 1e-9);
        const auto st = cost::costOn(on("h747-st-edge-ai"), graph);
        QVERIFY(!st.cost.energyUj);
        const Json json = cost::toJson(on("h747-st-edge-ai"), graph, st);
        QVERIFY(json.at("energy_uj").is_null());
        QVERIFY(cost::toJson(on("nano33ble-tflm"), graph, tflm).at("flash").at("code_bytes").is_null());
        Deployment untimed = on("h747-st-edge-ai");
        untimed.target.engine.cycles.reset();
        const auto without = cost::costOn(untimed, graph);
        QVERIFY(!without.cost.latencyMs && without.cycles.empty());
    }

    void whatDoesNotFitIsSaid()
    {
        const auto graph = graphOf(1.0, 224, 2);
        const Deployment small = on("l412kb-cmsis-nn");
        const std::string text = cost::fitProblem(small, cost::costOn(small, graph));
        QVERIFY2(text.starts_with("Does not fit any memory of NUCLEO-L412KB") && text.find("RAM (the board has 40") != std::string::npos, text.c_str());
        Deployment tight = on("h747-st-edge-ai");
        const auto cost = cost::costOn(tight, graphOf(0.35, 96, 2));
        tight.target.board.usableRam = static_cast<double>(cost.cost.ramBytes - 1) / static_cast<double>(tight.target.board.ramBytes);
        const std::string usable = cost::fitProblem(tight, cost);
        QVERIFY2(usable.starts_with("Does not fit STM32H747I-DISCO") && usable.find("RAM (usable: ") != std::string::npos, usable.c_str());
        const Json json = cost::toJson(tight, graphOf(0.35, 96, 2), cost);
        QVERIFY(json.at("fits") == false && json.at("ram").at("fits") == false && json.at("flash").at("fits") == true);
        const Deployment large = on("h747-st-edge-ai");
        QVERIFY(cost::fitProblem(large, cost::costOn(large, graphOf(0.35, 96, 2))).empty());
    }

    void everyPresetIsComplete()
    {
        std::set<std::string> ids, boards, engines;
        for (const Target& target : cost::targets()) {
            QVERIFY(ids.insert(target.id).second);
            boards.insert(target.board.id);
            engines.insert(target.engine.id);
            QCOMPARE(cost::targetFromJson(cost::toJson(target), "again"), target);
            const Json summary = cost::summaryJson(target);
            for (const char* field : { "id", "board", "engine", "clock_hz", "ram_bytes", "flash_bytes" })
                QVERIFY(summary.contains(field));
            const bool measuredCore = target.board.core == "cortex-m7";
            QVERIFY2(measuredCore || target.latencyTrust() == Trust::Estimated, target.id.c_str());
            QVERIFY2(measuredCore || target.cyclesFactor, target.id.c_str());
            QVERIFY(target.board.usableRamBytes() <= target.board.ramBytes);
        }
        QCOMPARE(boards.size(), cost::boards().size());
        QCOMPARE(engines, (std::set<std::string> { "cmsis_nn", "st_edge_ai", "tflm_reference", "tinyengine" }));
        for (const char* board : { "nano33ble", "pico", "l412kb", "f412", "f446", "f746", "h743", "h747", "esp32s3", "custom" })
            QVERIFY2(boards.contains(board), board);
    }

    void badPresetsAreRefused()
    {
        const Json good = cost::toJson(cost::findTarget(cost::targets(), "nano33ble-cmsis-nn"));
        const auto broken = [&good](const char* at, const Json& value) {
            Json json = good;
            json[Json::json_pointer(at)] = value;
            return refusal([&] { static_cast<void>(cost::targetFromJson(json, "my.json")); });
        };
        const auto missing = [&good](const char* parent, const char* field) {
            Json json = good;
            json[Json::json_pointer(parent)].erase(field);
            return refusal([&] { static_cast<void>(cost::targetFromJson(json, "my.json")); });
        };
        const auto names = [](const std::string& text, const char* what) {
            return text.starts_with("my.json") && text.ends_with('.') && text.find(what) != std::string::npos;
        };
        QVERIFY(names(broken("/speed", 1), "\"speed\""));
        QVERIFY(names(broken("/board/ram_bytes", -1), "\"ram_bytes\""));
        QVERIFY(names(broken("/board/usable_ram_share", 1.5), "\"usable_ram_share\""));
        QVERIFY(names(broken("/board/colour", "red"), "\"colour\""));
        QVERIFY(names(broken("/board", "teapot"), "teapot"));
        QVERIFY(names(broken("/engine/memory/depthwise", "somewhere"), "\"depthwise\""));
        QVERIFY(names(broken("/engine/cycles_per_mac/pointwise", -2), "\"pointwise\""));
        QVERIFY(names(broken("/engine/cycles_per_mac/trust", "sure"), "\"trust\""));
        QVERIFY(names(broken("/engine/memory/source", ""), "\"source\""));
        QVERIFY(names(missing("/board", "clock_hz"), "\"clock_hz\""));
        QVERIFY(names(missing("/engine/memory", "add_in_place"), "\"add_in_place\""));
        QVERIFY(names(missing("/board/energy_per_cycle", "source"), "\"source\""));
        QVERIFY(names(missing("", "engine"), "\"engine\""));
        QVERIFY(refusal([] { static_cast<void>(cost::findTarget(cost::targets(), "z80")); }).find("h747-st-edge-ai") != std::string::npos);
    }

    void userPresetsStandBesideTheBuiltIn()
    {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        QCOMPARE(cost::readTargets(path / "none").targets(), cost::targets());
        writeFile(path / "mine.json", { { "id", "mine" }, { "board", "h743" }, { "engine", "cmsis_nn" } });
        const auto all = cost::readTargets(path);
        QCOMPARE(all.entries.size(), cost::targets().size() + 1);
        QVERIFY(all.problems.empty() && !all.find("mine")->builtIn() && all.find("h743-tflm")->builtIn());
        QCOMPARE(all.find("mine")->target.board, all.find("h743-tflm")->target.board);
        QCOMPARE(all.freeId("mine"), std::string("mine-2"));
        QCOMPARE(all.freeId("yours"), std::string("yours"));
    }

    /// Each bad file is told in one sentence; the others still load.
    void badFilesTakeNothingWithThem()
    {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        writeFile(path / "a.json", { { "id", "mine" }, { "board", "h743" }, { "engine", "cmsis_nn" } });
        writeFile(path / "b.json", { { "id", "mine" }, { "board", "h743" }, { "engine", "cmsis_nn" } });
        writeFile(path / "c.json", { { "id", "bad" }, { "engine", "cmsis_nn" } });
        writeFile(path / "d.json", { { "id", "last" }, { "board", "pico" }, { "engine", "tflm_reference" } });
        const auto library = cost::readTargets(path);
        QCOMPARE(library.entries.size(), cost::targets().size() + 2);
        QVERIFY(library.find("last") != nullptr);
        QCOMPARE(library.problems.size(), std::size_t { 2 });
        for (const auto& [problem, file, field] : { std::tuple(library.problems[0], "b.json", "\"id\""), std::tuple(library.problems[1], "c.json", "\"board\"") })
            QVERIFY2(problem.find(file) != std::string::npos && problem.find(field) != std::string::npos && problem.ends_with('.'), problem.c_str());
    }

    void presetsAreWrittenAndRemoved()
    {
        const QTemporaryDir folder;
        const std::filesystem::path path = std::filesystem::path(folder.path().toStdString()) / "deep" / "targets";
        Target own = on("h743-cmsis-nn").target;
        own.id = "my/board";
        const auto file = cost::newPresetFile(path, own.id);
        QCOMPARE(file.filename().string(), std::string("my_board.json"));
        cost::writeTarget(file, own);
        QVERIFY(cost::newPresetFile(path, own.id) != file);
        QCOMPARE(cost::readTargets(path).find("my/board")->target, own);
        Target wrong = own;
        wrong.board.usableRam = 2.0;
        QVERIFY(refusal([&] { cost::writeTarget(file, wrong); }).find("\"usable_ram_share\"") != std::string::npos);
        QCOMPARE(cost::readTargets(path).find("my/board")->target, own);
        cost::removeTarget(file);
        QVERIFY(cost::readTargets(path).find("my/board") == nullptr);
    }

    void userFolder()
    {
        qputenv("DANAS_TARGETS", "/somewhere");
        QCOMPARE(cost::userTargetsFolder().string(), std::string("/somewhere"));
        qunsetenv("DANAS_TARGETS");
        qputenv("XDG_CONFIG_HOME", "/config");
        QCOMPARE(cost::userTargetsFolder().string(), std::string("/config/danas/danas-studio/targets"));
    }

    /// The schema's fields are those that are read: one document with everything is accepted by both.
    void schemaNamesEveryField()
    {
        const Json schema = parseJson(resource("target.schema.json"), "schema");
        const Json target = cost::toJson(cost::findTarget(cost::targets(), "nano33ble-cmsis-nn"));
        const Json stEngine = cost::toJson(cost::findTarget(cost::targets(), "h747-st-edge-ai")).at("engine");
        const auto same = [](const Json& properties, const Json& object) {
            for (const auto& [name, unused] : object.items()) {
                if (!properties.contains(name))
                    return false;
            }
            return properties.size() == object.size();
        };
        const Json& defs = schema.at("$defs");
        QVERIFY(same(schema.at("properties"), target));
        QVERIFY(same(defs.at("board").at("properties"), target.at("board")));
        QVERIFY(same(defs.at("engine").at("properties"), stEngine));
        QVERIFY(same(defs.at("size").at("properties"), stEngine.at("code")));
        for (const char* part : { "memory", "cycles_per_mac" })
            QVERIFY(same(defs.at("engine").at("properties").at(part).at("properties"), stEngine.at(part)));
    }

    void sensors()
    {
        for (const cost::SensorSize& size : cost::sensorSizes()) {
            for (const cost::PixelFormat format : cost::pixelFormats()) {
                const cost::Sensor sensor { size.width, size.height, format };
                QCOMPARE(cost::sensorFromText(sensor.text(), "s"), sensor);
                QVERIFY(sensor.text().starts_with(size.name) && sensor.text().ends_with(cost::pixelFormatName(format)));
            }
        }
        QCOMPARE(cost::sensorFromText("96x80-gray8", "s").bytes(), 96 * 80);
        QCOMPARE(cost::sensorFromText("none", "s").bytes(), 0);
        for (const char* bad : { "", "qvga", "qvga-", "qvga-cmyk", "0x10-gray8", "10x-gray8", "x10-gray8", "10x10x3-gray8", "-1x5-gray8", "QVGA-rgb565" })
            QVERIFY2(refusal([&] { static_cast<void>(cost::sensorFromText(bad, "--sensor")); }).starts_with("--sensor"), bad);
        const data::Shape gray { 1, 96, 96 };
        QCOMPARE(cost::preprocessingBytes(cost::sensorFromText("96x96-gray8", "s"), gray), 0);
        QCOMPARE(cost::preprocessingBytes(cost::sensorFromText("qvga-gray8", "s"), gray), 96 * 4);
        QCOMPARE(cost::preprocessingBytes(cost::sensorFromText("qvga-rgb565", "s"), gray), 96 * 3 * 4);
        QCOMPARE(cost::preprocessingBytes(cost::sensorFromText("48x48-gray8", "s"), gray), 0);
        QCOMPARE(cost::preprocessingBytes({}, gray), 0);
    }

    void budgetsOfTimeAndEnergy()
    {
        cost::Cost cost { 1, 1, 1, 1 };
        cost::Budget budget;
        budget.latencyMs = 50.0;
        QVERIFY(std::isinf(budget.violation(cost)));
        cost.latencyMs = 75.0;
        QCOMPARE(budget.violation(cost), 0.5);
        cost.latencyMs = 50.0;
        QVERIFY(budget.fits(cost));
        budget.energyUj = 10.0;
        QCOMPARE(cost::budgetFromJson(cost::toJson(budget), "b"), budget);
    }
};

QTEST_APPLESS_MAIN(TstTargets)
#include "tst_targets.moc"
