// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/jpeg_scan.h"

#include "base/error.h"

#include <algorithm>

namespace danas::data {
namespace {

constexpr std::size_t kStrayBytes = 16; ///< that some encoders leave after the last code

Error damaged() { return Error("damaged: its compressed data is corrupt"); }

/// Bits of a scan, most significant first; a stuffed zero after 0xFF is dropped, a marker ends the bits.
class BitReader {
public:
    explicit BitReader(Bytes data)
        : m_data(data)
    {
    }

    /// The next 16 bits, zeros where the data has ended.
    std::uint32_t peek16()
    {
        if (m_count < 16)
            refill();
        const std::uint64_t bits = m_count >= 16 ? m_bits >> (m_count - 16) : m_bits << (16 - m_count);
        return static_cast<std::uint32_t>(bits & 0xFFFFU);
    }
    void skip(int count)
    {
        if (m_count < count)
            refill();
        if (m_count < count)
            throw Error(m_at + 1 >= m_data.size() ? "cut off: a JPEG without its end" : "damaged: its compressed data ends too early");
        m_count -= count;
    }

    /// The restart marker that is due; its number counts modulo 8.
    void expectRestart(int number)
    {
        refill();
        if (m_count >= 8 || m_at + 1 >= m_data.size())
            throw damaged();
        while (m_at + 1 < m_data.size() && m_data[m_at + 1] == 0xFF) // fill bytes
            ++m_at;
        if (m_at + 1 >= m_data.size() || m_data[m_at + 1] != 0xD0 + number % 8)
            throw damaged();
        m_at += 2;
        m_count = 0;
    }

    /// Past what follows the last code up to the next marker. Padding is common, more than that is not.
    std::size_t finish()
    {
        std::size_t stray = static_cast<std::size_t>(m_count / 8);
        bool padding = true;
        while (m_at + 1 < m_data.size() && !(m_data[m_at] == 0xFF && m_data[m_at + 1] != 0x00 && m_data[m_at + 1] != 0xFF)) {
            padding = padding && (m_data[m_at] == 0x00 || m_data[m_at] == 0xFF);
            ++m_at;
            ++stray;
        }
        if (m_at + 1 >= m_data.size())
            throw Error("cut off: a JPEG without its end");
        if (stray > kStrayBytes && !padding)
            throw damaged();
        return m_at;
    }

private:
    void refill()
    {
        while (m_count <= 56 && m_at < m_data.size()) {
            const std::uint8_t byte = m_data[m_at];
            if (byte == 0xFF) {
                if (m_at + 1 >= m_data.size() || m_data[m_at + 1] != 0x00)
                    return; // a marker
                ++m_at;
            }
            ++m_at;
            m_bits = (m_bits << 8U) | byte;
            m_count += 8;
        }
    }

