// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <csignal>
#include <stop_token>
#include <thread>

namespace danas::app {

/// Turns Ctrl-C, SIGTERM and a closed terminal into a stop request: the run saves and ends. A second one ends the program at
/// once (which loses nothing that was saved). Make it before any other thread, so that all of them leave these signals to it.
class Interruption {
public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

    [[nodiscard]] std::stop_token token() const { return m_stop.get_token(); }

private:
    void wait();

    sigset_t m_signals {};
    std::stop_source m_stop;
    std::stop_source m_end;
    std::thread m_thread;
};

} // namespace danas::app
