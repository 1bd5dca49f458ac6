// SPDX-License-Identifier: GPL-3.0-or-later
#include "learn/tensor_memory.h"

#include <c10/core/CPUAllocator.h>

#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <new>
#include <vector>

namespace danas::learn {
namespace {

constexpr std::size_t kHeader = 64; // bytes before each block, holds its size; also the alignment of AVX-512
constexpr std::size_t kSmallest = 16 * 1024; // smaller blocks are malloc's business
constexpr std::size_t kMostKept = std::size_t { 640 } << 20U;

/// Free blocks by size. Sizes are rounded to eighths of an octave, and a block may serve a request down to 3/4 of its
/// size, so that the many shapes of an elastic network share a few blocks.
class Pool {
public:
    void* take(std::size_t bytes)
    {
        const std::size_t size = rounded(bytes);
        {
            const std::scoped_lock lock(m_mutex);
            const auto found = m_free.lower_bound(size);
            if (size >= kSmallest && found != m_free.end() && found->first - found->first / 4 <= size) {
                char* block = found->second.back();
                found->second.pop_back();
                m_kept -= found->first;
                if (found->second.empty())
                    m_free.erase(found);
                return block + kHeader;
            }
        }
        auto* block = static_cast<char*>(std::aligned_alloc(kHeader, size + kHeader));
        if (!block) {
            clear();
            block = static_cast<char*>(std::aligned_alloc(kHeader, size + kHeader));
        }
        if (!block)
            throw std::bad_alloc {};
        std::memcpy(block, &size, sizeof size);
        return block + kHeader;
    }

    void give(void* data)
    {
        char* block = static_cast<char*>(data) - kHeader;
        std::size_t size = 0;
        std::memcpy(&size, block, sizeof size);
        if (size < kSmallest) {
            std::free(block);
            return;
        }
        if (keptWith(size) > kMostKept)
            clear();
        const std::scoped_lock lock(m_mutex);
        m_free[size].push_back(block);
        m_kept += size;
    }

    [[nodiscard]] std::size_t kept() { return keptWith(0); }

private:
    static std::size_t rounded(std::size_t bytes)
    {
        std::size_t step = kHeader;
        while (step * 16 < bytes)
            step *= 2;
        return (bytes + step - 1) / step * step;
    }

    std::size_t keptWith(std::size_t more)
    {
        const std::scoped_lock lock(m_mutex);
        return m_kept + more;
    }

    void clear()
    {
        const std::scoped_lock lock(m_mutex);
        for (const auto& [size, blocks] : m_free) {
            for (char* block : blocks)
                std::free(block);
        }
        m_free.clear();
        m_kept = 0;
    }

    std::mutex m_mutex;
    std::map<std::size_t, std::vector<char*>> m_free;
    std::size_t m_kept = 0;
};

Pool& pool()
{
    static Pool* const forever = new Pool; // tensors may be freed after static objects are gone
    return *forever;
}

void give(void* data)
{
    if (data)
        pool().give(data);
}

class KeepingAllocator final : public c10::Allocator {
public:
    c10::DataPtr allocate(std::size_t bytes) const override
    {
        void* data = bytes > 0 ? pool().take(bytes) : nullptr;
        return { data, data, &give, c10::Device(c10::DeviceType::CPU) };
    }
    c10::DeleterFnPtr raw_deleter() const override { return &give; }
};

} // namespace

void keepTensorMemory()
{
    static KeepingAllocator* const allocator = [] {
        auto* made = new KeepingAllocator; // LibTorch keeps the pointer until the process ends
        c10::SetCPUAllocator(made, 1);
        return made;
    }();
    static_cast<void>(allocator);
}

std::int64_t keptTensorBytes()
{
    return static_cast<std::int64_t>(pool().kept());
}

} // namespace danas::learn
