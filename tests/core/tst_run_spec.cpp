// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "base/units.h"
#include "base/resources.h"
#include "search/observer.h"
#include "search/run_spec.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace danas;
using namespace danas::search;

namespace {

Json minimal()
{
    return { { "dataset", { { "path", "pets" } } } };
}

Json schema()
{
    return parseJson(resource("run.schema.json"), "run.schema.json");
}

/// The message of the error that this spec causes; empty if it is accepted.
std::string refusal(const Json& json)
{
    try {
        static_cast<void>(runSpecFromJson(json, "spec.json"));
        return {};
    } catch (const Error& error) {
        return error.what();
    }
}

bool accepts(const Json& json)
{
    return refusal(json).empty();
}

Json with(Json json, const Json::json_pointer& field, const Json& value)
{
    json[field] = value;
    return json;
}

std::vector<std::string> namesIn(const Json& object)
{
    std::vector<std::string> names;
    for (const auto& [name, unused] : object.items())
        names.push_back(name);
    return names;
}

/// Calls visit(pointer of the field in a spec, its schema) for every field with a name of its own, groups excepted.
template <typename Visit> void forEachField(const Json& objectSchema, const Json::json_pointer& at, const Visit& visit)
{
    for (const auto& [name, field] : objectSchema.at("properties").items()) {
        if (field.contains("properties"))
            forEachField(field, at / name, visit);
        else
            visit(at / name, field);
    }
}

RunSpec unusualSpec()
{
    RunSpec spec;
    spec.name = "Unusual \"Ü\"";
    spec.dataset = { "/data/pets", { "fish" }, { { "dog", "pet" } }, "other", 0.75, { 0.5, 1.0, 0.25 }, -6.0 };
    spec.space = space::paperSpace().withDataConfigs({ { 64, data::Colour::Gray }, { 96, data::Colour::Rgb } });
    spec.budget = { 65'536, std::nullopt, 3'000'000, 125.5, 0.25 };
    spec.objectives = { Objective::F1, Objective::Flash };
    spec.deployment = { cost::findTarget(cost::targets(), "nano33ble-cmsis-nn"), cost::sensorFromText("160x120-gray8", "test") };
    spec.supernet = { SupernetScope::PerConfiguration, 10, 16, 5e-4, 4, 3, 64 };
    spec.evaluator = EvaluatorKind::Scratch;
    spec.scratch = { 77, 24, 3e-3 };
    spec.finalise = { 0, 55, 1e-3 };
    spec.search = { "random", 40, 8, 0.25, 0.5, "cat", SearchStart::Random, 90.5 };
    spec.classWeights = ClassWeights::Balanced;
    spec.seed = std::numeric_limits<std::uint64_t>::max();
    spec.device = Device::Cuda;
    spec.threads = 2;
    return spec;
}

} // namespace

class TstRunSpec : public QObject {
    Q_OBJECT

private slots:
    void onlyTheDatasetIsNeeded();
    void jsonRoundTrip();
    void schemaListsExactlyTheFields();
    void schemaDefaultsAreTheDefaults();
    void schemaLimitsAreTheLimits();
    void schemaNamesAreTheNames();
    void schemaDescribesEverything();
    void errorsNameTheField_data();
    void errorsNameTheField();
    void spaceByNameOrObject();
    void relativeDatasetPath();
    void demoSpecIsAValidSpec();
    void feasibleBudgetPasses();
    void impossibleBudgetNamesSmallestSystemAndLimits();
    void referencePointIsBudgetOrLargest();
    void targetByNameOrObject();
    void timeAndEnergyNeedATarget();
    void phaseNames();
};

void TstRunSpec::onlyTheDatasetIsNeeded()
{
    RunSpec expected;
    expected.dataset.path = "pets";
    QVERIFY(runSpecFromJson(minimal(), "spec.json") == expected);
}

void TstRunSpec::jsonRoundTrip()
{
    RunSpec plain;
    plain.dataset.path = "pets";
    for (const RunSpec& spec : { plain, unusualSpec(), demoSpec("/tmp/demo"), demoSoundSpec("/tmp/sounds") }) {
        const Json json = toJson(spec);
        const RunSpec back = runSpecFromJson(Json::parse(json.dump()), "spec.json");
        QVERIFY(back == spec);
        QVERIFY(toJson(back) == json);
    }
}

void TstRunSpec::schemaListsExactlyTheFields()
{
    RunSpec spec;
    spec.budget = { 1, 1, 1, 1.0, 1.0 }; // all limits given, so that all are written
    spec.search.seconds = 1.0;
    spec.search.positiveClass = "cat";
    spec.search.start = SearchStart::Random;
    spec.classWeights = ClassWeights::Balanced;
    spec.dataset.restKeep = 0.5;
    spec.dataset.noiseGainDb = 3.0;
    spec.deployment = { cost::targets().front(), cost::sensorFromText("vga-yuv422", "test") };
    const Json json = toJson(spec);
    const Json root = schema();
    QCOMPARE(namesIn(json), namesIn(root.at("properties")));
    for (const char* group : { "dataset", "budget", "supernet", "scratch", "search", "finalise" }) {
        QCOMPARE(namesIn(json.at(group)), namesIn(root.at("properties").at(group).at("properties")));
        QVERIFY(root.at("properties").at(group).at("additionalProperties") == false);
    }
    const Json& space = root.at("properties").at("space").at("oneOf").at(1);
    QCOMPARE(namesIn(json.at("space")), namesIn(space.at("properties")));
    const Json& parameter = space.at("properties").at("parameters").at("items");
    QCOMPARE(namesIn(json.at("space").at("parameters").at(0)), namesIn(parameter.at("properties")));
}

void TstRunSpec::schemaDefaultsAreTheDefaults()
{
    RunSpec plain;
    plain.dataset.path = "pets";
    const Json defaults = toJson(plain);
    int compared = 0;
    forEachField(schema(), Json::json_pointer(), [&](const Json::json_pointer& at, const Json& field) {
        if (!field.contains("default"))
            return;
        ++compared;
        const bool left = at.to_string() == "/class_weights" || at.to_string() == "/search/start"; // out, as in specs of older versions
        QCOMPARE(defaults.contains(at), !left);
        if (!left && at.to_string() != "/space") // written out by toJson
            QVERIFY2(defaults.at(at) == field.at("default"), at.to_string().c_str());
        QVERIFY2(runSpecFromJson(with(minimal(), at, field.at("default")), "spec.json") == plain, at.to_string().c_str());
    });
    QVERIFY(compared >= 20);
}

void TstRunSpec::schemaLimitsAreTheLimits()
{
    int compared = 0;
    forEachField(schema(), Json::json_pointer(), [&](const Json::json_pointer& at, const Json& field) {
        if (!field.contains("minimum"))
            return;
        ++compared;
        const auto check = [&](const Json& value, bool good) {
            QVERIFY2(accepts(with(minimal(), at, value)) == good, (at.to_string() + " = " + value.dump()).c_str());
        };
        check(field.at("minimum"), true);
        check(field.at("maximum"), true);
        check("1", false);
        check(nullptr, false);
        if (field.at("type") == "integer") {
            check(field.at("minimum").get<std::int64_t>() - 1, false);
            check(1.5, false);
            if (at.to_string() != "/seed") // its most is the most that fits 64 bits
                check(field.at("maximum").get<std::int64_t>() + 1, false);
        } else {
            check(std::nextafter(field.at("minimum").get<double>(), -1e300), false);
            check(std::nextafter(field.at("maximum").get<double>(), 1e300), false);
        }
    });
    QVERIFY(compared >= 12);
}

void TstRunSpec::schemaNamesAreTheNames()
{
    const Json root = schema();
    forEachField(root, Json::json_pointer(), [&](const Json::json_pointer& at, const Json& field) {
        if (!field.contains("enum"))
            return;
        for (const Json& name : field.at("enum"))
            QVERIFY2(accepts(with(minimal(), at, name)), name.dump().c_str());
        const std::string message = refusal(with(minimal(), at, "bogus"));
        for (const Json& name : field.at("enum"))
            QVERIFY2(message.find(name.get<std::string>()) != std::string::npos, message.c_str());
    });
    const Json& properties = root.at("properties");
    const Json objectives = properties.at("objectives").at("items").at("enum");
    QVERIFY(std::equal(objectives.begin(), objectives.end(), kObjectives.begin(), kObjectives.end(),
        [](const Json& name, Objective objective) { return name == objectiveName(objective); }));
    const Json presets = properties.at("space").at("oneOf").at(0).at("enum");
    QVERIFY(std::equal(presets.begin(), presets.end(), space::kSpacePresets.begin(), space::kSpacePresets.end()));
    const Json strategies = properties.at("search").at("properties").at("strategy").at("enum");
    QVERIFY(std::equal(strategies.begin(), strategies.end(), strategyNames().begin(), strategyNames().end()));
}

void TstRunSpec::schemaDescribesEverything()
{
    forEachField(schema(), Json::json_pointer(), [&](const Json::json_pointer& at, const Json& field) {
        QVERIFY2(field.contains("description"), at.to_string().c_str());
    });
}

void TstRunSpec::errorsNameTheField_data()
{
    QTest::addColumn<QByteArray>("pointer");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("named"); // what the message must contain
    const auto row = [](const char* pointer, const char* value, const char* named) {
        QTest::addRow("%s = %s", pointer, value) << QByteArray(pointer) << QByteArray(value) << QByteArray(named);
    };
    row("/speed", "1", "\"speed\"");
    row("/supernet/epochs", "3", "supernet: unknown field \"epochs\"");
    row("/search/speed", "3", "search: unknown field \"speed\"");
    row("/budget/ram", "3", "budget: unknown field \"ram\"");
    row("/dataset/folder", "3", "dataset: unknown field \"folder\"");
    row("/dataset/path", "\"\"", "path");
    row("/name", "\"\"", "\"name\"");
    row("/scratch/epochs", "3", "scratch: unknown field \"epochs\"");
    row("/finalise/share", "3", "finalise: unknown field \"share\"");
    row("/evaluator", "\"magic\"", "\"evaluator\" must be one of supernet, scratch");
    row("/supernet", "[]", "supernet must be");
    row("/objectives", "\"accuracy\"", "objectives must be a list");
    row("/objectives", "[\"accuracy\"]", "objectives");
    row("/objectives", "[]", "two or more");
    row("/objectives", "[\"accuracy\", \"speed\"]", "\"speed\"");
    row("/objectives", "[\"accuracy\", 3]", "objectives");
    row("/objectives", "[\"ram\", \"accuracy\", \"ram\"]", "\"ram\" is named twice");
    row("/budget/ram_bytes", "-1", "\"ram_bytes\"");
    row("/budget/flash_bytes", "0", "\"flash_bytes\"");
    row("/budget/macs", "\"many\"", "\"macs\"");
    row("/seed", "-1", "\"seed\"");
    row("/seed", "18446744073709551616", "\"seed\"");
    row("/space", "\"huge\"", "space preset \"huge\"");
    row("/space", "3", "space");
    row("/space", "{\"family\": \"resnet\", \"parameters\": []}", "\"resnet\"");
    row("/search/strategy", "\"annealing\"", "\"strategy\" must be one of nsga2, random, genetic2023, not \"annealing\"");
    row("/device", "\"tpu\"", "\"device\"");
    row("/target", "\"z80\"", "no target \"z80\"");
    row("/target", "{\"id\": \"a\", \"board\": \"h743\"}", "\"engine\" is missing");
    row("/sensor", "\"vga-gray8\"", "needs a \"target\"");
    row("/budget/latency_ms", "-1", "\"latency_ms\"");
}

void TstRunSpec::errorsNameTheField()
{
    QFETCH(QByteArray, pointer);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, named);
    const Json json = with(minimal(), Json::json_pointer(pointer.toStdString()), Json::parse(value.toStdString()));
    const std::string message = refusal(json);
    QVERIFY2(message.starts_with("spec.json: "), message.c_str());
    QVERIFY2(message.find(named.toStdString()) != std::string::npos, message.c_str());
    QVERIFY2(message.ends_with('.'), message.c_str());
}

