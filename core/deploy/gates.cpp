// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/gates.h"

#include "base/error.h"
#include "deploy/bundle_folder.h"
#include "deploy/golden_samples.h"
#include "deploy/onnx_reader.h"
#include "deploy/tflite_reader.h"
#include "deploy/toolchain.h"
#include "quant/float_interpreter.h"
#include "quant/interpreter.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cmath>
#include <cstdlib>
#include <iterator>

namespace danas::deploy {
namespace fs = std::filesystem;
namespace {

using Bytes = std::vector<std::int8_t>;

/// How far two lists of bytes are apart.
struct Difference {
    std::int64_t values = 0, different = 0;
    int most = 0;
};

Difference difference(const Bytes& got, const Bytes& expected)
{
    Difference result { std::ssize(expected), std::abs(std::ssize(got) - std::ssize(expected)), 0 };
    for (std::size_t i = 0; i < std::min(got.size(), expected.size()); ++i) {
        const int steps = std::abs(got[i] - expected[i]);
        result.different += steps > 0 ? 1 : 0;
        result.most = std::max(result.most, steps);
    }
    if (got.size() != expected.size())
        result.most = 255;
    return result;
}

Gate compared(Gate gate, const Difference& found, int tolerance, const std::string& from)
{
    gate.state = found.most <= tolerance ? GateState::Passed : GateState::Failed;
    gate.sentence = found.different == 0 ? fmt::format("All {} bytes are equal ({}).", found.values, from)
                                         : fmt::format("{} of {} bytes differ, by {} at most ({}).", found.different, found.values, found.most, from);
    gate.figures = { { "bytes", found.values }, { "different", found.different }, { "most_steps", found.most }, { "samples", from } };
    return gate;
}

Gate failed(Gate gate, std::string sentence)
{
    gate.state = GateState::Failed;
    gate.sentence = std::move(sentence);
    return gate;
}

class Gates {
public:
    using Run = Gate (Gates::*)(Gate);

    Gates(const fs::path& bundle, const BundleClaims& claims, const Evidence& evidence, std::optional<std::string> compiler, RunControl& control)
        : m_bundle(bundle)
        , m_claims(claims)
        , m_evidence(evidence)
        , m_compiler(std::move(compiler))
        , m_control(control)
    {
    }

    Gate tflite(Gate gate)
    {
        if (!has(kTflite)) {
            gate.sentence = "The bundle has no .tflite.";
            return gate;
        }
        return compared(std::move(gate), difference(outputsOf(readTflite().network), m_evidence.outputs), 0, m_evidence.from);
    }

    Gate sources(Gate gate)
    {
        if (!m_compiler)
            return withoutCompiler(std::move(gate));
        for (const char* program : { "batch", "selftest" }) {
            const ProgramResult built = build(program);
            if (!built.good)
                return failed(std::move(gate), fmt::format("{} refuses them: {}", *m_compiler, built.said));
        }
        m_built = true;
        const ProgramResult selftest = runProgram((m_scratch.path() / "selftest").string(), {}, m_scratch.path(), m_control);
        if (!selftest.good)
            return failed(std::move(gate), fmt::format("The self-test does not pass: {}", selftest.said));
        writeFile(m_scratch.path() / "inputs", m_evidence.inputs);
        const ProgramResult ran = batch("infer", "inputs", "outputs");
        if (!ran.good)
            return failed(std::move(gate), fmt::format("They fail on the samples: {}", ran.said));
        return compared(std::move(gate), difference(readBytes(m_scratch.path() / "outputs"), m_evidence.outputs), 0, m_evidence.from);
    }

    Gate arena(Gate gate)
    {
        if (!m_compiler)
            return withoutCompiler(std::move(gate));
        std::int64_t writable = 0;
        for (const char* source : { "model", "model_weights", "danas_kernels", "preprocess" }) {
            if (const ProgramResult built = compileObject(source); !built.good)
                return failed(std::move(gate), fmt::format("{} refuses {}.c: {}", *m_compiler, source, built.said));
            const ObjectSizes sizes = objectSizes(object(source));
            writable += sizes.writable;
            m_code += sizes.code;
            m_constants += sizes.constants;
        }
        m_weights = objectSizes(object("model_weights")).constants;
        gate.state = writable == m_claims.arenaBytes ? GateState::Passed : GateState::Failed;
        gate.sentence = fmt::format("The object files hold {} bytes of variables, all of them the arena; {} are shown.", writable, m_claims.arenaBytes);
        gate.figures = { { "measured_bytes", writable }, { "shown_bytes", m_claims.arenaBytes } };
        return m_claims.workspaceBytes > 0 ? workspace(std::move(gate)) : gate;
    }

