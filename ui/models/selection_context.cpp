// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/selection_context.h"

namespace danas::ui {

void SelectionContext::setCurrent(int id)
{
    if (id == m_current)
        return;
    m_current = id;
    emit currentChanged(id);
}

void SelectionContext::togglePinned(int id)
{
    if (id < 0)
        return;
    if (!m_pinned.remove(id))
        m_pinned.insert(id);
    emit pinnedChanged();
}

void SelectionContext::clear()
{
    setCurrent(-1);
    if (m_pinned.isEmpty())
        return;
    m_pinned.clear();
    emit pinnedChanged();
}

} // namespace danas::ui
