// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <thread>

namespace danas::app {

/// Turns Ctrl-C, SIGTERM and a closed terminal into a stop request: the run saves and ends. A second one ends the program at
/// once (which loses nothing that was saved). One per program.
class Interruption {
public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

    [[nodiscard]] std::stop_token token() const { return m_stop.get_token(); }

private:
    void wait(const std::stop_token& end);

    std::stop_source m_stop;
    std::jthread m_thread; ///< last member: ends before the rest
};

} // namespace danas::app
