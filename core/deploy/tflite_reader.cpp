// SPDX-License-Identifier: GPL-3.0-or-later
// Field numbers and enumerators are those of tensorflow/lite/schema/schema.fbs, as in tflite_writer.cpp.
#include "deploy/tflite_reader.h"

#include "deploy/flat_view.h"

#include <fmt/format.h>

#include <algorithm>

namespace danas::deploy {
namespace {

using graph::Op;
using graph::OpKind;
using graph::Shape;

class ModelReader {
public:
    explicit ModelReader(const FlatFile& file)
        : m_file(file)
        , m_model(FlatTable::root(file))
        , m_buffers(m_model.tables(4))
    {
    }

    TfliteModel read()
    {
        const auto graphs = m_model.tables(2);
        require(graphs.size() == 1, "more than one graph");
        m_tensors = graphs.front().tables(0);
        const auto operators = graphs.front().tables(3);
        const std::size_t activations = operators.size() + 1; // the input, and one output each
        require(!operators.empty() && m_tensors.size() >= activations, "no operators, or outputs without a tensor");
        for (std::size_t i = 0; i < activations; ++i)
            addActivation(m_tensors[i]);
        for (const FlatTable& one : operators)
            addOperator(one);
        require(m_result.network.graph.ops.back().output + 1 == std::ssize(m_result.network.graph.tensors), "an output that is not the last tensor");
        readArena(activations);
        m_result.description = m_model.text(3);
        return std::move(m_result);
    }

private:
    void require(bool holds, const char* otherwise) const
    {
        if (!holds)
            throw Error(fmt::format("{} is not a model that DANAS writes: it has {}.", m_file.where, otherwise));
    }

    template <typename T> const T& at(const std::vector<T>& values, std::int64_t index) const
    {
        if (index < 0 || index >= std::ssize(values))
            m_file.damaged();
        return values[static_cast<std::size_t>(index)];
    }

    void addActivation(const FlatTable& tensor)
    {
        require(tensor.value<std::int8_t>(1, 0) == 9, "a tensor that is not int8");
        const auto shape = tensor.values<std::int32_t>(0);
        require((shape.size() == 2 || shape.size() == 4) && std::ranges::all_of(shape, [](auto side) { return side > 0 && side < 1 << 15; }),
            "a tensor of an unknown shape");
        m_result.network.graph.tensors.push_back(shape.size() == 2 ? Shape { shape[1], 1, 1 } : Shape { shape[3], shape[1], shape[2] });
        const auto quantization = tensor.table(4);
        require(quantization.has_value(), "a tensor without scale");
        m_result.network.tensors.push_back({ at(quantization->values<float>(2), 0), static_cast<std::int32_t>(at(quantization->values<std::int64_t>(3), 0)) });
    }

    void addOperator(const FlatTable& from)
    {
        auto& network = m_result.network;
        const auto inputs = from.values<std::int32_t>(1);
        const auto outputs = from.values<std::int32_t>(2);
        Op op;
        op.kind = kindOf(from.value<std::uint32_t>(0, 0));
        op.input = activationIndex(at(inputs, 0));
        op.output = activationIndex(at(outputs, 0));
        if (op.kind == OpKind::Add)
            op.secondInput = activationIndex(at(inputs, 1));
        quant::QuantizedOp numbers;
        if (graph::hasWeights(op.kind))
            readConstants(op, numbers, at(m_tensors, at(inputs, 1)), at(m_tensors, at(inputs, 2)));
        if (op.kind != OpKind::Sigmoid) {
            const auto options = from.table(4);
            require(options.has_value(), "an operator without options");
            readOptions(op, *options);
        }
        network.graph.ops.push_back(op);
        requireFitting(op, numbers);
        quant::completeFromScales(numbers, op, network.tensors[static_cast<std::size_t>(op.input)], network.tensors[static_cast<std::size_t>(op.output)]);
        network.ops.push_back(std::move(numbers));
    }

    [[nodiscard]] OpKind kindOf(std::uint32_t index) const
    {
        switch (at(m_model.tables(1), index).value<std::int32_t>(3, 0)) {
        case 0:
            return OpKind::Add;
        case 1:
            return OpKind::GlobalAveragePool;
        case 3:
            return OpKind::Conv2d;
        case 4:
            return OpKind::DepthwiseConv2d;
        case 9:
            return OpKind::Dense;
        case 14:
            return OpKind::Sigmoid;
        default:
            require(false, "an operator of another kind");
            return {};
        }
    }

    [[nodiscard]] std::int16_t activationIndex(std::int32_t index) const
    {
        static_cast<void>(at(m_result.network.graph.tensors, index));
        return static_cast<std::int16_t>(index);
    }

    void readConstants(Op& op, quant::QuantizedOp& numbers, const FlatTable& weights, const FlatTable& biases)
    {
        numbers.weights = constants<std::int8_t>(weights);
        numbers.biases = constants<std::int32_t>(biases);
        const auto quantization = weights.table(4);
        require(quantization.has_value(), "weights without scale");
        numbers.weightScales = quantization->values<float>(2);
        if (op.kind != OpKind::Dense)
            op.kernel = { at(weights.values<std::int32_t>(0), 1), at(weights.values<std::int32_t>(0), 2) };
        m_result.constantBytes += std::ssize(numbers.weights) + 4 * std::ssize(numbers.biases);
    }

