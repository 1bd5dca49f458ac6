// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/onnx_writer.h"

#include "base/log.h"
#include "deploy/c_writer.h"
#include "deploy/onnx_layout.h"
#include "quant/float_interpreter.h"

#include <onnx/onnx_pb.h>
#include <onnx/shape_inference/implementation.h>

#include <algorithm>
#include <span>

namespace danas::deploy {
namespace {

using graph::NetworkGraph;
using graph::Op;
using graph::OpKind;
using graph::Shape;
using Dimensions = std::vector<std::int64_t>;

constexpr auto kFloat = onnx::TensorProto_DataType_FLOAT;

std::size_t size(std::int64_t value)
{
    return static_cast<std::size_t>(value);
}

void setInts(onnx::NodeProto& node, const char* name, const Dimensions& values)
{
    auto& attribute = *node.add_attribute();
    attribute.set_name(name);
    attribute.set_type(onnx::AttributeProto_AttributeType_INTS);
    for (const std::int64_t value : values)
        attribute.add_ints(value);
}

void setInt(onnx::NodeProto& node, const char* name, std::int64_t value)
{
    auto& attribute = *node.add_attribute();
    attribute.set_name(name);
    attribute.set_type(onnx::AttributeProto_AttributeType_INT);
    attribute.set_i(value);
}

/// Weights, as ONNX names their dimensions.
Dimensions weightDimensions(const Op& op, const Shape& in, const Shape& out)
{
    if (op.kind == OpKind::Dense)
        return { out.channels, in.elements() };
    return { out.channels, op.kind == OpKind::Conv2d ? in.channels : 1, op.kernel.height, op.kernel.width };
}

/// Writes the operators; how numbers are written is up to the two kinds of file.
class NetworkWriter {
public:
    explicit NetworkWriter(const NetworkGraph& network)
        : m_network(network)
        , m_graph(*m_model.mutable_graph())
        , m_names(network.tensors.size())
        , m_flat(network.tensors.size(), false)
    {
    }
    virtual ~NetworkWriter() = default;
    NetworkWriter(const NetworkWriter&) = delete;
    NetworkWriter& operator=(const NetworkWriter&) = delete;

    std::vector<std::uint8_t> write(const OnnxOptions& options)
    {
        const Shape& input = m_network.input();
        declare(*m_graph.add_input(), onnx_file::kInput, { 1, input.channels, input.height, input.width });
        const Shape& output = m_network.tensors.back();
        const bool row = m_network.ops.back().kind == OpKind::Dense;
        declare(*m_graph.add_output(), onnx_file::kOutput, row ? Dimensions { 1, output.channels } : Dimensions { 1, output.channels, output.height, output.width });
        m_names.front() = onnx_file::kInput;
        store(0, m_names.front());
        for (std::size_t i = 0; i < m_network.ops.size(); ++i) {
            const Op& op = m_network.ops[i];
            addOperator(op, i);
            m_names[size(op.output)] = name(op);
            store(size(op.output), name(op));
        }
        deliver();
        return finish(options);
    }

protected:
    /// The operator's weights and biases, as it reads them.
    virtual std::vector<std::string> constants(const Op& op, std::size_t index) = 0;
    /// Whether the operator's activation does more than how its output is stored.
    [[nodiscard]] virtual bool clips(const Op& op, std::size_t index) const = 0;
    /// What an operator calls its result, before it is stored as `name`.
    [[nodiscard]] virtual std::string written(const std::string& name) const = 0;
    virtual void store(std::size_t tensor, const std::string& name) = 0;
    /// What the operator `reader` calls what was stored as `name`.
    [[nodiscard]] virtual std::string read(const std::string& name, const std::string& reader) = 0;
    /// Makes the network's output of what was stored last.
    virtual void deliver() = 0;

    onnx::NodeProto& node(const char* type, const std::vector<std::string>& inputs, const std::string& output)
    {
        auto& node = *m_graph.add_node();
        node.set_op_type(type);
        node.set_name(output);
        for (const std::string& input : inputs)
            node.add_input(input);
        node.add_output(output);
        return node;
    }

    template <typename T>
    std::string constant(const std::string& name, onnx::TensorProto_DataType type, const Dimensions& dimensions, const std::vector<T>& values)
    {
        auto& tensor = *m_graph.add_initializer();
        tensor.set_name(name);
        tensor.set_data_type(type);
        for (const std::int64_t dimension : dimensions)
            tensor.add_dims(dimension);
        const auto bytes = std::as_bytes(std::span(values)); // little-endian, as the format wants them
        tensor.set_raw_data(bytes.data(), bytes.size());
        return name;
    }

