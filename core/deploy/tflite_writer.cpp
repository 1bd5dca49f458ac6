// SPDX-License-Identifier: GPL-3.0-or-later
// Field numbers and enumerators are those of tensorflow/lite/schema/schema.fbs, which only ever grows: a file written by these
// numbers stays readable.
#include "deploy/tflite_writer.h"

#include "base/error.h"

#include <flatbuffers/flatbuffer_builder.h>
#include <fmt/format.h>

#include <algorithm>
#include <span>

namespace danas::deploy {
namespace {

using graph::Op;
using graph::OpKind;
using graph::Shape;
using AnyOffset = flatbuffers::Offset<void>;
using Ints = std::vector<std::int32_t>;

constexpr std::uint32_t kSchemaVersion = 3;
constexpr char kFileIdentifier[] = "TFL3";
constexpr std::size_t kDataAlignment = 16; ///< of Buffer.data, so that an engine reads weights in place

enum class TensorType : std::int8_t { Int32 = 2, Int8 = 9 };
enum class PaddingType : std::int8_t { Same = 0, Valid = 1 };

/// How an operator is called in the file.
struct Builtin {
    std::int32_t code;         ///< BuiltinOperator
    std::int32_t version;      ///< the first with int8
    std::uint8_t optionsTable; ///< BuiltinOptions
};

Builtin builtinOf(OpKind kind)
{
    switch (kind) {
    case OpKind::Conv2d:
        return { 3, 3, 1 };
    case OpKind::DepthwiseConv2d:
        return { 4, 3, 2 };
    case OpKind::Dense:
        return { 9, 4, 8 };
    case OpKind::Add:
        return { 0, 2, 11 };
    case OpKind::GlobalAveragePool:
        return { 1, 2, 5 };
    case OpKind::Sigmoid:
        return { 14, 2, 0 };
    }
    return {};
}

std::int8_t activationOf(const Op& op)
{
    switch (op.activation) {
    case graph::Activation::None:
        return 0;
    case graph::Activation::Relu:
        return 1;
    case graph::Activation::Relu6:
        return 3;
    }
    return 0;
}

PaddingType paddingOf(const Op& op, const Shape& input)
{
    if (op.padding == graph::samePadding(input, op.kernel, op.stride))
        return PaddingType::Same;
    if (op.padding == graph::Padding {})
        return PaddingType::Valid;
    throw Error(fmt::format("The layer '{}' is padded in a way that TensorFlow Lite has no name for: it can be exported as C only.", op.name()));
}

/// Writes tables by field number. Everything that a table points to must be there before it begins.
class Table {
public:
    explicit Table(flatbuffers::FlatBufferBuilder& builder)
        : m_builder(builder)
        , m_start(builder.StartTable())
    {
    }
    template <typename T> Table& value(flatbuffers::voffset_t field, T value, T otherwise = {})
    {
        m_builder.AddElement<T>(flatbuffers::FieldIndexToOffset(field), value, otherwise);
        return *this;
    }
    template <typename T> Table& offset(flatbuffers::voffset_t field, flatbuffers::Offset<T> offset)
    {
        m_builder.AddOffset(flatbuffers::FieldIndexToOffset(field), offset);
        return *this;
    }
    [[nodiscard]] AnyOffset end() { return m_builder.EndTable(m_start); }

private:
    flatbuffers::FlatBufferBuilder& m_builder;
    flatbuffers::uoffset_t m_start;
};

class ModelWriter {
public:
    explicit ModelWriter(const quant::QuantizedNetwork& network)
        : m_network(network)
    {
        m_buffers.push_back(Table(m_builder).end()); // buffer 0 is empty by convention: tensors without data name it
    }

