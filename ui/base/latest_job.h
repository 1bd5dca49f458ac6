// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <memory>
#include <optional>
#include <utility>

namespace danas::ui {

/// Short background work of which only the newest result counts: starting a job makes older ones stale, and a stale result
/// never reaches the window. Owned by its context (a QObject of the window's thread).
class LatestJob {
public:
    explicit LatestJob(QObject* context)
        : m_context(context)
    {
        m_pool.setMaxThreadCount(1);
    }
    ~LatestJob()
    {
        cancel();
        m_pool.waitForDone();
    }
    LatestJob(const LatestJob&) = delete;
    LatestJob& operator=(const LatestJob&) = delete;

    /// `job(isStale)` runs in the background, on values only, and may return early once isStale(); `handle(result)` runs on
    /// the window's thread, or never. The job must not throw.
    template <typename Job, typename Handle>
    void start(Job job, Handle handle)
    {
        const unsigned mine = ++*m_generation;
        auto isStale = [generation = m_generation, mine] { return generation->load() != mine; };
        m_pool.start([job = std::move(job), handle = std::move(handle), isStale, context = m_context]() mutable {
            if (isStale())
                return;
            auto result = std::make_shared<decltype(job(isStale))>(job(isStale));
            if (isStale())
                return;
            QMetaObject::invokeMethod(
                context,
                [result, handle = std::move(handle), isStale]() mutable {
                    if (!isStale())
                        handle(std::move(*result));
                },
                Qt::QueuedConnection);
        });
    }

    void cancel() { ++*m_generation; }

private:
    QObject* m_context;
    std::shared_ptr<std::atomic<unsigned>> m_generation = std::make_shared<std::atomic<unsigned>>(0U);
    QThreadPool m_pool;
};

} // namespace danas::ui
