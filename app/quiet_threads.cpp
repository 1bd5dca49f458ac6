// SPDX-License-Identifier: GPL-3.0-or-later
#include "quiet_threads.h"

#include <cstdlib>

#include <unistd.h>

namespace danas::app {

void quietThreads(char** argv)
{
    constexpr auto kPolicy = "OMP_WAIT_POLICY";
    if (std::getenv(kPolicy) == nullptr && ::setenv(kPolicy, "passive", 0) == 0)
        ::execv("/proc/self/exe", argv);
}

} // namespace danas::app