    std::vector<std::uint8_t> write(const TfliteOptions& options)
    {
        const auto& graph = m_network.graph;
        for (std::size_t i = 0; i < graph.tensors.size(); ++i)
            addActivation(i);
        for (std::size_t i = 0; i < graph.ops.size(); ++i)
            addOperator(graph.ops[i], m_network.ops[i]);
        if (!options.arenaOffsets.empty())
            addArenaOffsets(options.arenaOffsets);
        finish(options.description);
        return { m_builder.GetBufferPointer(), m_builder.GetBufferPointer() + m_builder.GetSize() };
    }

private:
    template <typename T> std::uint32_t addBuffer(std::span<const T> data)
    {
        const auto bytes = std::as_bytes(data);
        m_builder.ForceVectorAlignment(bytes.size(), 1, kDataAlignment);
        const auto vector = m_builder.CreateVector(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
        m_buffers.push_back(Table(m_builder).offset(0, vector).end());
        return static_cast<std::uint32_t>(m_buffers.size() - 1);
    }

    /// QuantizationParameters: scale = 2, zero_point = 3, quantized_dimension = 6.
    AnyOffset quantization(const std::vector<float>& scales, std::int32_t zeroPoint, std::int32_t dimension)
    {
        const auto scale = m_builder.CreateVector(scales);
        const auto zero = m_builder.CreateVector(std::vector<std::int64_t>(scales.size(), zeroPoint));
        return Table(m_builder).offset(2, scale).offset(3, zero).value(6, dimension).end();
    }

    std::int32_t addTensor(const std::string& name, TensorType type, const Ints& shape, std::uint32_t buffer, AnyOffset quantized)
    {
        const auto dimensions = m_builder.CreateVector(shape);
        const auto text = m_builder.CreateString(name);
        m_tensors.push_back(Table(m_builder)
                                .offset(0, dimensions)
                                .value(1, static_cast<std::int8_t>(type))
                                .value(2, buffer)
                                .offset(3, text)
                                .offset(4, quantized)
                                .end());
        return static_cast<std::int32_t>(m_tensors.size() - 1);
    }

    void addActivation(std::size_t index)
    {
        const auto& graph = m_network.graph;
        const Shape& shape = graph.tensors[index];
        const auto writer = std::ranges::find(graph.ops, index, [](const Op& op) { return static_cast<std::size_t>(op.output); });
        const bool flat = writer != graph.ops.end() && writer->kind == OpKind::Dense;
        const quant::TensorScale& scale = m_network.tensors[index];
        addTensor(writer == graph.ops.end() ? "input" : writer->name(), TensorType::Int8,
            flat ? Ints { 1, shape.channels } : Ints { 1, shape.height, shape.width, shape.channels }, 0,
            quantization({ scale.scale }, scale.zeroPoint, 0));
    }

    void addOperator(const Op& op, const quant::QuantizedOp& numbers)
    {
        Ints inputs { op.input };
        if (op.secondInput >= 0)
            inputs.push_back(op.secondInput);
        if (!numbers.weights.empty())
            addConstants(op, numbers, inputs);
        const auto ins = m_builder.CreateVector(inputs);
        const auto outs = m_builder.CreateVector(Ints { op.output });
        const std::uint8_t optionsTable = builtinOf(op.kind).optionsTable;
        const AnyOffset settings = optionsTable == 0 ? AnyOffset() : options(op);
        Table table(m_builder);
        table.value(0, codeIndex(op.kind)).offset(1, ins).offset(2, outs).value(3, optionsTable);
        if (optionsTable != 0)
            table.offset(4, settings);
        m_operators.push_back(table.end());
    }

    /// Weights and biases; the file's layout is that of the network.
    void addConstants(const Op& op, const quant::QuantizedOp& numbers, Ints& inputs)
    {
        const std::int32_t in = m_network.graph.input(op).channels;
        const std::int32_t out = m_network.graph.output(op).channels;
        Ints shape { out, op.kernel.height, op.kernel.width, in };
        if (op.kind == OpKind::DepthwiseConv2d)
            shape = { 1, op.kernel.height, op.kernel.width, out };
        else if (op.kind == OpKind::Dense)
            shape = { out, static_cast<std::int32_t>(m_network.graph.input(op).elements()) };
        const std::int32_t dimension = op.kind == OpKind::DepthwiseConv2d ? 3 : 0; // the one that has a scale per entry
        const auto weights = addBuffer(std::span<const std::int8_t>(numbers.weights));
        inputs.push_back(addTensor(op.name() + " weights", TensorType::Int8, shape, weights, quantization(numbers.weightScales, 0, dimension)));

        std::vector<float> scales = numbers.weightScales;
        for (float& scale : scales)
            scale *= m_network.tensors[static_cast<std::size_t>(op.input)].scale;
        const auto biases = addBuffer(std::span<const std::int32_t>(numbers.biases));
        inputs.push_back(addTensor(op.name() + " biases", TensorType::Int32, { out }, biases, quantization(scales, 0, 0)));
    }

    AnyOffset options(const Op& op)
    {
        const Shape& in = m_network.graph.input(op);
        Table table(m_builder);
        switch (op.kind) {
        case OpKind::Conv2d: // Conv2DOptions; dilation is 1 by default
            window(table, paddingOf(op, in), op.stride, op.stride).value(3, activationOf(op));
            break;
        case OpKind::DepthwiseConv2d: // DepthwiseConv2DOptions
            window(table, paddingOf(op, in), op.stride, op.stride).value(3, std::int32_t { 1 }).value(4, activationOf(op));
            break;
        case OpKind::GlobalAveragePool: // Pool2DOptions
            window(table, PaddingType::Valid, in.width, in.height).value(3, in.width).value(4, in.height).value(5, activationOf(op));
            break;
        case OpKind::Dense: // FullyConnectedOptions
        case OpKind::Add: // AddOptions
            table.value(0, activationOf(op));
            break;
        case OpKind::Sigmoid: // has none
            break;
        }
        return table.end();
    }

    /// The three fields that options of operators with a window begin with.
    static Table& window(Table& table, PaddingType padding, std::int32_t strideX, std::int32_t strideY)
    {
        return table.value(0, static_cast<std::int8_t>(padding)).value(1, strideX).value(2, strideY);
    }

    std::uint32_t codeIndex(OpKind kind)
    {
        const auto found = std::ranges::find(m_codes, kind);
        const auto index = found - m_codes.begin();
        if (found == m_codes.end())
            m_codes.push_back(kind);
        return static_cast<std::uint32_t>(index);
    }

    /// Metadata "OfflineMemoryAllocation": format version 1, sub-graph 0, number of tensors, an offset each, -1 = not planned here.
    void addArenaOffsets(const Ints& offsets)
    {
        if (offsets.size() != m_network.graph.tensors.size())
            throw Error(fmt::format("The memory plan places {} tensors where the network has {}: plan this network.", offsets.size(),
                m_network.graph.tensors.size()));
        Ints data { 1, 0, static_cast<std::int32_t>(m_tensors.size()) };
        data.insert(data.end(), offsets.begin(), offsets.end());
        data.resize(3 + m_tensors.size(), -1);
        const std::uint32_t buffer = addBuffer(std::span<const std::int32_t>(data));
        const auto name = m_builder.CreateString("OfflineMemoryAllocation");
        m_metadata.push_back(Table(m_builder).offset(0, name).value(1, buffer).end());
    }

    std::vector<AnyOffset> operatorCodes()
    {
        std::vector<AnyOffset> codes;
        for (const OpKind kind : m_codes) {
            const Builtin builtin = builtinOf(kind);
            codes.push_back(Table(m_builder)
                                .value(0, static_cast<std::int8_t>(builtin.code)) // the field that readers before 2020 know
                                .value(2, builtin.version, 1)
                                .value(3, builtin.code)
                                .end());
        }
        return codes;
    }

    void finish(const std::string& description)
    {
        const auto tensors = m_builder.CreateVector(m_tensors);
        const auto inputs = m_builder.CreateVector(Ints { 0 });
        const auto outputs = m_builder.CreateVector(Ints { m_network.graph.ops.back().output });
        const auto operators = m_builder.CreateVector(m_operators);
        const auto name = m_builder.CreateString("main");
        const std::vector<AnyOffset> graphs {
            Table(m_builder).offset(0, tensors).offset(1, inputs).offset(2, outputs).offset(3, operators).offset(4, name).end()
        };
        const auto codes = m_builder.CreateVector(operatorCodes());
        const auto subgraphs = m_builder.CreateVector(graphs);
        const auto text = m_builder.CreateString(description);
        const auto buffers = m_builder.CreateVector(m_buffers);
        const auto metadata = m_builder.CreateVector(m_metadata);
        const AnyOffset model = Table(m_builder)
                                    .value(0, kSchemaVersion)
                                    .offset(1, codes)
                                    .offset(2, subgraphs)
                                    .offset(3, text)
                                    .offset(4, buffers)
                                    .offset(6, metadata)
                                    .end();
        m_builder.Finish(model, kFileIdentifier);
    }

    const quant::QuantizedNetwork& m_network;
    flatbuffers::FlatBufferBuilder m_builder;
    std::vector<AnyOffset> m_buffers, m_tensors, m_operators, m_metadata;
    std::vector<OpKind> m_codes;
};

} // namespace

std::vector<std::uint8_t> tfliteModel(const quant::QuantizedNetwork& network, const TfliteOptions& options)
{
    return ModelWriter(network).write(options);
}

} // namespace danas::deploy
