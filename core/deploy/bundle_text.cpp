// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/bundle_text.h"

#include "base/log.h"
#include "base/resources.h"
#include "base/units.h"
#include "data/audio/device_tables.h"
#include "deploy/data_words.h"
#include "deploy/report_html.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace danas::deploy {
namespace {

/// How TensorFlow Lite Micro's resolver calls an operator.
const char* resolverCall(graph::OpKind kind)
{
    switch (kind) {
    case graph::OpKind::Conv2d:
        return "AddConv2D";
    case graph::OpKind::DepthwiseConv2d:
        return "AddDepthwiseConv2D";
    case graph::OpKind::Dense:
        return "AddFullyConnected";
    case graph::OpKind::Add:
        return "AddAdd";
    case graph::OpKind::GlobalAveragePool:
        return "AddAveragePool2D";
    case graph::OpKind::Sigmoid:
        return "AddLogistic";
    }
    return "";
}

std::set<std::string> resolverCalls(const graph::NetworkGraph& graph)
{
    std::set<std::string> calls;
    for (const graph::Op& op : graph.ops)
        calls.insert(resolverCall(op.kind));
    return calls;
}

/// By the rules of TensorFlow Lite Micro, whatever the system's own engine is.
cost::RamParts tflmRam(const graph::NetworkGraph& graph)
{
    return cost::costOn({ cost::findTarget(cost::targets(), "h743-tflm"), {} }, graph).ram;
}

std::string replaced(std::string text, const std::map<std::string, std::string>& values)
{
    for (const auto& [name, value] : values) {
        const std::string mark = "@" + name + "@";
        for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + value.size()))
            text.replace(at, mark.size(), value);
    }
    return text;
}

std::string scoreText(const search::ConfusionMatrix& scores)
{
    return scores.total() == 0 ? "not known" : fmt::format("{} of {} samples", formatPercent(scores.accuracy()), scores.total());
}

Json costsJson(const Deployable& system)
{
    Json costs = system.deployment ? cost::toJson(*system.deployment, system.network.graph, *system.targetCost) : cost::toJson(system.cost);
    costs["memory"] = cost::toJson(system.plan, system.network.graph);
    return costs;
}

/// The ONNX files of the bundle and how to read them, for its README.
std::string onnxText(const Deployable& system, const std::set<Format>& formats)
{
    const bool real = formats.contains(Format::Onnx), int8 = formats.contains(Format::OnnxInt8);
    if (!real && !int8)
        return "They were left out of this bundle.";
    const auto& shape = system.network.graph.input();
    std::string text = fmt::format("`input` is float [1, {}, {}, {}] (NCHW), `logits` is float [1, {}]; labels and data configuration are in the metadata.\n\n",
        shape.channels, shape.height, shape.width, system.run.classes.size());
    if (real)
        text += "- `model.onnx`: float; the input is (byte - 127.5) / 127.5\n";
    if (int8)
        text += "- `model_int8.onnx`: int8 as QuantizeLinear and DequantizeLinear (QDQ); the input is (byte - 128) / 127.5, a golden input / 127.5\n";
    text += fmt::format("\n    stored = numpy.fromfile(\"goldens/inputs.bin\", \"int8\").reshape(-1, {}, {}, {}).transpose(0, 3, 1, 2)\n", shape.height, shape.width,
        shape.channels);
    const char* load = "    session = onnxruntime.InferenceSession(\"{}\")\n    logits = session.run(None, {{\"input\": {} / numpy.float32(127.5)}})[0]\n";
    text += int8 ? fmt::format(fmt::runtime(load), "model_int8.onnx", "stored[:1]") : fmt::format(fmt::runtime(load), "model.onnx", "(stored[:1] + numpy.float32(0.5))");
    if (int8)
        text += "\nEngines round halves in their own ways: expect logits of the int8 file to be a few steps from `goldens/outputs.bin`, not its bytes.\n"
                "On processors with AVX2 but without VNNI, set onnxruntime's session option `session.x64quantprecision` to `1`.";
    return text;
}

