// SPDX-License-Identifier: GPL-3.0-or-later
#include "quant/float_interpreter.h"
#include "quant/interpreter.h"
#include "space/search_space.h"
#include "support/error_of.h"
#include "support/naive_int8.h"
#include "support/random_network.h"

#include <QTest>

#include <limits>
#include <numeric>

using namespace danas;
using graph::NetworkGraph;
using graph::NetworkWeights;
using graph::Op;
using graph::OpKind;
using graph::Shape;
using quant::Multiplier;
using quant::QuantizedNetwork;
using quant::TensorScale;
using test::Bytes;
using test::errorOf;

namespace {

constexpr std::uint64_t kSeed = 7;

struct Network {
    NetworkGraph graph;
    NetworkWeights weights;
    QuantizedNetwork int8;
};

quant::ImageSource picturesOf(const Shape& shape)
{
    return [shape](std::int64_t i) { return test::randomImage(shape, kSeed, i); };
}

Network made(NetworkGraph graph, Rng& rng, std::int64_t calibration = 8)
{
    NetworkWeights weights = test::randomWeights(graph, rng);
    RunControl control;
    const auto ranges = quant::activationRanges(graph, weights, picturesOf(graph.input()), calibration, control);
    QuantizedNetwork int8 = quant::quantize(graph, weights, ranges);
    return { std::move(graph), std::move(weights), std::move(int8) };
}

Bytes inputOf(const Shape& shape, std::int64_t i)
{
    const data::Image image = test::randomImage(shape, kSeed, i);
    Bytes input(image.pixels.size());
    quant::quantizeInput(image.pixels, input);
    return input;
}

/// A network of a single operator.
NetworkGraph single(OpKind kind, const Shape& in, const Shape& out, int kernel, int stride, graph::Activation activation = {})
{
    Op op;
    op.kind = kind;
    op.output = 1;
    op.kernel = kernel;
    op.stride = stride;
    op.activation = activation;
    if (kind == OpKind::Conv2d || kind == OpKind::DepthwiseConv2d)
        op.padding = graph::samePadding(in, kernel, stride);
    if (kind == OpKind::Add)
        op.secondInput = 0;
    return { { in, out }, { op } };
}

/// Every tensor of `runs` pictures against the plain loops; empty if equal.
std::string differenceFromNaive(const Network& network, int runs)
{
    quant::Interpreter interpreter(network.int8);
    test::NaiveInt8 naive(network.int8);
    for (int i = 0; i < runs; ++i) {
        const Bytes input = inputOf(network.graph.input(), 100 + i);
        interpreter.run(input);
        const auto expected = naive.run(input);
        for (std::size_t t = 0; t < expected.size(); ++t)
            if (!std::ranges::equal(interpreter.tensor(t), expected[t]))
                return t == 0 ? "input" : network.graph.ops[t - 1].name();
    }
    return {};
}

std::size_t highest(std::span<const float> logits)
{
    return static_cast<std::size_t>(std::ranges::max_element(logits) - logits.begin());
}

} // namespace

class TstQuant : public QObject {
    Q_OBJECT
private slots:
    void multipliersByHand()
    {
        QCOMPARE(quant::multiplierOf(0.0), Multiplier {});
        QCOMPARE(quant::multiplierOf(0.5), (Multiplier { 1 << 30, 0 }));
        QCOMPARE(quant::multiplierOf(1.0), (Multiplier { 1 << 30, 1 }));
        QCOMPARE(quant::multiplierOf(0.75), (Multiplier { 3 << 29, 0 }));
        QCOMPARE(quant::multiplierOf(0.1875), (Multiplier { 3 << 29, -2 }));
        QCOMPARE(quant::multiplierOf(1.0 - 1e-12), (Multiplier { 1 << 30, 1 })); // its mantissa rounds up to 2^31
        QCOMPARE(quant::multiplierOf(0x1p-32), (Multiplier { 1 << 30, -31 }));
        QCOMPARE(quant::multiplierOf(0x1p-33), Multiplier {});
    }

