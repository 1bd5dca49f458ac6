// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/blobs.h"

#include <bit>

namespace danas::store {
namespace {

void append(Bytes& bytes, std::uint32_t value)
{
    for (unsigned shift = 0; shift < 32; shift += 8)
        bytes.push_back(static_cast<std::uint8_t>(value >> shift));
}

std::uint32_t word(std::span<const std::uint8_t> bytes, std::size_t index)
{
    std::uint32_t value = 0;
    for (std::size_t byte = 4; byte-- > 0;)
        value = value << 8U | bytes[4 * index + byte];
    return value;
}

void append(Bytes& bytes, std::span<const float> values)
{
    append(bytes, static_cast<std::uint32_t>(values.size()));
    for (const float value : values)
        append(bytes, std::bit_cast<std::uint32_t>(value));
}

/// Takes words off the front of a blob.
class Reader {
public:
    explicit Reader(std::span<const std::uint8_t> bytes)
        : m_rest(bytes)
    {
    }
    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }
    [[nodiscard]] std::optional<std::uint32_t> take()
    {
        if (m_rest.size() < 4)
            return std::nullopt;
        const std::uint32_t value = word(m_rest, 0);
        m_rest = m_rest.subspan(4);
        return value;
    }
    /// A count and as many floats.
    [[nodiscard]] bool take(std::vector<float>& values)
    {
        const auto count = take();
        if (!count || m_rest.size() / 4 < *count)
            return false;
        const std::size_t bytes = std::size_t { 4 } * *count;
        values = unpackFloats(m_rest.first(bytes));
        m_rest = m_rest.subspan(bytes);
        return true;
    }

private:
    std::span<const std::uint8_t> m_rest;
};

} // namespace

Bytes packCounts(std::span<const std::int32_t> counts)
{
    Bytes bytes;
    bytes.reserve(counts.size() * 4);
    for (const std::int32_t count : counts)
        append(bytes, static_cast<std::uint32_t>(count));
    return bytes;
}

std::vector<std::int32_t> unpackCounts(std::span<const std::uint8_t> bytes)
{
    std::vector<std::int32_t> counts(bytes.size() / 4);
    for (std::size_t i = 0; i < counts.size(); ++i)
        counts[i] = static_cast<std::int32_t>(word(bytes, i));
    return counts;
}

Bytes packPredictions(std::span<const search::Prediction> predictions)
{
    Bytes bytes;
    bytes.reserve(predictions.size() * 2);
    for (const search::Prediction& prediction : predictions) {
        bytes.push_back(prediction.label);
        bytes.push_back(prediction.probability);
    }
    return bytes;
}

std::vector<search::Prediction> unpackPredictions(std::span<const std::uint8_t> bytes)
{
    std::vector<search::Prediction> predictions(bytes.size() / 2);
    for (std::size_t i = 0; i < predictions.size(); ++i)
        predictions[i] = { bytes[2 * i], bytes[2 * i + 1] };
    return predictions;
}

Bytes packFloats(std::span<const float> values)
{
    Bytes bytes;
    bytes.reserve(values.size() * 4);
    for (const float value : values)
        append(bytes, std::bit_cast<std::uint32_t>(value));
    return bytes;
}

std::vector<float> unpackFloats(std::span<const std::uint8_t> bytes)
{
    std::vector<float> values(bytes.size() / 4);
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = std::bit_cast<float>(word(bytes, i));
    return values;
}

Bytes packWeights(const graph::NetworkWeights& weights)
{
    Bytes bytes;
    append(bytes, static_cast<std::uint32_t>(weights.ops.size()));
    for (const graph::OpWeights& op : weights.ops) {
        append(bytes, op.weights);
        append(bytes, op.biases);
    }
    return bytes;
}

std::optional<graph::NetworkWeights> unpackWeights(std::span<const std::uint8_t> bytes)
{
    Reader reader(bytes);
    const auto count = reader.take();
    if (!count || *count > bytes.size() / 8) // an operator takes 8 bytes or more
        return std::nullopt;
    graph::NetworkWeights weights;
    weights.ops.resize(*count);
    for (graph::OpWeights& op : weights.ops) {
        if (!reader.take(op.weights) || !reader.take(op.biases))
            return std::nullopt;
    }
    return reader.atEnd() ? std::optional(std::move(weights)) : std::nullopt;
}

} // namespace danas::store
