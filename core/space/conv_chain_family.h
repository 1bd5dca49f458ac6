// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "space/family.h"

namespace danas::space {

/// layers; layer1..layer5 .filters, .kernel, .activation ("relu" or "sigmoid"): the networks of 2023 (REFERENCE.md section 2). A
/// chain must leave something of its input: what vanishes is not in the space. Layers beyond the last do not matter.
class ConvChainFamily final : public Family {
public:
    [[nodiscard]] std::string_view name() const override { return "conv_chain"; }
    [[nodiscard]] std::string_view title() const override { return "Convolution chain"; }
    [[nodiscard]] bool sharesWeights() const override { return false; } // what the dense layer sees has another shape in each
    [[nodiscard]] const std::vector<Rule>& rules() const override;
    [[nodiscard]] State start(const data::Shape& input) const override;
    [[nodiscard]] bool matters(State state, std::size_t parameter) const override;
    [[nodiscard]] std::optional<State> after(State state, std::size_t parameter, const Value& value) const override;
    [[nodiscard]] std::string rule() const override { return "the convolutions must leave something of the input"; }
    [[nodiscard]] graph::Architecture architecture(const Values& values) const override;
    [[nodiscard]] std::string label(const Values& values, const std::vector<bool>& varies) const override;
    [[nodiscard]] std::optional<Repeated> repeated() const override { return Repeated { 0, 1, 3 }; }
    [[nodiscard]] bool lowerMayCostMore(std::size_t parameter) const override;
};
inline constexpr std::size_t kMostChainLayers = 5;

} // namespace danas::space
