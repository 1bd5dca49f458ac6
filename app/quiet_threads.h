// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace danas::app {

/// Makes LibTorch's threads sleep while they wait for each other instead of spinning: on a computer that does other work, too,
/// spinning threads slow a search down several times (two threads, two busy cores), and an idle one loses nothing that we
/// could measure. GNU's OpenMP reads OMP_WAIT_POLICY only when it is loaded, before main; so the program sets it and starts
/// itself once more in its own place. A value that the person has set stays. Where that fails, only speed is lost.
void quietThreads(char** argv);

} // namespace danas::app
