// SPDX-License-Identifier: GPL-3.0-or-later
#include "interruption.h"

#include "base/log.h"

#include <array>
#include <csignal>

#include <semaphore.h>

namespace danas::app {
namespace {

constexpr std::array kSignals { SIGINT, SIGTERM, SIGHUP };

/// All that a signal handler may do is wake somebody: sem_post(3) is on the list of signal-safety(7). A handler rather than
/// a blocked signal, because OpenBLAS starts its threads before main and they would not leave the signal to others.
sem_t wakeUp;

extern "C" void onSignal(int)
{
    sem_post(&wakeUp);
}

} // namespace

Interruption::Interruption()
{
    sem_init(&wakeUp, 0, 0);
    std::signal(SIGXFSZ, SIG_IGN); // a file-size limit is reported as a full disk instead
    struct sigaction action { };
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    for (const int signal : kSignals)
        sigaction(signal, &action, nullptr);
    m_thread = std::jthread([this](const std::stop_token& end) { wait(end); });
}

Interruption::~Interruption()
{
    m_thread.request_stop();
    sem_post(&wakeUp);
}

void Interruption::wait(const std::stop_token& end)
{
    while (sem_wait(&wakeUp) != 0) { } // a signal may interrupt the wait itself
    if (end.stop_requested())
        return;
    for (const int signal : kSignals)
        std::signal(signal, SIG_DFL); // a second one ends the program at once
    m_stop.request_stop();
    log().info("Stopping; everything is being saved.");
}

} // namespace danas::app
