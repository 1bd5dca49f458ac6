// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/front_line.h"

namespace danas::ui {

bool FrontLine::insert(double x, double y, int id)
{
    auto after = m_members.upper_bound(x); // the first one strictly to the right
    if (after != m_members.begin() && std::prev(after)->second.y <= y)
        return false;
    if (after != m_members.begin() && std::prev(after)->first == x)
        --after; // same x, worse y: goes as well
    while (after != m_members.end() && after->second.y >= y)
        after = m_members.erase(after);
    m_members.emplace_hint(after, x, Member { y, id });
    return true;
}

std::vector<int> FrontLine::ids() const
{
    std::vector<int> ids;
    ids.reserve(m_members.size());
    for (const auto& [x, member] : m_members)
        ids.push_back(member.id);
    return ids;
}

} // namespace danas::ui
