// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/image_file.h"

#include <array>
#include <cstdint>
#include <vector>

namespace danas::data {

/// A Huffman code of a JPEG (ITU-T T.81, annexes C and F.2.2.3).
class JpegHuffman {
public:
    static constexpr int kQuickBits = 9;

    /// counts[i] codes of i + 1 bits, their symbols in order. @throws Error if there are more codes than bits allow
    void assign(Bytes counts, Bytes symbols);

    struct Code {
        int length = 0; ///< bits; 0: no such code
        std::uint8_t symbol = 0;
    };
    /// The code at the top of 16 bits.
    [[nodiscard]] Code decode(std::uint32_t bits) const;

private:
    std::array<Code, 1U << kQuickBits> m_quick {};
    std::array<std::uint32_t, 17> m_end {};   ///< by length: one past its last code, left-aligned to 16 bits
    std::array<std::int32_t, 17> m_offset {}; ///< by length: index of its first symbol minus its first code
    std::vector<std::uint8_t> m_symbols;
};

struct JpegComponent {
    int id = 0;
    int across = 1; ///< sampling factors
    int down = 1;
};

/// What the segments before a scan have set.
struct JpegState {
    std::int64_t width = 0;
    std::int64_t height = 0;
    std::vector<JpegComponent> components;
    std::array<JpegHuffman, 4> dc;
    std::array<JpegHuffman, 4> ac;
    int restartInterval = 0; ///< MCUs, 0: none
};

/// Reads every code of a sequential Huffman scan, without computing a pixel: bytes that rotted on the disk nearly always
/// break the sequence of codes, which decoders paint over. `body` is the scan's header, `data` begins with its first byte of
/// compressed data. Returns how many bytes the scan has. @throws Error "<reason>"
[[nodiscard]] std::size_t verifyScan(const JpegState& state, Bytes body, Bytes data);

} // namespace danas::data
