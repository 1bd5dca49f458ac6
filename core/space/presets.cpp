// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "space/search_space.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace danas::space {
namespace {

struct StageRange {
    std::vector<double> depths, expansions, kernels;
};

SearchSpace mobileNetV2(const std::vector<double>& resolutions, const std::vector<double>& widths,
    const std::array<StageRange, SearchSpace::kStages>& stages)
{
    using Role = Parameter::Role;
    std::vector<Parameter> parameters {
        Parameter::numbers("resolution", resolutions, Role::Data),
        Parameter::texts("colour", { "rgb", "gray" }, Role::Data),
        Parameter::numbers("width", widths),
    };
    for (std::size_t s = 0; s < stages.size(); ++s) {
        const std::string prefix = fmt::format("stage{}.", s + graph::kFirstStage);
        parameters.push_back(Parameter::numbers(prefix + "depth", stages[s].depths));
        parameters.push_back(Parameter::numbers(prefix + "expansion", stages[s].expansions));
        parameters.push_back(Parameter::numbers(prefix + "kernel", stages[s].kernels));
    }
    return { "mobilenet_v2", std::move(parameters) };
}

} // namespace

SearchSpace paperSpace()
{
    const std::vector<double> six { 6 }, three { 3 };
    return mobileNetV2({ 32, 64, 96, 128, 160, 192, 224 }, { 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0 },
        { { { { 2 }, six, three }, { { 0, 1, 2, 3 }, six, three }, { { 0, 1, 2, 3, 4 }, six, three }, { { 0, 1, 2, 3 }, six, three },
            { { 0, 1, 2, 3 }, six, three }, { { 0, 1 }, six, three } } });
}

SearchSpace leanSpace()
{
    const std::vector<double> expansions { 3, 4, 6 }, kernels { 3, 5 };
    return mobileNetV2({ 32, 48, 64, 80, 96, 112, 128, 160 }, { 0.1, 0.15, 0.2, 0.25, 0.35, 0.5 },
        { { { { 1, 2 }, expansions, kernels }, { { 1, 2, 3 }, expansions, kernels }, { { 0, 1, 2, 3 }, expansions, kernels },
            { { 0, 1, 2 }, expansions, kernels }, { { 0, 1, 2 }, expansions, kernels }, { { 0, 1 }, expansions, kernels } } });
}

SearchSpace demoSpace()
{
    const std::vector<double> expansions { 3, 4 }, three { 3 };
    return mobileNetV2({ 32, 48, 64, 96 }, { 0.1, 0.25, 0.35 },
        { { { { 1 }, expansions, three }, { { 0, 1, 2 }, expansions, three }, { { 0, 1 }, expansions, three }, { { 0 }, { 3 }, three },
            { { 0 }, { 3 }, three }, { { 0 }, { 3 }, three } } });
}

SearchSpace spacePreset(std::string_view name)
{
    if (name == "lean")
        return leanSpace();
    if (name == "paper")
        return paperSpace();
    if (name == "demo")
        return demoSpace();
    throw Error(fmt::format("There is no space preset \"{}\"; known are {}.", name, fmt::join(kSpacePresets, ", ")));
}

} // namespace danas::space
