// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace danas::space {

using Value = std::variant<double, std::string>;

/// One thing that may vary. Ordered values mutate one step up or down, categorical ones to any other value.
struct Parameter {
    enum class Role : std::uint8_t { Data, Architecture };
    std::string name; ///< "resolution", "colour", "sample_rate", "width", "stage3.depth", "stage3.expansion", ...
    Role role = Role::Architecture;
    bool ordered = true;
    std::vector<Value> values; ///< at least one, no repeats, ordered ones ascending

    /// An architecture parameter of numbers.
    [[nodiscard]] static Parameter numbers(std::string name, const std::vector<double>& values, Role role = Role::Architecture);
    [[nodiscard]] static Parameter texts(std::string name, const std::vector<std::string>& values, Role role);
    [[nodiscard]] std::vector<double> numbers() const; ///< the values of an ordered parameter

    bool operator==(const Parameter&) const = default;
};

/// One index per parameter, in the order of SearchSpace::parameters().
using Genes = std::vector<std::uint8_t>;

[[nodiscard]] double number(const Value& value); ///< @pre it is one
[[nodiscard]] int whole(const Value& value);     ///< @pre it is a number
[[nodiscard]] Json toJson(const Value& value); ///< whole numbers without a point
/// @throws Error unless it is a number or a text
[[nodiscard]] Value valueFromJson(const Json& json, const std::string& where);

} // namespace danas::space
