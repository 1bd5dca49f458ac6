// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "space/family.h"

namespace danas::space {

/// channels; stem.rows, stem.columns, stem.stride; blocks; block1..block6 .kernel. Kernels of blocks beyond the last do not matter.
class DsCnnFamily final : public Family {
public:
    [[nodiscard]] std::string_view name() const override { return "ds_cnn"; }
    [[nodiscard]] std::string_view title() const override { return "DS-CNN"; }
    [[nodiscard]] bool sharesWeights() const override { return true; }
    [[nodiscard]] const std::vector<Rule>& rules() const override;
    [[nodiscard]] State start(const data::Shape& input) const override;
    [[nodiscard]] bool matters(State state, std::size_t parameter) const override;
    [[nodiscard]] std::optional<State> after(State state, std::size_t parameter, const Value& value) const override;
    [[nodiscard]] std::string rule() const override { return "the stem must not be smaller than its stride"; }
    [[nodiscard]] graph::Architecture architecture(const Values& values) const override;
    [[nodiscard]] std::string label(const Values& values, const std::vector<bool>& varies) const override;
    [[nodiscard]] std::optional<Repeated> repeated() const override;
    [[nodiscard]] bool lowerMayCostMore(std::size_t parameter) const override;
};
inline constexpr std::size_t kMostBlocks = 6;

} // namespace danas::space
