// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace danas::deploy {

/// The bytes of a FlatBuffers file, each read checked: a damaged file ends in an Error and never reads elsewhere.
struct FlatFile {
    static_assert(std::endian::native == std::endian::little, "FlatBuffers are little-endian");
    std::span<const std::uint8_t> bytes;
    std::string where;

    template <typename T> [[nodiscard]] T read(std::uint64_t at) const
    {
        if (at > bytes.size() || bytes.size() - at < sizeof(T))
            damaged();
        T value {};
        std::memcpy(&value, bytes.data() + at, sizeof(T));
        return value;
    }
    [[noreturn]] void damaged() const { throw Error(where + " is cut off or damaged: export the model again."); }
};

/// A vector of scalars.
template <typename T> [[nodiscard]] std::vector<T> flatValues(const FlatFile& file, std::uint64_t at)
{
    const auto count = file.read<std::uint32_t>(at);
    const std::uint64_t bytes = std::uint64_t { count } * sizeof(T);
    if (file.bytes.size() - (at + 4) < bytes)
        file.damaged();
    std::vector<T> values(count);
    if (count > 0)
        std::memcpy(values.data(), file.bytes.data() + at + 4, bytes);
    return values;
}

/// One table of it, its fields by number.
class FlatTable {
public:
    FlatTable(const FlatFile& file, std::uint64_t at)
        : m_file(&file)
        , m_at(at)
        , m_fields(at - static_cast<std::uint64_t>(std::int64_t { file.read<std::int32_t>(at) }))
    {
    }
    [[nodiscard]] static FlatTable root(const FlatFile& file) { return { file, file.read<std::uint32_t>(0) }; }

    template <typename T> [[nodiscard]] T value(int field, T otherwise) const
    {
        const auto at = place(field);
        return at ? m_file->read<T>(*at) : otherwise;
    }
    template <typename T> [[nodiscard]] std::vector<T> values(int field) const
    {
        const auto at = target(field);
        return at ? flatValues<T>(*m_file, *at) : std::vector<T> {};
    }
    [[nodiscard]] std::string text(int field) const
    {
        const auto characters = values<char>(field);
        return { characters.begin(), characters.end() };
    }
    [[nodiscard]] std::optional<FlatTable> table(int field) const
    {
        const auto at = target(field);
        return at ? std::optional(FlatTable(*m_file, *at)) : std::nullopt;
    }
    [[nodiscard]] std::vector<FlatTable> tables(int field) const
    {
        std::vector<FlatTable> all;
        if (const auto at = target(field)) {
            const auto count = m_file->read<std::uint32_t>(*at);
            for (std::uint64_t i = 0; i < count; ++i) {
                const std::uint64_t entry = *at + 4 + 4 * i;
                all.emplace_back(*m_file, entry + m_file->read<std::uint32_t>(entry));
            }
        }
        return all;
    }

private:
    [[nodiscard]] std::optional<std::uint64_t> place(int field) const
    {
        const auto slot = static_cast<std::uint64_t>(4 + 2 * field);
        if (slot + 2 > m_file->read<std::uint16_t>(m_fields))
            return std::nullopt;
        const auto offset = m_file->read<std::uint16_t>(m_fields + slot);
        return offset == 0 ? std::nullopt : std::optional(m_at + offset);
    }
    [[nodiscard]] std::optional<std::uint64_t> target(int field) const
    {
        const auto at = place(field);
        return at ? std::optional(*at + m_file->read<std::uint32_t>(*at)) : std::nullopt;
    }

    const FlatFile* m_file;
    std::uint64_t m_at, m_fields;
};

} // namespace danas::deploy
