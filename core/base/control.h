// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace danas {

/// The person's hand on long work: stop (through the token) and pause. One per run; long loops call `checkpoint` at
/// every training step, candidate and batch, so both take effect within a second. Thread-safe.
class RunControl {
public:
    explicit RunControl(std::stop_token stop = {})
        : m_stop(std::move(stop))
    {
    }

    void setPaused(bool paused)
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_paused = paused;
        }
        m_changed.notify_all();
    }
    [[nodiscard]] bool paused() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_paused;
    }
    [[nodiscard]] bool stopRequested() const { return m_stop.stop_requested(); }

    /// Returns at once in the normal case, blocks while paused. @throws Stopped once stop was requested.
    void checkpoint()
    {
        std::unique_lock lock(m_mutex);
        if (m_paused) {
            const auto since = std::chrono::steady_clock::now();
            m_changed.wait(lock, m_stop, [this] { return !m_paused; });
            m_waited += std::chrono::steady_clock::now() - since;
        }
        if (m_stop.stop_requested())
            throw Stopped {};
    }

    /// How long `checkpoint` has blocked so far: what to leave out when running time is measured.
    [[nodiscard]] double pausedSeconds() const
    {
        const std::scoped_lock lock(m_mutex);
        return std::chrono::duration<double>(m_waited).count();
    }

private:
    std::stop_token m_stop;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_paused = false;
    std::chrono::steady_clock::duration m_waited {};
};

} // namespace danas
