// SPDX-License-Identifier: GPL-3.0-or-later
#include "space/ds_cnn_family.h"

#include <fmt/format.h>

#include <algorithm>

namespace danas::space {
namespace {

enum At : std::size_t { kChannels, kStemRows, kStemColumns, kStemStride, kBlocks, kFirstKernel };

} // namespace

const std::vector<Rule>& DsCnnFamily::rules() const
{
    static const std::vector<Rule> all = [] {
        using Kind = Rule::Kind;
        constexpr auto kRole = Parameter::Role::Architecture;
        std::vector<Rule> rules { { "channels", kRole, Kind::Whole, 4, 512 }, { "stem.rows", kRole, Kind::Whole, 1, 32 },
            { "stem.columns", kRole, Kind::Whole, 1, 32 }, { "stem.stride", kRole, Kind::Whole, 1, 4 },
            { "blocks", kRole, Kind::Whole, 1, kMostBlocks } };
        for (std::size_t block = 1; block <= kMostBlocks; ++block)
            rules.push_back({ fmt::format("block{}.kernel", block), kRole, Kind::Whole, 3, 7 });
        return rules;
    }();
    return all;
}

/// The state: blocks that are left to choose; before their number is chosen, the shorter side of the stem.
Family::State DsCnnFamily::start(const data::Shape&) const
{
    return 0;
}

bool DsCnnFamily::matters(State state, std::size_t parameter) const
{
    return parameter < kFirstKernel || state > 0;
}

std::optional<Family::State> DsCnnFamily::after(State state, std::size_t parameter, const Value& value) const
{
    switch (parameter) {
    case kChannels:
        return state;
    case kStemRows:
        return whole(value);
    case kStemColumns:
        return std::min(state, whole(value));
    case kStemStride: // a window that leaves values out would see noise of its own making
        return whole(value) > state ? std::nullopt : std::optional<State>(0);
    case kBlocks:
        return whole(value);
    default:
        return state - 1;
    }
}

graph::Architecture DsCnnFamily::architecture(const Values& values) const
{
    graph::DsCnn network;
    network.channels = whole(values[kChannels]);
    network.stem = { whole(values[kStemRows]), whole(values[kStemColumns]) };
    network.stride = whole(values[kStemStride]);
    for (std::size_t block = 0; block < static_cast<std::size_t>(whole(values[kBlocks])); ++block)
        network.kernels.push_back(whole(values[kFirstKernel + block]));
    return network;
}

std::string DsCnnFamily::label(const Values& values, const std::vector<bool>&) const
{
    const auto network = std::get<graph::DsCnn>(architecture(values));
    std::string kernels;
    for (const int kernel : network.kernels)
        kernels += fmt::format("{}{}", kernels.empty() ? "" : "-", kernel);
    return fmt::format("c {} · stem {}/{} · k {}", network.channels, network.stem.text(), network.stride, kernels);
}

std::optional<Repeated> DsCnnFamily::repeated() const
{
    return Repeated { kBlocks, kFirstKernel, 1 };
}

bool DsCnnFamily::lowerMayCostMore(std::size_t parameter) const
{
    return parameter == kStemStride;
}

} // namespace danas::space