    /// What preprocessing of sounds takes beside the arena, as an application declares it.
    Gate workspace(Gate gate)
    {
        const auto measured = [&](const std::string& variable) {
            return sizesOf("#include \"preprocess.h\"\n" + variable + " danas_measured;\n").writable;
        };
        const std::int64_t work = measured("danas_workspace"), clip = measured("struct { int16_t samples[DANAS_SAMPLES]; }");
        if (work != m_claims.workspaceBytes || clip != m_claims.clipBytes)
            gate.state = GateState::Failed;
        gate.sentence += fmt::format(" Preprocessing takes {} bytes beside them and a clip of 16 bits {}; {} and {} are shown.", work, clip,
            m_claims.workspaceBytes, m_claims.clipBytes);
        gate.figures["workspace_bytes"] = work;
        gate.figures["clip_bytes"] = clip;
        return gate;
    }

    Gate flash(Gate gate)
    {
        std::vector<std::string> found;
        bool equal = true;
        const auto add = [&](const char* where, const char* key, std::int64_t bytes) {
            found.push_back(fmt::format("{} bytes in {}", bytes, where));
            gate.figures[key] = bytes;
            equal = equal && bytes == m_claims.weightBytes;
        };
        if (m_weights)
            add("the object file", "object_bytes", *m_weights);
        if (has(kTflite)) {
            add("model.tflite", "tflite_bytes", readTflite().constantBytes);
            gate.figures["tflite_file_bytes"] = static_cast<std::int64_t>(fs::file_size(m_bundle / "model.tflite"));
        }
        if (has(kOnnxInt8))
            add(kOnnxInt8, "onnx_int8_bytes", readInt8Onnx().constantBytes);
        gate.figures["shown_bytes"] = m_claims.weightBytes;
        if (found.empty()) {
            gate.sentence = "There is neither an int8 model nor a C compiler: nothing could be measured.";
            return gate;
        }
        gate.sentence = fmt::format("{}; {} are shown.", fmt::join(found, ", "), m_claims.weightBytes);
        if (m_weights) {
            const std::int64_t tables = m_constants - *m_weights;
            gate.figures["host_code_bytes"] = m_code;
            gate.figures["host_table_bytes"] = tables;
            gate.sentence += fmt::format(" Beside them: {} bytes of tables and {} of code, as compiled for this computer.", tables, m_code);
        }
        if (m_compiler && m_claims.tableBytes > 0) {
            // What the header declares, whatever the compiler would leave of it.
            const std::int64_t tables = sizesOf("#include <stdint.h>\n#define static\n#include \"preprocess_tables.h\"\n").constants;
            gate.figures["preprocessing_bytes"] = tables;
            gate.sentence += fmt::format(" The tables of preprocessing are {} bytes; {} are shown.", tables, m_claims.tableBytes);
            equal = equal && tables == m_claims.tableBytes;
        }
        gate.state = equal ? GateState::Passed : GateState::Failed;
        return gate;
    }

    Gate preprocessing(Gate gate)
    {
        if (!m_compiler)
            return withoutCompiler(std::move(gate));
        if (!m_built) {
            gate.sentence = "The C sources do not compile.";
            return gate;
        }
        const std::size_t count = rawCount(m_evidence);
        writeFile(m_scratch.path() / "samples", std::span<const std::uint8_t>(rawBytes(m_evidence, count)));
        const ProgramResult ran = batch("preprocess", "samples", "tensors");
        if (!ran.good)
            return failed(std::move(gate), fmt::format("It fails on the samples: {}", ran.said));
        Bytes expected = m_evidence.inputs;
        expected.resize(count * static_cast<std::size_t>(m_claims.inputBytes));
        return compared(std::move(gate), difference(readBytes(m_scratch.path() / "tensors"), expected), 1,
            fmt::format("{} {} of the dataset", count, rawName(m_evidence)));
    }