    void roundsToNearestAndTiesAsTensorFlowLite()
    {
        QCOMPARE(quant::scaled(3, quant::multiplierOf(0.5)), 2);   // 1.5: the product rounds ties up ...
        QCOMPARE(quant::scaled(-3, quant::multiplierOf(0.5)), -1); // ... also below zero
        QCOMPARE(quant::scaled(6, quant::multiplierOf(0.25)), 2);  // 1.5: 6 x 0.5 = 3, then half of it, ties away from zero
        QCOMPARE(quant::scaled(-6, quant::multiplierOf(0.25)), -2);
        QCOMPARE(quant::scaled(5, quant::multiplierOf(0.25)), 2); // 1.25, rounded twice: 2.5 to 3, 1.5 to 2
        QCOMPARE(quant::scaled(100, quant::multiplierOf(3.0)), 300);
        QCOMPARE(quant::scaled(-100, quant::multiplierOf(3.0)), -300);
        QCOMPARE(quant::scaled(12345, Multiplier {}), 0);
        QCOMPARE(quant::scaled(INT32_MIN, quant::multiplierOf(0x1p-31)), -1);
    }

    void scalingEqualsItsDefinition()
    {
        Rng rng(1);
        for (int i = 0; i < 200'000; ++i) {
            const auto value = static_cast<std::int32_t>(static_cast<std::uint32_t>(rng.next())) >> rng.below(31);
            const Multiplier multiplier = quant::multiplierOf(std::exp2(rng.uniform(-33.0, 0.0)));
            QCOMPARE(quant::scaled(value, multiplier), test::naiveScaled(value, multiplier));
        }
    }

    void shiftToTheLeftSaturates()
    {
        QCOMPARE(quant::scaled(INT32_MAX, quant::multiplierOf(4.0)), 1 << 30);
        QCOMPARE(quant::scaled(INT32_MIN, quant::multiplierOf(4.0)), -(1 << 30));
    }

    void activationScalesHoldZeroAndTheRange()
    {
        const NetworkGraph graph = single(OpKind::Conv2d, { 1, 2, 2 }, { 1, 2, 2 }, 1, 1);
        const NetworkWeights weights { { { { 1.0F }, { 0.0F } } } };
        const auto scaleFor = [&](float low, float high) { return quant::quantize(graph, weights, { {}, { low, high } }).tensors[1]; };
        QCOMPARE(scaleFor(0.0F, 25.5F), (TensorScale { 0.1F, -128 }));
        QCOMPARE(scaleFor(-25.5F, 0.0F), (TensorScale { 0.1F, 127 }));
        QCOMPARE(scaleFor(-5.5F, 20.0F), (TensorScale { 0.1F, -73 }));
        QCOMPARE(scaleFor(0.0F, 0.0F).scale, 1.0F);
    }

    void inputIsTheByteLess128()
    {
        const std::vector<std::uint8_t> pixels { 0, 1, 127, 128, 255 };
        Bytes out(5);
        quant::quantizeInput(pixels, out);
        QCOMPARE(out, (Bytes { -128, -127, -1, 0, 127 }));
    }

    /// One weight of 1 and the identity's range: every byte comes out within half a step of what the network sees in float.
    void inputReadsAsNormalised()
    {
        const NetworkGraph graph = single(OpKind::Conv2d, { 1, 16, 16 }, { 1, 16, 16 }, 1, 1);
        const NetworkWeights weights { { { { 1.0F }, { 0.0F } } } };
        const auto network = quant::quantize(graph, weights, { { -1.0F, 1.0F }, { -1.0F, 1.0F } });
        std::vector<std::uint8_t> pixels(256);
        std::iota(pixels.begin(), pixels.end(), std::uint8_t { 0 });
        std::vector<float> real(256);
        data::normalise(pixels, real);
        Bytes input(256);
        quant::quantizeInput(pixels, input);
        quant::Interpreter interpreter(network);
        const auto out = interpreter.run(input);
        for (std::size_t i = 0; i < 256; ++i)
            QVERIFY(std::abs(network.outputScale().real(out[i]) - real[i]) <= 0.5F * network.outputScale().scale + 1e-6F);
    }

