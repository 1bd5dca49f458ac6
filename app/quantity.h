// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/data_config.h"

#include <cstdint>
#include <string>

namespace danas::app {

/// As base/quantity.h reads them. @throws Error that names `option`
[[nodiscard]] std::int64_t parseBytes(const std::string& text, const std::string& option);
[[nodiscard]] std::int64_t parseMacs(const std::string& text, const std::string& option);
/// "96x128x3" -> height 96, width 128, 3 channels. @throws Error
[[nodiscard]] data::Shape parseShape(const std::string& text, const std::string& option);

} // namespace danas::app
