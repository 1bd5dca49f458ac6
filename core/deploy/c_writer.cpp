// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/c_writer.h"

#include "base/error.h"
#include "base/resources.h"
#include "quant/int8_kernels.h"
#include "quant/logistic.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace danas::deploy {
namespace {

using graph::Op;
using graph::OpKind;
using graph::Shape;
using quant::Multiplier;
using quant::QuantizedOp;

std::string shapeText(const Shape& shape)
{
    return fmt::format("{} x {} x {}", shape.height, shape.width, shape.channels);
}

class Writer {
public:
    explicit Writer(const CModel& model)
        : m_model(model)
        , m_network(model.network)
        , m_graph(model.network.graph)
    {
        if (std::ssize(model.classes) != m_graph.tensors.back().elements())
            throw Error(fmt::format("There are {} class names where the network has {} outputs: name every output once.", model.classes.size(),
                m_graph.tensors.back().elements()));
    }

    [[nodiscard]] TextFile weightsHeader() const
    {
        std::string text = fmt::format("{}#ifndef DANAS_MODEL_WEIGHTS_H\n#define DANAS_MODEL_WEIGHTS_H\n\n#include <stdint.h>\n\n", generatedComment());
        forEachWeighted([&](const Op& op, const QuantizedOp& numbers) {
            const std::string name = cName(op.name());
            text += fmt::format("extern const int8_t danas_{}_weights[{}];\nextern const int32_t danas_{}_biases[{}];\n", name, numbers.weights.size(),
                name, numbers.biases.size());
        });
        return { "model_weights.h", text + "\n#endif\n" };
    }

    /// Nothing else is in this file, so that its object's size is that of weights and biases.
    [[nodiscard]] TextFile weights() const
    {
        std::string text = fmt::format("{}#include \"model_weights.h\"\n", generatedComment());
        forEachWeighted([&](const Op& op, const QuantizedOp& numbers) {
            const std::string name = cName(op.name());
            text += fmt::format("\nconst int8_t danas_{}_weights[{}] = {{\n{}}};\nconst int32_t danas_{}_biases[{}] = {{\n{}}};\n", name,
                numbers.weights.size(), cNumbers(numbers.weights), name, numbers.biases.size(), cNumbers(numbers.biases));
        });
        return { "model_weights.c", text };
    }

    [[nodiscard]] TextFile header() const
    {
        const Shape& in = m_graph.input();
        const auto& scale = m_network.outputScale();
        return { "model.h",
            fmt::format("{}#ifndef DANAS_MODEL_H\n#define DANAS_MODEL_H\n\n#include <stdint.h>\n\n"
                        "#ifdef __cplusplus\nextern \"C\" {{\n#endif\n\n"
                        "#define DANAS_INPUT_HEIGHT {}\n#define DANAS_INPUT_WIDTH {}\n#define DANAS_INPUT_CHANNELS {} /* innermost */\n"
                        "#define DANAS_INPUT_BYTES {}\n#define DANAS_CLASSES {}\n#define DANAS_ARENA_BYTES {}\n\n"
                        "/* logit = scale x (output - zero point); the class of the largest output is the answer. */\n"
                        "#define DANAS_OUTPUT_SCALE {:.9e}F\n#define DANAS_OUTPUT_ZERO_POINT {}\n\n"
                        "/* Where the input goes: each byte that preprocessing makes, minus 128. It lies in the arena: fill it before every run. */\n"
                        "int8_t *danas_input(void);\n"
                        "/* Runs the network. The outputs, one per class, stay valid until the input is filled again. */\n"
                        "const int8_t *danas_run(void);\n"
                        "/* The name of a class. */\nconst char *danas_label(int index);\n\n"
                        "#ifdef __cplusplus\n}}\n#endif\n\n#endif\n",
                generatedComment(m_model.title), in.height, in.width, in.channels, in.elements(), m_model.classes.size(), m_model.plan.arenaBytes,
                scale.scale, scale.zeroPoint) };
    }

    [[nodiscard]] TextFile source() const
    {
        std::string text = fmt::format("{}#include \"model.h\"\n\n#include \"danas_kernels.h\"\n#include \"model_weights.h\"\n\n"
                                       "#ifdef DANAS_USE_CMSIS_NN\n__attribute__((aligned(16)))\n#endif\n"
                                       "static int8_t arena[DANAS_ARENA_BYTES];\n{}",
            generatedComment(), scratchBeside());
        for (std::size_t i = 0; i < m_graph.ops.size(); ++i)
            text += table(m_graph.ops[i], m_network.ops[i]);
        text += fmt::format("\nint8_t *danas_input(void)\n{{\n    return arena + {};\n}}\n\nconst int8_t *danas_run(void)\n{{\n", offset(0));
        for (const int op : m_model.plan.order)
            text += call(op);
        text += fmt::format("    return arena + {};\n}}\n", offset(m_graph.ops.back().output));
        text += "\nconst char *danas_label(int index)\n{\n    static const char *const labels[DANAS_CLASSES] = {\n";
        for (const std::string& name : m_model.classes)
            text += fmt::format("        {},\n", cString(name));
        return { "model.c", text + "    };\n    return labels[index];\n}\n" };
    }

private:
    template <typename Use> void forEachWeighted(const Use& use) const
    {
        for (std::size_t i = 0; i < m_graph.ops.size(); ++i) {
            if (!m_network.ops[i].weights.empty())
                use(m_graph.ops[i], m_network.ops[i]);
        }
    }