    void relu6EndsAtSix()
    {
        const NetworkGraph graph = single(OpKind::Conv2d, { 1, 1, 2 }, { 1, 1, 2 }, 1, 1, graph::Activation::Relu6);
        const NetworkWeights weights { { { { 100.0F }, { 0.0F } } } };
        const auto network = quant::quantize(graph, weights, { { -1.0F, 1.0F }, { 0.0F, 6.0F } });
        QCOMPARE(network.ops[0].low, -128);
        QCOMPARE(network.ops[0].high, 127);
        quant::Interpreter interpreter(network);
        const auto out = interpreter.run(Bytes { -128, 127 });
        QCOMPARE(network.outputScale().real(out[0]), 0.0F);
        QCOMPARE(network.outputScale().real(out[1]), 6.0F);
    }

    void wideSumsSaturate()
    {
        const NetworkGraph graph = single(OpKind::Conv2d, { 1, 1, 2 }, { 1, 1, 2 }, 1, 1);
        const NetworkWeights weights { { { { 100.0F }, { 0.0F } } } };
        const auto network = quant::quantize(graph, weights, { { -1.0F, 1.0F }, { -1.0F, 1.0F } });
        quant::Interpreter interpreter(network);
        const auto out = interpreter.run(Bytes { -128, 127 });
        QCOMPARE(out[0], std::int8_t { -128 });
        QCOMPARE(out[1], std::int8_t { 127 });
    }

    /// Behind a layer whose zero lies at -128, a kernel of ones must not see the border as anything but zero.
    void paddingIsTheZeroPoint()
    {
        NetworkGraph graph = single(OpKind::Conv2d, { 1, 3, 3 }, { 1, 3, 3 }, 1, 1, graph::Activation::Relu6);
        Op second = single(OpKind::DepthwiseConv2d, { 1, 3, 3 }, { 1, 3, 3 }, 3, 1).ops[0];
        second.input = 1;
        second.output = 2;
        graph.tensors.push_back({ 1, 3, 3 });
        graph.ops.push_back(second);
        const NetworkWeights weights { { { { 1.0F }, { 1.0F } }, { std::vector<float>(9, 1.0F), { 0.0F } } } };
        const auto network = quant::quantize(graph, weights, { {}, { 0.0F, 2.0F }, { 0.0F, 18.0F } });
        quant::Interpreter interpreter(network);
        const auto out = interpreter.run(Bytes(9, 127)); // 1 + 1 = 2 everywhere
        for (const auto& [at, taps] : { std::pair<std::size_t, float> { 0, 4.0F }, { 1, 6.0F }, { 4, 9.0F }, { 8, 4.0F } })
            QVERIFY(std::abs(network.outputScale().real(out[at]) - 2.0F * taps) <= network.outputScale().scale);
    }

    void additionOfDifferentScales()
    {
        NetworkGraph graph = single(OpKind::Conv2d, { 1, 16, 16 }, { 1, 16, 16 }, 1, 1);
        Op add = single(OpKind::Add, { 1, 16, 16 }, { 1, 16, 16 }, 1, 1).ops[0];
        add.input = 1;
        add.secondInput = 0;
        add.output = 2;
        graph.tensors.push_back({ 1, 16, 16 });
        graph.ops.push_back(add);
        const NetworkWeights weights { { { { -7.0F }, { 3.0F } } } };
        NetworkWeights all = weights;
        all.ops.emplace_back();
        const auto network = quant::quantize(graph, all, { {}, { -4.0F, 10.0F }, { -3.0F, 9.0F } });
        quant::Interpreter interpreter(network);
        Bytes input(256);
        std::iota(input.begin(), input.end(), std::int8_t { -128 });
        interpreter.run(input);
        for (std::size_t i = 0; i < 256; ++i) {
            const float sum = network.tensors[1].real(interpreter.tensor(1)[i]) + network.tensors[0].real(interpreter.tensor(0)[i]);
            QVERIFY(std::abs(network.tensors[2].real(interpreter.tensor(2)[i]) - sum) <= 0.51F * network.tensors[2].scale);
        }
    }

