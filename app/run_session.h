// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command_line.h"
#include "search/run_engine.h"

namespace danas::app {

/// What the commands that run something share: carries the run through with its progress on standard error, then prints its
/// front, as text or JSON, to standard output.
Exit carryOut(const search::RunRequest& request, RunControl& control, bool json);

} // namespace danas::app