void TstRunSpec::spaceByNameOrObject()
{
    for (const std::string_view preset : space::kSpacePresets) {
        const auto expected = space::spacePreset(preset);
        QVERIFY(runSpecFromJson(with(minimal(), "/space"_json_pointer, preset), "s").space == expected);
        QVERIFY(runSpecFromJson(with(minimal(), "/space"_json_pointer, space::toJson(expected)), "s").space == expected);
    }
    QVERIFY(!accepts(Json::array()));
    QVERIFY(!accepts(Json::object())); // no dataset
}

void TstRunSpec::relativeDatasetPath()
{
    const auto pathOf = [](const char* path, const std::filesystem::path& base) {
        return runSpecFromJson(with(minimal(), "/dataset/path"_json_pointer, path), "s", base).dataset.path;
    };
    QCOMPARE(pathOf("pets", "/home/me"), std::string("/home/me/pets"));
    QCOMPARE(pathOf("../pets", "/home/me"), std::string("/home/pets"));
    QCOMPARE(pathOf("/data/pets", "/home/me"), std::string("/data/pets"));
    QCOMPARE(pathOf("pets", ""), std::string("pets"));
}

void TstRunSpec::demoSpecIsAValidSpec()
{
    const RunSpec spec = demoSpec("/tmp/demo");
    QCOMPARE(spec.dataset.path, std::string("/tmp/demo"));
    QVERIFY(spec.space == space::demoSpace());
    QVERIFY(accepts(toJson(spec)));
    QVERIFY(static_cast<std::uint64_t>(spec.search.evaluations) < spec.space.count());
    // each data configuration is tried in the first generation
    QVERIFY(static_cast<std::size_t>(spec.search.population) >= spec.space.dataConfigs().size());
    requireFeasible(spec, 2);
}

