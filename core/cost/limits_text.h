// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cost/cost.h"

#include <string>

namespace danas::cost {

/// "128 KiB RAM, 512 KiB flash": each limit that is set. Empty if none is.
[[nodiscard]] std::string limitsText(const Budget& budget);

} // namespace danas::cost
