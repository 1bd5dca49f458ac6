// SPDX-License-Identifier: GPL-3.0-or-later
// Times the integer interpreter on one core, per picture and per MAC, against the float one and the plain loops that it equals.
#include "base/units.h"
#include "graph/mobilenet_v2.h"
#include "quant/float_interpreter.h"
#include "quant/interpreter.h"
#include "support/naive_int8.h"
#include "support/random_network.h"

#include <fmt/format.h>

#include <chrono>

namespace {

using namespace danas;

/// Runs work() again and again for `seconds`; seconds for each.
template <typename Work> double timed(double seconds, const Work& work)
{
    const auto begin = std::chrono::steady_clock::now();
    std::chrono::duration<double> took {};
    int runs = 0;
    do {
        work();
        ++runs;
        took = std::chrono::steady_clock::now() - begin;
    } while (took.count() < seconds);
    return took.count() / runs;
}

void report(std::string_view what, double seconds, std::int64_t macs)
{
    fmt::print("  {:<12} {:8.3f} ms a picture, {:6.2f} s for 1,000, {:6.2f} GMAC a second\n", what, seconds * 1e3, seconds * 1e3,
        static_cast<double>(macs) / seconds * 1e-9);
}

void measure(double width, const data::Shape& input)
{
    const graph::NetworkGraph graph = graph::buildGraph(graph::originalMobileNetV2(width), input, 2);
    std::int64_t macs = 0;
    for (const graph::Op& op : graph.ops)
        macs += graph.macs(op);
    Rng rng(1);
    const graph::NetworkWeights weights = test::randomWeights(graph, rng);
    RunControl control;
    const auto pictures = [&](std::int64_t i) { return test::randomImage(input, 1, i); };
    const auto network = quant::quantize(graph, weights, quant::activationRanges(graph, weights, pictures, 8, control));
    const data::Image image = pictures(100);
    test::Bytes bytes(image.pixels.size());
    quant::quantizeInput(image.pixels, bytes);
    std::vector<float> values(image.pixels.size());
    data::normalise(image.pixels, values);

    fmt::print("MobileNetV2 {} at {}x{}x{}: {} MACs\n", width, input.height, input.width, input.channels, formatGrouped(static_cast<std::uint64_t>(macs)));
    quant::Interpreter interpreter(network);
    report("int8", timed(2.0, [&] { interpreter.run(bytes); }), macs);
    quant::FloatInterpreter real(graph, weights);
    report("float", timed(2.0, [&] { real.run(values); }), macs);
    test::NaiveInt8 naive(network);
    report("plain int8", timed(2.0, [&] { naive.run(bytes); }), macs);
}

} // namespace

int main()
{
    measure(0.35, { 3, 48, 48 });
    measure(0.25, { 1, 96, 96 });
    measure(1.0, { 3, 96, 96 });
}