    Bytes m_data;
    std::size_t m_at = 0;
    std::uint64_t m_bits = 0; ///< the low m_count bits are still to be read
    int m_count = 0;
};

std::uint8_t readSymbol(BitReader& bits, const JpegHuffman& huffman)
{
    const JpegHuffman::Code code = huffman.decode(bits.peek16());
    if (code.length == 0)
        throw damaged();
    bits.skip(code.length);
    return code.symbol;
}

/// The 64 coefficients of a block (T.81, F.1.2): a DC size and its bits, then runs of zeros, sizes and bits.
void readBlock(BitReader& bits, const JpegHuffman& dc, const JpegHuffman& ac)
{
    const std::uint8_t size = readSymbol(bits, dc);
    if (size > 15)
        throw damaged();
    bits.skip(size);
    for (int k = 1; k < 64; ++k) {
        const std::uint8_t runAndSize = readSymbol(bits, ac);
        const int run = runAndSize >> 4;
        const int coefficientBits = runAndSize & 15;
        if (coefficientBits == 0 && run != 15)
            return; // end of block
        k += run;
        if (k > 63)
            throw damaged();
        bits.skip(coefficientBits);
    }
}

std::int64_t ceilDivide(std::int64_t a, std::int64_t b) { return (a + b - 1) / b; }

struct ScanPart {
    int blocks = 1; ///< per MCU
    const JpegHuffman* dc = nullptr;
    const JpegHuffman* ac = nullptr;
};

struct Scan {
    std::vector<ScanPart> parts;
    std::int64_t mcus = 0;
};

Scan readScanHeader(const JpegState& state, Bytes body)
{
    const std::size_t count = body.empty() ? 0 : body[0];
    if (count < 1 || count > 4 || body.size() < 1 + 2 * count)
        throw damaged();
    int mostAcross = 1;
    int mostDown = 1;
    for (const JpegComponent& component : state.components) {
        mostAcross = std::max(mostAcross, component.across);
        mostDown = std::max(mostDown, component.down);
    }
    Scan scan;
    for (std::size_t i = 0; i < count; ++i) {
        const int id = body[1 + 2 * i];
        const unsigned tables = body[2 + 2 * i];
        const auto component = std::find_if(state.components.begin(), state.components.end(),
            [&](const JpegComponent& c) { return c.id == id; });
        if (component == state.components.end() || (tables >> 4U) > 3 || (tables & 15U) > 3)
            throw damaged();
        const bool alone = count == 1; // then an MCU is one block, and blocks beyond the picture's edge are not stored
        scan.parts.push_back({ alone ? 1 : component->across * component->down, &state.dc[tables >> 4U], &state.ac[tables & 15U] });
        const std::int64_t across = alone ? ceilDivide(ceilDivide(state.width * component->across, mostAcross), 8)
                                          : ceilDivide(state.width, 8LL * mostAcross);
        const std::int64_t down = alone ? ceilDivide(ceilDivide(state.height * component->down, mostDown), 8)
                                        : ceilDivide(state.height, 8LL * mostDown);
        scan.mcus = across * down;
    }
    return scan;
}

} // namespace

void JpegHuffman::assign(Bytes counts, Bytes symbols)
{
    m_symbols.assign(symbols.begin(), symbols.end());
    m_quick.fill({});
    std::uint32_t code = 0;
    std::size_t next = 0;
    for (unsigned length = 1; length <= 16; ++length) {
        m_offset[length] = static_cast<std::int32_t>(next) - static_cast<std::int32_t>(code);
        for (unsigned i = 0; i < counts[length - 1]; ++i, ++code, ++next) {
            if (code >= (1U << length) || next >= symbols.size())
                throw Error("damaged: its Huffman table is impossible");
            if (length > kQuickBits)
                continue;
            const unsigned spare = kQuickBits - length;
            std::fill_n(m_quick.begin() + (code << spare), 1U << spare, Code { static_cast<int>(length), symbols[next] });
        }
        m_end[length] = code << (16 - length);
        code <<= 1U;
    }
}

JpegHuffman::Code JpegHuffman::decode(std::uint32_t bits) const
{
    if (const Code quick = m_quick[bits >> (16 - kQuickBits)]; quick.length > 0)
        return quick;
    for (unsigned length = kQuickBits + 1; length <= 16; ++length) {
        if (bits < m_end[length]) {
            const auto index = static_cast<std::size_t>(static_cast<std::int32_t>(bits >> (16 - length)) + m_offset[length]);
            return index < m_symbols.size() ? Code { static_cast<int>(length), m_symbols[index] } : Code {};
        }
    }
    return {};
}

std::size_t verifyScan(const JpegState& state, Bytes body, Bytes data)
{
    const Scan scan = readScanHeader(state, body);
    BitReader bits(data);
    for (std::int64_t mcu = 0, restarts = 0; mcu < scan.mcus; ++mcu) {
        if (state.restartInterval > 0 && mcu > 0 && mcu % state.restartInterval == 0)
            bits.expectRestart(static_cast<int>(restarts++ % 8));
        for (const ScanPart& part : scan.parts) {
            for (int block = 0; block < part.blocks; ++block)
                readBlock(bits, *part.dc, *part.ac);
        }
    }
    return bits.finish();
}

} // namespace danas::data
