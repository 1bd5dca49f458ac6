// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/onnx_reader.h"

#include "base/error.h"
#include "deploy/onnx_layout.h"

#include <onnx/checker.h>
#include <onnx/onnx_pb.h>
#include <onnx/shape_inference/implementation.h>

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace danas::deploy {
namespace {

using graph::Op;
using graph::OpKind;
using graph::Shape;

constexpr std::int64_t kLargestSide = 1 << 15;

std::size_t size(std::int64_t value)
{
    return static_cast<std::size_t>(value);
}

onnx::ModelProto parsed(std::span<const std::uint8_t> bytes, const std::string& where)
{
    onnx::ModelProto model;
    if (bytes.size() > INT32_MAX || !model.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
        throw Error(where + " is no ONNX model, or cut off or damaged: export the model again.");
    try {
        onnx::checker::check_model(model);
        const onnx::ShapeInferenceOptions strict { true, 1, false };
        onnx::shape_inference::InferShapes(model, onnx::OpSchemaRegistry::Instance(), strict);
    } catch (const std::exception& error) { // a ValidationError or InferenceError, or what bad numbers do within ONNX
        std::string reason = error.what();
        throw Error(fmt::format("{} is not valid ONNX ({}): export the model again.", where, reason.substr(0, reason.find('\n'))));
    }
    return model;
}

/// What a name in the file stands for.
struct Value {
    /// From an operator, as integers, or as an operator of an int8 file reads it.
    enum class Stage : std::uint8_t { Exact, Stored, Read };
    std::size_t tensor = 0;
    Stage stage = Stage::Exact;
};
using Stage = Value::Stage;

/// Integers of an int8 file with their scales.
struct Dequantized {
    const onnx::TensorProto* integers = nullptr;
    std::vector<float> scales;
};

class ModelReader {
public:
    ModelReader(const onnx::ModelProto& model, bool int8, const std::string& where)
        : m_graph(model.graph())
        , m_operand(int8 ? Stage::Read : Stage::Exact)
        , m_where(where)
    {
        for (const auto& tensor : m_graph.initializer())
            m_constants[tensor.name()] = &tensor;
        for (const auto& entry : model.metadata_props())
            m_metadata[entry.key()] = entry.value();
    }

    OnnxModel readFloat()
    {
        read();
        return { std::move(m_network.graph), std::move(m_weights), std::move(m_metadata) };
    }

    OnnxInt8Model readInt8()
    {
        read();
        for (std::size_t i = 0; i < m_network.ops.size(); ++i) {
            const Op& op = m_network.graph.ops[i];
            quant::completeFromScales(m_network.ops[i], op, m_network.tensors[size(op.input)], m_network.tensors[size(op.output)]);
        }
        return { std::move(m_network), std::move(m_metadata), m_constantBytes };
    }

private:
    void require(bool holds, const char* otherwise) const
    {
        if (!holds)
            throw Error(fmt::format("{} is not a model that DANAS writes: it has {}.", m_where, otherwise));
    }

    void read()
    {
        require(m_graph.input_size() == 1 && m_graph.output_size() == 1, "more than one input or output");
        const auto& dimensions = m_graph.input(0).type().tensor_type().shape().dim();
        require(dimensions.size() == 4 && dimensions[0].dim_value() == 1, "an input that is not one picture");
        addTensor({ side(dimensions[1].dim_value()), side(dimensions[2].dim_value()), side(dimensions[3].dim_value()) });
        m_values[m_graph.input(0).name()] = { 0, Stage::Exact };
        for (const auto& node : m_graph.node())
            readNode(node);
        require(!m_network.graph.ops.empty(), "no operators");
        const Value& result = value(m_graph.output(0).name());
        require(result.tensor + 1 == m_network.graph.tensors.size() && result.stage == m_operand, "an output that is not the last tensor");
    }

    void readNode(const onnx::NodeProto& node)
    {
        const std::string& type = node.op_type();
        if (type == "QuantizeLinear")
            quantize(node);
        else if (type == "DequantizeLinear")
            dequantize(node);
        else if (type == "Flatten")
            m_values[node.output(0)] = { value(node.input(0)).tensor, Stage::Exact };
        else if (type == "Clip")
            clip(node);
        else if (type == "Relu")
            activate(value(node.input(0)), node, graph::Activation::Relu);
        else
            addOperator(node);
    }

    void quantize(const onnx::NodeProto& node)
    {
        const Value& from = value(node.input(0));
        require(m_operand == Stage::Read && from.stage == Stage::Exact, "a tensor that is quantised twice");
        const quant::TensorScale scale = tensorScale(node);
        auto& known = m_network.tensors[from.tensor];
        require(!m_scaled[from.tensor] || known == scale, "a tensor of two scales"); // flattening keeps the scale
        known = scale;
        m_scaled[from.tensor] = true;
        m_values[node.output(0)] = { from.tensor, Stage::Stored };
    }

    void dequantize(const onnx::NodeProto& node)
    {
        if (const auto constant = m_constants.find(node.input(0)); constant != m_constants.end()) {
            m_dequantized[node.output(0)] = { constant->second, numbers<float>(node.input(1)) };
            return;
        }
        const Value& from = value(node.input(0));
        require(from.stage == Stage::Stored && m_network.tensors[from.tensor] == tensorScale(node), "a tensor of two scales");
        m_values[node.output(0)] = { from.tensor, Stage::Read };
    }

    /// Of a QuantizeLinear or DequantizeLinear of an activation.
    [[nodiscard]] quant::TensorScale tensorScale(const onnx::NodeProto& node) const
    {
        require(node.input_size() == 3, "a scale without a zero point");
        const auto scale = numbers<float>(node.input(1));
        const auto zero = numbers<std::int8_t>(node.input(2));
        require(scale.size() == 1 && zero.size() == 1 && scale.front() > 0.0F, "a tensor without one scale");
        return { scale.front(), zero.front() };
    }

    void clip(const onnx::NodeProto& node)
    {
        const Value& from = value(node.input(0));
        require(node.input_size() == 3 && numbers<float>(node.input(1)) == std::vector { 0.0F } && numbers<float>(node.input(2)) == std::vector { 6.0F },
            "limits other than those of ReLU6");
        activate(from, node, graph::Activation::Relu6);
    }

    void activate(const Value& from, const onnx::NodeProto& node, graph::Activation activation)
    {
        require(!m_network.graph.ops.empty() && from.tensor + 1 == m_network.graph.tensors.size() && from.stage == Stage::Exact,
            "an activation apart from its operator");
        m_network.graph.ops.back().activation = activation;
        const Value result = from; // may lie in the map that grows
        m_values[node.output(0)] = result;
    }

    void addOperator(const onnx::NodeProto& node)
    {
        Op op;
        op.kind = kindOf(node);
        op.input = operand(node, 0);
        if (op.kind == OpKind::Add)
            op.secondInput = operand(node, 1);
        op.output = static_cast<std::int16_t>(m_network.graph.tensors.size());
        require(m_network.graph.tensors.size() < INT16_MAX, "too many operators");
        if (op.kind == OpKind::Conv2d || op.kind == OpKind::DepthwiseConv2d)
            readWindow(op, node);
        addTensor(outputShape(op, node));
        m_network.graph.ops.push_back(op);
        m_weights.ops.emplace_back();
        m_network.ops.emplace_back();
        if (graph::hasWeights(op.kind))
            readConstants(op, node);
        m_values[node.output(0)] = { size(op.output), Stage::Exact };
    }

    [[nodiscard]] OpKind kindOf(const onnx::NodeProto& node) const
    {
        const std::string& type = node.op_type();
        if (type == "Conv")
            return integer(node, "group", 1) == 1 ? OpKind::Conv2d : OpKind::DepthwiseConv2d;
        if (type == "Gemm")
            return OpKind::Dense;
        if (type == "Add")
            return OpKind::Add;
        if (type == "Sigmoid")
            return OpKind::Sigmoid;
        require(type == "GlobalAveragePool", "an operator of another kind");
        return OpKind::GlobalAveragePool;
    }

    [[nodiscard]] std::int16_t operand(const onnx::NodeProto& node, int index) const
    {
        const Value& from = value(node.input(index));
        require(from.stage == m_operand, "an operator that reads what is not stored");
        return static_cast<std::int16_t>(from.tensor);
    }

    void readWindow(Op& op, const onnx::NodeProto& node) const
    {
        const auto sides = [&](const char* name) {
            const auto found = integers(node, name);
            require(found.size() == 2 && std::ranges::all_of(found, [](auto side) { return side > 0 && side < 1 << 10; }),
                "a convolution without a usable kernel or stride");
            return graph::Window(static_cast<int>(found[0]), static_cast<int>(found[1]));
        };
        op.kernel = sides("kernel_shape");
        const graph::Window strides = sides("strides");
        require(strides.height == strides.width, "a convolution of two strides");
        op.stride = strides.height;
        const auto pads = integers(node, "pads");
        require(pads.size() == 4 && std::ranges::all_of(pads, [&](auto pad) { return pad >= 0 && pad < std::max(op.kernel.height, op.kernel.width); })
                && integers(node, "dilations").empty(),
            "padding that is wider than the kernel, or gaps in the kernel");
        op.padding = { static_cast<int>(pads[0]), static_cast<int>(pads[2]), static_cast<int>(pads[1]), static_cast<int>(pads[3]) };
    }

    [[nodiscard]] Shape outputShape(const Op& op, const onnx::NodeProto& node) const
    {
        const Shape& in = m_network.graph.input(op);
        switch (op.kind) {
        case OpKind::Conv2d:
        case OpKind::DepthwiseConv2d: {
            const auto steps = [&op](int from, int padding, int taps) { return (from + padding - taps) / op.stride + 1; };
            const int channels = outputChannels(node);
            require(op.kind == OpKind::Conv2d || (integer(node, "group", 1) == in.channels && channels == in.channels), "a convolution in groups");
            return { channels, side(steps(in.height, op.padding.top + op.padding.bottom, op.kernel.height)), side(steps(in.width, op.padding.left + op.padding.right, op.kernel.width)) };
        }
        case OpKind::Dense:
            require(integer(node, "transB", 0) == 1 && integer(node, "transA", 0) == 0, "a dense layer of another form");
            return { outputChannels(node), 1, 1 };
        case OpKind::Add:
            require(in == m_network.graph.tensors[size(op.secondInput)], "a sum of different shapes");
            return in;
        case OpKind::GlobalAveragePool:
            return { in.channels, 1, 1 };
        case OpKind::Sigmoid:
            return in;
        }
        return {};
    }

    [[nodiscard]] int outputChannels(const onnx::NodeProto& node) const
    {
        require(node.input_size() == 3, "an operator without weights or biases");
        const auto& weights = constantOf(node.input(1));
        require(weights.dims_size() > 0, "an operator without weights");
        return side(weights.dims(0));
    }

    void readConstants(const Op& op, const onnx::NodeProto& node)
    {
        const auto inner = onnx_file::innerOf(op, m_network.graph.input(op));
        const auto layout = [&](const auto& values) { // checked before: it moves whole blocks only
            require(std::ssize(values) == m_network.graph.weights(op), "an operator whose numbers do not fit its shape");
            return onnx_file::swapped(values, inner.channels, inner.pixels);
        };
        if (m_operand == Stage::Exact) {
            m_weights.ops.back() = { layout(numbers<float>(node.input(1))), numbers<float>(node.input(2)) };
            require(std::ssize(m_weights.ops.back().biases) == m_network.graph.biases(op), "an operator whose numbers do not fit its shape");
            return;
        }
        auto& numbersOf = m_network.ops.back();
        numbersOf.weights = layout(numbers<std::int8_t>(constantOf(node.input(1))));
        numbersOf.weightScales = m_dequantized[node.input(1)].scales;
        numbersOf.biases = numbers<std::int32_t>(constantOf(node.input(2)));
        const auto& biasScales = m_dequantized[node.input(2)].scales;
        const std::int64_t scales = op.kind == OpKind::Dense ? 1 : m_network.graph.output(op).channels;
        require(std::ssize(numbersOf.biases) == m_network.graph.biases(op) && std::ssize(numbersOf.weightScales) == scales
                && std::ssize(biasScales) == scales,
            "an operator whose numbers do not fit its shape");
        for (std::size_t i = 0; i < biasScales.size(); ++i)
            require(biasScales[i] == numbersOf.weightScales[i] * m_network.tensors[size(op.input)].scale && biasScales[i] > 0.0F,
                "biases whose scale is not that of input and weights");
        m_constantBytes += std::ssize(numbersOf.weights) + 4 * std::ssize(numbersOf.biases);
    }

    void addTensor(const Shape& shape)
    {
        m_network.graph.tensors.push_back(shape);
        m_network.tensors.emplace_back();
        m_scaled.push_back(false);
    }

    [[nodiscard]] int side(std::int64_t length) const
    {
        require(length > 0 && length < kLargestSide, "a tensor of an unknown shape");
        return static_cast<int>(length);
    }

    [[nodiscard]] const Value& value(const std::string& name) const
    {
        const auto found = m_values.find(name);
        require(found != m_values.end(), "an operator that reads a constant or a tensor from elsewhere");
        return found->second;
    }

    /// In an int8 file weights and biases are behind a DequantizeLinear.
    [[nodiscard]] const onnx::TensorProto& constantOf(const std::string& name) const
    {
        if (m_operand == Stage::Read) {
            const auto found = m_dequantized.find(name);
            require(found != m_dequantized.end(), "weights or biases that are not quantised");
            return *found->second.integers;
        }
        const auto found = m_constants.find(name);
        require(found != m_constants.end(), "weights or biases that are no constants");
        return *found->second;
    }

    template <typename T> [[nodiscard]] std::vector<T> numbers(const std::string& name) const
    {
        const auto found = m_constants.find(name);
        require(found != m_constants.end(), "a scale, weights or biases that are no constants");
        return numbers<T>(*found->second);
    }

    template <typename T> [[nodiscard]] std::vector<T> numbers(const onnx::TensorProto& tensor) const
    {
        constexpr auto type = std::is_same_v<T, float> ? onnx::TensorProto_DataType_FLOAT
            : std::is_same_v<T, std::int8_t>           ? onnx::TensorProto_DataType_INT8
                                                       : onnx::TensorProto_DataType_INT32;
        const std::string& bytes = tensor.raw_data();
        require(tensor.data_type() == type && bytes.size() % sizeof(T) == 0, "constants of another type");
        std::vector<T> values(bytes.size() / sizeof(T));
        if (!values.empty())
            std::memcpy(values.data(), bytes.data(), bytes.size());
        return values;
    }

    [[nodiscard]] static std::vector<std::int64_t> integers(const onnx::NodeProto& node, const char* name)
    {
        for (const auto& attribute : node.attribute())
            if (attribute.name() == name)
                return { attribute.ints().begin(), attribute.ints().end() };
        return {};
    }

    [[nodiscard]] static std::int64_t integer(const onnx::NodeProto& node, const char* name, std::int64_t otherwise)
    {
        for (const auto& attribute : node.attribute())
            if (attribute.name() == name)
                return attribute.i();
        return otherwise;
    }

    const onnx::GraphProto& m_graph;
    const Stage m_operand; ///< of what operators read
    const std::string& m_where;
    std::map<std::string, const onnx::TensorProto*> m_constants;
    std::map<std::string, Dequantized> m_dequantized;
    std::map<std::string, Value> m_values;
    std::map<std::string, std::string> m_metadata;
    quant::QuantizedNetwork m_network; ///< of a float file its graph alone
    std::vector<bool> m_scaled;        ///< tensors of it whose scale is known
    graph::NetworkWeights m_weights;   ///< of a float file
    std::int64_t m_constantBytes = 0;
};

} // namespace

OnnxModel readOnnx(std::span<const std::uint8_t> bytes, const std::string& where)
{
    const auto model = parsed(bytes, where);
    return ModelReader(model, false, where).readFloat();
}

OnnxInt8Model readOnnxInt8(std::span<const std::uint8_t> bytes, const std::string& where)
{
    const auto model = parsed(bytes, where);
    return ModelReader(model, true, where).readInt8();
}

} // namespace danas::deploy
