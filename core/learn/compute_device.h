// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/run_spec.h"

#include <c10/core/Device.h>

namespace danas::learn {

/// The device that a run asks for. @throws Error for CUDA where LibTorch has none
[[nodiscard]] c10::Device deviceFor(search::Device wish);
/// Threads of the calling thread's operators from now on; 0 = all cores.
int useThreads(int threads);

} // namespace danas::learn
