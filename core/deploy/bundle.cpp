// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/bundle.h"

#include "base/error.h"
#include "base/resources.h"
#include "deploy/archive.h"
#include "deploy/bundle_folder.h"
#include "deploy/bundle_text.h"
#include "deploy/golden_samples.h"
#include "deploy/report_html.h"
#include "deploy/onnx_writer.h"
#include "deploy/sound_writer.h"
#include "deploy/tflite_writer.h"
#include "deploy/toolchain.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <numeric>

namespace danas::deploy {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kKeptRaw = 8; ///< pictures or sounds, for `verify`; they are larger than inputs

/// The plan for the .tflite, where it is one that TensorFlow Lite Micro can follow: its alignment, its order, nothing in place.
std::vector<std::int32_t> tflmOffsets(const Deployable& system)
{
    constexpr int tflmAlignment = 16;
    const bool follows = system.deployment && system.deployment->target.engine.memory.alignment == tflmAlignment
        && std::ranges::is_sorted(system.plan.order)
        && std::ranges::all_of(system.plan.tensors, [](const auto& tensor) { return tensor.inPlaceOf < 0; });
    std::vector<std::int32_t> offsets;
    for (std::size_t i = 0; follows && i < system.plan.tensors.size(); ++i)
        offsets.push_back(static_cast<std::int32_t>(system.plan.tensors[i].offset));
    return offsets;
}

void writeModels(const Deployable& system, const std::set<Format>& formats, const fs::path& folder)
{
    const auto model = tfliteModel(system.network, { fmt::format("DANAS, {}", system.title()), tflmOffsets(system) });
    if (formats.contains(Format::Tflite))
        writeFile(folder / "model.tflite", std::span<const std::uint8_t>(model));
    if (formats.contains(Format::Tflm))
        writeFiles(folder / "tflm", tflmSources(system, model));
    if (formats.contains(Format::Onnx))
        writeFile(folder / "model.onnx", std::span<const std::uint8_t>(onnxModel(system.network.graph, system.weights, onnxOptions(system, Format::Onnx))));
    if (formats.contains(Format::OnnxInt8))
        writeFile(folder / "model_int8.onnx", std::span<const std::uint8_t>(onnxInt8Model(system.network, onnxOptions(system, Format::OnnxInt8))));
    writeFiles(folder / "c", cSources({ system.network, system.plan, system.run.classes, system.title() }));
    const bool sound = system.evaluation.data.isAudio();
    for (const char* ending : { ".h", ".c" })
        writeFile(folder / "c" / fmt::format("preprocess{}", ending), resource(fmt::format("preprocess{}{}", sound ? "_sound" : "", ending)));
    if (sound)
        writeFiles(folder / "c", soundSources(system.evaluation.data.audio()));
}

/// Floats as they lie in memory, which is little-endian wherever this runs.
std::span<const std::uint8_t> asBytes(const std::vector<float>& values)
{
    return { reinterpret_cast<const std::uint8_t*>(values.data()), values.size() * sizeof(float) };
}

std::vector<float> floatsOf(const std::vector<std::int8_t>& bytes)
{
    std::vector<float> values(bytes.size() / sizeof(float));
    if (!values.empty())
        std::memcpy(values.data(), bytes.data(), values.size() * sizeof(float));
    return values;
}

void writeSamples(const Deployable& system, const Evidence& evidence, const fs::path& folder)
{
    writeFiles(folder / "selftest", goldenSources(system, evidence));
    for (const char* name : { "selftest.c", "batch.c" })
        writeFile(folder / "selftest" / name, resource(name));
    writeFile(folder / "selftest" / "CMakeLists.txt", resource("bundle.cmake"));
    writeFile(folder / "board" / "CMakeLists.txt", resource("board.cmake"));
    for (const char* name : { "arm-none-eabi.cmake", "mps2.ld", "startup.c" })
        writeFile(folder / "board" / name, resource(name));
    writeFile(folder / "goldens" / "inputs.bin", std::span<const std::int8_t>(evidence.inputs));
    writeFile(folder / "goldens" / "outputs.bin", std::span<const std::int8_t>(evidence.outputs));
    writeFile(folder / "goldens" / "float_outputs.bin", asBytes(evidence.floatOutputs));
    writeFile(folder / "goldens" / fmt::format("{}.bin", rawName(evidence)), std::span<const std::uint8_t>(rawBytes(evidence, kKeptRaw)));
    std::string labels;
    for (const std::string& name : system.run.classes)
        labels += name + "\n";
    writeFile(folder / "labels.txt", std::string_view(labels));
}

std::int64_t bytesIn(const fs::path& folder)
{
    std::int64_t bytes = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        bytes += entry.is_regular_file() ? static_cast<std::int64_t>(entry.file_size()) : 0;
    return bytes;
}

std::optional<std::string> compilerFor(const BundleOptions& options)
{
    const auto compiler = findCompiler();
    if (!compiler && !options.withoutCompiler)
        throw Error("There is no C compiler on this computer to prove the C sources with: install one (gcc), or export with --without-compiler.");
    return compiler;
}

std::vector<Gate> verifyFolder(const fs::path& bundle, RunControl& control, const GateObserver& observer)
{
    const fs::path file = bundle / "system.json";
    if (!fs::exists(file))
        throw Error(fmt::format("{} is not a bundle (it has no system.json): name a folder that \"danas export\" made.", bundle.string()));
    const Json document = readJsonFile(file);
    const JsonObject json(document, file.string());
    if (json.text("format", "") != "danas bundle" || json.integer("version", 1, INT32_MAX) > kBundleVersion)
        throw Error(fmt::format("{} is no bundle of this version of DANAS: verify it with the version that made it.", file.string()));
    const JsonObject claims = json.object("claims");
    const BundleClaims claimed { claims.integer("input_bytes", 1, INT32_MAX), claims.integer("classes", 1, INT32_MAX),
        claims.integer("arena_bytes", 1, INT32_MAX), claims.integer("weight_bytes", 1, INT32_MAX), claims.integer("workspace_bytes", 0, INT32_MAX, 0), claims.integer("clip_bytes", 0, INT32_MAX, 0),
        claims.integer("table_bytes", 0, INT32_MAX, 0) };
    Evidence evidence;
    evidence.from = claims.text("samples");
    evidence.inputs = readBytes(bundle / "goldens" / "inputs.bin");
    evidence.outputs = readBytes(bundle / "goldens" / "outputs.bin");
    if (const fs::path real = bundle / "goldens" / "float_outputs.bin"; fs::exists(real))
        evidence.floatOutputs = floatsOf(readBytes(real));
    readRaw(bundle / "goldens", evidence);
    const std::int64_t samples = std::ssize(evidence.inputs) / claimed.inputBytes;
    if (samples == 0 || samples * claimed.inputBytes != std::ssize(evidence.inputs) || samples * claimed.classes != std::ssize(evidence.outputs)
        || static_cast<std::int64_t>(rawCount(evidence)) > samples || (!evidence.floatOutputs.empty() && evidence.floatOutputs.size() != evidence.outputs.size()))
        throw Error(fmt::format("The golden samples in {} do not fit its system.json: export the system again.", bundle.string()));
    return checkBundle(bundle, claimed, evidence, findCompiler(), control, observer);
}

} // namespace