    Gate onnx(Gate gate)
    {
        if (!has(kOnnx)) {
            gate.sentence = "The bundle has no model.onnx.";
            return gate;
        }
        const auto bytes = bytesOf(kOnnx);
        const OnnxModel model = readOnnx(bytes, (m_bundle / kOnnx).string());
        requireInput(model.graph);
        if (m_evidence.floatOutputs.empty())
            return failed(std::move(gate), "The bundle has no logits of the float network to compare with.");
        const auto got = floatOutputsOf(model);
        double most = 0.0, largest = 1.0;
        for (std::size_t i = 0; i < std::min(got.size(), m_evidence.floatOutputs.size()); ++i) {
            const double expected = m_evidence.floatOutputs[i];
            most = std::max(most, std::abs(static_cast<double>(got[i]) - expected));
            largest = std::max(largest, std::abs(expected));
        }
        const bool equal = got.size() == m_evidence.floatOutputs.size() && most <= 1e-4 * largest;
        gate.state = equal ? GateState::Passed : GateState::Failed;
        gate.sentence = fmt::format("{} logits differ by {:.2g} at most ({}).", got.size(), most, m_evidence.from);
        gate.figures = { { "logits", got.size() }, { "most_difference", most }, { "samples", m_evidence.from } };
        return gate;
    }

    Gate int8Onnx(Gate gate)
    {
        if (!has(kOnnxInt8)) {
            gate.sentence = "The bundle has no model_int8.onnx.";
            return gate;
        }
        return compared(std::move(gate), difference(outputsOf(readInt8Onnx().network), m_evidence.outputs), 0, m_evidence.from);
    }

private:
    static constexpr const char* kTflite = "model.tflite";
    static constexpr const char* kOnnx = "model.onnx";
    static constexpr const char* kOnnxInt8 = "model_int8.onnx";

    [[nodiscard]] bool has(const char* file) const { return fs::exists(m_bundle / file); }
    [[nodiscard]] std::vector<std::uint8_t> bytesOf(const char* file) const
    {
        const Bytes bytes = readBytes(m_bundle / file);
        return { bytes.begin(), bytes.end() };
    }
    [[nodiscard]] TfliteModel readTflite() const { return deploy::readTflite(bytesOf(kTflite), (m_bundle / kTflite).string()); }
    [[nodiscard]] OnnxInt8Model readInt8Onnx() const { return readOnnxInt8(bytesOf(kOnnxInt8), (m_bundle / kOnnxInt8).string()); }

    void requireInput(const graph::NetworkGraph& graph) const
    {
        if (std::ssize(m_evidence.inputs) % m_claims.inputBytes != 0 || graph.input().elements() != m_claims.inputBytes)
            throw Error("The model has an input of another size than the bundle says.");
    }

    /// What the int8 interpreter makes of the samples.
    [[nodiscard]] Bytes outputsOf(const quant::QuantizedNetwork& network)
    {
        requireInput(network.graph);
        quant::Interpreter interpreter(network);
        Bytes outputs;
        for (std::size_t at = 0; at < m_evidence.inputs.size(); at += static_cast<std::size_t>(m_claims.inputBytes)) {
            m_control.checkpoint();
            std::ranges::copy(interpreter.run(std::span(m_evidence.inputs).subspan(at, static_cast<std::size_t>(m_claims.inputBytes))), std::back_inserter(outputs));
        }
        return outputs;
    }

    /// What the float interpreter makes of them.
    [[nodiscard]] std::vector<float> floatOutputsOf(const OnnxModel& model)
    {
        quant::FloatInterpreter interpreter(model.graph, model.weights);
        const auto size = static_cast<std::size_t>(m_claims.inputBytes);
        std::vector<std::uint8_t> pixels(size);
        std::vector<float> input(size), outputs;
        for (std::size_t at = 0; at < m_evidence.inputs.size(); at += size) {
            m_control.checkpoint();
            std::ranges::transform(std::span(m_evidence.inputs).subspan(at, size), pixels.begin(), [](std::int8_t value) { return static_cast<std::uint8_t>(value + 128); });
            data::normalise(pixels, input);
            std::ranges::copy(interpreter.run(input), std::back_inserter(outputs));
        }
        return outputs;
    }

    static Gate withoutCompiler(Gate gate)
    {
        gate.sentence = "There is no C compiler on this computer.";
        return gate;
    }

    [[nodiscard]] std::string source(const char* folder, const std::string& name) const { return fs::absolute(m_bundle / folder / (name + ".c")).string(); }
    [[nodiscard]] fs::path object(const char* source) const { return m_scratch.path() / (std::string(source) + ".o"); }