void TstRunSpec::feasibleBudgetPasses()
{
    RunSpec spec;
    requireFeasible(spec, 2); // no limits
    const cost::Cost smallest = costOf(spec.space, spec.space.smallest(), 2);
    spec.budget = { smallest.ramBytes, smallest.flashBytes, smallest.macs }; // fits exactly
    requireFeasible(spec, 2);
}

void TstRunSpec::impossibleBudgetNamesSmallestSystemAndLimits()
{
    RunSpec spec;
    spec.budget.ramBytes = 512;
    spec.budget.macs = 9'000;
    try {
        requireFeasible(spec, 2);
        QFAIL("accepted");
    } catch (const Error& error) {
        const QString message = QString::fromUtf8(error.what());
        QVERIFY2(message.contains("512\u202fB RAM, 9.00\u202fkMAC"), error.what());
        QVERIFY2(message.contains("32\u202fpx gray"), error.what());
        QVERIFY2(message.contains("raise the budget"), error.what());
        QCOMPARE(message.count('\n'), 0);
    }
}

void TstRunSpec::referencePointIsBudgetOrLargest()
{
    RunSpec spec;
    spec.objectives = { Objective::Accuracy, Objective::Ram, Objective::Flash, Objective::Macs };
    spec.budget.flashBytes = 123'456;
    const cost::Cost largest = costOf(spec.space, spec.space.largest(), 5);
    const std::vector<double> reference = referencePoint(spec, 5);
    QCOMPARE(reference, (std::vector<double> { 1.0, static_cast<double>(largest.ramBytes), 123'456.0,
                            static_cast<double>(largest.macs) }));
    Rng rng(1);
    for (int i = 0; i < 2000; ++i) { // the largest system bounds every other one
        const cost::Cost cost = costOf(spec.space, spec.space.sample(rng), 5);
        QVERIFY(cost.ramBytes <= largest.ramBytes && cost.flashBytes <= largest.flashBytes && cost.macs <= largest.macs);
    }
}

