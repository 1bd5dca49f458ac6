// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace danas {

/// `count` of the items (all, if there are fewer), evenly spread, in their order.
[[nodiscard]] inline std::vector<int> evenlyFrom(const std::vector<int>& items, std::size_t count)
{
    std::vector<int> chosen;
    count = std::min(count, items.size());
    for (std::size_t i = 0; i < count; ++i)
        chosen.push_back(items[i * items.size() / count]);
    return chosen;
}

} // namespace danas