    void channelsOfAlmostNoWeightKeepTheirBias()
    {
        const NetworkGraph graph = single(OpKind::Conv2d, { 1, 1, 1 }, { 2, 1, 1 }, 1, 1);
        const NetworkWeights weights { { { { 0.0F, 1e-20F }, { 0.5F, -0.25F } } } };
        const auto network = quant::quantize(graph, weights, { {}, { -1.0F, 1.0F } });
        quant::Interpreter interpreter(network);
        const auto out = interpreter.run(Bytes { 50 });
        QVERIFY(std::abs(network.outputScale().real(out[0]) - 0.5F) <= network.outputScale().scale);
        QVERIFY(std::abs(network.outputScale().real(out[1]) + 0.25F) <= network.outputScale().scale);
    }

    void equalsPlainLoopsOnEveryShape_data()
    {
        QTest::addColumn<int>("kernel");
        QTest::addColumn<int>("stride");
        for (const int kernel : { 1, 2, 3, 5, 7 })
            for (const int stride : { 1, 2 })
                QTest::addRow("%d/%d", kernel, stride) << kernel << stride;
    }
    void equalsPlainLoopsOnEveryShape()
    {
        QFETCH(int, kernel);
        QFETCH(int, stride);
        Rng rng(11);
        for (const auto& [height, width, channels] : { std::array { 1, 1, 3 }, { 5, 5, 1 }, { 7, 4, 3 }, { 9, 10, 8 }, { 6, 13, 13 }, { 16, 16, 24 } }) {
            const Shape in { channels, height, width };
            const Shape reduced { channels, (height + stride - 1) / stride, (width + stride - 1) / stride };
            for (const auto activation : { graph::Activation::None, graph::Activation::Relu6 }) {
                Shape out = reduced;
                QCOMPARE(differenceFromNaive(made(single(OpKind::DepthwiseConv2d, in, out, kernel, stride, activation), rng), 2), "");
                out.channels = 1 + static_cast<int>(rng.below(19));
                QCOMPARE(differenceFromNaive(made(single(OpKind::Conv2d, in, out, kernel, stride, activation), rng), 2), "");
            }
            QCOMPARE(differenceFromNaive(made(single(OpKind::Dense, in, { 5, 1, 1 }, 1, 1), rng), 2), "");
            QCOMPARE(differenceFromNaive(made(single(OpKind::GlobalAveragePool, in, { channels, 1, 1 }, 1, 1), rng), 2), "");
        }
    }

    void equalsPlainLoopsOnNetworksOfTheSpaces_data()
    {
        QTest::addColumn<QString>("preset");
        for (const std::string_view name : space::kSpacePresets)
            QTest::addRow("%s", name.data()) << QString::fromStdString(std::string(name));
    }
    void equalsPlainLoopsOnNetworksOfTheSpaces()
    {
        QFETCH(QString, preset);
        const space::SearchSpace space = space::spacePreset(preset.toStdString());
        Rng rng(3);
        int tried = 0;
        while (tried < 8) {
            const auto genes = space.sample(rng);
            Shape input = space.dataConfig(genes).shape();
            input.height = 9 + static_cast<int>(rng.below(25)); // odd sizes as well; the resolutions of the presets are even
            input.width = input.height;
            const auto network = space.architecture(genes);
            if (const auto* chain = std::get_if<graph::ConvChain>(&network); chain != nullptr && graph::shrinkOf(*chain) >= input.height)
                continue;
            NetworkGraph graph = graph::buildGraph(network, input, 2 + static_cast<int>(rng.below(9)));
            std::int64_t macs = 0;
            for (const Op& op : graph.ops)
                macs += graph.macs(op);
            if (macs > 8'000'000)
                continue; // the plain loops would take seconds each
            ++tried;
            QCOMPARE(differenceFromNaive(made(std::move(graph), rng, 2), 1), "");
        }
    }

    void int8StaysNearFloat()
    {
        const space::SearchSpace space = space::demoSpace();
        Rng rng(5);
        RunControl control;
        for (int n = 0; n < 6; ++n) {
            const auto genes = space.sample(rng);
            const Network network = made(graph::buildGraph(space.architecture(genes), { 3, 32, 32 }, 4), rng, 32);
            const auto real = quant::floatLogits(network.graph, network.weights, picturesOf(network.graph.input()), 40, control);
            const auto int8 = quant::int8Logits(network.int8, picturesOf(network.graph.input()), 40, control);
            const auto [low, high] = std::ranges::minmax(real);
            double squares = 0.0;
            for (std::size_t i = 0; i < real.size(); ++i)
                squares += std::pow(real[i] - int8[i], 2.0);
            const double error = std::sqrt(squares / static_cast<double>(real.size())) / static_cast<double>(high - low);
            QVERIFY2(error < 0.04, qPrintable(QString::number(error)));
        }
    }

