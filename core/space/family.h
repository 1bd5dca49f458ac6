// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/rng.h"
#include "graph/architecture.h"
#include "space/space_check.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace danas::space {

/// Parameters that come once per layer: `count` says how many layers there are, `each` parameters of the first stand at `first`,
/// those of the others follow. Positions count from the family's first parameter.
struct Repeated {
    std::size_t count = 0, first = 0, each = 1;
};

/// What a family of architectures knows: its parameters, which combinations of values are systems, and the network of one. All
/// that depends on the family is asked here.
///
/// Parameters are chosen in their order, and a small state sums up what the earlier choices leave open: from it follows whether
/// the next one matters and which values it may have. Counting, uniform sampling, repair and JSON follow from that (ArchitectureSpace).
class Family {
public:
    using State = std::int32_t;
    using Values = std::vector<Value>; ///< one per parameter; of those that do not matter any

    virtual ~Family() = default;
    [[nodiscard]] virtual std::string_view name() const = 0;  ///< "mobilenet_v2", as in files
    [[nodiscard]] virtual std::string_view title() const = 0; ///< "MobileNetV2", for people
    /// Whether a supernet can hold all networks of a space at once.
    [[nodiscard]] virtual bool sharesWeights() const = 0;
    [[nodiscard]] virtual const std::vector<Rule>& rules() const = 0; ///< of the parameters, in their order

    [[nodiscard]] virtual State start(const data::Shape& input) const = 0; ///< before the first parameter
    [[nodiscard]] virtual bool matters(State state, std::size_t parameter) const = 0;
    /// After a parameter that matters was given a value; nothing if it may not have this one.
    [[nodiscard]] virtual std::optional<State> after(State state, std::size_t parameter, const Value& value) const = 0;
    [[nodiscard]] virtual std::string rule() const = 0; ///< what `after` demands, for a message: "a stage may be used only if ..."

    [[nodiscard]] virtual graph::Architecture architecture(const Values& values) const = 0;
    /// Short text for a table; `varies` says of each parameter whether the space leaves a choice.
    [[nodiscard]] virtual std::string label(const Values& values, const std::vector<bool>& varies) const = 0;

    /// Distinct systems from a parameter and the state before it on.
    using Remaining = std::function<std::uint64_t(std::size_t parameter, State state)>;
    /// Draws one, each as likely, in an order of random numbers of the family's own; `choices` are all 0 before. False if it has
    /// none: then the draw is of a system's number.
    virtual bool draw(std::span<std::uint8_t> /*choices*/, const std::vector<Parameter>& /*parameters*/, const Remaining& /*remaining*/, Rng& /*rng*/) const
    {
        return false;
    }

    [[nodiscard]] virtual std::optional<Repeated> repeated() const { return std::nullopt; }
    /// Whether a network may cost more for a lower value (a chain that takes less away has more to connect at its end).
    [[nodiscard]] virtual bool lowerMayCostMore(std::size_t /*parameter*/) const { return false; }
};

[[nodiscard]] const std::vector<const Family*>& families();
/// @throws Error naming the known ones
[[nodiscard]] const Family& familyNamed(std::string_view name);

} // namespace danas::space
