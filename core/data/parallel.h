// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/control.h"

#include <cstdint>
#include <functional>

namespace danas::data {

/// Calls work(i) once for every i in [0, count), on as many threads as there are cores. `progress(done, count)` is called
/// now and then on the calling thread. If calls throw, the exception of the smallest i that was seen is rethrown after all
/// threads ended. @throws Stopped, and whatever `work` throws
void parallelFor(std::int64_t count, RunControl& control, const std::function<void(std::int64_t)>& work,
    const std::function<void(std::int64_t, std::int64_t)>& progress = {});

} // namespace danas::data
