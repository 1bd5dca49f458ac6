// SPDX-License-Identifier: GPL-3.0-or-later
#include "interruption.h"

#include "base/log.h"

#include <pthread.h>

namespace danas::app {

Interruption::Interruption()
{
    sigemptyset(&m_signals);
    for (const int signal : { SIGINT, SIGTERM, SIGHUP })
        sigaddset(&m_signals, signal);
    pthread_sigmask(SIG_BLOCK, &m_signals, nullptr);
    std::signal(SIGXFSZ, SIG_IGN); // a file-size limit is reported as a full disk instead
    m_thread = std::thread([this] { wait(); });
}

Interruption::~Interruption()
{
    m_end.request_stop();
    pthread_kill(m_thread.native_handle(), SIGTERM);
    m_thread.join();
}

void Interruption::wait()
{
    int signal = 0;
    while (sigwait(&m_signals, &signal) == 0 && !m_end.stop_requested()) {
        if (m_stop.stop_requested()) {
            std::signal(signal, SIG_DFL);
            pthread_sigmask(SIG_UNBLOCK, &m_signals, nullptr);
            raise(signal);
        }
        m_stop.request_stop();
        log().info("Stopping; everything is being saved.");
    }
}

} // namespace danas::app