void TstRunSpec::targetByNameOrObject()
{
    const cost::Target& target = cost::findTarget(cost::targets(), "h747-st-edge-ai");
    for (const Json& value : { Json(target.id), cost::toJson(target) }) {
        const RunSpec spec = runSpecFromJson(with(minimal(), "/target"_json_pointer, value), "s");
        QVERIFY(spec.deployment && spec.deployment->target == target && !spec.deployment->sensor.present());
        QVERIFY(toJson(spec).at("target").is_object()); // a run does not change when a preset does
    }
    Json json = with(minimal(), "/target"_json_pointer, target.id);
    json["sensor"] = "qvga-rgb565";
    QCOMPARE(runSpecFromJson(json, "s").deployment->sensor.bytes(), std::int64_t { 153'600 });
}

void TstRunSpec::timeAndEnergyNeedATarget()
{
    const auto refused = [](const RunSpec& spec) {
        try {
            requireFeasible(spec, 2);
        } catch (const Error& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    RunSpec spec;
    spec.objectives = { Objective::Accuracy, Objective::Latency };
    QVERIFY(refused(spec).find("choose a target") != std::string::npos);
    spec.deployment = { cost::findTarget(cost::targets(), "h747-st-edge-ai"), {} };
    QCOMPARE(refused(spec), std::string());
    spec.budget.energyUj = 100.0;
    QVERIFY(refused(spec).find("STM32H747I-DISCO is not known") != std::string::npos);
    spec.deployment = { cost::findTarget(cost::targets(), "nano33ble-cmsis-nn"), {} };
    spec.budget = {};
    spec.objectives = { Objective::Accuracy, Objective::Latency, Objective::Energy, Objective::Ram };
    QCOMPARE(refused(spec), std::string());
    spec.budget.latencyMs = 1.0;
    QVERIFY(refused(spec).find(formatLatency(1.0)) != std::string::npos);
    spec.budget.latencyMs = 400.0;
    const auto reference = referencePoint(spec, 2);
    QCOMPARE(reference[1], 400.0);
    QVERIFY(reference[2] > 0.0);
    const auto plain = costOf(spec.space, spec.space.largest(), 2);
    const auto onTarget = costOf(spec, spec.space.largest(), 2);
    QVERIFY(onTarget.ramBytes >= plain.ramBytes && onTarget.latencyMs && onTarget.energyUj && !plain.latencyMs);
}

void TstRunSpec::phaseNames()
{
    QCOMPARE(phaseName(Phase::Prepare), std::string_view("prepare"));
    QCOMPARE(phaseName(Phase::Supernet), std::string_view("supernet"));
    QCOMPARE(phaseName(Phase::Search), std::string_view("search"));
}

QTEST_APPLESS_MAIN(TstRunSpec)
#include "tst_run_spec.moc"
