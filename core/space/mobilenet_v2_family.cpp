// SPDX-License-Identifier: GPL-3.0-or-later
#include "space/mobilenet_v2_family.h"

#include <fmt/format.h>

namespace danas::space {
namespace {

constexpr std::size_t kStages = graph::kMobileNetV2Stages.size();
constexpr std::size_t kWidth = 0;
constexpr std::size_t kPerStage = 3; // depth, expansion, kernel

constexpr std::size_t depthAt(std::size_t stage) { return 1 + kPerStage * stage; }

/// States: the last stage was used, so that the next one may be; it was not.
constexpr Family::State kUsed = 1, kAbsent = 0;

} // namespace

const std::vector<Rule>& MobileNetV2Family::rules() const
{
    static const std::vector<Rule> all = [] {
        using Kind = Rule::Kind;
        constexpr auto kRole = Parameter::Role::Architecture;
        std::vector<Rule> rules { { "width", kRole, Kind::Number, 0.05, 2.0 } };
        for (std::size_t stage = 0; stage < kStages; ++stage) {
            const std::string prefix = fmt::format("stage{}.", stage + graph::kFirstStage);
            rules.push_back({ prefix + "depth", kRole, Kind::Whole, stage == 0 ? 1.0 : 0.0, 8 });
            rules.push_back({ prefix + "expansion", kRole, Kind::Whole, 1, 10 });
            rules.push_back({ prefix + "kernel", kRole, Kind::Whole, 3, 7 });
        }
        return rules;
    }();
    return all;
}

Family::State MobileNetV2Family::start(const data::Shape&) const
{
    return kUsed;
}

bool MobileNetV2Family::matters(State state, std::size_t parameter) const
{
    return state == kUsed || (parameter - 1) % kPerStage == 0; // the depth 0 of an absent stage is told
}

std::optional<Family::State> MobileNetV2Family::after(State state, std::size_t parameter, const Value& value) const
{
    if (parameter == kWidth || (parameter - 1) % kPerStage != 0)
        return state;
    const bool used = number(value) > 0.0;
    if (used && state == kAbsent)
        return std::nullopt;
    return used ? kUsed : kAbsent;
}

bool MobileNetV2Family::draw(std::span<std::uint8_t> choices, const std::vector<Parameter>& parameters, const Remaining& remaining, Rng& rng) const
{
    choices[kWidth] = static_cast<std::uint8_t>(rng.below(parameters[kWidth].values.size()));
    for (std::size_t stage = 0; stage < kStages; ++stage) {
        const std::size_t at = depthAt(stage);
        const std::size_t absent = number(parameters[at].values.front()) == 0.0 ? 1 : 0;
        std::uint64_t ticket = rng.below(remaining(at, kUsed));
        if (absent > 0 && remaining(at + 1, kAbsent) > 0 && ticket-- == 0)
            break; // this stage and all later ones
        ticket /= remaining(at + kPerStage, kUsed);
        const auto choose = [&](std::size_t parameter, std::size_t first) {
            const std::uint64_t values = parameters[parameter].values.size() - first;
            choices[parameter] = static_cast<std::uint8_t>(first + ticket % values);
            ticket /= values;
        };
        choose(at + 1, 0);
        choose(at + 2, 0);
        choose(at, absent);
    }
    return true;
}

graph::Architecture MobileNetV2Family::architecture(const Values& values) const
{
    graph::MobileNetV2 network;
    network.width = number(values[kWidth]);
    for (std::size_t stage = 0; stage < kStages; ++stage) {
        const std::size_t at = depthAt(stage);
        network.stages[stage] = { whole(values[at]), whole(values[at + 1]), whole(values[at + 2]) };
    }
    return network;
}

std::string MobileNetV2Family::label(const Values& values, const std::vector<bool>& varies) const
{
    std::string depths, expansions, kernels;
    bool expansionVaries = false, kernelVaries = false;
    for (std::size_t stage = 0; stage < kStages && whole(values[depthAt(stage)]) > 0; ++stage) {
        const char* dash = stage == 0 ? "" : "-";
        const std::size_t at = depthAt(stage);
        depths += fmt::format("{}{}", dash, whole(values[at]));
        expansions += fmt::format("{}{}", dash, whole(values[at + 1]));
        kernels += fmt::format("{}{}", dash, whole(values[at + 2]));
        expansionVaries = expansionVaries || varies[at + 1];
        kernelVaries = kernelVaries || varies[at + 2];
    }
    std::string label = fmt::format("w {} · d {}", number(values[kWidth]), depths);
    if (expansionVaries)
        label += " · e " + expansions;
    if (kernelVaries)
        label += " · k " + kernels;
    return label;
}

} // namespace danas::space
