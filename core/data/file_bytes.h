// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

namespace danas::data {

using Bytes = std::span<const std::uint8_t>;

inline constexpr std::int64_t kMostFileBytes = 256LL << 20U;

/// The whole file. @throws Error "<reason>"
[[nodiscard]] std::vector<std::uint8_t> readFileBytes(const std::filesystem::path& file);

[[nodiscard]] bool startsWith(Bytes bytes, std::string_view magic, std::size_t at = 0);
/// What a file begins with, at some offset, and what to call it to a person.
struct FileKind {
    std::string_view magic;
    std::size_t at;
    std::string_view name;
};
/// Name of the first of these kinds that the bytes are; empty if none.
[[nodiscard]] std::string_view kindOf(Bytes bytes, std::span<const FileKind> kinds);
/// True if the first bytes could be UTF-8 text.
[[nodiscard]] bool looksLikeText(Bytes bytes);

} // namespace danas::data