void requireExportable(const BundleRequest& request)
{
    static_cast<void>(compilerFor(request.options));
    const BundleFolder folder(request.place);
}

BundleResult exportBundle(
    const Deployable& system, const Evidence& evidence, const BundleRequest& request, RunControl& control, const GateObserver& observer)
{
    const auto compiler = compilerFor(request.options);
    BundleFolder folder(request.place);
    writeModels(system, request.options.formats, folder.path());
    writeSamples(system, evidence, folder.path());
    writeFile(folder.path() / "README.md", std::string_view(readme(system, evidence, request.options.formats)));

    BundleResult result { request.place, false, checkBundle(folder.path(), claimsOf(system), evidence, compiler, control, observer), 0 };
    if (anyFailed(result.gates))
        return result;
    writeFile(folder.path() / "system.json", std::string_view(systemJson(system, evidence, result.gates).dump(2) + "\n"));
    writeFile(folder.path() / "report.html", std::string_view(reportHtml(system, evidence, result.gates)));
    result.bytes = bytesIn(folder.path());
    folder.commit();
    result.exported = true;
    return result;
}

std::vector<Gate> verifyBundle(const fs::path& bundle, RunControl& control, const GateObserver& observer)
{
    if (!fs::is_regular_file(bundle))
        return verifyFolder(bundle, control, observer);
    const ScratchFolder scratch;
    return verifyFolder(unpack(bundle, scratch.path()), control, observer);
}

} // namespace danas::deploy