    [[nodiscard]] std::int64_t offset(int tensor) const { return m_model.plan.tensors[static_cast<std::size_t>(tensor)].offset; }
    [[nodiscard]] std::int32_t zero(int tensor) const { return m_network.tensors[static_cast<std::size_t>(tensor)].zeroPoint; }

    [[nodiscard]] bool overItsInput(const Op& op) const { return m_model.plan.tensors[static_cast<std::size_t>(op.output)].inPlaceOf >= 0; }

    /// Bytes that CMSIS-NN works in, and where: in the arena if the plan is one for CMSIS-NN, else in an array beside it.
    [[nodiscard]] std::int64_t scratchBytes(const Op& op) const
    {
        cost::MemoryRules rules;
        rules.im2col = true;
        return op.kind == OpKind::DepthwiseConv2d && overItsInput(op) ? 0 : cost::kernelScratch(m_graph, op, rules);
    }
    [[nodiscard]] const cost::PlannedScratch* planned(const Op& op) const
    {
        const auto& all = m_model.plan.scratch;
        const auto found = std::ranges::find(all, static_cast<int>(&op - m_graph.ops.data()), &cost::PlannedScratch::op);
        return found == all.end() ? nullptr : &*found;
    }
    [[nodiscard]] std::string scratch(const Op& op) const
    {
        const std::int64_t bytes = scratchBytes(op);
        if (bytes == 0)
            return "DANAS_SCRATCH(0, 0)";
        const auto* place = planned(op);
        return place ? fmt::format("DANAS_SCRATCH(arena + {}, {})", place->offset, bytes) : fmt::format("DANAS_SCRATCH(beside, {})", bytes);
    }
    [[nodiscard]] std::string scratchBeside() const
    {
        std::int64_t most = 0;
        for (const Op& op : m_graph.ops)
            most = planned(op) ? most : std::max(most, scratchBytes(op));
        constexpr std::int64_t word = 4;
        return most == 0 ? std::string() : fmt::format("#ifdef DANAS_USE_CMSIS_NN\nstatic int32_t beside[{}];\n#endif\n", (most + word - 1) / word);
    }

    /// What the operator's function needs to know, as constants.
    [[nodiscard]] std::string table(const Op& op, const QuantizedOp& numbers) const
    {
        switch (op.kind) {
        case OpKind::Conv2d:
        case OpKind::DepthwiseConv2d:
            return convolution(op, numbers);
        case OpKind::Dense: {
            const Multiplier& factor = numbers.multipliers.front();
            const std::string name = cName(op.name());
            return fmt::format("\nstatic const danas_dense_layer {} = {{\n    {}, {}, {}, {}, {}, {},\n    danas_{}_weights, danas_{}_biases, {}, {}\n}};\n",
                name, m_graph.input(op).elements(), m_graph.output(op).elements(), zero(op.input), zero(op.output), numbers.low, numbers.high, name,
                name, factor.mantissa, factor.shift);
        }
        case OpKind::Add: {
            const auto factors = quant::kernels::additionFactors(m_network, op);
            return fmt::format("\nstatic const danas_addition {} = {{\n    {}, {}, {}, {}, {}, {},\n    {}, {}, {}, {}, {}, {}\n}};\n", cName(op.name()),
                m_graph.output(op).elements(), zero(op.input), zero(op.secondInput), zero(op.output), numbers.low, numbers.high,
                factors.first.mantissa, factors.second.mantissa, factors.sum.mantissa, factors.first.shift, factors.second.shift, factors.sum.shift);
        }
        case OpKind::GlobalAveragePool: {
            const Shape& in = m_graph.input(op);
            return fmt::format("\nstatic const danas_pooling {} = {{ {}, {}, {}, {} {} }};\n", cName(op.name()), in.height * in.width, in.channels,
                numbers.low, numbers.high, scratch(op));
        }
        case OpKind::Sigmoid: {
            const auto factor = quant::logisticFactor(m_network.tensors[static_cast<std::size_t>(op.input)].scale);
            return fmt::format("\nstatic const danas_logistic {} = {{ {}, {}, {}, {}, {} }};\n", cName(op.name()), m_graph.output(op).elements(),
                zero(op.input), factor.radius, factor.multiplier.mantissa, factor.multiplier.shift);
        }
        }
        return {};
    }

