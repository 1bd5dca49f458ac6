// SPDX-License-Identifier: GPL-3.0-or-later
#include "space/conv_chain_family.h"

#include <fmt/format.h>

#include <algorithm>

namespace danas::space {
namespace {

constexpr std::size_t kLayers = 0;
enum Of : std::size_t { kFilters, kKernel, kActivation, kPerLayer };
constexpr int kLargestKernel = 15;

constexpr std::size_t layerOf(std::size_t parameter) { return (parameter - 1) / kPerLayer; }
constexpr Of partOf(std::size_t parameter) { return static_cast<Of>((parameter - 1) % kPerLayer); }
constexpr std::size_t firstOf(std::size_t layer) { return 1 + kPerLayer * layer; }

/// What is left of the shorter side, and of how many layers.
struct Left {
    int side = 0, layers = 0;
};
constexpr int kSideFactor = 16;
constexpr Family::State packed(const Left& left) { return left.side * kSideFactor + left.layers; }
constexpr Left unpacked(Family::State state) { return { state / kSideFactor, state % kSideFactor }; }

} // namespace

const std::vector<Rule>& ConvChainFamily::rules() const
{
    static const std::vector<Rule> all = [] {
        using Kind = Rule::Kind;
        constexpr auto kRole = Parameter::Role::Architecture;
        std::vector<Rule> rules { { "layers", kRole, Kind::Whole, 1, kMostChainLayers } };
        for (std::size_t layer = 1; layer <= kMostChainLayers; ++layer) {
            const std::string prefix = fmt::format("layer{}.", layer);
            rules.push_back({ prefix + "filters", kRole, Kind::Whole, 1, 512 });
            rules.push_back({ prefix + "kernel", kRole, Kind::Whole, 1, kLargestKernel });
            rules.push_back({ prefix + "activation", kRole, Kind::Activation });
        }
        return rules;
    }();
    return all;
}

Family::State ConvChainFamily::start(const data::Shape& input) const
{
    constexpr int kNeverShort = static_cast<int>(kMostChainLayers) * (kLargestKernel - 1) + 1; // so that few states tell large inputs apart
    return packed({ std::min({ input.height, input.width, kNeverShort }), 0 });
}

bool ConvChainFamily::matters(State state, std::size_t parameter) const
{
    return parameter == kLayers || unpacked(state).layers > 0;
}

std::optional<Family::State> ConvChainFamily::after(State state, std::size_t parameter, const Value& value) const
{
    Left left = unpacked(state);
    if (parameter == kLayers) {
        left.layers = whole(value);
    } else if (partOf(parameter) == kKernel) {
        left.side -= whole(value) - 1;
        if (left.side < 1)
            return std::nullopt;
    } else if (partOf(parameter) == kActivation) {
        --left.layers;
    }
    return packed(left);
}

graph::Architecture ConvChainFamily::architecture(const Values& values) const
{
    graph::ConvChain chain;
    for (std::size_t layer = 0; layer < static_cast<std::size_t>(whole(values[kLayers])); ++layer) {
        const std::size_t at = firstOf(layer);
        chain.layers.push_back({ whole(values[at + kFilters]), whole(values[at + kKernel]), std::get<std::string>(values[at + kActivation]) == "sigmoid" });
    }
    return chain;
}

std::string ConvChainFamily::label(const Values& values, const std::vector<bool>&) const
{
    const auto chain = std::get<graph::ConvChain>(architecture(values));
    std::string label = "conv";
    for (const auto& layer : chain.layers)
        label += fmt::format(" {}@{}{}", layer.filters, layer.kernel, layer.sigmoid ? "σ" : "");
    return label;
}

bool ConvChainFamily::lowerMayCostMore(std::size_t parameter) const
{
    return parameter == kLayers || partOf(parameter) == kKernel;
}

} // namespace danas::space