    template <typename T>
    std::string weightConstant(const Op& op, const std::string& name, onnx::TensorProto_DataType type, const std::vector<T>& values)
    {
        const auto inner = onnx_file::innerOf(op, m_network.input(op));
        return constant(name, type, weightDimensions(op, m_network.input(op), m_network.output(op)),
            onnx_file::swapped(values, inner.pixels, inner.channels));
    }

    [[nodiscard]] std::string name(const Op& op) const { return &op == &m_network.ops.back() ? onnx_file::kOutput : cName(op.name()); }

private:
    static void declare(onnx::ValueInfoProto& value, const char* name, const Dimensions& dimensions)
    {
        value.set_name(name);
        auto& type = *value.mutable_type()->mutable_tensor_type();
        type.set_elem_type(kFloat);
        for (const std::int64_t dimension : dimensions)
            type.mutable_shape()->add_dim()->set_dim_value(dimension);
    }

    void addOperator(const Op& op, std::size_t index)
    {
        const bool clipped = clips(op, index);
        const std::string result = written(name(op));
        const std::string output = clipped ? result + "_unclipped" : result;
        std::vector<std::string> inputs { read(op.kind == OpKind::Dense ? flat(size(op.input)) : m_names[size(op.input)], result) };
        if (op.secondInput >= 0)
            inputs.push_back(op.secondInput == op.input ? inputs.front() : read(m_names[size(op.secondInput)], result));
        if (graph::hasWeights(op.kind))
            std::ranges::copy(constants(op, index), std::back_inserter(inputs));
        switch (op.kind) {
        case OpKind::Conv2d:
        case OpKind::DepthwiseConv2d:
            addConvolution(op, inputs, output);
            break;
        case OpKind::Dense:
            setInt(node("Gemm", inputs, output), "transB", 1);
            m_flat[size(op.output)] = true;
            break;
        case OpKind::Add:
            node("Add", inputs, output);
            break;
        case OpKind::GlobalAveragePool:
            node("GlobalAveragePool", inputs, output);
            break;
        case OpKind::Sigmoid:
            node("Sigmoid", inputs, output);
            break;
        }
        if (clipped && op.activation == graph::Activation::Relu)
            node("Relu", { output }, result);
        else if (clipped)
            node("Clip", { output, limit("zero", 0.0F), limit("six", 6.0F) }, result);
    }

    void addConvolution(const Op& op, const std::vector<std::string>& inputs, const std::string& output)
    {
        auto& convolution = node("Conv", inputs, output);
        setInts(convolution, "kernel_shape", { op.kernel.height, op.kernel.width });
        setInts(convolution, "strides", { op.stride, op.stride });
        setInts(convolution, "pads", { op.padding.top, op.padding.left, op.padding.bottom, op.padding.right });
        setInt(convolution, "group", op.kind == OpKind::DepthwiseConv2d ? m_network.output(op).channels : 1);
    }

    /// The tensor as a row.
    std::string flat(std::size_t tensor)
    {
        if (m_flat[tensor])
            return m_names[tensor];
        const std::string name = m_names[tensor] + "_flat";
        setInt(node("Flatten", { read(m_names[tensor], name) }, written(name)), "axis", 1);
        store(tensor, name);
        return name;
    }

    /// A limit of Clip, which they all share.
    std::string limit(const char* name, float value)
    {
        const auto& known = m_graph.initializer();
        const bool there = std::any_of(known.begin(), known.end(), [name](const auto& tensor) { return tensor.name() == name; });
        return there ? name : constant(name, kFloat, {}, std::vector { value });
    }

    std::vector<std::uint8_t> finish(const OnnxOptions& options)
    {
        m_model.set_ir_version(onnx_file::kIrVersion);
        m_model.add_opset_import()->set_version(onnx_file::kOpset);
        m_model.set_producer_name("DANAS Studio");
        m_model.set_producer_version(version());
        m_model.set_doc_string(options.description);
        m_graph.set_name("network");
        for (const auto& [key, value] : options.metadata) {
            auto& entry = *m_model.add_metadata_props();
            entry.set_key(key);
            entry.set_value(value);
        }
        onnx::shape_inference::InferShapes(m_model); // viewers and converters show shapes that the file has
        std::vector<std::uint8_t> bytes(m_model.ByteSizeLong());
        m_model.SerializeToArray(bytes.data(), static_cast<int>(bytes.size()));
        return bytes;
    }

