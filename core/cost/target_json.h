// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cost/target.h"

namespace danas::cost {

[[nodiscard]] Board boardFromJson(const Json& json, const std::string& where);   ///< @throws Error
[[nodiscard]] Engine engineFromJson(const Json& json, const std::string& where); ///< @throws Error
/// "board" and "engine" that are texts are looked up in these. @throws Error
[[nodiscard]] Target targetFromJson(
    const Json& json, const std::string& where, const std::vector<Board>& boards, const std::vector<Engine>& engines);

} // namespace danas::cost