/// Every cost against its limit.
Json figuresJson(const Deployable& system)
{
    Json rows = Json::array();
    const auto orNull = [](const std::optional<double>& value) { return value ? Json(*value) : Json(); };
    for (const BudgetFigure& one : budgetFigures(system))
        rows.push_back({ { "cost", search::objectiveName(one.cost) }, { "figure", orNull(one.figure) }, { "limit", orNull(one.limit) }, { "fits", one.fits() } });
    return rows;
}

/// Live bytes while each operator runs, in the order of the plan.
Json timelineJson(const Deployable& system)
{
    const auto live = cost::liveBytes(system.plan);
    Json rows = Json::array();
    for (std::size_t i = 0; i < live.size(); ++i)
        rows.push_back({ { "operator", system.network.graph.ops[static_cast<std::size_t>(system.plan.order[i])].name() }, { "live_bytes", live[i] },
            { "peak", static_cast<std::size_t>(system.plan.peakStep) == i } });
    return rows;
}

} // namespace

BundleClaims claimsOf(const Deployable& system)
{
    const auto& data = system.evaluation.data;
    return { system.network.graph.input().elements(), std::ssize(system.run.classes), system.arenaShown(), system.weightsShown(),
        data.isAudio() ? data.audio().scratchBytes() : 0, data.isAudio() ? data.audio().clipBytes(16) : 0,
        data.isAudio() ? data::audio::tableBytes(data.audio()) : 0 };
}

Json systemJson(const Deployable& system, const Evidence& evidence, const std::vector<Gate>& gates)
{
    const auto& graph = system.network.graph;
    const BundleClaims claims = claimsOf(system);
    const auto& output = system.network.outputScale();
    Json json { { "format", "danas bundle" }, { "version", kBundleVersion }, { "made_with", fmt::format("DANAS {}", version()) } };
    json["claims"] = { { "input_bytes", claims.inputBytes }, { "classes", claims.classes }, { "arena_bytes", claims.arenaBytes },
        { "weight_bytes", claims.weightBytes }, { "samples", evidence.from } };
    if (system.evaluation.data.isAudio()) {
        json["claims"]["workspace_bytes"] = claims.workspaceBytes;
        json["claims"]["clip_bytes"] = claims.clipBytes;
        json["claims"]["table_bytes"] = claims.tableBytes;
    }
    json["origin"] = { { "project", system.project }, { "run", system.run.id }, { "run_name", system.run.name }, { "created", system.run.created },
        { "candidate", system.evaluation.id }, { "seed", system.run.spec.seed }, { "environment", system.run.environment } };
    json["dataset"] = { { "spec", data::toJson(system.run.spec.dataset) }, { "fingerprint", fmt::format("{:016x}", system.run.datasetFingerprint) } };
    json["classes"] = system.run.classes;
    json["data_configuration"] = configurationJson(system.evaluation.data);
    json["data_configuration"]["input"] = "byte - 128";
    json["output"] = { { "what", "logits" }, { "scale", output.scale }, { "zero_point", output.zeroPoint } };
    json["architecture"] = system.run.spec.space.architectureLabel(system.evaluation.genes);
    json["budget"] = cost::toJson(system.run.spec.budget);
    json["figures"] = figuresJson(system);
    json["fits_budget"] = system.run.spec.budget.fits(system.cost);
    json["costs"] = costsJson(system);
    json["layers"] = cost::toJson(system.deployment ? cost::layerTable(graph, *system.deployment, *system.targetCost) : cost::layerTable(graph));
    json["memory_timeline"] = timelineJson(system);
    json["scores"] = search::toJson(system.finalised);
    json["scores"]["search_validation"] = search::toJson(system.evaluation.confusion); // as the search saw it, before fine-tuning
    json["gates"] = Json::array();
    for (const Gate& gate : gates)
        json["gates"].push_back(toJson(gate));
    return json;
}

