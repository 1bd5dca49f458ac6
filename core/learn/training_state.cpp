// SPDX-License-Identifier: GPL-3.0-or-later
#include "learn/training_state.h"

#include "base/error.h"
#include "base/hash.h"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <cstring>
#include <type_traits>

namespace danas::learn {
namespace {

static_assert(std::endian::native == std::endian::little, "checkpoints are written little-endian by copying memory");

constexpr std::array<char, 8> kMagic { 'd', 'a', 'n', 'a', 's', 'n', 'e', 't' };
constexpr std::uint32_t kVersion = 1;

/// FNV-1a over 8-byte words: checkpoints have tens of megabytes, and byte by byte would take a tenth of a second.
std::uint64_t checksum(std::span<const std::uint8_t> bytes)
{
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    std::size_t i = 0;
    for (; i + 8 <= bytes.size(); i += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + i, sizeof word);
        hash = (hash ^ word) * 0x100000001b3ULL;
        hash ^= hash >> 32U;
    }
    return fnv1a(bytes.subspan(i), hash);
}

class Writer {
public:
    template <typename T> void value(const T& value)
    {
        static_assert(std::is_trivially_copyable_v<T>);
        raw(&value, sizeof value);
    }
    template <typename T> void array(const std::vector<T>& values)
    {
        value(static_cast<std::uint64_t>(values.size()));
        raw(values.data(), values.size() * sizeof(T));
    }
    std::vector<std::uint8_t> bytes;

private:
    void raw(const void* data, std::size_t size)
    {
        const auto* begin = static_cast<const std::uint8_t*>(data);
        bytes.insert(bytes.end(), begin, begin + size);
    }
};

[[noreturn]] void damaged()
{
    throw Error("The supernet's checkpoint is damaged: train again in a new run.");
}

class Reader {
public:
    explicit Reader(std::span<const std::uint8_t> bytes)
        : m_bytes(bytes)
    {
    }
    template <typename T> T value()
    {
        T value {};
        std::memcpy(&value, take(sizeof value), sizeof value);
        return value;
    }
    template <typename T> std::vector<T> array()
    {
        const auto count = value<std::uint64_t>();
        if (count > m_bytes.size() / sizeof(T))
            damaged();
        std::vector<T> values(static_cast<std::size_t>(count));
        const std::uint8_t* from = take(values.size() * sizeof(T));
        if (!values.empty())
            std::memcpy(values.data(), from, values.size() * sizeof(T));
        return values;
    }
    [[nodiscard]] bool atEnd() const { return m_bytes.empty(); }

private:
    const std::uint8_t* take(std::size_t size)
    {
        if (size > m_bytes.size())
            damaged();
        const std::uint8_t* at = m_bytes.data();
        m_bytes = m_bytes.subspan(size);
        return at;
    }
    std::span<const std::uint8_t> m_bytes;
};

} // namespace

std::vector<std::uint8_t> toBytes(const TrainingState& state)
{
    Writer writer;
    writer.value(kMagic);
    writer.value(kVersion);
    writer.value(state.fingerprint);
    writer.value(static_cast<std::int32_t>(state.step));
    writer.value(static_cast<std::uint32_t>(state.supernets.size()));
    for (const SupernetState& supernet : state.supernets) {
        writer.array(supernet.values);
        writer.array(supernet.firstMoments);
        writer.array(supernet.secondMoments);
        writer.array(supernet.updates);
    }
    writer.value(checksum(writer.bytes));
    return std::move(writer.bytes);
}

TrainingState trainingStateFrom(std::span<const std::uint8_t> bytes, std::uint64_t fingerprint)
{
    constexpr std::size_t kSum = sizeof(std::uint64_t);
    Reader reader(bytes);
    if (bytes.size() < sizeof kMagic + kSum || reader.value<std::array<char, 8>>() != kMagic)
        damaged();
    const auto version = reader.value<std::uint32_t>();
    if (version != kVersion)
        throw Error(fmt::format(
            "The supernet's checkpoint has format {}, this program reads {}: use the program that wrote it.", version,
            kVersion));
    if (Reader(bytes.last(kSum)).value<std::uint64_t>() != checksum(bytes.first(bytes.size() - kSum)))
        damaged();
    TrainingState state;
    state.fingerprint = reader.value<std::uint64_t>();
    if (state.fingerprint != fingerprint)
        throw Error("The supernet's checkpoint belongs to another run or other data (space, supernet settings, seed or "
                    "dataset differ): start a new run.");
    state.step = reader.value<std::int32_t>();
    state.supernets.resize(reader.value<std::uint32_t>() % 65536U);
    for (SupernetState& supernet : state.supernets) {
        supernet.values = reader.array<float>();
        supernet.firstMoments = reader.array<float>();
        supernet.secondMoments = reader.array<float>();
        supernet.updates = reader.array<std::int32_t>();
    }
    reader.value<std::uint64_t>(); // the checksum, looked at above
    if (!reader.atEnd())
        damaged();
    return state;
}

} // namespace danas::learn
