// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "space/search_space.h"

namespace danas::space {

/// Checks every parameter of family mobilenet_v2 (name, kind, range, order, repeats) and brings the list into the family's
/// order. @throws Error naming the parameter
[[nodiscard]] std::vector<Parameter> checkedParameters(const std::string& family, std::vector<Parameter> parameters);

} // namespace danas::space
