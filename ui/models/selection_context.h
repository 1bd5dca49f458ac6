// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSet>

namespace danas::ui {

/// The one selection that plot, table and panel share. Ids are Evaluation::id of the shown run; -1 = nothing. Views write
/// here and listen here; none knows another.
class SelectionContext : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] int current() const { return m_current; }
    [[nodiscard]] const QSet<int>& pinned() const { return m_pinned; }

public slots:
    void setCurrent(int id);
    void togglePinned(int id);
    void clear();

signals:
    void currentChanged(int id);
    void pinnedChanged();

private:
    int m_current = -1;
    QSet<int> m_pinned;
};

} // namespace danas::ui
