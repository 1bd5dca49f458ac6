// SPDX-License-Identifier: GPL-3.0-or-later
#include "space/space_check.h"

#include "base/error.h"
#include "data/audio/audio_file.h"
#include "space/frame.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace danas::space {
namespace {

using Kind = Rule::Kind;
using Role = Parameter::Role;

[[noreturn]] void refuse(const Rule& rule, const std::string& why)
{
    throw Error(fmt::format("Search space: parameter \"{}\" {}.", rule.name, why));
}

std::string shown(const Value& value)
{
    const auto* number = std::get_if<double>(&value);
    return number != nullptr ? fmt::format("{}", *number) : fmt::format("\"{}\"", std::get<std::string>(value));
}

void checkNumber(const Rule& rule, const Value& value)
{
    const auto* number = std::get_if<double>(&value);
    const bool whole = rule.kind == Kind::Whole;
    if (number == nullptr || !std::isfinite(*number) || *number < rule.least || *number > rule.most || (whole && *number != std::floor(*number)))
        refuse(rule, fmt::format("takes {} from {} to {}, not {}", whole ? "whole numbers" : "numbers", rule.least, rule.most, shown(value)));
    if (rule.name.ends_with(".kernel") && static_cast<int>(*number) % 2 == 0)
        refuse(rule, fmt::format("takes odd kernel sizes, not {}", *number));
}

/// Where a text stands among others of its kind; nothing if it is none.
std::optional<std::tuple<int, Frame>> rankOf(Kind kind, const std::string& text)
{
    const auto number = [](auto found) -> std::optional<std::tuple<int, Frame>> {
        return found ? std::optional(std::tuple(static_cast<int>(*found), Frame {})) : std::nullopt;
    };
    if (kind == Kind::Colour)
        return number(data::colourFromName(text));
    if (kind == Kind::Feature)
        return number(data::audio::featureFromName(text));
    if (kind == Kind::Activation)
        return text == "relu" ? std::optional(std::tuple(0, Frame {})) : text == "sigmoid" ? std::optional(std::tuple(1, Frame {})) : std::nullopt;
    const std::optional<Frame> frame = frameFromText(text);
    return frame ? std::optional(std::tuple(0, *frame)) : std::nullopt;
}

const char* takenBy(Kind kind)
{
    switch (kind) {
    case Kind::Colour:
        return "\"rgb\" and \"gray\"";
    case Kind::Feature:
        return "\"spectrogram\", \"mel\" and \"mfcc\"";
    case Kind::Activation:
        return "\"relu\" and \"sigmoid\"";
    default:
        return "a window and a hop no longer than it, in samples (\"400/160\") or milliseconds (\"25/10 ms\")";
    }
}

void checkText(const Rule& rule, const Value& value)
{
    const auto* text = std::get_if<std::string>(&value);
    if (text != nullptr && rankOf(rule.kind, *text))
        return;
    refuse(rule, fmt::format("takes {}, not {}", takenBy(rule.kind), shown(value)));
}

void check(const Rule& rule, Parameter& parameter)
{
    parameter.role = rule.role;
    parameter.ordered = rule.ordered();
    if (parameter.values.empty())
        refuse(rule, "has no values: give it at least one");
    if (parameter.values.size() > 64)
        refuse(rule, "has more than 64 values: leave some out");
    for (const Value& value : parameter.values)
        rule.ordered() ? checkNumber(rule, value) : checkText(rule, value);
    if (rule.ordered()) {
        std::sort(parameter.values.begin(), parameter.values.end());
    } else { // whatever the order in the file
        std::sort(parameter.values.begin(), parameter.values.end(), [&](const Value& a, const Value& b) {
            return rankOf(rule.kind, std::get<std::string>(a)) < rankOf(rule.kind, std::get<std::string>(b));
        });
    }
    if (std::adjacent_find(parameter.values.begin(), parameter.values.end()) != parameter.values.end())
        refuse(rule, "names a value twice");
}

} // namespace

data::Modality modalityOf(const std::vector<Parameter>& parameters)
{
    const bool audio = std::any_of(parameters.begin(), parameters.end(), [](const Parameter& parameter) { return parameter.name == "sample_rate"; });
    return audio ? data::Modality::Audio : data::Modality::Image;
}

std::vector<Rule> dataRules(data::Modality modality)
{
    if (modality == data::Modality::Image)
        return { { "resolution", Role::Data, Kind::Whole, 8, 512 }, { "colour", Role::Data, Kind::Colour } };
    return { { "sample_rate", Role::Data, Kind::Whole, data::audio::kLeastRate, data::audio::kMostRate },
        { "feature", Role::Data, Kind::Feature }, { "frame", Role::Data, Kind::Frame }, { "mel_bands", Role::Data, Kind::Whole, 2, 512 },
        { "coefficients", Role::Data, Kind::Whole, 1, 512 }, { "deltas", Role::Data, Kind::Whole, 0, 2 },
        { "clip_ms", Role::Data, Kind::Whole, 1, 600'000 } };
}

std::vector<Parameter> takeChecked(const std::vector<Rule>& rules, std::vector<Parameter>& parameters)
{
    std::vector<Parameter> ordered;
    for (const Rule& rule : rules) {
        const auto named = [&](const Parameter& parameter) { return parameter.name == rule.name; };
        const auto found = std::find_if(parameters.begin(), parameters.end(), named);
        if (found == parameters.end())
            refuse(rule, "is missing");
        check(rule, *found);
        ordered.push_back(std::move(*found));
        parameters.erase(found);
        if (std::any_of(parameters.begin(), parameters.end(), named))
            refuse(rule, "is given twice");
    }
    return ordered;
}

} // namespace danas::space