    template <typename T> [[nodiscard]] std::vector<T> constants(const FlatTable& tensor) const
    {
        const auto bytes = at(m_buffers, tensor.value<std::uint32_t>(2, 0)).values<std::uint8_t>(0);
        if (bytes.size() % sizeof(T) != 0)
            m_file.damaged();
        std::vector<T> values(bytes.size() / sizeof(T));
        if (!bytes.empty())
            std::memcpy(values.data(), bytes.data(), bytes.size());
        return values;
    }

    void readOptions(Op& op, const FlatTable& options)
    {
        int activationField = 0;
        if (op.kind == OpKind::Conv2d || op.kind == OpKind::DepthwiseConv2d) {
            op.stride = options.value<std::int32_t>(1, 0);
            const auto usable = [](int size) { return size > 0 && size < 1 << 10; };
            require(usable(op.kernel.height) && usable(op.kernel.width) && usable(op.stride) && op.stride == options.value<std::int32_t>(2, 0), "a convolution without a usable kernel or stride");
            const bool same = options.value<std::int8_t>(0, 0) == 0;
            op.padding = same ? graph::samePadding(m_result.network.graph.input(op), op.kernel, op.stride) : graph::Padding {};
            activationField = op.kind == OpKind::Conv2d ? 3 : 4;
        } else if (op.kind == OpKind::GlobalAveragePool) {
            const Shape& in = m_result.network.graph.input(op);
            require(options.value<std::int32_t>(3, 0) == in.width && options.value<std::int32_t>(4, 0) == in.height, "pooling of a part of the picture");
            activationField = 5;
        }
        const auto activation = options.value<std::int8_t>(activationField, 0);
        require(activation == 0 || activation == 1 || activation == 3, "an activation other than ReLU and ReLU6");
        op.activation = activation == 3 ? graph::Activation::Relu6 : activation == 1 ? graph::Activation::Relu : graph::Activation::None;
    }

    /// What keeps the interpreter within its buffers.
    void requireFitting(const Op& op, const quant::QuantizedOp& numbers) const
    {
        const auto& graph = m_result.network.graph;
        const Shape& in = graph.input(op);
        const Shape& out = graph.output(op);
        bool fits = std::ssize(numbers.weights) == graph.weights(op) && std::ssize(numbers.biases) == graph.biases(op);
        if (op.kind == OpKind::Conv2d || op.kind == OpKind::DepthwiseConv2d) {
            const auto steps = [&op](int side, int padding, int taps) { return (side + padding - taps) / op.stride + 1; };
            fits = fits && std::ssize(numbers.weightScales) == out.channels && out.height == steps(in.height, op.padding.top + op.padding.bottom, op.kernel.height)
                && out.width == steps(in.width, op.padding.left + op.padding.right, op.kernel.width) && (op.kind == OpKind::Conv2d || in.channels == out.channels);
        } else if (op.kind == OpKind::Dense) {
            fits = fits && numbers.weightScales.size() == 1;
        } else if (op.kind == OpKind::Add) {
            fits = fits && in == out && graph.tensors[static_cast<std::size_t>(op.secondInput)] == out;
        } else if (op.kind == OpKind::Sigmoid) {
            fits = fits && in == out && m_result.network.tensors[static_cast<std::size_t>(op.output)] == quant::TensorScale { 1.0F / 256.0F, -128 };
        } else {
            fits = fits && out == Shape { in.channels, 1, 1 };
        }
        require(fits, "an operator whose numbers do not fit its shape");
    }

    void readArena(std::size_t activations)
    {
        for (const FlatTable& metadata : m_model.tables(6)) {
            if (metadata.text(0) != "OfflineMemoryAllocation")
                continue;
            const auto bytes = at(m_buffers, metadata.value<std::uint32_t>(1, 0)).values<std::uint8_t>(0);
            std::vector<std::int32_t> data(bytes.size() / 4);
            std::memcpy(data.data(), bytes.data(), 4 * data.size());
            require(data.size() >= 3 + activations, "a memory plan for fewer tensors");
            m_result.arenaOffsets.assign(data.begin() + 3, data.begin() + 3 + static_cast<std::ptrdiff_t>(activations));
        }
    }

    const FlatFile& m_file;
    FlatTable m_model;
    std::vector<FlatTable> m_buffers, m_tensors;
    TfliteModel m_result;
};

} // namespace

TfliteModel readTflite(std::span<const std::uint8_t> bytes, const std::string& where)
{
    const FlatFile file { bytes, where };
    if (file.read<std::uint32_t>(4) != 0x334c4654) // "TFL3"
        throw Error(where + " is not a TensorFlow Lite model: choose a .tflite file.");
    return ModelReader(file).read();
}

} // namespace danas::deploy
