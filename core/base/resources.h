// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace danas {

/// The text of a file of resources/ or resources/c/ (by file name, e.g. "targets.json"), compiled into the program.
/// An unknown name is a programming error (assertion).
[[nodiscard]] std::string_view resource(std::string_view name);

} // namespace danas
