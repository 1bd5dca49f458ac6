// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "space/conv_chain_family.h"
#include "space/ds_cnn_family.h"
#include "space/search_space.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace danas::space {
namespace {

struct StageRange {
    std::vector<double> depths, expansions, kernels;
};

using Role = Parameter::Role;
using Stages = std::array<StageRange, graph::kMobileNetV2Stages.size()>;

SearchSpace mobileNetV2(std::vector<Parameter> parameters, const std::vector<double>& widths, const Stages& stages)
{
    parameters.push_back(Parameter::numbers("width", widths));
    for (std::size_t s = 0; s < stages.size(); ++s) {
        const std::string prefix = fmt::format("stage{}.", s + graph::kFirstStage);
        parameters.push_back(Parameter::numbers(prefix + "depth", stages[s].depths));
        parameters.push_back(Parameter::numbers(prefix + "expansion", stages[s].expansions));
        parameters.push_back(Parameter::numbers(prefix + "kernel", stages[s].kernels));
    }
    return { "mobilenet_v2", std::move(parameters) };
}

std::vector<Parameter> images(const std::vector<double>& resolutions)
{
    return { Parameter::numbers("resolution", resolutions, Role::Data), Parameter::texts("colour", { "rgb", "gray" }, Role::Data) };
}

struct SoundRange {
    std::vector<double> rates;
    std::vector<std::string> features, frames;
    std::vector<double> bands, coefficients, deltas;
    double clipMs;
};

std::vector<Parameter> sounds(const SoundRange& range)
{
    return { Parameter::numbers("sample_rate", range.rates, Role::Data), Parameter::texts("feature", range.features, Role::Data),
        Parameter::texts("frame", range.frames, Role::Data), Parameter::numbers("mel_bands", range.bands, Role::Data),
        Parameter::numbers("coefficients", range.coefficients, Role::Data), Parameter::numbers("deltas", range.deltas, Role::Data),
        Parameter::numbers("clip_ms", { range.clipMs }, Role::Data) };
}

/// Table 1 of 2023 (REFERENCE.md section 2).
SearchSpace chainOf2023(std::vector<Parameter> parameters)
{
    const std::vector<double> filters { 2, 4, 8, 16, 32, 64, 128 };
    parameters.push_back(Parameter::numbers("layers", { 1, 2, 3, 4, 5 }));
    for (std::size_t layer = 1; layer <= kMostChainLayers; ++layer) {
        const std::string prefix = fmt::format("layer{}.", layer);
        parameters.push_back(Parameter::numbers(prefix + "filters", filters));
        parameters.push_back(Parameter::numbers(prefix + "kernel", { 3, 5 }));
        parameters.push_back(Parameter::texts(prefix + "activation", { "relu", "sigmoid" }, Role::Architecture));
    }
    return { "conv_chain", std::move(parameters) };
}

SearchSpace dsCnn(std::vector<Parameter> parameters, const std::vector<double>& channels)
{
    parameters.push_back(Parameter::numbers("channels", channels));
    parameters.push_back(Parameter::numbers("stem.rows", { 4 })); // of frequency
    parameters.push_back(Parameter::numbers("stem.columns", { 4, 10 })); // of time
    parameters.push_back(Parameter::numbers("stem.stride", { 2 }));
    parameters.push_back(Parameter::numbers("blocks", { 1, 2, 3, 4, 5, 6 }));
    for (std::size_t block = 1; block <= kMostBlocks; ++block)
        parameters.push_back(Parameter::numbers(fmt::format("block{}.kernel", block), { 3, 5 }));
    return { "ds_cnn", std::move(parameters) };
}

SearchSpace lean(std::vector<Parameter> data)
{
    const std::vector<double> expansions { 3, 4, 6 }, kernels { 3, 5 };
    return mobileNetV2(std::move(data), { 0.1, 0.15, 0.2, 0.25, 0.35, 0.5 },
        { { { { 1, 2 }, expansions, kernels }, { { 1, 2, 3 }, expansions, kernels }, { { 0, 1, 2, 3 }, expansions, kernels },
            { { 0, 1, 2 }, expansions, kernels }, { { 0, 1, 2 }, expansions, kernels }, { { 0, 1 }, expansions, kernels } } });
}

SearchSpace demo(std::vector<Parameter> data)
{
    const std::vector<double> expansions { 3, 4 }, three { 3 };
    return mobileNetV2(std::move(data), { 0.1, 0.25, 0.35 },
        { { { { 1 }, expansions, three }, { { 0, 1, 2 }, expansions, three }, { { 0, 1 }, expansions, three }, { { 0 }, { 3 }, three },
            { { 0 }, { 3 }, three }, { { 0 }, { 3 }, three } } });
}

std::vector<Parameter> keywords()
{
    return sounds({ { 4000, 8000, 16'000 }, { "mel", "mfcc" }, { "25/6.25 ms", "25/12.5 ms", "40/10 ms", "40/20 ms" }, { 20, 40, 80 },
        { 10, 13, 20 }, { 0 }, 1000 });
}

std::vector<Parameter> machines()
{
    return sounds({ { 375, 750, 1500, 3000, 6000, 12'000, 16'000 }, { "spectrogram", "mel", "mfcc" }, { "64/32 ms", "128/64 ms" },
        { 20, 40, 80 }, { 13 }, { 0, 2 }, 1000 });
}

} // namespace

SearchSpace paperSpace()
{
    const std::vector<double> six { 6 }, three { 3 };
    return mobileNetV2(images({ 32, 64, 96, 128, 160, 192, 224 }), { 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0 },
        { { { { 2 }, six, three }, { { 0, 1, 2, 3 }, six, three }, { { 0, 1, 2, 3, 4 }, six, three }, { { 0, 1, 2, 3 }, six, three },
            { { 0, 1, 2, 3 }, six, three }, { { 0, 1 }, six, three } } });
}

SearchSpace leanSpace()
{
    return lean(images({ 32, 48, 64, 80, 96, 112, 128, 160 }));
}

SearchSpace demoSpace()
{
    return demo(images({ 32, 48, 64, 96 }));
}

SearchSpace keywordsSpace()
{
    return lean(keywords());
}

SearchSpace keywordsDsCnnSpace()
{
    return dsCnn(keywords(), { 16, 24, 32, 48, 64 });
}

SearchSpace chain2023Space()
{
    return chainOf2023(data2023());
}

SearchSpace machinesSpace()
{
    return lean(machines());
}

SearchSpace machinesChainSpace()
{
    return chainOf2023(machines());
}

std::vector<Parameter> data2023()
{
    return sounds({ { 375, 750, 1500, 3000, 6000, 12'000, 24'000, 48'000 }, { "spectrogram", "mel", "mfcc" }, { "2048/512" }, { 80 }, { 13 },
        { 2 }, 10'000 });
}

SearchSpace sound2023Space()
{
    return lean(data2023());
}

SearchSpace demoSoundSpace()
{
    return demo(sounds({ { 1500, 3000, 6000, 12'000 }, { "mel", "mfcc" }, { "64/32 ms" }, { 20, 40 }, { 13 }, { 0 }, 1000 }));
}

SearchSpace spacePreset(std::string_view name)
{
    using Make = SearchSpace (*)();
    static constexpr std::array<Make, kSpacePresets.size()> kMakers { leanSpace, paperSpace, demoSpace, keywordsSpace, machinesSpace,
        sound2023Space, demoSoundSpace, chain2023Space, machinesChainSpace, keywordsDsCnnSpace };
    for (std::size_t i = 0; i < kMakers.size(); ++i) {
        if (kSpacePresets[i] == name)
            return kMakers[i]();
    }
    throw Error(fmt::format("There is no space preset \"{}\"; known are {}.", name, fmt::join(kSpacePresets, ", ")));
}

} // namespace danas::space
