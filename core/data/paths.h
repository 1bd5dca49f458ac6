// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace danas::data {

[[nodiscard]] std::filesystem::path pathFromUtf8(std::string_view text);
[[nodiscard]] bool isUtf8(std::string_view text);
/// For people, whatever the bytes: those that are no UTF-8 become U+FFFD.
[[nodiscard]] std::string displayName(const std::filesystem::path& path);
[[nodiscard]] bool isHidden(const std::filesystem::path& path);
[[nodiscard]] std::string lowerCase(std::string text); ///< ASCII only

} // namespace danas::data
