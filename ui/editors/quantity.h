// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/quantity.h"

#include <QString>

#include <optional>

namespace danas::ui {

/// What a person typed for a limit: a value in the unit of its Quantity, "no limit", or something that is neither.
struct ParsedLimit {
    bool understood = false;
    std::optional<double> value; ///< nothing = no limit
};
/// As base/quantity.h reads numbers; also "no limit", "none", "".
[[nodiscard]] ParsedLimit parseLimit(const QString& text, Quantity kind);

[[nodiscard]] QString formatLimit(std::optional<double> value, Quantity kind); ///< what parseLimit reads back

} // namespace danas::ui