    const NetworkGraph& m_network;
    onnx::ModelProto m_model;
    onnx::GraphProto& m_graph;
    std::vector<std::string> m_names; ///< of the tensors that are stored
    std::vector<bool> m_flat;         ///< rows already
};

class FloatWriter : public NetworkWriter {
public:
    FloatWriter(const NetworkGraph& graph, const graph::NetworkWeights& weights)
        : NetworkWriter(graph)
        , m_weights(weights)
    {
    }

protected:
    std::vector<std::string> constants(const Op& op, std::size_t index) override
    {
        const auto& numbers = m_weights.ops[index];
        return { weightConstant(op, name(op) + "_weights", kFloat, numbers.weights),
            constant(name(op) + "_biases", kFloat, { std::ssize(numbers.biases) }, numbers.biases) };
    }
    [[nodiscard]] bool clips(const Op& op, std::size_t) const override { return op.activation != graph::Activation::None; }
    [[nodiscard]] std::string written(const std::string& name) const override { return name; }
    void store(std::size_t, const std::string&) override { }
    [[nodiscard]] std::string read(const std::string& name, const std::string&) override { return name; }
    void deliver() override { }

private:
    const graph::NetworkWeights& m_weights;
};

class Int8Writer : public NetworkWriter {
public:
    explicit Int8Writer(const quant::QuantizedNetwork& network)
        : NetworkWriter(network.graph)
        , m_network(network)
    {
    }

protected:
    std::vector<std::string> constants(const Op& op, std::size_t index) override
    {
        const auto& numbers = m_network.ops[index];
        const std::string weights = name(op) + "_weights", biases = name(op) + "_biases";
        std::vector<float> biasScales = numbers.weightScales;
        for (float& scale : biasScales)
            scale *= m_network.tensors[size(op.input)].scale;
        const auto zeros = std::vector<std::int8_t>(biasScales.size());
        const Dimensions scales = biasScales.size() == 1 && op.kind == OpKind::Dense ? Dimensions {} : Dimensions { std::ssize(biasScales) };
        dequantize({ weightConstant(op, weights + "_int8", onnx::TensorProto_DataType_INT8, numbers.weights),
                       constant(weights + "_scale", kFloat, scales, numbers.weightScales),
                       constant(weights + "_zero_point", onnx::TensorProto_DataType_INT8, scales, zeros) },
            weights);
        dequantize({ constant(biases + "_int32", onnx::TensorProto_DataType_INT32, { std::ssize(numbers.biases) }, numbers.biases),
                       constant(biases + "_scale", kFloat, scales, biasScales) },
            biases);
        return { weights, biases };
    }

    /// Storing in int8 cuts off at -128 and 127; mostly that is what the activation comes to.
    [[nodiscard]] bool clips(const Op& op, std::size_t index) const override
    {
        return op.activation != graph::Activation::None && (m_network.ops[index].low > -128 || m_network.ops[index].high < 127);
    }

    [[nodiscard]] std::string written(const std::string& name) const override { return name == onnx_file::kInput ? name : name + "_exact"; }

    void store(std::size_t tensor, const std::string& name) override
    {
        const auto& scale = m_network.tensors[tensor];
        constant(name + "_scale", kFloat, {}, std::vector { scale.scale });
        constant(name + "_zero_point", onnx::TensorProto_DataType_INT8, {}, std::vector { static_cast<std::int8_t>(scale.zeroPoint) });
        node("QuantizeLinear", { written(name), name + "_scale", name + "_zero_point" }, name + "_int8");
    }

    /// Each reader has a DequantizeLinear of its own: engines join only those that nothing else reads.
    [[nodiscard]] std::string read(const std::string& name, const std::string& reader) override
    {
        const std::string result = name + "_for_" + reader;
        dequantizeStored(name, result);
        return result;
    }

    void deliver() override { dequantizeStored(onnx_file::kOutput, onnx_file::kOutput); }

private:
    /// Scales by channel belong to dimension 0.
    void dequantize(const std::vector<std::string>& inputs, const std::string& output) { setInt(node("DequantizeLinear", inputs, output), "axis", 0); }

    void dequantizeStored(const std::string& name, const std::string& output)
    {
        dequantize({ name + "_int8", name + "_scale", name + "_zero_point" }, output);
    }

    const quant::QuantizedNetwork& m_network;
};

} // namespace

std::vector<std::uint8_t> onnxModel(const NetworkGraph& graph, const graph::NetworkWeights& weights, const OnnxOptions& options)
{
    quant::requireFitting(graph, weights);
    return FloatWriter(graph, weights).write(options);
}

std::vector<std::uint8_t> onnxInt8Model(const quant::QuantizedNetwork& network, const OnnxOptions& options)
{
    return Int8Writer(network).write(options);
}

} // namespace danas::deploy
