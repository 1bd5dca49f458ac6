// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/file_bytes.h"

#include "base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <fstream>

namespace danas::data {

std::vector<std::uint8_t> readFileBytes(const std::filesystem::path& file)
{
    std::error_code failure;
    if (!std::filesystem::is_regular_file(file, failure))
        throw Error(failure || !std::filesystem::exists(file, failure) ? "the file is missing" : "not a regular file");
    const auto size = static_cast<std::int64_t>(std::filesystem::file_size(file, failure));
    if (failure)
        throw Error("the file cannot be read: " + failure.message());
    if (size > kMostFileBytes)
        throw Error(fmt::format("{} MB large; files over {} MB are not read", size >> 20U, kMostFileBytes >> 20U));
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(size));
    std::ifstream stream(file, std::ios::binary);
    stream.read(reinterpret_cast<char*>(bytes.data()), size); // the one way that iostreams take bytes
    if (!stream)
        throw Error("the file cannot be read (permission, or a fault of the disk)");
    return bytes;
}

bool startsWith(Bytes bytes, std::string_view magic, std::size_t at)
{
    return bytes.size() >= at + magic.size() && std::memcmp(bytes.data() + at, magic.data(), magic.size()) == 0;
}

std::string_view kindOf(Bytes bytes, std::span<const FileKind> kinds)
{
    const auto found = std::find_if(kinds.begin(), kinds.end(), [bytes](const FileKind& kind) { return startsWith(bytes, kind.magic, kind.at); });
    return found == kinds.end() ? std::string_view() : found->name;
}

bool looksLikeText(Bytes bytes)
{
    for (const std::uint8_t byte : bytes.first(std::min<std::size_t>(bytes.size(), 512))) {
        const bool control = byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t';
        if (control || byte >= 0xF8) // which no UTF-8 has
            return false;
    }
    return true;
}

} // namespace danas::data
