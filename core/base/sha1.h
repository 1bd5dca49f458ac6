// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace danas {

/// SHA-1 (FIPS 180-4), for formats that are defined by it; not for security.
[[nodiscard]] std::array<std::uint8_t, 20> sha1(std::string_view text);

} // namespace danas
