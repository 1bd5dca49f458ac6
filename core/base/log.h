// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <spdlog/spdlog.h>

#include <memory>

namespace danas {

/// The program's one logger, to standard error (standard output belongs to results).
[[nodiscard]] spdlog::logger& log();

/// The version of the program, as in CMakeLists.txt.
[[nodiscard]] const char* version();

} // namespace danas
