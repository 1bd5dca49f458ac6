// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/data_config.h"

#include <cstdint>
#include <string>

namespace danas::app {

/// "128KiB", "1 MiB", "256kB", "4096" -> bytes; kB = 1000, KiB = 1024. @throws Error that names `option`
[[nodiscard]] std::int64_t parseBytes(const std::string& text, const std::string& option);
/// "20M", "1.5 MMAC", "900k", "5000000" -> multiply-accumulates. @throws Error
[[nodiscard]] std::int64_t parseMacs(const std::string& text, const std::string& option);
/// "96x128x3" -> height 96, width 128, 3 channels. @throws Error
[[nodiscard]] data::Shape parseShape(const std::string& text, const std::string& option);

} // namespace danas::app