    [[nodiscard]] std::string convolution(const Op& op, const QuantizedOp& numbers) const
    {
        const std::string name = cName(op.name());
        const Shape& in = m_graph.input(op);
        const Shape& out = m_graph.output(op);
        std::vector<std::int32_t> mantissas, shifts;
        for (const Multiplier& factor : numbers.multipliers) {
            mantissas.push_back(factor.mantissa);
            shifts.push_back(factor.shift);
        }
        return fmt::format("\nstatic const int32_t {}_mantissas[{}] = {{\n{}}};\nstatic const danas_shift {}_shifts[{}] = {{\n{}}};\n", name, mantissas.size(),
                   cNumbers(mantissas), name, shifts.size(), cNumbers(shifts))
            + fmt::format("static const danas_convolution {} = {{\n    {}, {}, {}, {}, {}, {},\n    {}, {}, {}, {}, {}, {}, {}, {}, {},\n"
                          "    danas_{}_weights, danas_{}_biases, {}_mantissas, {}_shifts {}\n}};\n",
                name, in.height, in.width, in.channels, out.height, out.width, out.channels, op.kernel.height, op.kernel.width, op.stride, op.padding.top, op.padding.left,
                zero(op.input), zero(op.output), numbers.low, numbers.high, name, name, name, name, scratch(op));
    }

    [[nodiscard]] std::string call(int index) const
    {
        const Op& op = m_graph.ops[static_cast<std::size_t>(index)];
        const std::string name = cName(op.name());
        const auto line = [&](const char* function, const std::string& places) {
            return fmt::format("    {}(&{}, {}); /* {} */\n", function, name, places, shapeText(m_graph.output(op)));
        };
        const std::string places = fmt::format("arena + {}, arena + {}", offset(op.input), offset(op.output));
        switch (op.kind) {
        case OpKind::Conv2d:
            return line("danas_conv2d", places);
        case OpKind::DepthwiseConv2d:
            return depthwiseCall(index, line, places);
        case OpKind::Dense:
            return line("danas_dense", places);
        case OpKind::Add:
            return line("danas_add", fmt::format("arena + {}, arena + {}, arena + {}", offset(op.input), offset(op.secondInput), offset(op.output)));
        case OpKind::GlobalAveragePool:
            return line("danas_average_pool", places);
        case OpKind::Sigmoid:
            return line("danas_sigmoid", places);
        }
        return {};
    }

    /// Over its own input where the plan says so, with the scratch that the plan has for it.
    template <typename Line> [[nodiscard]] std::string depthwiseCall(int index, const Line& line, const std::string& places) const
    {
        const Op& op = m_graph.ops[static_cast<std::size_t>(index)];
        if (!overItsInput(op))
            return line("danas_depthwise", places);
        const auto& all = m_model.plan.scratch;
        const auto own = std::ranges::find(all, index, &cost::PlannedScratch::op);
        const auto held = std::ranges::find(all, -1, &cost::PlannedScratch::op);
        if (own == all.end() && held == all.end())
            throw Error(fmt::format("The memory plan lets the layer '{}' run over its input without any scratch: plan this network again.", op.name()));
        if (own != all.end())
            return line("danas_depthwise_by_channel", fmt::format("arena + {}, arena + {}", offset(op.input), own->offset));
        return line("danas_depthwise_by_line", fmt::format("arena + {}, arena + {}", offset(op.input), held->offset));
    }

    const CModel& m_model;
    const quant::QuantizedNetwork& m_network;
    const graph::NetworkGraph& m_graph;
};

} // namespace

std::vector<TextFile> cSources(const CModel& model)
{
    const Writer writer(model);
    std::vector<TextFile> files { writer.header(), writer.source(), writer.weightsHeader(), writer.weights() };
    for (const char* name : { "danas_kernels.h", "danas_kernels.c", "danas_cmsis_nn.h" })
        files.push_back({ name, std::string(resource(name)) });
    return files;
}

std::string generatedComment(const std::string& of)
{
    std::string text = of.empty() ? std::string() : ": " + of; // must not end the comment
    std::ranges::replace(text, '*', '.');
    std::ranges::replace(text, '\n', ' ');
    return fmt::format("/* SPDX-License-Identifier: 0BSD */\n/* Generated by DANAS Studio{}. */\n", text);
}

std::string cName(const std::string& name)
{
    std::string result = name;
    std::ranges::replace_if(result, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
    return result;
}

std::string cString(const std::string& text)
{
    std::string result = "\"";
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            result += fmt::format("\\{}", c);
        else if (code < 0x20 || code >= 0x7f || c == '?') // '?' might begin a trigraph; octal codes end after three digits
            result += fmt::format("\\{:03o}", code);
        else
            result += c;
    }
    return result + "\"";
}

} // namespace danas::deploy
