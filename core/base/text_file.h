// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string_view>

namespace danas {

/// Writes through a temporary file and a rename, so that a reader never sees half of it. @throws Error
void writeTextFile(const std::filesystem::path& path, std::string_view text);

} // namespace danas
