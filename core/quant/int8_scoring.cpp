// SPDX-License-Identifier: GPL-3.0-or-later
// Many pictures through a network, on all cores.
#include "base/error.h"
#include "data/parallel.h"
#include "quant/float_interpreter.h"
#include "quant/interpreter.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <mutex>

namespace danas::quant {
namespace {

/// Pictures that one interpreter runs before a stop is looked for.
constexpr std::int64_t kChunk = 16;

data::Image imageOf(const ImageSource& images, std::int64_t i, const graph::Shape& shape)
{
    data::Image image = images(i);
    if (image.shape() != shape)
        throw Error(fmt::format("Picture {} is {}x{}x{} where the network takes {}x{}x{}: give it pictures of its data configuration.", i,
            image.height, image.width, image.channels, shape.height, shape.width, shape.channels));
    return image;
}

/// Calls work(runner, i) for every picture, with one runner from `make` per chunk.
template <typename Make, typename Work> void forEachImage(std::int64_t count, RunControl& control, const Make& make, const Work& work)
{
    data::parallelFor((count + kChunk - 1) / kChunk, control, [&](std::int64_t chunk) {
        auto runner = make();
        for (std::int64_t i = chunk * kChunk; i < std::min(count, (chunk + 1) * kChunk); ++i) {
            control.checkpoint();
            work(runner, i);
        }
    });
}

std::vector<float> normalised(const data::Image& image)
{
    std::vector<float> values(image.pixels.size());
    data::normalise(image.pixels, values);
    return values;
}

float* rowOf(std::vector<float>& logits, std::int64_t i, std::int64_t count)
{
    return logits.data() + static_cast<std::ptrdiff_t>(logits.size()) / count * i;
}

} // namespace

void Range::include(std::span<const float> values)
{
    for (const float value : values) {
        low = std::min(low, value);
        high = std::max(high, value);
    }
}

ActivationRanges activationRanges(const graph::NetworkGraph& graph, const graph::NetworkWeights& weights, const ImageSource& images,
    std::int64_t count, RunControl& control)
{
    requireFitting(graph, weights);
    ActivationRanges ranges(graph.tensors.size());
    std::mutex mutex;
    forEachImage(count, control, [&] { return FloatInterpreter(graph, weights); },
        [&](FloatInterpreter& network, std::int64_t i) {
            network.run(normalised(imageOf(images, i, graph.input())));
            const std::scoped_lock lock(mutex);
            for (std::size_t t = 0; t < ranges.size(); ++t)
                ranges[t].include(network.tensor(t));
        });
    return ranges;
}

std::vector<float> int8Logits(const QuantizedNetwork& network, const ImageSource& images, std::int64_t count, RunControl& control)
{
    const graph::Shape& input = network.graph.input();
    std::vector<float> logits(static_cast<std::size_t>(count * network.graph.tensors.back().elements()));
    forEachImage(count, control, [&] { return Interpreter(network); },
        [&](Interpreter& interpreter, std::int64_t i) {
            const data::Image image = imageOf(images, i, input);
            std::vector<std::int8_t> values(image.pixels.size());
            quantizeInput(image.pixels, values);
            std::ranges::transform(interpreter.run(values), rowOf(logits, i, count),
                [&](std::int8_t value) { return network.outputScale().real(value); });
        });
    return logits;
}

std::vector<float> floatLogits(const graph::NetworkGraph& graph, const graph::NetworkWeights& weights, const ImageSource& images,
    std::int64_t count, RunControl& control)
{
    requireFitting(graph, weights);
    std::vector<float> logits(static_cast<std::size_t>(count * graph.tensors.back().elements()));
    forEachImage(count, control, [&] { return FloatInterpreter(graph, weights); },
        [&](FloatInterpreter& network, std::int64_t i) {
            std::ranges::copy(network.run(normalised(imageOf(images, i, graph.input()))), rowOf(logits, i, count));
        });
    return logits;
}

std::vector<float> probabilities(std::span<const float> logits)
{
    const float most = *std::ranges::max_element(logits);
    std::vector<float> result(logits.size());
    float sum = 0.0F;
    for (std::size_t i = 0; i < logits.size(); ++i)
        sum += result[i] = std::exp(logits[i] - most);
    for (float& value : result)
        value /= sum;
    return result;
}

} // namespace danas::quant
