// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/data_config.h"
#include "space/parameter.h"

#include <string>
#include <vector>

namespace danas::space {

/// What a parameter may hold.
struct Rule {
    enum class Kind : std::uint8_t { Whole, Number, Colour, Feature, Frame, Activation };
    std::string name;
    Parameter::Role role = Parameter::Role::Architecture;
    Kind kind = Kind::Number;
    double least = 0, most = 0; ///< of numbers

    [[nodiscard]] bool ordered() const { return kind == Kind::Whole || kind == Kind::Number; }
};

/// Audio if a parameter is called sample_rate, else images.
[[nodiscard]] data::Modality modalityOf(const std::vector<Parameter>& parameters);
[[nodiscard]] std::vector<Rule> dataRules(data::Modality modality);

/// Moves the parameters that the rules name out of `parameters` into their order, checked: there, once, of the right kind and
/// range, no repeats; numbers ascending, texts in the order of their kind. @throws Error naming the parameter
[[nodiscard]] std::vector<Parameter> takeChecked(const std::vector<Rule>& rules, std::vector<Parameter>& parameters);

} // namespace danas::space
