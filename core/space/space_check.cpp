// SPDX-License-Identifier: GPL-3.0-or-later
#include "space/space_check.h"

#include "base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace danas::space {
namespace {

/// What a parameter of the family may hold. Texts have no range.
struct Rule {
    std::string name;
    Parameter::Role role;
    bool ordered;
    bool whole;
    double least, most;
};

std::vector<Rule> mobileNetV2Rules()
{
    using Role = Parameter::Role;
    std::vector<Rule> rules {
        { "resolution", Role::Data, true, true, 8, 512 },
        { "colour", Role::Data, false, false, 0, 0 },
        { "width", Role::Architecture, true, false, 0.05, 2.0 },
    };
    for (std::size_t stage = 0; stage < SearchSpace::kStages; ++stage) {
        const std::string prefix = fmt::format("stage{}.", stage + graph::kFirstStage);
        rules.push_back({ prefix + "depth", Role::Architecture, true, true, stage == 0 ? 1.0 : 0.0, 8 });
        rules.push_back({ prefix + "expansion", Role::Architecture, true, true, 1, 10 });
        rules.push_back({ prefix + "kernel", Role::Architecture, true, true, 3, 7 });
    }
    return rules;
}

[[noreturn]] void refuse(const Rule& rule, const std::string& why)
{
    throw Error(fmt::format("Search space: parameter \"{}\" {}.", rule.name, why));
}

void checkNumber(const Rule& rule, const Value& value)
{
    const auto* number = std::get_if<double>(&value);
    if (number == nullptr || !std::isfinite(*number) || *number < rule.least || *number > rule.most
        || (rule.whole && *number != std::floor(*number))) {
        refuse(rule, fmt::format("takes {} from {} to {}, not {}", rule.whole ? "whole numbers" : "numbers", rule.least, rule.most,
                         number != nullptr ? fmt::format("{}", *number) : fmt::format("\"{}\"", std::get<std::string>(value))));
    }
    if (rule.name.ends_with(".kernel") && static_cast<int>(*number) % 2 == 0)
        refuse(rule, fmt::format("takes odd kernel sizes, not {}", *number));
}

void checkText(const Rule& rule, const Value& value)
{
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr || !data::colourFromName(*text))
        refuse(rule, fmt::format("takes \"rgb\" and \"gray\", not {}",
                         text != nullptr ? fmt::format("\"{}\"", *text) : fmt::format("{}", std::get<double>(value))));
}

void check(const Rule& rule, Parameter& parameter)
{
    parameter.role = rule.role;
    parameter.ordered = rule.ordered;
    if (parameter.values.empty())
        refuse(rule, "has no values: give it at least one");
    if (parameter.values.size() > 64)
        refuse(rule, "has more than 64 values: leave some out");
    for (const Value& value : parameter.values)
        rule.ordered ? checkNumber(rule, value) : checkText(rule, value);
    if (rule.ordered)
        std::sort(parameter.values.begin(), parameter.values.end());
    else // "rgb" comes first, whatever the order in the file
        std::sort(parameter.values.begin(), parameter.values.end(), std::greater<> {});
    if (std::adjacent_find(parameter.values.begin(), parameter.values.end()) != parameter.values.end())
        refuse(rule, "names a value twice");
}

} // namespace

std::vector<Parameter> checkedParameters(const std::string& family, std::vector<Parameter> parameters)
{
    if (family != "mobilenet_v2")
        throw Error(fmt::format("Search space: unknown architecture family \"{}\"; known is \"mobilenet_v2\".", family));
    std::vector<Parameter> ordered;
    for (const Rule& rule : mobileNetV2Rules()) {
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
    if (!parameters.empty())
        throw Error(fmt::format("Search space: unknown parameter \"{}\"; take it out.", parameters.front().name));
    return ordered;
}

} // namespace danas::space