    /// Where float is sure (a margin of a tenth of what logits vary), int8 says the same.
    void int8AgreesWhereFloatIsSure()
    {
        const space::SearchSpace space = space::demoSpace();
        Rng rng(6);
        RunControl control;
        int sure = 0;
        int same = 0;
        for (int n = 0; n < 6; ++n) {
            const auto genes = space.sample(rng);
            const Network network = made(graph::buildGraph(space.architecture(genes), { 1, 48, 48 }, 3), rng, 32);
            const auto real = quant::floatLogits(network.graph, network.weights, picturesOf(network.graph.input()), 50, control);
            const auto int8 = quant::int8Logits(network.int8, picturesOf(network.graph.input()), 50, control);
            const auto [low, high] = std::ranges::minmax(real);
            for (std::size_t i = 0; i < real.size(); i += 3) {
                std::array<float, 3> sorted { real[i], real[i + 1], real[i + 2] };
                std::ranges::sort(sorted, std::greater<>());
                if (sorted[0] - sorted[1] < 0.1F * (high - low))
                    continue;
                ++sure;
                same += highest(std::span(real).subspan(i, 3)) == highest(std::span(int8).subspan(i, 3)) ? 1 : 0;
            }
        }
        QVERIFY(sure > 100);
        QVERIFY2(same >= sure * 99 / 100, qPrintable(QStringLiteral("%1 of %2").arg(same).arg(sure)));
    }

    void calibrationDoesNotDependOnThreads()
    {
        Rng rng(8);
        const Network network = made(graph::buildGraph(graph::originalMobileNetV2(0.1), { 3, 32, 32 }, 2), rng);
        RunControl control;
        const auto pictures = picturesOf(network.graph.input());
        const auto ranges = quant::activationRanges(network.graph, network.weights, pictures, 40, control);
        quant::FloatInterpreter single(network.graph, network.weights);
        quant::ActivationRanges expected(ranges.size());
        for (std::int64_t i = 0; i < 40; ++i) {
            const data::Image image = pictures(i);
            std::vector<float> values(image.pixels.size());
            data::normalise(image.pixels, values);
            single.run(values);
            for (std::size_t t = 0; t < expected.size(); ++t)
                expected[t].include(single.tensor(t));
        }
        QVERIFY(ranges == expected);
    }

    void probabilitiesSumToOne()
    {
        const auto p = quant::probabilities(std::array { 1000.0F, 1000.0F, -1000.0F });
        QCOMPARE(p, (std::vector<float> { 0.5F, 0.5F, 0.0F }));
    }

    void refusesWhatDoesNotFit()
    {
        Rng rng(9);
        const NetworkGraph graph = graph::buildGraph(graph::originalMobileNetV2(0.1), { 3, 32, 32 }, 2);
        const NetworkWeights weights = test::randomWeights(graph, rng);
        const quant::ActivationRanges ranges(graph.tensors.size(), { -1.0F, 1.0F });
        RunControl control;
        QCOMPARE(errorOf([&] { (void)quant::quantize(graph, weights, ranges); }), "");

        NetworkWeights broken = weights;
        broken.ops[0].weights[0] = std::numeric_limits<float>::quiet_NaN();
        QVERIFY(errorOf([&] { (void)quant::quantize(graph, broken, ranges); }).find("layer 'stem'") != std::string::npos);
        broken = weights;
        broken.ops.back().weights.pop_back();
        QVERIFY(errorOf([&] { (void)quant::quantize(graph, broken, ranges); }).find("another network") != std::string::npos);
        QVERIFY(errorOf([&] { (void)quant::quantize(graph, weights, {}); }).find("calibrate") != std::string::npos);
        QVERIFY(errorOf([&] { (void)quant::activationRanges(graph, weights, picturesOf({ 1, 32, 32 }), 4, control); }).find("32x32x1")
            != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TstQuant)
#include "tst_quant.moc"