std::string readme(const Deployable& system, const Evidence& evidence, const std::set<Format>& formats)
{
    std::string calls;
    for (const std::string& call : resolverCalls(system.network.graph))
        calls += fmt::format("    resolver.{}();\n", call);
    const auto& output = system.network.outputScale();
    const auto& scores = system.finalised;
    std::map<std::string, std::string> words = dataWords(system.evaluation.data);
    words.merge(std::map<std::string, std::string> { { "TITLE", system.title() }, { "CONFIGURATION", system.evaluation.data.label() },
            { "INT8_TEST", scoreText(scores.score(search::FinalScore::Int8Test)) },
            { "FLOAT_TEST", scoreText(scores.score(search::FinalScore::FloatTest)) }, { "ARENA", std::to_string(system.plan.arenaBytes) },
            { "WEIGHTS", std::to_string(system.weightsShown()) },
            { "ENGINE", system.deployment ? system.deployment->target.engine.name : "a plain arena, no engine's rules" },
            { "SCALE", fmt::format("{:.9g}", output.scale) }, { "ZERO_POINT", std::to_string(output.zeroPoint) },
            { "OPERATORS", std::to_string(resolverCalls(system.network.graph).size()) }, { "RESOLVER", calls }, { "SAMPLES", evidence.from },
            { "TFLITE", formats.contains(Format::Tflite) ? "`model.tflite`" : "no .tflite (it was left out)" },
            { "ONNX", onnxText(system, formats) },
            { "TFLM", formats.contains(Format::Tflm) ? "`tflm/`" : "no `tflm/` folder (it was left out)" } });
    return replaced(std::string(resource("bundle.md")), words);
}

OnnxOptions onnxOptions(const Deployable& system, Format format)
{
    const bool int8 = format == Format::OnnxInt8;
    OnnxOptions options { fmt::format("DANAS, {}", system.title()),
        { { "made_with", fmt::format("DANAS {}", version()) }, { "data_configuration", configurationJson(system.evaluation.data).dump() }, { "labels", Json(system.run.classes).dump() },
            { "normalisation", int8 ? "(byte - 128) / 127.5" : "(byte - 127.5) / 127.5" }, { "layout", "NCHW" }, { "output", "logits" } } };
    if (int8) {
        const auto& scale = system.network.outputScale();
        options.metadata.emplace_back("output_scale", fmt::format("{:.9g}", scale.scale));
        options.metadata.emplace_back("output_zero_point", std::to_string(scale.zeroPoint));
    }
    return options;
}

std::vector<TextFile> tflmSources(const Deployable& system, std::span<const std::uint8_t> model)
{
    const auto calls = resolverCalls(system.network.graph);
    const cost::RamParts ram = tflmRam(system.network.graph);
    const std::string header = fmt::format("{}#ifndef DANAS_MODEL_DATA_H\n#define DANAS_MODEL_DATA_H\n\n"
                                           "/* Operators for MicroMutableOpResolver<{}>: {}. */\n#define DANAS_TFLM_OPERATORS {}\n"
                                           "/* The arena: its tensors, and with TensorFlow Lite Micro's own objects what interpreter.arena_used_bytes() should say\n"
                                           " * after AllocateTensors() on a 32-bit processor with reference kernels. Begin with more: other versions and kernels\n"
                                           " * differ. */\n#define DANAS_TFLM_TENSOR_BYTES {}\n#define DANAS_TFLM_ARENA_BYTES {}\n\n"
                                           "extern const unsigned char danas_model_data[{}];\n\n#endif\n",
        generatedComment(system.title()), calls.size(), fmt::join(calls, ", "), calls.size(), ram.arena, ram.total(), model.size());
    const std::string source = fmt::format("{}#include \"model_data.h\"\n\n"
                                           "alignas(16) const unsigned char danas_model_data[{}] = {{\n{}}};\n",
        generatedComment(), model.size(), cNumbers(model));
    return { { "model_data.h", header }, { "model_data.cc", source } };
}

} // namespace danas::deploy