    ProgramResult build(const std::string& program)
    {
        m_control.checkpoint();
        std::vector<std::string> arguments { "-std=c99", "-O1", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsanitize=address,undefined",
            "-fno-sanitize-recover=all", "-I", fs::absolute(m_bundle / "c").string() };
        for (const char* name : { "model", "model_weights", "danas_kernels", "preprocess" })
            arguments.push_back(source("c", name));
        arguments.push_back(source("selftest", program));
        if (program == "selftest")
            arguments.push_back(source("selftest", "goldens"));
        arguments.insert(arguments.end(), { "-o", program, "-lm" });
        return runProgram(*m_compiler, arguments, m_scratch.path(), m_control);
    }

    ProgramResult compileObject(const char* name)
    {
        m_control.checkpoint();
        return runProgram(*m_compiler, { "-std=c99", "-Os", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-c", source("c", name), "-o", object(name).string() },
            m_scratch.path(), m_control);
    }

    /// Of a few lines of C beside those of the bundle; -1 if they do not compile.
    ObjectSizes sizesOf(const std::string& text)
    {
        const fs::path file = m_scratch.path() / "measured.c";
        writeFile(file, text);
        const ProgramResult built = runProgram(*m_compiler, { "-std=c99", "-I", fs::absolute(m_bundle / "c").string(), "-c", file.string(), "-o", object("measured").string() },
            m_scratch.path(), m_control);
        return built.good ? objectSizes(object("measured")) : ObjectSizes { -1, -1, -1 };
    }

    ProgramResult batch(const char* what, const char* in, const char* out)
    {
        m_control.checkpoint();
        return runProgram((m_scratch.path() / "batch").string(), { what, in, out }, m_scratch.path(), m_control);
    }

    const fs::path& m_bundle;
    const BundleClaims& m_claims;
    const Evidence& m_evidence;
    const std::optional<std::string> m_compiler;
    RunControl& m_control;
    const ScratchFolder m_scratch;
    bool m_built = false;
    std::optional<std::int64_t> m_weights; ///< in the object file
    std::int64_t m_code = 0, m_constants = 0;
};

struct GateStep {
    const char* name;
    Gates::Run run;
};
constexpr GateStep kGates[] {
    { "The .tflite, read back, gives the interpreter's bytes", &Gates::tflite },
    { "The C sources compile with -Wall -Wextra -Werror and sanitizers, and give the same bytes", &Gates::sources },
    { "The memory of the C sources is the RAM shown", &Gates::arena },
    { "Weights and biases in the files are the flash shown", &Gates::flash },
    { "The C preprocessing gives the input that training saw, within one step", &Gates::preprocessing },
    { "model.onnx passes ONNX's checker and, read back, gives the float interpreter's logits", &Gates::onnx },
    { "model_int8.onnx passes ONNX's checker and, read back, gives the interpreter's bytes", &Gates::int8Onnx },
};

} // namespace

std::vector<Gate> allGates()
{
    std::vector<Gate> gates;
    for (const GateStep& step : kGates)
        gates.push_back({ static_cast<int>(gates.size()) + 1, step.name, GateState::NotRun, {}, Json::object() });
    return gates;
}

std::string_view gateStateName(GateState state)
{
    switch (state) {
    case GateState::Passed:
        return "passed";
    case GateState::Failed:
        return "failed";
    case GateState::NotRun:
        return "not run";
    }
    return {};
}

Json toJson(const Gate& gate)
{
    return { { "number", gate.number }, { "name", gate.name }, { "state", gateStateName(gate.state) }, { "sentence", gate.sentence },
        { "figures", gate.figures } };
}

std::vector<Gate> checkBundle(const fs::path& bundle, const BundleClaims& claims, const Evidence& evidence, const std::optional<std::string>& compiler,
    RunControl& control, const GateObserver& observer)
{
    Gates gates(bundle, claims, evidence, compiler, control);
    std::vector<Gate> results = allGates();
    for (std::size_t i = 0; i < results.size(); ++i) {
        control.checkpoint();
        Gate& gate = results[i];
        try {
            gate = (gates.*kGates[i].run)(gate);
        } catch (const Error& error) { // what the bundle holds cannot be read
            gate = failed(gate, error.what());
        }
        if (observer)
            observer(gate);
    }
    return results;
}

bool anyFailed(const std::vector<Gate>& gates)
{
    return std::ranges::any_of(gates, [](const Gate& gate) { return gate.state == GateState::Failed; });
}

} // namespace danas::deploy
