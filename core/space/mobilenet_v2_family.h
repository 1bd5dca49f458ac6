// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "space/family.h"

namespace danas::space {

/// width; stage2..stage7 .depth, .expansion, .kernel. Prefix rule: a stage may be used (depth > 0) only if all earlier ones are;
/// stage 2 always is (REFERENCE.md section 1).
class MobileNetV2Family final : public Family {
public:
    [[nodiscard]] std::string_view name() const override { return "mobilenet_v2"; }
    [[nodiscard]] std::string_view title() const override { return "MobileNetV2"; }
    [[nodiscard]] bool sharesWeights() const override { return true; }
    [[nodiscard]] const std::vector<Rule>& rules() const override;
    [[nodiscard]] State start(const data::Shape& input) const override;
    [[nodiscard]] bool matters(State state, std::size_t parameter) const override;
    [[nodiscard]] std::optional<State> after(State state, std::size_t parameter, const Value& value) const override;
    [[nodiscard]] std::string rule() const override { return "a stage may be used only if all earlier ones are"; }
    [[nodiscard]] graph::Architecture architecture(const Values& values) const override;
    [[nodiscard]] std::string label(const Values& values, const std::vector<bool>& varies) const override;
    /// Stage by stage, as runs were drawn before there were other families: one that goes on must propose what it did.
    bool draw(std::span<std::uint8_t> choices, const std::vector<Parameter>& parameters, const Remaining& remaining, Rng& rng) const override;
};

} // namespace danas::space
