// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/paths.h"

#include <algorithm>
#include <cstdint>

namespace danas::data {
namespace {

/// Length of the well-formed UTF-8 sequence at `at` (Unicode 15, table 3-7), 0 if there is none.
std::size_t sequenceLength(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<std::uint8_t>(text[i]) : std::uint8_t { 0 }; };
    const auto continues = [&](std::size_t i, int least = 0x80, int most = 0xBF) { return byte(i) >= least && byte(i) <= most; };
    const std::uint8_t lead = byte(at);
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return continues(at + 1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        const bool second = continues(at + 1, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF);
        return second && continues(at + 2) ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const bool second = continues(at + 1, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF);
        return second && continues(at + 2) && continues(at + 3) ? 4 : 0;
    }
    return 0;
}

} // namespace

std::filesystem::path pathFromUtf8(std::string_view text)
{
    return { std::u8string(text.begin(), text.end()) };
}

bool isUtf8(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = sequenceLength(text, at);
        if (length == 0)
            return false;
        at += length;
    }
    return true;
}

std::string displayName(const std::filesystem::path& path)
{
    const std::string raw = path.generic_string();
    std::string shown;
    for (std::size_t at = 0; at < raw.size();) {
        const std::size_t length = sequenceLength(raw, at);
        shown += length == 0 ? "\xEF\xBF\xBD" : raw.substr(at, length);
        at += std::max<std::size_t>(length, 1);
    }
    return shown;
}

bool isHidden(const std::filesystem::path& path)
{
    return path.filename().native().starts_with('.');
}

std::string lowerCase(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
        [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

} // namespace danas::data
