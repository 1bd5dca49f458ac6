// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QString>

#include <ctime>

namespace danas::test {

/// An application that measures how long each turn of the window's event loop takes. On a machine whose every core trains a
/// network, the wall clock also counts the time the scheduler gave to others; the thread's own time is what the window costs.
class WatchedApplication : public QApplication {
public:
    using QApplication::QApplication;

    struct Longest {
        double cpuMs = 0.0;
        double wallMs = 0.0;
        QString cpuOf, wallOf; ///< whose event that was
        int turns = 0;
    };
    void startWatch()
    {
        m_longest = {};
        m_watching = true;
    }
    void pauseWatch() { m_watching = false; }
    [[nodiscard]] const Longest& longest() const { return m_longest; }

    bool notify(QObject* receiver, QEvent* event) override
    {
        if (!m_watching || m_depth > 0) // an event within an event is part of the same turn
            return QApplication::notify(receiver, event);
        const QString of = QString::fromLatin1(receiver->metaObject()->className()) + QLatin1Char('#') + QString::number(event->type());
        QElapsedTimer wall;
        wall.start();
        const double cpuBefore = threadMs();
        ++m_depth;
        const bool done = QApplication::notify(receiver, event); // afterwards the receiver may be gone
        --m_depth;
        note(of, threadMs() - cpuBefore, static_cast<double>(wall.nsecsElapsed()) / 1e6);
        return done;
    }

private:
    static double threadMs()
    {
        timespec time {};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
    }
    void note(const QString& of, double cpuMs, double wallMs)
    {
        ++m_longest.turns;
        if (cpuMs > m_longest.cpuMs) {
            m_longest.cpuMs = cpuMs;
            m_longest.cpuOf = of;
        }
        if (wallMs > m_longest.wallMs) {
            m_longest.wallMs = wallMs;
            m_longest.wallOf = of;
        }
    }

    Longest m_longest;
    int m_depth = 0;
    bool m_watching = false;
};

} // namespace danas::test
